import { createError } from '@directus/errors'

export const JournalUnavailableError = createError(
  'JOURNAL_UNAVAILABLE',
  'Cette page ne peut pas être ouverte pour l’instant : sa consultation ne pourrait pas être inscrite au journal. Rien n’est perdu. Réessayez dans quelques minutes.',
  503,
)
