import type { Label } from './define.ts'
import { collections, getCollection } from './index.ts'

/** What is said of a write that the database refused. */
export interface Refused { code: string, status: 400 | 409, message: Label }

const both = (fr: string, en: string): Label => ({ fr, en })
const said = (fr: string, en: string, code = 'INVALID_VALUE', status: Refused['status'] = 400): Refused => ({ code, status, message: both(`Rien n’a été modifié : ${fr}`, `Nothing was changed: ${en}`) })
const taken = (fr: string, en: string): Refused => said(fr, en, 'RECORD_NOT_UNIQUE')

const PERIOD = said('la fin est avant le début. Corrigez l’une des deux dates.', 'the end is before the start. Correct one of the two dates.')
const OWN_SITE = said('ce lieu est celui d’une autre organisation. Choisissez un lieu de celle-ci.', 'this site belongs to another organisation. Choose a site of this one.')
const APPEND_ONLY = said('ce qui est écrit là ne se modifie plus.', 'what is written there does not change any more.', 'APPEND_ONLY', 409)
const BY_STEP = said('l’étape ne s’écrit pas directement. Choisissez un des passages proposés sur la fiche.', 'the state is not written directly. Choose one of the transitions offered on the record.', 'STATE_BY_TRANSITION', 409)
const FULL = said('il n’y a plus de place libre sur cette offre. Ajoutez une place, ou choisissez une autre offre.', 'this offer has no place left. Add a place, or choose another offer.', 'OFFER_FULL', 409)
const OTHER_SESSION = said('cette session est celle d’une autre offre. Choisissez une session de celle-ci.', 'this session belongs to another offer. Choose a session of this one.')
const ONE_SETTING = taken('ce réglage existe déjà pour cette structure. Modifiez celui qui est là.', 'this setting exists already for this structure. Change the one that is there.')
const IMPORTED = taken('une fiche venue de la même source existe déjà. Modifiez celle-là.', 'a record from the same source exists already. Change that one.')
const KEY_TAKEN = taken('cette clé est déjà prise. Choisissez-en une autre.', 'this key is taken. Choose another one.')
const MEANWHILE = said('quelqu’un d’autre vient d’enregistrer la même chose. Rechargez la page.', 'somebody else has just saved the same thing. Reload the page.', 'RECORD_NOT_UNIQUE', 409)
const OWNED = said('cette fiche n’est rattachée à rien. Choisissez à quoi elle se rattache.', 'this record belongs to nothing. Choose what it belongs to.')

/** Every constraint of the database that somebody may meet, whichever door the write came by; a test lists those of a live database. */
const REFUSALS: Readonly<Record<string, Refused>> = {
  actions_objective_same_case: said('cet objectif est celui d’un autre dossier. Choisissez un objectif de celui-ci.', 'this objective belongs to another case. Choose one of this case.'),
  break_glass_accesses_one_day: said('un accès exceptionnel dure 24 heures au plus.', 'an exceptional access lasts 24 hours at most.'),
  break_glass_accesses_reasoned: said('expliquez votre motif en 20 caractères au moins.', 'give your reason in 20 characters at least.'),
  case_members_ends_after_start: PERIOD,
  cases_structure_reference_unique: taken('un autre dossier de cette structure porte déjà ce numéro. Choisissez-en un autre, ou laissez-le vide : il sera attribué.', 'another case of this structure has this number. Choose another one, or leave it empty: it is given.'),
  contacts_site_same_organization: OWN_SITE,
  field_layers_own_unique: MEANWHILE,
  field_layers_structure_field_unique: ONE_SETTING,
  field_rules_layer_unique: ONE_SETTING,
  field_settings_collection_field_audience_unique: ONE_SETTING,
  home_pages_author_unique: taken('cette structure a déjà une page d’accueil pour ce profil. Modifiez celle qui est là.', 'this structure has a home page for this profile already. Change the one that is there.'),
  local_changes_undoes_unique: MEANWHILE,
  memberships_ends_after_start: PERIOD,
  offer_places_not_overbooked: said('des places sont déjà prises par des orientations. Indiquez au moins le nombre de places prises.', 'places are already taken by referrals. Enter at least the number of places taken.', 'OUT_OF_RANGE'),
  offer_places_offer_unique: taken('cette offre a déjà un nombre de places. Modifiez celui qui est là.', 'this offer has a number of places already. Change the one that is there.'),
  offer_places_organization_present: OWNED,
  offer_places_session_same_offer: OTHER_SESSION,
  offer_places_session_unique: taken('cette session a déjà un nombre de places. Modifiez celui qui est là.', 'this session has a number of places already. Change the one that is there.'),
  offer_sessions_site_same_organization: OWN_SITE,
  offers_site_same_organization: OWN_SITE,
  offers_source_unique: IMPORTED,
  offers_structure_present: OWNED,
  organization_members_ends_after_start: PERIOD,
  organization_members_organization_user_unique: taken('ce compte tient déjà cette organisation. Modifiez ses droits au lieu de l’ajouter.', 'this account keeps this organisation already. Change its rights instead of adding it.'),
  organizations_source_unique: IMPORTED,
  people_user_unique: taken('ce compte est déjà celui d’une autre personne.', 'this account is already that of somebody else.'),
  person_identifiers_person_kind_value_unique: taken('cette personne a déjà ce numéro.', 'this person has this number already.'),
  referrals_offer_open: said('cette offre n’est plus ouverte. Choisissez une autre offre.', 'this offer is not open any more. Choose another one.', 'OFFER_NOT_OPEN', 409),
  referrals_need_same_case: said('ce besoin est celui d’un autre dossier. Choisissez un besoin de celui-ci.', 'this need belongs to another case. Choose one of this case.'),
  referrals_one_live: said('cette personne a déjà une orientation en cours sur cette offre. Suivez-la dans son dossier.', 'this person has a referral under way on this offer. Follow it in the file.', 'ALREADY_REFERRED', 409),
  referrals_owner_present: OWNED,
  referrals_session_same_offer: OTHER_SESSION,
  structures_code_unique: taken('une autre structure a déjà ce code. Choisissez-en un autre.', 'another structure has this code. Choose another one.'),
  structures_justice_has_basis: said('une structure qui tient des données de justice dit sur quel texte elle se fonde. Renseignez-le.', 'a structure that holds justice data says on what text it relies. Fill it in.'),
  structures_no_cycle: said('une structure ne peut pas être au-dessus d’elle-même. Choisissez une autre structure.', 'a structure cannot be above itself. Choose another one.'),
  templates_kind_unique: taken('un modèle de ce nom existe déjà ici. Modifiez-le, ou changez le nom.', 'a template of this name exists here already. Change it, or choose another name.'),
  territories_kind_code_vintage_unique: taken('ce territoire existe déjà pour ce millésime.', 'this territory exists already for this vintage.'),
  transfers_one_requested: said('une demande de transfert attend déjà une réponse pour ce dossier. Retirez-la avant d’en faire une autre.', 'a transfer of this case is waiting for an answer. Withdraw it before asking again.', 'TRANSFER_ASKED', 409),
  value_history_append_only: APPEND_ONLY,
  vocabulary_terms_vocabulary_code_unique: taken('ce code est déjà dans ce vocabulaire. Choisissez-en un autre.', 'this code is already in this vocabulary. Choose another one.'),
  webhooks_key_unique: KEY_TAKEN,
  workflow_events_append_only: APPEND_ONLY,
  workflow_state_known: said('le parcours de cette fiche n’a pas cette étape. Choisissez une des étapes du parcours.', 'the workflow of this record has no such state. Choose one of its states.'),
  workflow_transition_allowed: BY_STEP,
  workflow_transition_only: BY_STEP,
  workflow_versions_frozen: said('une version publiée ne change plus et ne se supprime pas, car des fiches la suivent ou l’ont suivie. Publiez-en une autre, ou cessez d’appliquer le parcours.', 'a published version never changes and is not deleted, since records follow or followed it. Publish another one, or stop applying the workflow.', 'WORKFLOW_IN_USE', 409),
  workflow_versions_number_unique: MEANWHILE,
  workflows_applied: said('ce parcours est appliqué. Cessez d’abord de l’appliquer.', 'this workflow is applied. Stop applying it first.', 'WORKFLOW_IN_USE', 409),
  workflows_enforced_unique: taken('un autre parcours est déjà appliqué à ce champ. Cessez d’abord de l’appliquer.', 'another workflow is applied to this field. Stop applying it first.'),
  workflows_key_unique: KEY_TAKEN,
}

const OUT_OF_REACH = said('cette fiche désigne une personne ou un dossier qui n’existe pas, ou que vous ne suivez pas. Choisissez-en un de ceux que vous suivez.', 'this record names a person or a case that does not exist, or that you do not follow. Choose one that you follow.')
const SENT_ALREADY = said('cet envoi a déjà été enregistré. Rechargez la page pour le voir.', 'this was saved already. Reload the page to see it.', 'RECORD_NOT_UNIQUE', 409)
const SAME_KEY = said('une fiche a déjà cet identifiant.', 'a record has this identifier already.', 'RECORD_NOT_UNIQUE', 409)
/** Constraints that are named alike in several collections. */
const ALIKE: readonly [RegExp, Refused][] = [[/_(?:person|file)_in_reach$/, OUT_OF_REACH], [/_idempotency_unique$/, SENT_ALREADY], [/_pkey$/, SAME_KEY]]

/** What Directus, or the driver of PostgreSQL, says of a violation. */
interface Violation { constraint?: string | undefined, collection?: string | undefined, /** Its columns, as PostgreSQL writes them. */ field?: string | undefined, /** The statements in which it happened. */ where?: string | undefined }

/** The sentence of a constraint; null for one that no write of somebody meets. */
export function refusalOf({ constraint, collection = '', field = '', where = '' }: Violation): Refused | null {
  const name = constraint ?? nameOf(collection, field)
  // Refused by the referral that would take the place, not by the number of places.
  if (name === 'offer_places_not_overbooked' && where.includes('relais_referrals_places')) return FULL
  const known = REFUSALS[name] ?? ALIKE.find(([pattern]) => pattern.test(name))?.[1]
  if (known) return known
  if (!name.endsWith('_foreign')) return null
  return linkRefusal(collection || (Object.keys(collections).filter(own => name.startsWith(`${own}_`)).toSorted((one, other) => other.length - one.length)[0] ?? ''), { name, field })
}

/** The name of a violated constraint, where only its columns are told. */
function nameOf(collection: string, field: string): string {
  const columns = field.replaceAll('"', '').split(', ')
  const index = getCollection(collection)?.indexes?.find(({ unique, fields }) => unique && fields.join() === columns.join())
  if (index) return index.name
  if (collection === 'referrals' && columns.join() === 'person,offer,session') return 'referrals_one_live'
  return `${collection}_${columns.join('_')}_${getCollection(collection)?.fields[columns[0] ?? '']?.relation ? 'foreign' : 'unique'}`
}

/** A link to what is not there, or what others still name. */
function linkRefusal(collection: string, { name, field }: { name: string, field: string }): Refused {
  const declaration = getCollection(collection)
  const label = declaration?.fields[name.slice(collection.length + 1, -'_foreign'.length)]?.label
  if (field === 'id' && declaration) return said(`d’autres fiches s’y rattachent encore (${declaration.label.fr}). Archivez-la, ou détachez-les d’abord.`, `other records still belong to it (${declaration.label.en}). Archive it, or detach them first.`, 'INVALID_FOREIGN_KEY', 409)
  return said(`« ${label?.fr ?? 'une fiche choisie'} » n’existe pas, ou n’existe plus. Choisissez-en une autre.`, `“${label?.en ?? 'a chosen record'}” does not exist, or no more. Choose another one.`, 'INVALID_FOREIGN_KEY')
}

const textOf = (from: unknown, name: string): string | undefined => {
  const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined
  return typeof value === 'string' ? value : undefined
}
const ON_COLUMNS = /\(([^)]+)\)=/

const LEAD = /^(?:Rien n’a été modifié :|Nothing was changed:) /
/** The reason alone, for a sentence that says already that nothing was changed. */
export function reasonIn({ fr, en }: Label): Label {
  const alone = (text: string): string => text.replace(LEAD, '').replace(/^./, first => first.toUpperCase())
  return both(alone(fr), alone(en))
}

/** What the database refused, said in the words of the product; null for any other error. */
export function refusalIn(error: unknown): Refused | null {
  const code = textOf(error, 'code')
  const constraint = textOf(error, 'constraint')
  if (code !== undefined && constraint !== undefined) {
    const detail = textOf(error, 'detail') ?? ''
    return refusalOf({ constraint, collection: textOf(error, 'table'), where: textOf(error, 'where'), field: detail.includes('still referenced') ? 'id' : ON_COLUMNS.exec(detail)?.[1] })
  }
  const extensions: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'extensions') : undefined
  if (code !== 'RECORD_NOT_UNIQUE' && code !== 'INVALID_FOREIGN_KEY') return null
  const [collection, field] = [textOf(extensions, 'collection'), textOf(extensions, 'field')]
  if (collection === undefined || field === undefined) return null
  return code === 'INVALID_FOREIGN_KEY' && field === 'id' ? linkRefusal(collection, { name: '', field }) : refusalOf({ collection, field })
}
