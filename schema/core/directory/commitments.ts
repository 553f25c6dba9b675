import { audit, choice, date, defineCollection, id, integer, m2o, text } from '../../define.ts'
import { ENDS_AFTER_START } from '../periods.ts'

/** What a partner commits to, even with no offer open (ML-54). */
export const commitments = defineCollection({
  collection: 'commitments',
  domain: 'directory',
  label: { fr: 'Engagements', en: 'Commitments' },
  singular: { fr: 'engagement', en: 'commitment' },
  icon: 'handshake',
  displayTemplate: '{{form}}',
  archive: { field: 'status', value: 'ended' },
  access: { partner: 'read', adviser: 'write', manager: 'write', prescriber: 'read', steering: 'read' },
  tracked: true,
  byEffects: true,
  owner: 'organization',
  fields: {
    id: id(),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, required: true }),
    form: choice({
      label: { fr: 'Forme', en: 'Form' }, required: true, width: 'half',
      choices: [
        { value: 'job', label: { fr: 'Emploi', en: 'Job' } },
        { value: 'meeting', label: { fr: 'Rencontre', en: 'Meeting' } },
        { value: 'advice_interview', label: { fr: 'Entretien conseil', en: 'Advice interview' } },
        { value: 'sponsorship', label: { fr: 'Mécénat ou taxe d’apprentissage', en: 'Sponsorship' } },
        { value: 'immersion', label: { fr: 'Immersion', en: 'Work immersion' } },
        { value: 'visit', label: { fr: 'Visite', en: 'Visit' } },
        { value: 'mentoring', label: { fr: 'Parrainage', en: 'Mentoring' } },
        { value: 'tig_post', label: { fr: 'Poste de TIG', en: 'Community-service post' } },
        { value: 'premises', label: { fr: 'Locaux', en: 'Premises' } },
        { value: 'training_place', label: { fr: 'Place de formation', en: 'Training place' } },
        { value: 'other', label: { fr: 'Autre', en: 'Other' } },
      ],
    }),
    capacity: integer({ label: { fr: 'Nombre', en: 'Number' }, help: { fr: 'Combien de personnes ou de fois par an.', en: 'How many people or times a year.' }, min: 0, max: 100000, width: 'half' }),
    details: text({ label: { fr: 'Précisions', en: 'Details' }, maxLength: 2000, requiredIf: { form: { _eq: 'other' } } }),
    valid_from: date({ label: { fr: 'À partir du', en: 'From' }, width: 'half' }),
    valid_until: date({ label: { fr: 'Jusqu’au', en: 'Until' }, width: 'half', validIf: ENDS_AFTER_START }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'active', width: 'half',
      choices: [
        { value: 'proposed', label: { fr: 'Envisagé', en: 'Proposed' }, color: '#0369A1' },
        { value: 'active', label: { fr: 'En cours', en: 'Active' }, color: '#15803D' },
        { value: 'ended', label: { fr: 'Terminé', en: 'Ended' }, color: '#64748B' },
      ],
    }),
    ...audit(),
  },
  indexes: [{ name: 'commitments_form_status_idx', fields: ['form', 'status', 'organization'] }],
})
