import { createError } from '@directus/errors'

export interface InputError { field: string, code: string, message: { fr: string, en: string } }

/** The token is not one that this server can accept; the reason is never told, it would help a forger. */
export const InvalidCredentialsError = createError(
  'INVALID_CREDENTIALS',
  'Votre session n’est pas reconnue. Rien n’a été modifié. Reconnectez-vous puis recommencez.',
  401,
)

export const TokenExpiredError = createError(
  'TOKEN_EXPIRED',
  'Votre session a expiré. Rien n’a été modifié. Reconnectez-vous puis recommencez.',
  401,
)

export const UnauthenticatedError = createError(
  'UNAUTHENTICATED',
  'Vous n’êtes pas connecté ou votre session est terminée. Rien n’a été modifié. Reconnectez-vous puis recommencez.',
  401,
)

/** The identity provider does not answer: nobody is let in, and the person keeps their session for later. */
export const IdentityAwayError = createError(
  'SERVICE_UNAVAILABLE',
  'Le service de connexion ne répond pas. Rien n’a été modifié et votre saisie est gardée. Réessayez dans un instant.',
  503,
)

export const AdminRefusedError = createError(
  'FORBIDDEN',
  'Un compte d’administration ne s’utilise pas dans le portail. Connectez-vous au Studio, ou demandez un compte de profil.',
  403,
)

export const NotInvitedError = createError(
  'NOT_INVITED',
  'Vous êtes connecté, mais ce compte n’est rattaché à aucun espace. Ouvrez le lien d’invitation que vous avez reçu, ou demandez-en un à votre conseiller ou à votre structure.',
  403,
)

/** Same answer for a missing record and for somebody else's: it never tells which. */
export const ForbiddenError = createError(
  'FORBIDDEN',
  'Cette fiche n’existe pas ou ne vous est pas ouverte. Rien n’a été modifié. Revenez à votre espace pour voir ce qui vous est accessible.',
  403,
)

export const ProtectedFieldError = createError<{ fields: string[] }>(
  'FORBIDDEN',
  ({ fields }) => `Seul un administrateur peut modifier ces informations d’un compte (${fields.join(', ')}). Rien n’a été enregistré.`,
  403,
)

export const StudioRefusedError = createError(
  'INVALID_CREDENTIALS',
  'Le Studio est réservé aux équipes. Votre compte s’utilise dans le portail.',
  401,
)

export const InvitationInvalidError = createError(
  'INVITATION_INVALID',
  'Cette invitation n’existe pas ou a déjà servi. Rien n’a été modifié. Demandez-en une nouvelle à la personne qui vous l’a envoyée.',
  404,
)

export const InvitationExpiredError = createError(
  'INVITATION_EXPIRED',
  'Cette invitation a expiré. Rien n’a été modifié. Demandez-en une nouvelle à la personne qui vous l’a envoyée.',
  410,
)

export const OtherAudienceError = createError(
  'FORBIDDEN',
  'Cette invitation est destinée à un autre profil que celui de votre compte. Rien n’a été modifié. Demandez à la personne qui vous l’a envoyée de vérifier.',
  403,
)

export const FormInvalidError = createError<{ errors: InputError[] }>(
  'FORM_INVALID',
  ({ errors }) => `Rien n’a été enregistré. ${errors.map(error => error.message.fr).join(' ')}`,
  400,
)
