import { audit, boolean, choice, defineCollection, id, json, m2o, string, user } from '../../define.ts'

/** A list as somebody likes it: filters, columns and order, kept for oneself or shared with the structure (ML-90). */
export const saved_views = defineCollection({
  collection: 'saved_views',
  domain: 'configurator',
  label: { fr: 'Vues enregistrées', en: 'Saved views' },
  singular: { fr: 'vue enregistrée', en: 'saved view' },
  icon: 'bookmark',
  displayTemplate: '{{name}}',
  access: { adviser: 'write', manager: 'write' },
  owner: 'user',
  fields: {
    id: id(),
    user: user({ label: { fr: 'Compte', en: 'Account' }, required: true, onDelete: 'CASCADE', width: 'half', access: { adviser: 'read', manager: 'read' } }),
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, onDelete: 'CASCADE', width: 'half', shownIf: { is_shared: { _eq: true } }, requiredIf: { is_shared: { _eq: true } } }),
    space: choice({
      label: { fr: 'Écran', en: 'Screen' }, required: true, width: 'half',
      choices: [
        { value: 'portfolio', label: { fr: 'Portefeuille', en: 'Portfolio' } },
        { value: 'review', label: { fr: 'Relecture', en: 'Review queue' } },
        { value: 'directory', label: { fr: 'Annuaire', en: 'Directory' } },
        { value: 'offers', label: { fr: 'Offres', en: 'Offers' } },
        { value: 'referrals', label: { fr: 'Orientations', en: 'Referrals' } },
      ],
    }),
    name: string({ label: { fr: 'Nom', en: 'Name' }, required: true, minLength: 1, maxLength: 80, width: 'half' }),
    query: json<Record<string, unknown>>({ label: { fr: 'Filtres', en: 'Filters' } }),
    is_shared: boolean({ label: { fr: 'Partagée avec la structure', en: 'Shared with the structure' }, width: 'half' }),
    ...audit(),
  },
  indexes: [{ name: 'saved_views_user_space_idx', fields: ['user', 'space'] }],
})
