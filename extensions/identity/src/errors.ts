import { createError } from '@directus/errors'

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

/** Under which Directus sends a refused browser back. */
export const STUDIO_REFUSED = 'STUDIO_REFUSED'

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
  STUDIO_REFUSED,
  'Le Studio est réservé aux équipes. Votre compte s’utilise dans le portail.',
  401,
)

/** Same answer for one that never was, was revoked, has served, or was made to somebody else: a stray link tells nothing. */
export const InvitationInvalidError = createError(
  'INVITATION_INVALID',
  'Cette invitation ne peut pas servir avec ce compte : elle a déjà servi, a été annulée, ou a été faite à une autre adresse de courriel. Rien n’a été modifié. Connectez-vous avec l’adresse à laquelle on vous a invité, ou demandez une nouvelle invitation.',
  404,
)

/** The same account, once more: a second click, or an answer that got lost. */
export const AlreadyMemberError = createError(
  'ALREADY_MEMBER',
  'Rien n’a été modifié : vous avez déjà accepté cette invitation, vous êtes déjà membre. Ouvrez votre espace.',
  409,
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

/** The link was used before it could be cancelled. */
export const InvitationTakenError = createError(
  'INVITATION_TAKEN',
  'Cette invitation a déjà été acceptée : elle ne peut plus être révoquée. Rien n’a été modifié. Vérifiez qui l’a acceptée ; au besoin, demandez à un administrateur de fermer ce compte.',
  409,
)

export const PersonHasSpaceError = createError(
  'PERSON_HAS_SPACE',
  'Cette personne a déjà son espace : aucune invitation n’a été créée. Elle y entre en se connectant avec son compte.',
  409,
)

/** An account is one person: it never holds the space of two. */
export const AccountHasSpaceError = createError(
  'ACCOUNT_HAS_SPACE',
  'Votre compte ouvre déjà votre espace personnel : il ne peut pas ouvrir celui d’une autre personne. Rien n’a été modifié. Si cette invitation n’est pas pour vous, prévenez la personne qui vous l’a envoyée.',
  409,
)
