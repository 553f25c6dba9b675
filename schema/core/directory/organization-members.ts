import { audit, choice, defineCollection, id, m2o, string, timestamp, user } from '../../define.ts'
import { ENDS_AFTER_START } from '../periods.ts'

/** A portal account of a partner and its right on the organisation; written by invitations only. */
export const organization_members = defineCollection({
  collection: 'organization_members',
  domain: 'directory',
  label: { fr: 'Comptes des partenaires', en: 'Partner accounts' },
  singular: { fr: 'compte de partenaire', en: 'partner account' },
  icon: 'manage_accounts',
  displayTemplate: '{{organization.name}} — {{right}}',
  access: { partner: 'read', adviser: 'read', manager: 'read' },
  tracked: true,
  owner: 'organization',
  fields: {
    id: id(),
    organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, required: true, onDelete: 'CASCADE', width: 'half' }),
    user: user({ label: { fr: 'Compte', en: 'Account' }, required: true, onDelete: 'CASCADE', width: 'half' }),
    right: choice({
      label: { fr: 'Droit', en: 'Right' }, required: true, default: 'editor', width: 'half',
      choices: [
        { value: 'owner', label: { fr: 'Responsable de la fiche', en: 'Owner' } },
        { value: 'editor', label: { fr: 'Modifie la fiche', en: 'Editor' } },
        { value: 'reader', label: { fr: 'Consulte la fiche', en: 'Reader' } },
      ],
    }),
    job_title: string({ label: { fr: 'Fonction', en: 'Job title' }, maxLength: 150, width: 'half' }),
    valid_from: timestamp({ label: { fr: 'À partir du', en: 'From' }, required: true, width: 'half' }),
    valid_until: timestamp({ label: { fr: 'Jusqu’au', en: 'Until' }, width: 'half', validIf: ENDS_AFTER_START }),
    ...audit(),
  },
  indexes: [
    { name: 'organization_members_organization_user_unique', fields: ['organization', 'user'], unique: true },
    { name: 'organization_members_user_valid_idx', fields: ['user', 'valid_until', 'organization'] },
  ],
})
