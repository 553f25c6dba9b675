import { createError } from '@directus/errors'
import type { Label } from '@relais/schema'

/** One refused value, in the words of `@relais/schema/forms`. */
export interface InputError {
  field: string
  code: string
  message: Label
  /** French name of the field, when it is a question of a form. */
  label?: string
  /** `confirm`: the value is unusual; sending it again with its name in `confirm` accepts it. */
  severity?: 'error' | 'confirm'
}

/** Two people changed the same field: what each one wrote. */
export interface Conflict {
  field: string
  base: unknown
  current: unknown
  mine: unknown
  by: string | null
  at: string | null
  audience: string | null
}

/** Same answer for a missing record and for somebody else's: it never tells which. */
export const ForbiddenError = createError(
  'FORBIDDEN',
  'Cette fiche n’existe pas ou ne vous est pas ouverte. Rien n’a été modifié. Revenez à votre espace pour voir ce qui vous est accessible.',
  403,
)

export const UnauthenticatedError = createError(
  'UNAUTHENTICATED',
  'Vous n’êtes pas connecté ou votre session est terminée. Rien n’a été modifié. Reconnectez-vous puis recommencez.',
  401,
)

export const FormInvalidError = createError<{ errors: InputError[] }>(
  'FORM_INVALID',
  ({ errors }) => `Rien n’a été enregistré. ${errors.map(sentenceOf).join(' ')}`,
  400,
)

export const EditConflictError = createError<{ conflicts: Conflict[], item?: string }>(
  'EDIT_CONFLICT',
  'Rien n’a été enregistré : une autre personne a modifié entre-temps une information que vous changez. Comparez les deux valeurs et choisissez celle à garder.',
  409,
)

export const AlreadyDecidedError = createError<{ status: string, at?: string | null }>(
  'ALREADY_DECIDED',
  'Rien n’a été modifié : une réponse a déjà été donnée. Actualisez la page pour voir l’état actuel.',
  409,
)

const sentenceOf = ({ label, message }: InputError) => (label ? `${label} : ${message.fr.charAt(0).toLowerCase()}${message.fr.slice(1)}` : message.fr)

/** Throws a form error about one field. */
export function refuseField(field: string, code: string, message: Label): never {
  throw new FormInvalidError({ errors: [{ field, code, message }] })
}
