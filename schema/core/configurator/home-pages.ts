import { audit, choice, defineCollection, id, json, m2o, string, text } from '../../define.ts'
import { HOME_ICONS } from '../../homes/define.ts'
import type { Tile } from '../../homes/define.ts'

/** One field of a tile, in the list of the Studio. */
const part = (field: string, name: string, { width = 'half', ...meta }: Record<string, unknown> = {}) => ({ field, name, type: 'string', meta: { field, type: 'string', interface: 'input', width, ...meta } })

/** What is at the top of the homes of the portal, for an audience, and for one structure when it is given. */
export const home_pages = defineCollection({
  collection: 'home_pages',
  domain: 'configurator',
  label: { fr: 'Pages d’accueil', en: 'Home pages' },
  singular: { fr: 'page d’accueil', en: 'home page' },
  note: {
    fr: 'Ce qui est en haut de l’accueil de chaque espace du portail : un mot, des tuiles qui mènent là où l’on va chaque jour.',
    en: 'What is at the top of the home of each space of the portal: a word, tiles that lead where people go every day.',
  },
  icon: 'home',
  displayTemplate: '{{audience}} : {{title_fr}}',
  archive: { field: 'status', value: 'retired' },
  access: { configurator: 'write' },
  tracked: true,
  fields: {
    id: id(),
    audience: choice({
      label: { fr: 'Espace', en: 'Space' }, required: true, immutable: true, width: 'half',
      choices: [
        { value: 'public', label: { fr: 'Page publique', en: 'Public page' } },
        { value: 'partner', label: { fr: 'Partenaire', en: 'Partner' } },
        { value: 'beneficiary', label: { fr: 'Personne suivie', en: 'Person followed' } },
        { value: 'adviser', label: { fr: 'Conseiller et responsable', en: 'Adviser and manager' } },
        { value: 'prescriber', label: { fr: 'Prescripteur', en: 'Prescriber' } },
        { value: 'steering', label: { fr: 'Pilotage', en: 'Steering' } },
      ],
    }),
    structure: m2o('structures', {
      label: { fr: 'Structure', en: 'Structure' }, width: 'half', immutable: true, onDelete: 'RESTRICT',
      help: { fr: 'Vide : tout le réseau. Sinon cette structure et celles d’en dessous.', en: 'Empty: the whole network. Otherwise this structure and those below it.' },
    }),
    title_fr: string({ label: { fr: 'Titre', en: 'Title in French' }, required: true, maxLength: 120, width: 'half' }),
    title_en: string({ label: { fr: 'Titre en anglais', en: 'Title in English' }, maxLength: 120, width: 'half' }),
    text_fr: text({ label: { fr: 'Texte', en: 'Text in French' }, maxLength: 1000, help: { fr: 'Quelques lignes, sans mise en forme.', en: 'A few lines, without formatting.' } }),
    text_en: text({ label: { fr: 'Texte en anglais', en: 'Text in English' }, maxLength: 1000 }),
    tiles: json<Tile[]>({
      label: { fr: 'Tuiles', en: 'Tiles' }, interface: 'list',
      help: {
        fr: 'Une tuile mène à une page du portail, écrite comme dans la barre d’adresse : /prescripteur?nature=guardianship.',
        en: 'A tile leads to a page of the portal, written as in the address bar: /prescripteur?nature=guardianship.',
      },
      options: {
        template: '{{label_fr}}',
        fields: [
          part('label_fr', 'Libellé', { required: true }), part('label_en', 'Libellé en anglais'), part('help_fr', 'Aide'), part('help_en', 'Aide en anglais'),
          part('icon', 'Icône', { interface: 'select-dropdown', options: { choices: HOME_ICONS.map(({ value, label }) => ({ text: label.fr, value })) } }),
          part('target', 'Destination', { required: true, options: { placeholder: '/prescripteur?nature=guardianship' } }),
        ],
      },
    }),
    status: choice({
      label: { fr: 'État', en: 'Status' }, required: true, default: 'active', width: 'half',
      choices: [
        { value: 'active', label: { fr: 'Affichée', en: 'Shown' }, color: '#15803D' },
        { value: 'retired', label: { fr: 'Retirée', en: 'Taken off' }, color: '#64748B' },
      ],
    }),
    kit: string({ label: { fr: 'Kit', en: 'Kit' }, readonly: true, maxLength: 40, width: 'half' }),
    ...audit(),
  },
  indexes: [{
    name: 'home_pages_author_unique', fields: ['audience', 'structure', 'kit'], unique: true,
    expression: `audience, coalesce(structure, '00000000-0000-0000-0000-000000000000'), coalesce(kit, '')`,
  }],
})
