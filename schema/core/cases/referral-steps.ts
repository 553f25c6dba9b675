import { choice, defineCollection, id, m2o, text, timestamp, user } from '../../define.ts'
import { ORIGINS } from '../choices.ts'
import { REFERRAL_STATUSES } from './referral-statuses.ts'

/** Every step of a referral, written by the database when its state changes. */
export const referral_steps = defineCollection({
  collection: 'referral_steps',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Étapes des orientations', en: 'Referral steps' },
  singular: { fr: 'étape', en: 'step' },
  icon: 'step',
  displayTemplate: '{{at}} — {{status}}',
  access: { partner: 'read', beneficiary: 'read', adviser: 'read', manager: 'read', prescriber: 'read' },
  owner: 'referral',
  fields: {
    id: id(),
    referral: m2o('referrals', { label: { fr: 'Orientation', en: 'Referral' }, required: true, readonly: true, onDelete: 'CASCADE' }),
    status: choice({ label: { fr: 'État', en: 'Status' }, required: true, readonly: true, choices: REFERRAL_STATUSES, width: 'half' }),
    at: timestamp({ label: { fr: 'Le', en: 'At' }, required: true, readonly: true, width: 'half' }),
    user: user({ label: { fr: 'Par', en: 'By' }, readonly: true, width: 'half', access: { partner: 'none', beneficiary: 'none', prescriber: 'none' } }),
    audience: choice({ label: { fr: 'Origine', en: 'Origin' }, required: true, default: 'system', readonly: true, choices: ORIGINS, width: 'half' }),
    comment: text({ label: { fr: 'Commentaire', en: 'Comment' }, maxLength: 4000, readonly: true }),
  },
  indexes: [{ name: 'referral_steps_referral_at_idx', fields: ['referral', 'at'] }],
})
