import { defineCollection, id, m2o } from '../../define.ts'

/** The structures that follow a person, once each: their referring structure and that of each of their files. */
export const person_structures = defineCollection({
  collection: 'person_structures',
  domain: 'access',
  label: { fr: 'Structures des personnes', en: 'Structures of people' },
  singular: { fr: 'structure d’une personne', en: 'structure of a person' },
  icon: 'hub',
  displayTemplate: '{{structure.name}}',
  hidden: true,
  access: {},
  owner: 'person',
  fields: {
    id: id(),
    person: m2o('people', { label: { fr: 'Personne', en: 'Person' }, required: true, onDelete: 'CASCADE', index: false }),
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, required: true, onDelete: 'CASCADE', index: false }),
  },
  indexes: [
    { name: 'person_structures_person_structure_unique', fields: ['person', 'structure'], unique: true },
    { name: 'person_structures_structure_person_idx', fields: ['structure', 'person'] },
  ],
})
