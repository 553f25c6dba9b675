import { roleIds } from '../../schema/access/index.ts'
import { accounts } from '../identity/accounts.ts'
import { slug } from '../lib/text.ts'
import { uuidOf } from '../lib/uuid.ts'
import type { AccountAudience } from '../identity/accounts.ts'
import type { StructureKeyOfWorld } from './structures.ts'

/** A row of `directus_users`. */
export interface UserRow {
  id: string
  first_name: string
  last_name: string
  email: string
  provider: 'keycloak'
  external_identifier: string
  role: string
  status: 'active'
  language: 'fr-FR'
  title: string | null
}

export type MembershipFunction = 'adviser' | 'manager' | 'theme_referent' | 'reception' | 'configurator' | 'steering'

export interface StaffPlan {
  /** The part of the e-mail address before `@`. */
  key: string
  firstName: string
  lastName: string
  audience: 'adviser' | 'manager' | 'prescriber'
  structure: StructureKeyOfWorld
  function: MembershipFunction
  title: string
  /** Left the structure that many days ago. */
  leftDaysAgo?: number
}

/** Colleagues who make the world believable; they have no account at the identity provider, so they cannot sign in. */
export const colleagues: readonly StaffPlan[] = [
  { key: 'leila.caradec', firstName: 'Leïla', lastName: 'Caradec', audience: 'adviser', structure: 'ml-paris', function: 'adviser', title: 'Conseillère en insertion' },
  { key: 'guillaume.nzinga', firstName: 'Guillaume', lastName: 'Nzinga', audience: 'adviser', structure: 'ml-paris-20', function: 'adviser', title: 'Conseiller en insertion' },
  { key: 'soizic.barreau', firstName: 'Soizic', lastName: 'Barreau', audience: 'adviser', structure: 'ml-paris', function: 'theme_referent', title: 'Référente logement' },
  { key: 'paul.etchart', firstName: 'Paul', lastName: 'Etchart', audience: 'adviser', structure: 'ml-paris', function: 'reception', title: 'Chargé d’accueil', leftDaysAgo: 120 },
  { key: 'mathilde.quercy', firstName: 'Mathilde', lastName: 'Quercy', audience: 'adviser', structure: 'spip-paris', function: 'adviser', title: 'Conseillère d’insertion et de probation' },
  { key: 'samba.lebrun', firstName: 'Samba', lastName: 'Lebrun', audience: 'adviser', structure: 'pjj-paris', function: 'adviser', title: 'Éducateur' },
  { key: 'clara.vesoul', firstName: 'Clara', lastName: 'Vesoul', audience: 'manager', structure: 'pjj-paris', function: 'manager', title: 'Responsable d’unité éducative' },
  { key: 'lucien.pradelle', firstName: 'Lucien', lastName: 'Pradelle', audience: 'adviser', structure: 'ml-creuse-sud', function: 'adviser', title: 'Conseiller en insertion' },
  { key: 'odette.faugeron', firstName: 'Odette', lastName: 'Faugeron', audience: 'manager', structure: 'ml-creuse', function: 'manager', title: 'Directrice' },
  { key: 'denis.aucouturier', firstName: 'Denis', lastName: 'Aucouturier', audience: 'adviser', structure: 'protection-creuse', function: 'adviser', title: 'Mandataire judiciaire' },
  { key: 'vanessa.ramin', firstName: 'Vanessa', lastName: 'Ramin', audience: 'adviser', structure: 'ml-reunion-sud', function: 'adviser', title: 'Conseillère en insertion' },
  { key: 'jocelyn.amayota', firstName: 'Jocelyn', lastName: 'Amayota', audience: 'adviser', structure: 'ml-guyane-ouest', function: 'adviser', title: 'Conseiller en insertion' },
]

export interface PartnerStaffPlan { key: string, firstName: string, lastName: string, partner: string, right: 'owner' | 'editor', job: string }

/** People who look after the listing of their organisation; like colleagues, they cannot sign in. */
export const partnerStaff: readonly PartnerStaffPlan[] = [
  { key: 'fabienne.morvan', firstName: 'Fabienne', lastName: 'Morvan', partner: 'paris.bikes', right: 'owner', job: 'Coordinatrice' },
  { key: 'thierry.bassong', firstName: 'Thierry', lastName: 'Bassong', partner: 'paris.drivingSchool', right: 'owner', job: 'Moniteur de conduite' },
  { key: 'alix.perdriel', firstName: 'Alix', lastName: 'Perdriel', partner: 'paris.digitalHelp', right: 'owner', job: 'Conseillère numérique' },
  { key: 'rokia.lemoine', firstName: 'Rokia', lastName: 'Lemoine', partner: 'paris.shelter', right: 'editor', job: 'Travailleuse sociale' },
  { key: 'gerald.ansquer', firstName: 'Gérald', lastName: 'Ansquer', partner: 'creuse.arts', right: 'owner', job: 'Directeur' },
  { key: 'josiane.rougier', firstName: 'Josiane', lastName: 'Rougier', partner: 'creuse.farming', right: 'owner', job: 'Directrice' },
  { key: 'ludovic.cadet', firstName: 'Ludovic', lastName: 'Cadet', partner: 'reunion.recycling', right: 'owner', job: 'Directeur' },
  { key: 'ketty.bonheur', firstName: 'Ketty', lastName: 'Bonheur', partner: 'guyane.trainingBody', right: 'owner', job: 'Coordinatrice pédagogique' },
]

/** The identifier of a colleague, or of a demo account named by the start of its address. */
export function staffId(key: string): string {
  const account = accounts.find(({ email }) => email === `${key}@relais.example`)
  return account?.id ?? uuidOf('user', key)
}

/** The Directus users: the demo accounts, linked to the identity provider by their fixed identifier, and colleagues. */
export function userRows(): UserRow[] {
  return [
    ...accounts.flatMap(({ audience, ...account }) => audience ? [userRow({ ...account, audience, title: account.description })] : []),
    ...colleagues.map(({ key, firstName, lastName, audience, title }) => {
      const id = staffId(key)
      return userRow({ id, email: `${slug(firstName)}.${slug(lastName)}@equipe.example`, firstName, lastName, audience, title })
    }),
    ...partnerStaff.map(({ key, firstName, lastName, job }) =>
      userRow({ id: staffId(key), email: `${key}@partenaires.example`, firstName, lastName, audience: 'partner', title: job })),
  ]
}

interface Identity { id: string, email: string, firstName: string, lastName: string, audience: AccountAudience, title: string }

function userRow({ id, email, firstName, lastName, audience, title }: Identity): UserRow {
  return {
    id,
    first_name: firstName,
    last_name: lastName,
    email,
    provider: 'keycloak',
    external_identifier: id,
    role: roleIds[audience],
    status: 'active',
    language: 'fr-FR',
    title,
  }
}
