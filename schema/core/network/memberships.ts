import { audit, choice, date, defineCollection, id, m2o, string, user } from '../../define.ts'
import { THEMES } from '../choices.ts'
import { ENDS_AFTER_START } from '../periods.ts'

/** Who works where, in which function and when: the source of every right that a structure gives. */
export const memberships = defineCollection({
  collection: 'memberships',
  domain: 'network',
  label: { fr: 'Appartenances', en: 'Memberships' },
  singular: { fr: 'appartenance', en: 'membership' },
  icon: 'badge',
  displayTemplate: '{{user.first_name}} {{user.last_name}} — {{structure.name}}',
  access: { adviser: 'read', manager: 'read' },
  tracked: true,
  owner: 'structure',
  fields: {
    id: id(),
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, required: true, onDelete: 'CASCADE', width: 'half' }),
    user: user({ label: { fr: 'Personne', en: 'User' }, required: true, onDelete: 'CASCADE', width: 'half' }),
    function: choice({
      label: { fr: 'Fonction', en: 'Function' }, required: true, width: 'half',
      choices: [
        { value: 'adviser', label: { fr: 'Conseiller', en: 'Adviser' } },
        { value: 'manager', label: { fr: 'Responsable', en: 'Manager' } },
        { value: 'theme_referent', label: { fr: 'Référent thématique', en: 'Theme referent' } },
        { value: 'reception', label: { fr: 'Accueil', en: 'Reception' } },
        { value: 'configurator', label: { fr: 'Administrateur local', en: 'Local administrator' } },
        { value: 'steering', label: { fr: 'Pilotage', en: 'Steering' } },
      ],
    }),
    theme: choice({
      label: { fr: 'Thème', en: 'Theme' }, choices: THEMES, width: 'half',
      shownIf: { function: { _eq: 'theme_referent' } }, requiredIf: { function: { _eq: 'theme_referent' } },
    }),
    title: string({ label: { fr: 'Intitulé du poste', en: 'Job title' }, maxLength: 120 }),
    valid_from: date({ label: { fr: 'À partir du', en: 'From' }, required: true, width: 'half' }),
    valid_until: date({ label: { fr: 'Jusqu’au', en: 'Until' }, help: { fr: 'Dernier jour compris. Vide : sans limite.', en: 'Last day included. Empty: no limit.' }, width: 'half', validIf: ENDS_AFTER_START }),
    ...audit(),
  },
  indexes: [{ name: 'memberships_user_structure_idx', fields: ['user', 'structure', 'function'] }],
})
