import { audit, choice, defineCollection, id, m2o, string, timestamp, user } from '../../define.ts'
import { AUDIENCE_CHOICES } from '../choices.ts'

/** The only door to an account: a single-use link for one audience; the token itself is never stored. */
export const invitations = defineCollection({
  collection: 'invitations',
  domain: 'identity',
  label: { fr: 'Invitations', en: 'Invitations' },
  singular: { fr: 'invitation', en: 'invitation' },
  icon: 'mail',
  displayTemplate: '{{email}} — {{audience}}',
  hidden: true,
  access: {},
  fields: {
    id: id(),
    token_hash: string({ label: { fr: 'Empreinte du jeton', en: 'Token hash' }, required: true, readonly: true, maxLength: 64, unique: true }),
    audience: choice({ label: { fr: 'Public', en: 'Audience' }, required: true, choices: AUDIENCE_CHOICES, width: 'half' }),
    email: string({ label: { fr: 'Courriel', en: 'E-mail' }, help: { fr: 'Seul un compte qui a prouvé cette adresse accepte l’invitation. Vide : quiconque a le lien.', en: 'Only an account that proved this address takes up the invitation. Empty: whoever has the link.' }, format: 'email', maxLength: 254, width: 'half' }),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, onDelete: 'CASCADE', width: 'half', shownIf: { audience: { _eq: 'partner' } } }),
    right: choice({
      label: { fr: 'Droit', en: 'Right' }, width: 'half', shownIf: { audience: { _eq: 'partner' } },
      choices: [
        { value: 'owner', label: { fr: 'Responsable de la fiche', en: 'Owner' } },
        { value: 'editor', label: { fr: 'Modifie la fiche', en: 'Editor' } },
        { value: 'reader', label: { fr: 'Consulte la fiche', en: 'Reader' } },
      ],
    }),
    person: m2o('people', { label: { fr: 'Personne', en: 'Person' }, onDelete: 'CASCADE', width: 'half', shownIf: { audience: { _eq: 'beneficiary' } } }),
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, onDelete: 'CASCADE', width: 'half' }),
    function: choice({
      label: { fr: 'Fonction', en: 'Function' }, width: 'half', shownIf: { audience: { _in: ['adviser', 'manager', 'configurator', 'steering'] } },
      choices: [
        { value: 'adviser', label: { fr: 'Conseiller', en: 'Adviser' } },
        { value: 'manager', label: { fr: 'Responsable', en: 'Manager' } },
        { value: 'theme_referent', label: { fr: 'Référent thématique', en: 'Theme referent' } },
        { value: 'reception', label: { fr: 'Accueil', en: 'Reception' } },
        { value: 'configurator', label: { fr: 'Administrateur local', en: 'Local administrator' } },
        { value: 'steering', label: { fr: 'Pilotage', en: 'Steering' } },
      ],
    }),
    expires_at: timestamp({ label: { fr: 'Expire le', en: 'Expires on' }, required: true, width: 'half' }),
    accepted_at: timestamp({ label: { fr: 'Acceptée le', en: 'Accepted on' }, readonly: true, width: 'half' }),
    accepted_by: user({ label: { fr: 'Acceptée par', en: 'Accepted by' }, readonly: true, width: 'half' }),
    ...audit(),
  },
})
