import { audit, boolean, defineCollection, id, integer, string } from '../../define.ts'

/** An address that workflows may call, declared by an administrator; its secret is computed, never stored. */
export const webhooks = defineCollection({
  collection: 'webhooks',
  domain: 'workflow',
  label: { fr: 'Appels vers l’extérieur', en: 'Webhooks' },
  singular: { fr: 'appel vers l’extérieur', en: 'webhook' },
  note: {
    fr: 'Adresses que les parcours peuvent prévenir d’un passage. Rien de personnel n’est envoyé : la collection, l’identifiant, les étapes, la date.',
    en: 'Addresses that workflows may tell of a transition. Nothing personal is sent: the collection, the identifier, the states, the date.',
  },
  icon: 'webhook',
  displayTemplate: '{{label}}',
  access: {},
  tracked: true,
  fields: {
    id: id(),
    key: string({ label: { fr: 'Clé', en: 'Key' }, required: true, maxLength: 40, unique: true, immutable: true, width: 'half' }),
    label: string({ label: { fr: 'Nom', en: 'Name' }, required: true, maxLength: 120, width: 'half' }),
    url: string({
      label: { fr: 'Adresse', en: 'Address' }, required: true, maxLength: 2000,
      help: { fr: 'En https, sur un site que l’exploitant a permis ; ou une adresse de votre réseau qu’il a nommée avec son port.', en: 'By https, on a host that the operator allowed; or an address of your network that they named with its port.' },
    }),
    is_active: boolean({ label: { fr: 'Actif', en: 'Active' }, default: true, width: 'half' }),
    secret_number: integer({
      label: { fr: 'Numéro du secret', en: 'Number of the secret' }, required: true, default: 1, min: 1, width: 'half',
      help: { fr: 'Augmentez-le pour changer le secret de signature.', en: 'Raise it to change the signing secret.' },
    }),
    ...audit(),
  },
})
