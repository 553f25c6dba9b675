import { createError } from '@directus/errors'

export const JournalUnavailableError = createError(
  'JOURNAL_UNAVAILABLE',
  'Cette page ne peut pas être ouverte pour l’instant : sa consultation ne pourrait pas être inscrite au journal. Rien n’est perdu. Réessayez dans quelques minutes.',
  503,
)

export const ChangeNotJournalledError = createError(
  'JOURNAL_UNAVAILABLE',
  'Rien n’a été enregistré : cette modification ne peut pas être inscrite au journal pour l’instant. Votre saisie est gardée à l’écran. Réessayez dans quelques minutes.',
  503,
)
