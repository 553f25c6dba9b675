import type { Audience, Label } from '../define.ts'

/** Every audience that signs in. */
export type SignedInAudience = Exclude<Audience, 'public'>

/** One role an audience, the same identifiers in every instance. */
export const roleIds = {
  partner: '5d0e1a00-0000-4000-8000-000000000001',
  beneficiary: '5d0e1a00-0000-4000-8000-000000000002',
  adviser: '5d0e1a00-0000-4000-8000-000000000003',
  manager: '5d0e1a00-0000-4000-8000-000000000004',
  prescriber: '5d0e1a00-0000-4000-8000-000000000005',
  configurator: '5d0e1a00-0000-4000-8000-000000000006',
  steering: '5d0e1a00-0000-4000-8000-000000000007',
  service: '5d0e1a00-0000-4000-8000-000000000008',
  admin: '5d0e1a00-0000-4000-8000-000000000009',
} as const satisfies Record<SignedInAudience, string>

/** One policy an audience; the public one is the row that Directus itself ships. */
export const policyIds = {
  public: 'abf8a154-5b1c-4a46-ac9c-7300570f4f17',
  partner: '9011c700-0000-4000-8000-000000000001',
  beneficiary: '9011c700-0000-4000-8000-000000000002',
  adviser: '9011c700-0000-4000-8000-000000000003',
  manager: '9011c700-0000-4000-8000-000000000004',
  prescriber: '9011c700-0000-4000-8000-000000000005',
  configurator: '9011c700-0000-4000-8000-000000000006',
  steering: '9011c700-0000-4000-8000-000000000007',
  service: '9011c700-0000-4000-8000-000000000008',
  admin: '9011c700-0000-4000-8000-000000000009',
} as const satisfies Record<Audience, string>

const linkIds = {
  partner: 'acce5500-0000-4000-8000-000000000001',
  beneficiary: 'acce5500-0000-4000-8000-000000000002',
  adviser: 'acce5500-0000-4000-8000-000000000003',
  manager: 'acce5500-0000-4000-8000-000000000004',
  prescriber: 'acce5500-0000-4000-8000-000000000005',
  configurator: 'acce5500-0000-4000-8000-000000000006',
  steering: 'acce5500-0000-4000-8000-000000000007',
  service: 'acce5500-0000-4000-8000-000000000008',
  admin: 'acce5500-0000-4000-8000-000000000009',
} as const satisfies Record<SignedInAudience, string>

export interface AudienceDefinition {
  audience: SignedInAudience
  label: Label
  description: Label
  icon: string
  /** Works in the Studio; portal-only audiences never do. */
  appAccess: boolean
  adminAccess: boolean
  /** Where the rights of an account come from: without a mandate in force in one of these, it has none at all. */
  mandate?: 'structures' | 'organizations'
}

/** Who uses Relais, one role and one policy each. */
export const audiences: readonly AudienceDefinition[] = [
  {
    audience: 'partner', icon: 'handshake', appAccess: false, adminAccess: false, mandate: 'organizations',
    label: { fr: 'Partenaire', en: 'Partner' },
    description: { fr: 'Tient à jour sa fiche, ses offres et ses places, répond aux orientations.', en: 'Keeps its listing, offers and places up to date, answers referrals.' },
  },
  {
    audience: 'beneficiary', icon: 'person', appAccess: false, adminAccess: false,
    label: { fr: 'Bénéficiaire', en: 'Beneficiary' },
    description: { fr: 'Voit et corrige son dossier, fait ses actions.', en: 'Sees and corrects their file, does their actions.' },
  },
  {
    audience: 'adviser', icon: 'support_agent', appAccess: true, adminAccess: false, mandate: 'structures',
    label: { fr: 'Conseiller', en: 'Adviser' },
    description: { fr: 'Accompagne les personnes de son portefeuille, anime les partenaires de sa structure.', en: 'Supports the people of their portfolio, works with the partners of their structure.' },
  },
  {
    audience: 'manager', icon: 'supervisor_account', appAccess: true, adminAccess: false, mandate: 'structures',
    label: { fr: 'Responsable', en: 'Manager' },
    description: { fr: 'Affecte, valide et pilote les dossiers de sa structure.', en: 'Assigns, validates and steers the files of their structure.' },
  },
  {
    audience: 'prescriber', icon: 'assignment_ind', appAccess: false, adminAccess: false, mandate: 'structures',
    label: { fr: 'Prescripteur', en: 'Prescriber' },
    description: { fr: 'Trouve une place et oriente les personnes qu’il suit.', en: 'Finds a place and refers the people they follow.' },
  },
  {
    audience: 'configurator', icon: 'tune', appAccess: true, adminAccess: false, mandate: 'structures',
    label: { fr: 'Administrateur local', en: 'Local administrator' },
    description: { fr: 'Règle les champs, les listes et les formulaires, sans lire les dossiers.', en: 'Sets fields, lists and forms, without reading files.' },
  },
  {
    audience: 'steering', icon: 'monitoring', appAccess: false, adminAccess: false, mandate: 'structures',
    label: { fr: 'Pilotage', en: 'Steering' },
    description: { fr: 'Lit l’activité sans aucune donnée nominative.', en: 'Reads activity without any personal data.' },
  },
  {
    audience: 'service', icon: 'smart_toy', appAccess: false, adminAccess: false,
    label: { fr: 'Service automatique', en: 'Automated service' },
    description: { fr: 'Compte technique des échanges avec d’autres systèmes.', en: 'Technical account for exchanges with other systems.' },
  },
  {
    audience: 'admin', icon: 'verified_user', appAccess: true, adminAccess: true,
    label: { fr: 'Administrateur', en: 'Administrator' },
    description: { fr: 'Administre l’instance par le Studio ; refusé sur le portail.', en: 'Administers the instance through the Studio; refused on the portal.' },
  },
]

/** The audience of a role, or nothing when the role is not one of the product's. */
export function audienceOfRole(role: string | null | undefined): SignedInAudience | undefined {
  return audiences.find(({ audience }) => roleIds[audience] === role)?.audience
}

/** Where the rights of an audience come from, when they end with a mandate. */
export function mandateOf(audience: Audience | null | undefined): AudienceDefinition['mandate'] {
  return audiences.find(known => known.audience === audience)?.mandate
}

/** What is known of a caller. */
export interface Caller { user?: string | null, role?: string | null, roles?: readonly string[], admin?: boolean }

/**
 * The audience of a caller. A role made locally under one of ours belongs to its audience; anybody else signed in is served
 * what everybody is. Only Directus says who is an administrator, never the name of a role, and the rights that our own code
 * lends to somebody for one write make nobody an administrator: whoever has the role of another audience belongs to it.
 */
export function audienceOf(caller: Caller | null | undefined): Audience {
  const audiences = [caller?.role, ...(caller?.roles ?? [])].map(audienceOfRole)
  const own = audiences.find(audience => audience !== undefined && audience !== 'admin')
  return own ?? (caller?.admin === true ? 'admin' : 'public')
}

/** Whether a caller is an administrator, and not somebody to whom our own code lent the rights of one. */
export function isAdministrator(caller: Caller | null | undefined): boolean {
  return audienceOf(caller) === 'admin'
}

/** Whether our own code lent the rights of an administrator to somebody, for a write that it decided: no right of theirs is meant by it. */
export function isLent(caller: Caller | null | undefined): boolean {
  return caller?.admin === true && !isAdministrator(caller)
}

/** Roles, policies and their links as the rows that the engine writes. */
export const accessModel = {
  roles: audiences.map(({ audience, label, description, icon }) => ({ id: roleIds[audience], name: label.fr, icon, description: description.fr })),
  policies: audiences.map(({ audience, label, description, icon, adminAccess, appAccess }) => ({
    id: policyIds[audience], name: label.fr, icon, description: description.fr, admin_access: adminAccess, app_access: appAccess,
  })),
  links: audiences.map(({ audience }) => ({ id: linkIds[audience], role: roleIds[audience], policy: policyIds[audience] })),
}
