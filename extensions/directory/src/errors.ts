import { createError } from '@directus/errors'

export const AlreadyAskedError = createError(
  'ALREADY_ASKED',
  'La demande n’a pas été déposée : une habilitation de cette nature est déjà demandée ou en cours. Suivez-la dans la liste de vos habilitations.',
  409,
)

export const LastOwnerError = createError(
  'LAST_OWNER',
  'Rien n’a été modifié : il faut une personne responsable de la fiche. Invitez-en une autre avant de retirer celle-ci.',
  409,
)

/** Its members read it still, and act no more. */
export const OrganizationArchivedError = createError(
  'ORGANIZATION_ARCHIVED',
  'Rien n’a été modifié : cette organisation est archivée. Demandez à la structure qui suit sa fiche de la rouvrir.',
  409,
)
