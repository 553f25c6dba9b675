import { change_proposals } from '../../core/access/change-proposals.ts'
import type { Definition, Who } from '../types.ts'
import { statesFrom } from './states.ts'

const reviewers: Who = { audiences: ['adviser', 'manager', 'admin'] }

/** The way of a proposed change; its steps write the value too, so that the review queue alone does them. */
export const proposalWorkflow: Definition = {
  states: statesFrom(change_proposals.fields.status.choices, { initial: ['pending'], final: ['accepted', 'refused', 'superseded', 'withdrawn'] }),
  transitions: [
    { key: 'accept', label: { fr: 'Accepter', en: 'Accept' }, from: ['pending'], to: 'accepted', who: reviewers, comment: 'optional' },
    { key: 'refuse', label: { fr: 'Refuser', en: 'Refuse' }, from: ['pending'], to: 'refused', who: reviewers, comment: 'required' },
    { key: 'replace', label: { fr: 'Remplacer', en: 'Replace' }, from: ['pending'], to: 'superseded', who: reviewers },
    { key: 'withdraw', label: { fr: 'Retirer', en: 'Withdraw' }, from: ['pending'], to: 'withdrawn', who: { organization: true, person: true } },
  ],
}
