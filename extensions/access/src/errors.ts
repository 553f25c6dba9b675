import { createError } from '@directus/errors'
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

export const HiddenPathError = createError<{ path: string }>(
  'FORBIDDEN',
  ({ path }) => `Cette demande filtre, trie ou compte par des fiches que votre profil ne lit pas toutes (« ${path} »). Rien n’a été modifié. Utilisez les champs de la liste elle-même.`,
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

/** Why a file is not taken. */
export type FileRefusal = 'malformed' | 'empty' | 'many' | 'unknown' | 'type' | 'active' | 'damaged' | 'dimensions' | 'expanded' | 'encrypted'

const FILE_REFUSALS: Record<FileRefusal, string> = {
  malformed: 'l’envoi est incomplet ou contient plusieurs fichiers',
  empty: 'il est vide',
  many: 'vous en avez déjà envoyé beaucoup aujourd’hui ; recommencez demain',
  unknown: 'son contenu n’est d’aucun des types acceptés, quel que soit son nom',
  type: 'ce type de fichier n’est pas accepté ici',
  active: 'il contient du code (macro, script ou lien d’exécution)',
  damaged: 'il est abîmé, ou un autre fichier y est caché',
  dimensions: 'l’image est trop grande',
  expanded: 'il devient trop gros une fois décompressé',
  encrypted: 'il est chiffré et ne peut pas être vérifié',
}

export const FileRefusedError = createError<{ reason: FileRefusal }>(
  'FILE_REFUSED',
  ({ reason }) => `Ce fichier n’a pas été enregistré : ${FILE_REFUSALS[reason]}. Choisissez-en un autre.`,
  400,
)

/** Same answer for a missing file and for somebody else's. */
export const FileForbiddenError = createError(
  'FORBIDDEN',
  'Ce fichier n’existe pas ou ne vous est pas ouvert. Rien n’a été modifié.',
  403,
)
