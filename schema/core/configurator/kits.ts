import { defineCollection, id, string, text, timestamp } from '../../define.ts'

/** The kits of this instance, with the declarations that they brought: what forms and rights are made from. */
export const kits = defineCollection({
  collection: 'kits',
  domain: 'configurator',
  label: { fr: 'Kits installés', en: 'Installed kits' },
  singular: { fr: 'kit', en: 'kit' },
  note: {
    fr: 'Ce qui est ajouté au produit pour un métier. Ils s’installent et se retirent par la commande « relais kit ».',
    en: 'What is added to the product for a trade. They are installed and removed by the command "relais kit".',
  },
  icon: 'extension',
  displayTemplate: '{{key}} {{release}}',
  access: { configurator: 'read' },
  fields: {
    id: id(),
    key: string({ label: { fr: 'Kit', en: 'Kit' }, required: true, readonly: true, unique: true, maxLength: 40, width: 'half' }),
    release: string({ label: { fr: 'Version', en: 'Release' }, required: true, readonly: true, maxLength: 40, width: 'half' }),
    installed_at: timestamp({ label: { fr: 'Installé le', en: 'Installed on' }, required: true, readonly: true, width: 'half' }),
    // Text, not jsonb, which forgets the order of fields and sections.
    definition: text({ label: { fr: 'Déclarations', en: 'Declarations' }, readonly: true, hidden: true, maxLength: 10_000_000, access: { configurator: 'none' } }),
  },
})
