import { audit, choice, date, defineCollection, id, m2o, string, timestamp, user } from '../../define.ts'
import { SEALED } from '../access-levels.ts'
import { ENDS_AFTER_START } from '../periods.ts'

/** The team of a file, dated: who may act on it and as what (PJ-08). */
export const case_members = defineCollection({
  collection: 'case_members',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Équipes des dossiers', en: 'Case teams' },
  singular: { fr: 'membre de l’équipe', en: 'team member' },
  icon: 'group',
  displayTemplate: '{{user.first_name}} {{user.last_name}} — {{function}}',
  access: { adviser: 'read', manager: 'write' },
  tracked: true,
  owner: 'case',
  fields: {
    id: id(),
    case: m2o('cases', { label: { fr: 'Dossier', en: 'Case' }, required: true, onDelete: 'CASCADE' }),
    user: user({ label: { fr: 'Professionnel', en: 'Professional' }, required: true, immutable: true, width: 'half' }),
    function: choice({
      label: { fr: 'Fonction', en: 'Function' }, required: true, width: 'half',
      choices: [
        { value: 'referent', label: { fr: 'Référent', en: 'Referent' } },
        { value: 'co_referent', label: { fr: 'Co-référent', en: 'Co-referent' } },
        { value: 'educator', label: { fr: 'Éducateur', en: 'Educator' } },
        { value: 'social_worker', label: { fr: 'Assistant social', en: 'Social worker' } },
        { value: 'guardian', label: { fr: 'Mandataire', en: 'Guardian' } },
        { value: 'prescriber', label: { fr: 'Prescripteur', en: 'Prescriber' } },
        { value: 'reader', label: { fr: 'Lecteur', en: 'Reader' } },
      ],
    }),
    left_at: timestamp({
      label: { fr: 'Dossier parti le', en: 'File left on' }, hidden: true, readonly: true, access: SEALED,
      help: { fr: 'Depuis cet instant, cette personne ne fait plus que lire ; écrit par la base de données.', en: 'Since then they only read; written by the database.' },
    }),
    valid_from: date({ label: { fr: 'À partir du', en: 'From' }, required: true, width: 'half' }),
    valid_until: date({ label: { fr: 'Jusqu’au', en: 'Until' }, help: { fr: 'Dernier jour compris.', en: 'Last day included.' }, width: 'half', validIf: ENDS_AFTER_START }),
    days_zone: string({
      label: { fr: 'Fuseau des jours', en: 'Zone of the days' }, maxLength: 64, hidden: true, readonly: true, access: SEALED,
      help: { fr: 'Celui de la structure où ces jours ont été comptés ; écrit par la base de données.', en: 'That of the structure in which these days were counted; written by the database.' },
    }),
    ...audit(),
  },
  indexes: [{ name: 'case_members_user_case_idx', fields: ['user', 'case'] }],
})
