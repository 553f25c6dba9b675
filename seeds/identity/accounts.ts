import type { Audience } from '../../schema/define.ts'

/** Structure that a demo account works in or is followed by, named by its place; the demo world creates them. */
export type StructureKey =
  | 'paris' | 'rural' | 'reunion' | 'guyane' | 'guadeloupe' | 'martinique' | 'mayotte'
  | 'saint-pierre-et-miquelon' | 'nouvelle-caledonie' | 'polynesie'

/** Everybody who can sign in to the demo world: the public and the robot account cannot. */
export type AccountAudience = Exclude<Audience, 'public' | 'service'>

export interface DemoAccount {
  /** Subject of the identity provider, `external_identifier` and primary key of the Directus user when there is one. */
  id: string
  email: string
  firstName: string
  lastName: string
  /** `null` for who has an account and no space yet: an invitation opens one. */
  audience: AccountAudience | null
  /** What the person is, shown beside the account on the sign-in page. */
  description: string
  /** INSEE code of the département or territory. */
  territory: string
  /** `null` for the people who belong to no structure: administrators and partners. */
  structure: StructureKey | null
}

/** The one password of all the demo accounts; they exist only in demo realms. */
export const DEMO_PASSWORD = 'relais-demo'

/** The demo accounts, from which the realm file and the Directus users are made. */
export const accounts: readonly DemoAccount[] = [
  { id: '314e258e-4567-515c-859c-cebb0b543b41', email: 'admin@relais.example', firstName: 'Camille', lastName: 'Ostrowski', audience: 'admin', description: 'Administration technique', territory: '75', structure: null },
  { id: '55ca4020-52b0-5c1e-9a93-36f874473bc3', email: 'configurateur@relais.example', firstName: 'Nadège', lastName: 'Lempereur', audience: 'configurator', description: 'Administration fonctionnelle, tout le réseau', territory: '75', structure: 'paris' },
  { id: 'c2d0f3b1-6a57-5e0d-8c1e-94f7a2b65d38', email: 'configurateur.paris@relais.example', firstName: 'Gaëtan', lastName: 'Morvillers', audience: 'configurator', description: 'Administration locale, Paris', territory: '75', structure: 'paris' },
  { id: '9e59b205-d59a-5cc6-b2ac-616d47667a8f', email: 'conseiller@relais.example', firstName: 'Yanis', lastName: 'Ferrandi', audience: 'adviser', description: 'Conseiller, Paris', territory: '75', structure: 'paris' },
  { id: '952d619e-c7e7-5026-b596-709accd3a94f', email: 'conseiller2@relais.example', firstName: 'Maëlle', lastName: 'Quéméneur', audience: 'adviser', description: 'Conseillère, département rural', territory: '23', structure: 'rural' },
  { id: '77123462-a192-568b-8c12-5728f84e3743', email: 'responsable@relais.example', firstName: 'Solène', lastName: 'Abgrall', audience: 'manager', description: 'Responsable de structure, Paris', territory: '75', structure: 'paris' },
  { id: '5da1006e-9623-55e0-8eef-31d9bdf05c59', email: 'prescripteur@relais.example', firstName: 'Idriss', lastName: 'Montluc', audience: 'prescriber', description: 'Prescripteur', territory: '75', structure: 'paris' },
  { id: '684657a6-3ee7-56d0-a7d5-7cd278daf2a6', email: 'partenaire@relais.example', firstName: 'Odile', lastName: 'Garancher', audience: 'partner', description: 'Partenaire', territory: '75', structure: null },
  { id: '336eecc7-1958-5a37-b79c-8907ee8fd66b', email: 'partenaire2@relais.example', firstName: 'Bastien', lastName: 'Roumégoux', audience: 'partner', description: 'Partenaire, autre organisation', territory: '23', structure: null },
  { id: '918e4310-3c63-5493-aa94-306c9bd85829', email: 'usager@relais.example', firstName: 'Inès', lastName: 'Belkacem', audience: 'beneficiary', description: 'Personne accompagnée, Paris', territory: '75', structure: 'paris' },
  { id: 'e85f40bb-08f4-5e0c-98ce-ed3d183ad656', email: 'usager2@relais.example', firstName: 'Loïc', lastName: 'N’Diaye-Perrault', audience: 'beneficiary', description: 'Personne accompagnée, département rural', territory: '23', structure: 'rural' },
  { id: '0892a14f-bdbd-5b3d-a715-5e7a45088dbb', email: 'pilotage@relais.example', firstName: 'Hélène', lastName: 'Vauquelin', audience: 'steering', description: 'Pilotage', territory: '75', structure: 'paris' },
  { id: '5a0c4f5e-6f0b-5f3a-9d0c-7b6d1c2e8f41', email: 'nouveau@relais.example', firstName: 'Théa', lastName: 'Lanvollon', audience: null, description: 'Compte sans espace, à inviter', territory: '75', structure: null },
  { id: '37cb2a93-848c-55bc-b83a-114e1c063122', email: 'conseiller.guadeloupe@relais.example', firstName: 'Édouard', lastName: 'Lacascade-Morel', audience: 'adviser', description: 'Conseiller, Guadeloupe', territory: '971', structure: 'guadeloupe' },
  { id: 'a9cfe451-76ae-5b99-8689-b3a29dd6d277', email: 'conseiller.martinique@relais.example', firstName: 'Murielle', lastName: 'Zobda', audience: 'adviser', description: 'Conseillère, Martinique', territory: '972', structure: 'martinique' },
  { id: '47c226ae-b766-591b-b95c-49a151667dc3', email: 'conseiller.guyane@relais.example', firstName: 'Kévin', lastName: 'Sabajo', audience: 'adviser', description: 'Conseiller, Guyane', territory: '973', structure: 'guyane' },
  { id: 'f411e485-e167-5cca-888e-66a1fa0ff390', email: 'conseiller.reunion@relais.example', firstName: 'Marie-Annick', lastName: 'Hoarau-Técher', audience: 'adviser', description: 'Conseillère, La Réunion', territory: '974', structure: 'reunion' },
  { id: '64a99414-3d62-5db7-9010-e7fe1a99138e', email: 'conseiller.mayotte@relais.example', firstName: 'Anrafa', lastName: 'Madi Ousseni', audience: 'adviser', description: 'Conseillère, Mayotte', territory: '976', structure: 'mayotte' },
  { id: 'd0f6baed-ad99-5455-9302-74c295e1a507', email: 'conseiller.saint-pierre-et-miquelon@relais.example', firstName: 'Yann', lastName: 'Detcheberry', audience: 'adviser', description: 'Conseiller, Saint-Pierre-et-Miquelon', territory: '975', structure: 'saint-pierre-et-miquelon' },
  { id: '65538266-9226-5f75-ad07-f11f9b719bde', email: 'conseiller.nouvelle-caledonie@relais.example', firstName: 'Wassissi', lastName: 'Poadja', audience: 'adviser', description: 'Conseiller, Nouvelle-Calédonie', territory: '988', structure: 'nouvelle-caledonie' },
  { id: '53430caa-a622-5ed9-9e66-77342f793493', email: 'conseiller.polynesie@relais.example', firstName: 'Hinano', lastName: 'Tehahe', audience: 'adviser', description: 'Conseillère, Polynésie française', territory: '987', structure: 'polynesie' },
]

/** Finds a demo account by its e-mail address, or by the part before `@relais.example`. */
export function findAccount(name: string): DemoAccount | undefined {
  const email = name.includes('@') ? name.toLowerCase() : `${name.toLowerCase()}@relais.example`
  return accounts.find(account => account.email === email)
}
