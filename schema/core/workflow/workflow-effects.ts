import { choice, defineCollection, id, integer, json, m2o, text, timestamp } from '../../define.ts'
import type { Effect } from '../../workflow/types.ts'

/** What follows a transition, written with it and done by a job: seen when it fails, done again by an administrator. */
export const workflow_effects = defineCollection({
  collection: 'workflow_effects',
  domain: 'workflow',
  label: { fr: 'Effets des passages', en: 'Effects of transitions' },
  singular: { fr: 'effet d’un passage', en: 'effect of a transition' },
  icon: 'bolt',
  displayTemplate: '{{event.transition}} : {{status}}',
  hidden: true,
  access: {},
  fields: {
    id: id(),
    event: m2o('workflow_events', { label: { fr: 'Passage', en: 'Transition done' }, required: true, readonly: true, onDelete: 'CASCADE' }),
    position: integer({ label: { fr: 'Rang', en: 'Position' }, required: true, readonly: true, min: 0 }),
    effect: json<Effect>({ label: { fr: 'Effet', en: 'Effect' }, readonly: true }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'queued', readonly: true, width: 'half',
      choices: [
        { value: 'queued', label: { fr: 'En attente', en: 'Queued' }, color: '#B45309' },
        { value: 'done', label: { fr: 'Fait', en: 'Done' }, color: '#15803D' },
        { value: 'failed', label: { fr: 'Échoué', en: 'Failed' }, color: '#BE123C' },
      ],
    }),
    attempts: integer({ label: { fr: 'Essais', en: 'Attempts' }, required: true, default: 0, readonly: true, min: 0, width: 'half' }),
    last_error: text({ label: { fr: 'Dernière erreur', en: 'Last error' }, readonly: true, maxLength: 1000 }),
    queued_at: timestamp({ label: { fr: 'Demandé le', en: 'Queued at' }, required: true, readonly: true, width: 'half' }),
    done_at: timestamp({ label: { fr: 'Fait le', en: 'Done at' }, readonly: true, width: 'half' }),
  },
  indexes: [
    { name: 'workflow_effects_event_unique', fields: ['event', 'position'], unique: true },
    { name: 'workflow_effects_waiting_idx', fields: ['status', 'queued_at'], where: 'status <> \'done\'' },
  ],
})
