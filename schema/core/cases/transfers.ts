import { audit, choice, defineCollection, id, m2o, text } from '../../define.ts'

const shared = { adviser: 'read', manager: 'read' } as const

/** A file asked to go to another structure, because the person moves (ML-10). */
export const transfers = defineCollection({
  collection: 'transfers',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Transferts', en: 'Transfers' },
  singular: { fr: 'transfert', en: 'transfer' },
  note: { fr: 'La structure d’accueil a dix jours ouvrés pour répondre ; sans réponse, le dossier lui est confié, si quelqu’un pouvait y répondre.', en: 'The receiving structure has ten working days to answer; without an answer, the file is theirs, if somebody there could answer.' },
  icon: 'move_down',
  displayTemplate: '{{case.reference}} — {{status}}',
  access: { adviser: 'write', manager: 'write' },
  tracked: true,
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, immutable: true, width: 'half' }),
    from_structure: m2o('structures', { label: { fr: 'Structure d’origine', en: 'From' }, readonly: true, width: 'half', access: shared }),
    structure: m2o('structures', { label: { fr: 'Structure d’accueil', en: 'To' }, required: true, immutable: true, asksOthers: true, width: 'half' }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'requested', readonly: true, interface: 'relais-steps', access: shared,
      choices: [
        { value: 'requested', label: { fr: 'Demandé', en: 'Requested' }, color: '#0369A1' },
        { value: 'accepted', label: { fr: 'Accepté', en: 'Accepted' }, color: '#15803D' },
        { value: 'refused', label: { fr: 'Refusé', en: 'Refused' }, color: '#BE123C' },
        { value: 'cancelled', label: { fr: 'Annulé', en: 'Cancelled' }, color: '#64748B' },
      ],
    }),
    reason: text({
      label: { fr: 'Motif', en: 'Reason' }, required: true, maxLength: 2000, immutable: true,
      help: { fr: 'La structure d’accueil lira ce motif avant d’ouvrir le dossier.', en: 'The receiving structure reads this before it opens the file.' },
    }),
    ...audit(),
  },
  indexes: [
    { name: 'transfers_one_requested', fields: ['case'], unique: true, where: 'status = \'requested\'' },
    { name: 'transfers_structure_status_idx', fields: ['structure', 'status'] },
  ],
})
