import { choice, choices, date, string } from '../../define.ts'
import { defineKit } from '../define.ts'
import { DEPARTEMENTS } from './departements.ts'

const reviewed = { partner: 'review' } as const
/** Asked of the judge, read by the guardian. */
const asked = { partner: 'read', prescriber: 'read' } as const
const section = 'mjpm'
const sections = {
  mjpm: { label: { fr: 'Protection des majeurs', en: 'Protection of adults' }, help: { fr: 'Ce que le juge lit pour choisir un mandataire.', en: 'What the judge reads to choose a guardian.' } },
}
/** Who the offers of guardians are for: data·inclusion has no word for them. */
const PROTECTED = 'mjpm_protected_adults'
const PROTECTED_LABEL = { fr: 'Majeurs protégés', en: 'Protected adults' }
const isGuardianship = { kind: { _eq: 'guardianship' } } as const

/**
 * Guardianship of vulnerable adults (MJ-01 to MJ-04). A guardian is an organisation, with a site and one offer whose places are
 * the measures that it can take; a measure is a referral: reserved, accepted, closed. The kit adds only what the trade says more.
 */
export const kit = defineKit({
  key: 'mjpm',
  release: '1.2.0',
  label: { fr: 'Mandataires judiciaires', en: 'Guardians of adults' },
  description: {
    fr: 'Protection juridique des majeurs : trouver un mandataire disponible, lui réserver une mesure, suivre la capacité par territoire.',
    en: 'Legal protection of adults: find an available guardian, reserve a measure, follow capacity by territory.',
  },
  collections: {
    organizations: {
      sections,
      fields: {
        mjpm_branch: choice({
          label: { fr: 'Mode d’exercice', en: 'How it practises' }, section, width: 'half', access: reviewed, facet: true, facetKinds: ['guardianship'],
          choices: [
            { value: 'individual', label: { fr: 'Mandataire individuel', en: 'Individual guardian' } },
            { value: 'employee', label: { fr: 'Préposé d’établissement', en: 'Guardian employed by an establishment' } },
            { value: 'service', label: { fr: 'Service mandataire', en: 'Guardianship service' } },
          ],
        }),
        mjpm_accredited_on: date({
          label: { fr: 'Habilité depuis le', en: 'Accredited since' }, section, width: 'half', access: reviewed, shownIf: { mjpm_branch: { _nempty: true } },
          validIf: { rule: 'mjpm_accredited_on <= today()', message: { fr: 'La date d’habilitation ne peut pas être dans l’avenir : corrigez-la.', en: 'The date of accreditation cannot be in the future: correct it.' } },
        }),
        mjpm_sworn_on: date({
          label: { fr: 'Prestation de serment le', en: 'Sworn in on' }, section, width: 'half', access: reviewed, shownIf: { mjpm_branch: { _in: ['individual', 'employee'] } },
          validIf: { rule: 'mjpm_sworn_on <= today()', message: { fr: 'La prestation de serment ne peut pas être dans l’avenir : corrigez la date.', en: 'The oath cannot be in the future: correct the date.' } },
        }),
      },
    },
    referrals: {
      sections: { mjpm: { label: { fr: 'Mesure de protection', en: 'Protection measure' } } },
      fields: {
        mjpm_measure: choice({
          label: { fr: 'Nature de la mesure', en: 'Kind of measure' }, section, width: 'half', access: asked,
          choices: [
            { value: 'safeguard', label: { fr: 'Sauvegarde avec mandat spécial', en: 'Safeguard with a special mandate' } },
            { value: 'curatorship', label: { fr: 'Curatelle simple', en: 'Curatorship' } },
            { value: 'reinforced', label: { fr: 'Curatelle renforcée', en: 'Reinforced curatorship' } },
            { value: 'tutorship', label: { fr: 'Tutelle', en: 'Tutorship' } },
            { value: 'support', label: { fr: 'Mesure d’accompagnement judiciaire', en: 'Judicial support measure' } },
            { value: 'ad_hoc', label: { fr: 'Mandat ad hoc ou subrogé', en: 'Ad hoc or substitute mandate' } },
          ],
        }),
        mjpm_file_number: string({ label: { fr: 'Numéro de dossier du tribunal', en: 'File number of the court' }, section, width: 'half', maxLength: 40, access: asked }),
        mjpm_decided_on: date({ label: { fr: 'Date de la décision', en: 'Date of the decision' }, section, width: 'half', access: asked, help: { fr: 'Vide si elle n’est pas encore rendue.', en: 'Empty if it is not given yet.' } }),
      },
    },
    offers: {
      sections,
      fields: {
        mjpm_departements: choices({
          label: { fr: 'Départements d’habilitation', en: 'Départements of accreditation' }, section, interface: 'select-multiple-dropdown', shownIf: isGuardianship, facet: true, facetKinds: ['guardianship'],
          help: { fr: 'Où le préfet vous a inscrit sur sa liste.', en: 'Where the prefect put you on the list.' },
          choices: DEPARTEMENTS.map(([value, name]) => ({ value, label: { fr: `${name} (${value})`, en: `${name} (${value})` } })),
        }),
        mjpm_profiles: choices({
          label: { fr: 'Personnes suivies', en: 'People followed' }, section, shownIf: isGuardianship, facet: true, facetKinds: ['guardianship'], emptyMeansAll: true,
          help: { fr: 'Les situations que vous connaissez bien. Aucune cochée : toutes.', en: 'The situations that you know well. None ticked: all of them.' },
          choices: [
            { value: 'older', label: { fr: 'Personnes âgées', en: 'Older people' } },
            { value: 'mental_disability', label: { fr: 'Handicap mental', en: 'Intellectual disability' } },
            { value: 'psychiatric', label: { fr: 'Troubles psychiques', en: 'Psychiatric disorders' } },
            { value: 'physical_disability', label: { fr: 'Handicap physique', en: 'Physical disability' } },
            { value: 'brain_injury', label: { fr: 'Lésions cérébrales', en: 'Brain injury' } },
            { value: 'addiction', label: { fr: 'Addictions', en: 'Addictions' } },
            { value: 'homeless', label: { fr: 'Sans domicile', en: 'Homeless' } },
            { value: 'over_indebted', label: { fr: 'Surendettement', en: 'Over-indebtedness' } },
          ],
        }),
      },
      choices: {
        suspension_reason: [{ value: 'mjpm_accreditation', label: { fr: 'Habilitation suspendue', en: 'Accreditation suspended' } }],
        publics: [{ value: PROTECTED, label: PROTECTED_LABEL }],
      },
    },
  },
  referrals: [{
    kind: 'guardianship',
    act: { fr: 'Réserver une mesure', en: 'Reserve a measure' }, done: { fr: 'Mesure réservée', en: 'Measure reserved' }, undo: { fr: 'Annuler la réservation', en: 'Cancel the reservation' },
    asks: [{ field: 'mjpm_measure', required: true }, { field: 'mjpm_file_number', required: true }, { field: 'mjpm_decided_on', required: false }],
    shares: ['name', 'birth_date', 'phone', 'origin'],
    answerWithin: 60,
    leavesOut: [
      'publics', 'publics_details', 'eligibility', 'min_age', 'max_age', 'zone_codes', 'access_modes', 'mobilisation', 'mobilisable_by', 'mobilisation_details', 'fees', 'fees_details',
      'starts_on', 'ends_on', 'duration', 'weeks', 'inclusion_themes',
    ],
    outside: { fr: 'Mesures suivies hors de Relais', en: 'Measures followed outside of Relais' },
  }],
  vocabularies: {
    public: [{ code: PROTECTED, label: PROTECTED_LABEL, description: 'Personnes majeures sous sauvegarde de justice, curatelle ou tutelle.' }],
  },
  homes: [
    {
      audience: 'prescriber',
      title: { fr: 'Protection des majeurs', en: 'Protection of adults' },
      text: { fr: 'Les mandataires qui peuvent prendre une mesure, et celles que vous avez réservées.', en: 'The guardians who can take a measure, and those that you reserved.' },
      tiles: [
        {
          label_fr: 'Trouver un mandataire', label_en: 'Find a guardian', icon: 'search', target: '/prescripteur?nature=guardianship',
          help_fr: 'Par département, personnes suivies et places libres', help_en: 'By département, people followed and free places',
        },
        { label_fr: 'Suivre mes réservations', label_en: 'Follow my reservations', icon: 'list-checks', target: '/prescripteur?onglet=orientations' },
      ],
    },
    {
      audience: 'steering',
      title: { fr: 'Protection des majeurs', en: 'Protection of adults' },
      tiles: [{ label_fr: 'Mandataires par département', label_en: 'Guardians by département', icon: 'table-2', target: '/pilotage?tableau=mjpm_territory' }],
    },
  ],
  reports: [{
    key: 'mjpm_territory',
    label: { fr: 'Mandataires par département', en: 'Guardians by département' },
    description: {
      fr: 'Un mandataire compte là où est son site. Capacité + au-delà = réservées ou en cours + hors de Relais + libres + non ouvertes ; les mesures de ceux dont la capacité est inconnue sont à part.',
      en: 'A guardian counts where its site is. Capacity + beyond = reserved or running + outside of Relais + free + not open; the measures of those whose capacity is unknown are apart.',
    },
    collection: 'offers',
    where: { _and: [isGuardianship, { status: { _eq: 'active' } }] },
    by: 'site.commune_code',
    measures: [
      { key: 'guardians', label: { fr: 'Mandataires', en: 'Guardians' }, of: 'distinct', path: 'organization' },
      { key: 'capacity', label: { fr: 'Capacité', en: 'Capacity' }, of: 'sum', path: 'places.capacity' },
      { key: 'measures', label: { fr: 'Mesures réservées ou en cours', en: 'Measures reserved or running' }, of: 'sum', path: 'places.reserved', when: { path: 'places.capacity', isKnown: true } },
      { key: 'outside', label: { fr: 'Hors de Relais', en: 'Outside of Relais' }, of: 'sum', path: 'places.outside', when: { path: 'places.capacity', isKnown: true } },
      { key: 'free', label: { fr: 'Places libres', en: 'Free places' }, of: 'positive', path: 'places.available' },
      { key: 'withheld', label: { fr: 'Non ouvertes (suspension)', en: 'Not open (suspended)' }, of: 'sum', path: 'places.withheld' },
      { key: 'over', label: { fr: 'Au-delà de la capacité', en: 'Beyond the capacity' }, of: 'sum', path: 'places.over' },
      { key: 'unknown', label: { fr: 'Capacité inconnue', en: 'Unknown capacity' }, of: 'missing', path: 'places.capacity' },
      { key: 'uncounted', label: { fr: 'Mesures sans capacité connue', en: 'Measures without a known capacity' }, of: 'sum', path: 'places.reserved', when: { path: 'places.capacity', isKnown: false } },
    ],
  }],
})
