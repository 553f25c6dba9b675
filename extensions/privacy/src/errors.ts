import { createError } from '@directus/errors'
import { MOST_IDS } from './rules/lines.ts'

export const JournalUnavailableError = createError(
  'JOURNAL_UNAVAILABLE',
  'Cette page ne peut pas être ouverte pour l’instant : sa consultation ne pourrait pas être inscrite au journal. Rien n’est perdu. Réessayez dans quelques minutes.',
  503,
)

export const TooManyPeopleError = createError(
  'TOO_MANY_PEOPLE',
  `Rien n’a été lu : ce calcul porte sur ${MOST_IDS} fiches ou plus, et le journal ne pourrait pas nommer les personnes dont il montre les valeurs. Ajoutez un filtre, ou regroupez par une liste de choix.`,
  400,
)

export const ChangeNotJournalledError = createError(
  'JOURNAL_UNAVAILABLE',
  'Rien n’a été enregistré : cette modification ne peut pas être inscrite au journal pour l’instant. Votre saisie est gardée à l’écran. Réessayez dans quelques minutes.',
  503,
)
