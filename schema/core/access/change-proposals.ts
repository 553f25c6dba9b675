import { choice, defineCollection, id, json, m2o, string, text, timestamp, user, uuid } from '../../define.ts'
import { AUDIENCE_CHOICES } from '../choices.ts'

const proposer = { partner: 'read', beneficiary: 'read' } as const
/** The review queue tells them to reviewers, of the fields that each of them reads. */
const values = { ...proposer, adviser: 'none', manager: 'none' } as const

/** A change asked by a partner or a beneficiary, waiting for the network's decision. */
export const change_proposals = defineCollection({
  collection: 'change_proposals',
  domain: 'access',
  label: { fr: 'Modifications proposées', en: 'Proposed changes' },
  singular: { fr: 'modification proposée', en: 'proposed change' },
  icon: 'rate_review',
  displayTemplate: '{{collection}} — {{field}}',
  access: { adviser: 'read', manager: 'read' },
  owner: 'structure',
  fields: {
    id: id(),
    collection: string({ label: { fr: 'Collection', en: 'Collection' }, required: true, readonly: true, maxLength: 64, width: 'half', access: proposer }),
    item: uuid({ label: { fr: 'Fiche', en: 'Item' }, required: true, readonly: true, hidden: true, width: 'half', access: proposer }),
    field: string({ label: { fr: 'Champ', en: 'Field' }, required: true, readonly: true, maxLength: 64, width: 'half', access: proposer }),
    base_value: json({ label: { fr: 'Valeur vue', en: 'Value seen' }, readonly: true, access: values }),
    proposed_value: json({ label: { fr: 'Valeur proposée', en: 'Proposed value' }, readonly: true, access: values }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'pending', readonly: true, width: 'half', access: proposer,
      choices: [
        { value: 'pending', label: { fr: 'En attente', en: 'Pending' }, color: '#B45309' },
        { value: 'accepted', label: { fr: 'Acceptée', en: 'Accepted' }, color: '#15803D' },
        { value: 'refused', label: { fr: 'Refusée', en: 'Refused' }, color: '#BE123C' },
        { value: 'superseded', label: { fr: 'Remplacée', en: 'Superseded' }, color: '#64748B' },
        { value: 'withdrawn', label: { fr: 'Retirée', en: 'Withdrawn' }, color: '#64748B' },
      ],
    }),
    proposed_by: user({ label: { fr: 'Proposée par', en: 'Proposed by' }, required: true, readonly: true, width: 'half' }),
    proposed_audience: choice({ label: { fr: 'Origine', en: 'Origin' }, required: true, readonly: true, choices: AUDIENCE_CHOICES, width: 'half', access: proposer }),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, readonly: true, onDelete: 'CASCADE', width: 'half', access: { partner: 'read' } }),
    person: m2o('people', { label: { fr: 'Personne', en: 'Person' }, readonly: true, onDelete: 'CASCADE', width: 'half', access: { beneficiary: 'read' } }),
    structure: m2o('structures', { label: { fr: 'Structure qui décide', en: 'Deciding structure' }, required: true, readonly: true, width: 'half', access: proposer }),
    comment: text({ label: { fr: 'Commentaire', en: 'Comment' }, readonly: true, maxLength: 2000, access: proposer }),
    reason: text({ label: { fr: 'Motif du refus', en: 'Reason for refusal' }, readonly: true, maxLength: 2000, access: proposer }),
    decided_by: user({ label: { fr: 'Décidée par', en: 'Decided by' }, readonly: true, width: 'half' }),
    decided_at: timestamp({ label: { fr: 'Décidée le', en: 'Decided on' }, readonly: true, width: 'half', access: proposer }),
    date_created: { ...timestamp({ label: { fr: 'Proposée le', en: 'Proposed on' }, readonly: true, width: 'half', access: proposer }), special: ['date-created'] },
  },
  indexes: [
    { name: 'change_proposals_structure_status_idx', fields: ['structure', 'status', 'date_created'] },
    { name: 'change_proposals_item_field_idx', fields: ['collection', 'item', 'field', 'status'] },
    { name: 'change_proposals_organization_status_idx', fields: ['organization', 'status', 'date_created'] },
  ],
})
