import { createError } from '@directus/errors'

export const OfferFullError = createError(
  'OFFER_FULL',
  'L’orientation n’a pas été enregistrée : il n’y a plus de place libre sur cette offre. Choisissez une autre offre, ou demandez au partenaire une place en liste d’attente.',
  409,
)

export const OfferNotOpenError = createError(
  'OFFER_NOT_OPEN',
  'L’orientation n’a pas été enregistrée : cette offre n’est plus ouverte. Choisissez une autre offre.',
  409,
)

export const AlreadyReferredError = createError<{ referral: string, status: string }>(
  'ALREADY_REFERRED',
  'L’orientation n’a pas été enregistrée : cette personne a déjà une orientation en cours sur cette offre. Suivez-la dans son dossier.',
  409,
)

/** Of a file that the caller does not open: that it is under way, since it cannot be asked twice, and nothing more. */
export const AlreadyReferredElsewhereError = createError(
  'ALREADY_REFERRED',
  'L’orientation n’a pas été enregistrée : cette personne a déjà une orientation en cours sur cette offre. Choisissez une autre offre, ou voyez-le avec elle.',
  409,
)

export const CaseClosedError = createError(
  'CASE_CLOSED',
  'L’orientation n’a pas été enregistrée : ce dossier est clos. Rouvrez-le avant d’orienter la personne.',
  409,
)

export const TransferClosedError = createError(
  'CASE_CLOSED',
  'Le transfert n’a pas été demandé : ce dossier est clos. Rouvrez-le avant de le transférer.',
  409,
)

export const TransferAskedError = createError<{ transfer: string }>(
  'TRANSFER_ASKED',
  'Le transfert n’a pas été demandé : une demande attend déjà une réponse pour ce dossier. Retirez-la avant d’en faire une autre.',
  409,
)

export const BreakGlassUnknownError = createError(
  'BREAK_GLASS_UNKNOWN_FILE',
  'Aucun accès n’a été ouvert : aucun dossier ouvert ne porte ce numéro. Vérifiez-le auprès de la structure.',
  404,
)

/** Several files carry the number, today or before a transfer; none is chosen for the caller. */
export const BreakGlassSeveralError = createError<{ files: readonly { structure: string, name: string, reference: string }[] }>(
  'BREAK_GLASS_SEVERAL_FILES',
  'Aucun accès n’a été ouvert : plusieurs dossiers portent, ou ont porté, ce numéro. Choisissez la structure, puis recommencez.',
  409,
)

export const BreakGlassLimitError = createError(
  'BREAK_GLASS_LIMIT',
  'Aucun accès n’a été ouvert : vous en avez déjà ouvert, ou cherché, cinq depuis hier. Appelez un responsable de la structure.',
  429,
)

export const AlreadyOpenError = createError<{ case: string }>(
  'ALREADY_OPEN',
  'Ce dossier vous est déjà ouvert : retrouvez-le dans votre portefeuille.',
  409,
)
