import { organizations } from '../../core/directory/organizations.ts'
import type { Label } from '../../define.ts'
import type { Definition, Effect, Who } from '../types.ts'
import { NOW_VALUE } from '../types.ts'
import { statesFrom } from './states.ts'

const staff: Who = { audiences: ['adviser', 'manager', 'admin'] }
const deciders: Who = { audiences: ['manager', 'admin'] }
const SIX_MONTHS = 182

/** Whoever publishes a listing, or says that it is right, has read it: it is not asked again for six months. */
const confirmed: Effect = { kind: 'set_field', field: 'last_confirmed_at', value: NOW_VALUE }

/** What leaves the public site is said to those whose it is, and to those who look after it. */
const hidden = (subject: Label): Effect => ({
  kind: 'notify', to: ['organization', 'managers'], subject,
  message: { fr: 'Cette fiche et ses offres ne se voient plus sur le site public. La structure référente peut vous dire pourquoi.', en: 'This listing and its offers are no longer on the public site. The referring structure can tell you why.' },
})

/** The way of a partner's listing: prospect, active, to refresh after six months without confirmation, suspended, archived. */
export const listingWorkflow: Definition = {
  states: statesFrom(organizations.fields.status.choices, { initial: ['prospect', 'active'], final: ['archived'] }),
  transitions: [
    { key: 'activate', label: { fr: 'Publier la fiche', en: 'Publish the listing' }, from: ['prospect'], to: 'active', who: staff, comment: 'optional', effects: [confirmed] },
    {
      key: 'ask_refresh', label: { fr: 'Demander une actualisation', en: 'Ask for a refresh' }, from: ['active'], to: 'to_refresh', who: staff, comment: 'optional',
      timer: { delay: { amount: 1, unit: 'days' } },
      guard: {
        rule: `days_between(last_confirmed_at, today()) > ${SIX_MONTHS} || is_empty(last_confirmed_at) && days_between(date_created, today()) > ${SIX_MONTHS}`,
        message: { fr: 'La fiche a été confirmée il y a moins de six mois.', en: 'The listing was confirmed less than six months ago.' },
      },
      effects: [{
        kind: 'notify', to: ['organization', 'managers'],
        subject: { fr: 'Fiche à actualiser', en: 'Listing to refresh' },
        message: { fr: 'Cette fiche n’a pas été confirmée depuis six mois. Elle reste publiée : relisez-la, corrigez-la s’il le faut, puis confirmez-la.', en: 'This listing has not been confirmed for six months. It stays published: read it again, correct it if need be, then confirm it.' },
      }],
    },
    {
      key: 'confirm', label: { fr: 'Confirmer que la fiche est à jour', en: 'Confirm that the listing is up to date' }, from: ['to_refresh'], to: 'active', who: { ...staff, organization: true }, comment: 'optional',
      effects: [confirmed],
    },
    {
      key: 'suspend', label: { fr: 'Suspendre', en: 'Suspend' }, from: ['active', 'to_refresh'], to: 'suspended', who: staff, comment: 'required',
      effects: [hidden({ fr: 'Fiche suspendue', en: 'Listing suspended' })],
    },
    { key: 'prospect', label: { fr: 'Remettre en prospection', en: 'Back to prospecting' }, from: ['active', 'to_refresh', 'suspended'], to: 'prospect', who: staff, comment: 'optional', effects: [hidden({ fr: 'Fiche retirée de la publication', en: 'Listing unpublished' })] },
    { key: 'resume', label: { fr: 'Lever la suspension', en: 'Lift the suspension' }, from: ['suspended'], to: 'active', who: staff, comment: 'optional', effects: [confirmed] },
    { key: 'archive', label: { fr: 'Archiver', en: 'Archive' }, from: ['prospect', 'active', 'to_refresh', 'suspended'], to: 'archived', who: deciders, comment: 'required', effects: [hidden({ fr: 'Fiche archivée', en: 'Listing archived' })] },
    { key: 'reopen', label: { fr: 'Rouvrir', en: 'Reopen' }, from: ['archived'], to: 'prospect', who: deciders, comment: 'required' },
  ],
}
