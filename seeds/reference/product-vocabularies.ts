import { THEMES as SCHEMA_THEMES, collections } from '../../schema/index.ts'
import type { SeedRow } from '../lib/rows.ts'

interface ProductTerm { code: string, label: string, labelEn: string, description?: string, color?: string, icon?: string }

const THEME_DESCRIPTIONS: Record<(typeof SCHEMA_THEMES)[number]['value'], string> = {
  employment: 'Chercher, trouver et garder un emploi.',
  training: 'Se former, reprendre des études, valider des acquis.',
  housing: 'Se loger, être hébergé, garder son logement.',
  health: 'Se soigner, être écouté, ouvrir ses droits à la santé.',
  citizenship: 'S’engager, connaître ses droits et ses devoirs.',
  mobility: 'Se déplacer, passer le permis, réparer son véhicule.',
  leisure: 'Pratiquer un sport, une activité, sortir, créer.',
  justice: 'Exécuter une mesure, préparer une sortie, être aidé après une infraction.',
  digital: 'Utiliser un ordinateur, faire ses démarches en ligne.',
  rights: 'Faire valoir ses droits sociaux, remplir un dossier, gérer un budget.',
}

/** The themes that the declarations name, with a sentence each for the pages that explain them. */
export const THEMES = SCHEMA_THEMES.map(({ value, label, color, icon }) => ({
  code: value, label: label.fr, labelEn: label.en, description: THEME_DESCRIPTIONS[value], color, icon,
}))

const KIND_DESCRIPTIONS: Record<string, string> = {
  service: 'Un accompagnement, une aide ou une information.',
  workshop: 'Une activité en groupe à date fixe.',
  job: 'Un poste à pourvoir.',
  training: 'Une formation avec ou sans certification.',
  immersion: 'Quelques jours dans une entreprise pour découvrir un métier.',
  tig_post: 'Un poste de travail d’intérêt général.',
  care_place: 'Une place en hébergement ou en établissement.',
  guardianship: 'La capacité d’un mandataire à suivre une personne protégée.',
  premises: 'Un local mis à disposition pour une activité.',
} satisfies Record<Required<SeedRow<'offers'>>['kind'], string>

/** The kinds of offers that the declarations name. */
export const OFFER_KINDS = (collections.offers.fields.kind.choices ?? []).map(({ value, label, icon }) => ({
  code: value, label: label.fr, labelEn: label.en, description: KIND_DESCRIPTIONS[value], icon,
}))

/** The families of data·inclusion's themes, of which the published list names only the members. */
export const FAMILIES = [
  { code: 'choisir-un-metier', label: 'Choisir un métier', labelEn: 'Choosing a trade' },
  { code: 'creer-une-entreprise', label: 'Créer une entreprise', labelEn: 'Starting a business' },
  { code: 'difficultes-administratives-ou-juridiques', label: 'Difficultés administratives ou juridiques', labelEn: 'Administrative or legal difficulties' },
  { code: 'difficultes-financieres', label: 'Difficultés financières', labelEn: 'Financial difficulties' },
  { code: 'equipement-et-alimentation', label: 'Équipement et alimentation', labelEn: 'Equipment and food' },
  { code: 'famille', label: 'Famille', labelEn: 'Family' },
  { code: 'lecture-ecriture-calcul', label: 'Lecture, écriture, calcul', labelEn: 'Reading, writing, counting' },
  { code: 'logement-hebergement', label: 'Logement et hébergement', labelEn: 'Housing and accommodation' },
  { code: 'mobilite', label: 'Mobilité', labelEn: 'Mobility' },
  { code: 'numerique', label: 'Numérique', labelEn: 'Digital' },
  { code: 'preparer-sa-candidature', label: 'Préparer sa candidature', labelEn: 'Preparing an application' },
  { code: 'remobilisation', label: 'Remobilisation', labelEn: 'Getting going again' },
  { code: 'sante', label: 'Santé', labelEn: 'Health' },
  { code: 'se-former', label: 'Se former', labelEn: 'Training' },
  { code: 'souvrir-a-linternational', label: 'S’ouvrir à l’international', labelEn: 'Going abroad' },
  { code: 'trouver-un-emploi', label: 'Trouver un emploi', labelEn: 'Finding a job' },
] as const satisfies readonly ProductTerm[]

/** English labels of the short published lists that public pages show. */
export const ENGLISH: Record<string, string> = {
  'actifs': 'Working people',
  'beneficiaires-des-minimas-sociaux': 'People on minimum benefits',
  'demandeurs-emploi': 'Jobseekers',
  'etudiants': 'Students',
  'familles': 'Families',
  'femmes': 'Women',
  'jeunes': 'Young people',
  'personnes-en-situation-de-handicap': 'People with disabilities',
  'personnes-en-situation-durgence': 'People in an emergency',
  'personnes-en-situation-juridique-specifique': 'People in a specific legal situation',
  'personnes-exilees': 'Exiled people',
  'residents-qpv-frr': 'Residents of priority areas',
  'seniors': 'Seniors',
  'tous-publics': 'Everybody',
  'a-distance': 'Remotely',
  'en-presentiel': 'In person',
  'envoyer-un-courriel': 'Send an e-mail',
  'se-presenter': 'Come in person',
  'telephoner': 'Telephone',
  'utiliser-lien-mobilisation': 'Use the link',
  'professionnels': 'Professionals',
  'usagers': 'People themselves',
  'gratuit': 'Free',
  'payant': 'Paid',
  'accompagnement': 'Support',
  'aide-financiere': 'Financial aid',
  'aide-materielle': 'Material aid',
  'atelier': 'Workshop',
  'formation': 'Training',
  'information': 'Information',
}
