import { audit, choice, choices, date, defineCollection, id, m2o, o2m, string, text, user } from '../../define.ts'
import { SEALED } from '../access-levels.ts'
import { THEMES, URGENCIES } from '../choices.ts'
import { notBefore, notLater, withinAYear } from '../periods.ts'

const shared = { beneficiary: 'read', prescriber: 'read' } as const
const withPerson = { beneficiary: 'read', prescriber: 'read' } as const

/** The file: one person, one structure, one programme. */
export const cases = defineCollection({
  collection: 'cases',
  domain: 'cases',
  group: 'social',
  label: { fr: 'Dossiers', en: 'Cases' },
  singular: { fr: 'dossier', en: 'case' },
  icon: 'folder_shared',
  displayTemplate: '{{reference}} — {{person.last_name}} {{person.first_name}}',
  sections: {
    file: { label: { fr: 'Dossier', en: 'File' } },
    origin: { label: { fr: 'Origine du dossier', en: 'Referred by' } },
    situation: { label: { fr: 'Synthèse', en: 'Summary' } },
    justice: { label: { fr: 'Justice', en: 'Justice' }, help: { fr: 'Seulement pour les structures autorisées à tenir ces données.', en: 'Only for the structures that may hold such data.' }, group: 'justice' },
    next: { label: { fr: 'Suite', en: 'Next step' } },
  },
  access: { adviser: 'write', manager: 'write' },
  tracked: true,
  owner: 'structure',
  fields: {
    id: id(),
    person: m2o('people', { label: { fr: 'Personne', en: 'Person' }, required: true, immutable: true, section: 'file', width: 'half', access: withPerson }),
    structure: m2o('structures', { label: { fr: 'Structure', en: 'Structure' }, required: true, section: 'file', width: 'half', access: shared }),
    programme: choice({
      label: { fr: 'Programme', en: 'Programme' }, required: true, section: 'file', width: 'half', access: shared,
      choices: [
        { value: 'accompagnement', label: { fr: 'Accompagnement', en: 'Support' } },
        { value: 'cej', label: { fr: 'Contrat d’engagement jeune (CEJ)', en: 'Youth engagement contract (CEJ)' } },
        { value: 'pacea', label: { fr: 'PACEA', en: 'PACEA' } },
        { value: 'tig', label: { fr: 'Travail d’intérêt général', en: 'Community service' } },
        { value: 'spip_followup', label: { fr: 'Suivi par le SPIP', en: 'Probation follow-up' } },
        { value: 'protection', label: { fr: 'Mesure éducative', en: 'Educational measure' } },
        { value: 'guardianship', label: { fr: 'Mesure de protection', en: 'Guardianship' } },
      ],
    }),
    reference: string({ label: { fr: 'Numéro', en: 'Reference' }, help: { fr: 'Attribué à la création si vous le laissez vide.', en: 'Given on creation when left empty.' }, maxLength: 40, section: 'file', width: 'half', access: withPerson }),
    former_references: string({
      label: { fr: 'Anciens numéros', en: 'Former references' }, maxLength: 1000, readonly: true, section: 'file', width: 'half', access: withPerson, shownIf: { former_references: { _nempty: true } },
      help: { fr: 'Ceux d’avant un transfert : le numéro était déjà pris dans la structure d’accueil.', en: 'Those from before a transfer: the number was taken in the receiving structure.' },
    }),
    status: choice({
      label: { fr: 'Étape', en: 'Stage' }, required: true, default: 'reception', section: 'file', interface: 'relais-steps', access: shared,
      choices: [
        { value: 'reception', label: { fr: 'Accueil', en: 'Reception' }, color: '#0369A1' },
        { value: 'diagnosis', label: { fr: 'Diagnostic', en: 'Diagnosis' }, color: '#6D28D9' },
        { value: 'support', label: { fr: 'Accompagnement', en: 'Support' }, color: '#15803D' },
        { value: 'suspended', label: { fr: 'Suspendu', en: 'Suspended' }, color: '#B45309' },
        { value: 'closed', label: { fr: 'Clos', en: 'Closed' }, color: '#64748B' },
      ],
    }),
    referent: user({
      label: { fr: 'Référent', en: 'Referent' }, section: 'file', width: 'half', access: { ...withPerson, adviser: 'read' },
    }),
    opened_on: date({ label: { fr: 'Ouvert le', en: 'Opened on' }, required: true, section: 'file', width: 'half', access: shared, validIf: withinAYear('opened_on') }),
    closed_on: date({ label: { fr: 'Clos le', en: 'Closed on' }, section: 'file', width: 'half', shownIf: { status: { _eq: 'closed' } }, requiredIf: { status: { _eq: 'closed' } }, access: shared, validIf: notBefore('closed_on', 'opened_on') }),
    closing_reason: choice({
      label: { fr: 'Motif de clôture', en: 'Reason for closing' }, section: 'file', width: 'half',
      shownIf: { status: { _eq: 'closed' } }, requiredIf: { status: { _eq: 'closed' } },
      choices: [
        { value: 'goal_reached', label: { fr: 'Objectif atteint', en: 'Goal reached' } },
        { value: 'job', label: { fr: 'Emploi', en: 'Job' } },
        { value: 'training', label: { fr: 'Formation', en: 'Training' } },
        { value: 'moved', label: { fr: 'Déménagement', en: 'Moved' } },
        { value: 'transferred', label: { fr: 'Transfert', en: 'Transferred' } },
        { value: 'end_of_measure', label: { fr: 'Fin de mesure', en: 'End of measure' } },
        { value: 'no_news', label: { fr: 'Sans nouvelles', en: 'No news' } },
        { value: 'withdrawn', label: { fr: 'À la demande de la personne', en: 'At the person’s request' } },
        { value: 'other', label: { fr: 'Autre', en: 'Other' } },
      ],
    }),
    legal_basis: choice({
      label: { fr: 'Base légale', en: 'Legal basis' }, section: 'file', width: 'half',
      help: { fr: 'Fondement du traitement des données de ce dossier.', en: 'Ground for processing the data of this file.' },
      choices: [
        { value: 'public_task', label: { fr: 'Mission de service public', en: 'Public task' } },
        { value: 'legal_obligation', label: { fr: 'Obligation légale', en: 'Legal obligation' } },
        { value: 'consent', label: { fr: 'Consentement', en: 'Consent' } },
        { value: 'court_order', label: { fr: 'Décision de justice', en: 'Court order' } },
      ],
    }),
    referred_by_kind: choice({
      label: { fr: 'Orienté par', en: 'Referred by' }, section: 'origin', width: 'half',
      choices: [
        { value: 'self', label: { fr: 'La personne elle-même', en: 'The person' } },
        { value: 'family', label: { fr: 'Famille ou entourage', en: 'Family or friends' } },
        { value: 'school', label: { fr: 'Établissement scolaire', en: 'School' } },
        { value: 'france_travail', label: { fr: 'France Travail', en: 'France Travail' } },
        { value: 'social_service', label: { fr: 'Service social', en: 'Social service' } },
        { value: 'health', label: { fr: 'Service de santé', en: 'Health service' } },
        { value: 'association', label: { fr: 'Association', en: 'Association' } },
        { value: 'spip', label: { fr: 'SPIP', en: 'Probation service' } },
        { value: 'pjj', label: { fr: 'PJJ', en: 'Youth judicial protection' } },
        { value: 'court', label: { fr: 'Juridiction', en: 'Court' } },
        { value: 'structure', label: { fr: 'Autre structure du réseau', en: 'Another structure' } },
        { value: 'other', label: { fr: 'Autre', en: 'Other' } },
      ],
    }),
    referred_by_organization: m2o('organizations', { label: { fr: 'Organisation', en: 'Organisation' }, section: 'origin', width: 'half' }),
    referred_by_name: string({ label: { fr: 'Nom de la personne qui oriente', en: 'Name of the referrer' }, maxLength: 150, section: 'origin', width: 'half' }),
    referred_by_phone: string({ label: { fr: 'Son téléphone', en: 'Their phone' }, format: 'phone', maxLength: 20, section: 'origin', width: 'half' }),
    urgency: choice({
      label: { fr: 'Urgence', en: 'Urgency' }, required: true, default: 'none', section: 'situation', width: 'half', access: { prescriber: 'read' },
      choices: [{ value: 'none', label: { fr: 'Aucune', en: 'None' }, color: '#94A3B8' }, ...URGENCIES],
    }),
    urgency_themes: choices({
      label: { fr: 'Thèmes de l’urgence', en: 'Themes of the urgency' }, choices: THEMES, section: 'situation',
      shownIf: { urgency: { _in: ['low', 'medium', 'high'] } },
    }),
    summary: text({ label: { fr: 'Synthèse', en: 'Summary' }, maxLength: 10000, section: 'situation' }),
    next_step: string({ label: { fr: 'À faire ensuite', en: 'To do next' }, maxLength: 255, section: 'next', width: 'half', access: { beneficiary: 'read' } }),
    next_step_on: date({ label: { fr: 'Prévue le', en: 'Due on' }, section: 'next', width: 'half', access: { beneficiary: 'read' } }),
    last_contact_on: date({ label: { fr: 'Dernier contact', en: 'Last contact' }, section: 'next', width: 'half', validIf: notLater('last_contact_on') }),
    members: o2m('case_members', 'case', { label: { fr: 'Équipe', en: 'Team' } }),
    needs: o2m('needs', 'case', { label: { fr: 'Besoins', en: 'Needs' }, access: shared }),
    objectives: o2m('objectives', 'case', { label: { fr: 'Objectifs', en: 'Objectives' }, access: shared }),
    actions: o2m('actions', 'case', { label: { fr: 'Actions', en: 'Actions' }, access: shared }),
    interviews: o2m('interviews', 'case', { label: { fr: 'Entretiens', en: 'Interviews' }, access: { beneficiary: 'read' } }),
    milestones: o2m('milestones', 'case', { label: { fr: 'Échéances', en: 'Milestones' }, access: { beneficiary: 'read' } }),
    referrals: o2m('referrals', 'case', { label: { fr: 'Orientations', en: 'Referrals' }, access: shared }),
    access_grants: o2m('access_grants', 'case', { label: { fr: 'Accès', en: 'Access grants' }, hidden: true, access: SEALED }),
    ...audit(),
  },
  indexes: [
    { name: 'cases_structure_reference_unique', fields: ['structure', 'reference'], unique: true, where: 'reference IS NOT NULL' },
    { name: 'cases_structure_status_idx', fields: ['structure', 'status', 'date_updated'], expression: 'structure, status, date_updated DESC NULLS LAST' },
    { name: 'cases_referent_status_idx', fields: ['referent', 'status', 'next_step_on'] },
    { name: 'cases_updated_idx', fields: ['date_updated'], expression: 'date_updated DESC NULLS LAST' },
    { name: 'cases_last_contact_idx', fields: ['structure', 'last_contact_on'] },
  ],
})
