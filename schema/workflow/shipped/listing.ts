import { organizations } from '../../core/directory/organizations.ts'
import type { Definition, Who } from '../types.ts'
import { statesFrom } from './states.ts'

const staff: Who = { audiences: ['adviser', 'manager', 'admin'] }
const deciders: Who = { audiences: ['manager', 'admin'] }
const SIX_MONTHS = 182

/** The way of a partner's listing: prospect, active, to refresh after six months without confirmation, suspended, archived. */
export const listingWorkflow: Definition = {
  states: statesFrom(organizations.fields.status.choices, { initial: ['prospect', 'active'], final: ['archived'] }),
  transitions: [
    { key: 'activate', label: { fr: 'Publier la fiche', en: 'Publish the listing' }, from: ['prospect'], to: 'active', who: staff, comment: 'optional' },
    {
      key: 'ask_refresh', label: { fr: 'Demander une actualisation', en: 'Ask for a refresh' }, from: ['active'], to: 'to_refresh', who: staff, comment: 'optional',
      timer: { delay: { amount: 1, unit: 'days' } },
      guard: {
        rule: `days_between(last_confirmed_at, today()) > ${SIX_MONTHS}`,
        message: { fr: 'La fiche a été confirmée il y a moins de six mois.', en: 'The listing was confirmed less than six months ago.' },
      },
    },
    { key: 'confirm', label: { fr: 'Confirmer que la fiche est à jour', en: 'Confirm that the listing is up to date' }, from: ['to_refresh'], to: 'active', who: { ...staff, organization: true }, comment: 'optional' },
    { key: 'suspend', label: { fr: 'Suspendre', en: 'Suspend' }, from: ['active', 'to_refresh'], to: 'suspended', who: staff, comment: 'required' },
    { key: 'prospect', label: { fr: 'Remettre en prospection', en: 'Back to prospecting' }, from: ['active', 'to_refresh', 'suspended'], to: 'prospect', who: staff, comment: 'optional' },
    { key: 'resume', label: { fr: 'Lever la suspension', en: 'Lift the suspension' }, from: ['suspended'], to: 'active', who: staff, comment: 'optional' },
    { key: 'archive', label: { fr: 'Archiver', en: 'Archive' }, from: ['prospect', 'active', 'to_refresh', 'suspended'], to: 'archived', who: deciders, comment: 'required' },
    { key: 'reopen', label: { fr: 'Rouvrir', en: 'Reopen' }, from: ['archived'], to: 'prospect', who: deciders, comment: 'required' },
  ],
}
