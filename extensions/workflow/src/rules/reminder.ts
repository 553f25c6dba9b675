import type { Label } from '@relais/schema'
import { sayDate } from '@relais/schema/time'
import type { Definition, Moment } from '@relais/schema/workflow'

const LANGUAGES = { fr: 'fr-FR', en: 'en-GB' } as const

/** What a reminder says: the state, and what happens on which day if nobody acts. */
export function reminderOf({ states, transitions }: Definition, state: string, { before, transition }: Extract<Moment, { does: 'remind' }>): { subject: Label, message: Label } {
  const here = states.find(({ key }) => key === state)?.label ?? { fr: state, en: state }
  const next = transitions.find(({ key }) => key === transition)?.label
  const day = (language: keyof typeof LANGUAGES): string => sayDate(before.slice(0, 10), LANGUAGES[language], 'UTC')
  return {
    subject: { fr: `Rappel : « ${here.fr} »`, en: `Reminder: “${here.en}”` },
    message: next
      ? { fr: `Si personne n’agit, « ${next.fr} » se fera de soi-même le ${day('fr')}.`, en: `Unless somebody acts, “${next.en}” happens by itself on ${day('en')}.` }
      : { fr: `Cette étape est à terminer avant le ${day('fr')}.`, en: `This state is due before ${day('en')}.` },
  }
}
