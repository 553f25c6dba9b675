import { createError } from '@directus/errors'
import type { Label } from '@relais/schema'
import type { Refused } from '@relais/schema/constraints'
import type { QueryLimit } from './rules/limits.ts'

/** Stable answer of every closed part: it does not say whether the part exists. */
export const RouteNotAvailableError = createError(
  'ROUTE_NOT_AVAILABLE',
  'Cette adresse n’est pas disponible. Rien n’a été modifié. Revenez à votre espace.',
  404,
)

export const TokenInAddressError = createError(
  'INVALID_CREDENTIALS',
  'Un jeton ne se met pas dans une adresse, qui est gardée dans les journaux : envoyez-le dans l’en-tête Authorization.',
  401,
)

export const FixedShareError = createError<{ fields: string[] }>(
  'FORBIDDEN',
  ({ fields }) => `Ces informations d’un partage ne se modifient pas (${fields.join(', ')}) : supprimez-le et créez-en un autre.`,
  403,
)

/** What each limit of a query is, in words. */
const LIMIT_NAMES: Record<QueryLimit, string> = {
  address: 'caractères dans l’adresse', conditions: 'conditions', values: 'valeurs dans les listes', nesting: 'niveaux d’imbrication', fields: 'champs',
  wildcards: 'étoiles dans un champ', aliases: 'alias', aggregates: 'calculs', groups: 'regroupements', sorts: 'tris', search: 'caractères cherchés',
  imageSide: 'points de côté', imageSteps: 'opération sur l’image',
}

export const QueryTooComplexError = createError<{ limit: QueryLimit, max: number }>(
  'QUERY_TOO_COMPLEX',
  ({ limit, max }) => `Cette demande est trop lourde : ${max} ${LIMIT_NAMES[limit]} au plus. Rien n’a été modifié. Retirez des critères ou des colonnes, puis recommencez.`,
  400,
)

export const NameRefusedError = createError(
  'INVALID_QUERY',
  'Cette demande contient un nom de champ ou d’alias qui n’en est pas un. Rien n’a été modifié. Corrigez-le, puis recommencez.',
  400,
)

/** The same for everybody, whatever the query finds. */
export const ByQueryError = createError(
  'FORBIDDEN',
  'Les fiches à modifier ou à supprimer se nomment une à une. Rien n’a été modifié. Cherchez-les d’abord, puis envoyez leurs identifiants.',
  403,
)

export const InvalidValueError = createError(
  'INVALID_VALUE',
  'Une valeur n’est pas du type attendu (date, nombre, identifiant…) ou dépasse ce que le champ accepte. Rien n’a été modifié. Corrigez-la, puis recommencez.',
  400,
)

export const InvalidQueryError = createError(
  'INVALID_QUERY',
  'Un filtre, un tri ou un calcul de cette demande ne convient pas au champ. Rien n’a été modifié. Corrigez-le, puis recommencez.',
  400,
)

/** The record was written, then what was asked of it could not be read. */
export const WrittenUnreadError = createError(
  'INVALID_QUERY',
  'Vos données sont enregistrées, mais ce qui devait en être relu est mal demandé. Ne les renvoyez pas : corrigez la demande, puis relisez la fiche.',
  400,
)

export const InvalidAddressError = createError(
  'INVALID_ADDRESS',
  'Cette adresse est mal écrite. Rien n’a été modifié. Vérifiez-la, puis recommencez.',
  400,
)

export const InvalidRowsError = createError(
  'INVALID_PAYLOAD',
  'Cet envoi n’est pas une fiche, une liste de fiches ou une liste d’identifiants. Rien n’a été modifié. Corrigez-le, puis recommencez.',
  400,
)

export const SortingError = createError(
  'FORBIDDEN',
  'Cet ordre vaut pour tout le réseau : votre profil ne le change pas. Rien n’a été modifié. Demandez-le à un administrateur.',
  403,
)

export const HiddenPathError = createError<{ path: string }>(
  'FORBIDDEN',
  ({ path }) => `Cette demande filtre, trie ou compte par un champ ou par des fiches que votre profil ne lit pas toutes (« ${path} »). Rien n’a été modifié. Utilisez les champs de la liste que vous lisez sur chaque fiche.`,
  403,
)

export const EmergencyExportError = createError(
  'EMERGENCY_EXPORT',
  'Rien n’a été exporté : cette liste contient, ou peut contenir, un dossier que vous n’ouvrez qu’en urgence, qui se lit sans s’emporter. Écartez-le par un filtre et ne demandez que les colonnes de la liste, ou demandez à rejoindre l’équipe du dossier.',
  403,
)

/** The same, where Directus counts by itself. */
export const QueryTooDeepError = createError(
  'QUERY_TOO_COMPLEX',
  'Cette demande est trop lourde : elle suit trop de relations ou demande trop de lignes. Rien n’a été modifié. Retirez des colonnes ou procédez par pages, puis recommencez.',
  400,
)

export const ContentTooLargeError = createError<{ max: number }>(
  'CONTENT_TOO_LARGE',
  ({ max }) => `Cet envoi dépasse ${Math.floor(max / 1024)} Ko. Rien n’a été enregistré. Réduisez-le, puis recommencez.`,
  413,
)

export const BatchTooLargeError = createError<{ max: number }>(
  'BATCH_TOO_LARGE',
  ({ max }) => `Cet envoi porte sur plus de ${max} fiches. Rien n’a été modifié. Faites-le en plusieurs fois.`,
  400,
)

export const RequestsExceededError = createError<{ seconds: number }>(
  'REQUESTS_EXCEEDED',
  ({ seconds }) => `Trop de demandes en peu de temps. Rien n’a été modifié. Attendez ${seconds} s, puis recommencez.`,
  429,
)

/** Why a file is not taken; the portal says each in its own languages. */
export type FileRefusal = 'malformed' | 'empty' | 'many' | 'unknown' | 'type' | 'active' | 'damaged' | 'dimensions' | 'expanded' | 'encrypted' | 'part' | 'heic'

/** Each with what to do. */
const FILE_REFUSALS: Record<FileRefusal, string> = {
  malformed: 'l’envoi est incomplet ou contient plusieurs fichiers. Recommencez avec un seul fichier.',
  empty: 'il est vide. Vérifiez qu’il s’ouvre chez vous, enregistrez-le de nouveau, puis recommencez.',
  many: 'vous en avez déjà envoyé beaucoup aujourd’hui. Recommencez demain.',
  unknown: 'son contenu n’est d’aucun des types acceptés, quel que soit son nom. Enregistrez-le en PDF, ou envoyez-en une photo (JPEG ou PNG).',
  type: 'ce type de fichier n’est pas accepté ici. Choisissez l’un des types que cite l’aide du champ.',
  active: 'il contient autre chose que des pages (macro, script, fichier joint, ou contenu cherché ailleurs). Ouvrez-le, choisissez « Imprimer » puis « Enregistrer en PDF », et envoyez ce PDF.',
  damaged: 'il est abîmé ou illisible, ou un autre fichier y est caché. S’il s’ouvre chez vous, enregistrez-en une copie (« Imprimer », puis « Enregistrer en PDF ») et envoyez-la ; sinon, redemandez-le à qui vous l’a donné.',
  dimensions: 'l’image dépasse 25 millions de points ou 8 000 points de côté. Réduisez-la, ou envoyez-en une capture d’écran.',
  expanded: 'il devient trop gros une fois décompressé. Enregistrez-en une copie en PDF, ou envoyez-le en plusieurs parties.',
  encrypted: 'il est protégé par un mot de passe et ne peut pas être vérifié. Retirez le mot de passe, puis recommencez.',
  part: 'il contient un élément qui ne peut pas être vérifié. Enregistrez une copie en PDF, et envoyez-la.',
  heic: 'cette photo au format HEIC n’a pas pu être lue. Sur le téléphone, choisissez « Le plus compatible » dans les formats de l’appareil photo, ou envoyez-la en JPEG.',
}

export const FileRefusedError = createError<{ reason: FileRefusal }>(
  'FILE_REFUSED',
  ({ reason }) => `Ce fichier n’a pas été enregistré : ${FILE_REFUSALS[reason]}`,
  400,
)

/** Told to whoever may read the record only: others get the answer of a file that is not theirs. */
export const FileMissingError = createError(
  'FILE_MISSING',
  'Le contenu de ce fichier manque sur le serveur. Sa fiche est gardée. L’exploitant est prévenu par son journal : demandez-lui de le restaurer, ou envoyez le fichier de nouveau.',
  404,
)

/** Same answer for a missing file and for somebody else's. */
export const FileForbiddenError = createError(
  'FORBIDDEN',
  'Ce fichier n’existe pas ou ne vous est pas ouvert. Rien n’a été modifié.',
  403,
)

/** What the database refused, in the words of the product: `says` holds both languages. */
export function constraintError({ code, status, message }: Refused, cause?: unknown): Error {
  const Refusal = createError<{ says: Label }>(code, message.fr, status)
  return new Refusal({ says: message }, { cause })
}

export const AttemptKeyInvalidError = createError(
  'IDEMPOTENCY_KEY_INVALID',
  'La clé de cet envoi (Idempotency-Key) n’est pas valable : 8 à 64 lettres, chiffres ou tirets. Rien n’a été enregistré. Corrigez-la, puis recommencez.',
  400,
)

/** Codes and statuses of the draft of the IETF (draft-ietf-httpapi-idempotency-key-header). */
export const AttemptReusedError = createError(
  'IDEMPOTENCY_KEY_REUSED',
  'Votre envoi précédent avait bien été enregistré, avec ce que vous aviez saisi alors. Ceci n’a pas été enregistré une deuxième fois. Actualisez la page pour le voir, puis modifiez-le si besoin.',
  422,
)

export const AttemptUnderWayError = createError(
  'IDEMPOTENCY_IN_PROGRESS',
  'Le même envoi est encore en cours. Rien n’est enregistré deux fois. Attendez quelques secondes, puis recommencez.',
  409,
)

export const AlreadySavedError = createError(
  'ALREADY_SAVED',
  'C’est déjà enregistré : votre premier envoi avait abouti. Actualisez la page pour le voir.',
  409,
)

export const SeenInvalidError = createError(
  'INVALID_PAYLOAD',
  'Les valeurs vues (« _base ») n’ont pas la forme attendue. Rien n’a été modifié. Corrigez-les, puis recommencez.',
  400,
)

export const StudioWriteError = createError<{ portal: string }>(
  'WRITE_ON_THE_PORTAL',
  ({ portal }) => `Ce qui concerne des personnes se modifie sur le portail, qui ne laisse personne écraser la saisie d’un autre. Rien n’a été modifié. Ouvrez ${portal} et faites-y ce changement.`,
  403,
)
