import { createError } from '@directus/errors'

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
