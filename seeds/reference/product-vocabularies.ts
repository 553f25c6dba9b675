interface ProductTerm { code: string, label: string, labelEn: string, description?: string, color?: string, icon?: string }

/** The seven themes of the global diagnosis (ML-01) and the three that justice, digital and rights networks add. */
export const THEMES = [
  { code: 'employment', label: 'Emploi', labelEn: 'Employment', description: 'Chercher, trouver et garder un emploi.', color: '#1D4ED8', icon: 'i-lucide-briefcase' },
  { code: 'training', label: 'Formation', labelEn: 'Training', description: 'Se former, reprendre des études, valider des acquis.', color: '#6D28D9', icon: 'i-lucide-graduation-cap' },
  { code: 'housing', label: 'Logement', labelEn: 'Housing', description: 'Se loger, être hébergé, garder son logement.', color: '#B45309', icon: 'i-lucide-house' },
  { code: 'health', label: 'Santé', labelEn: 'Health', description: 'Se soigner, être écouté, ouvrir ses droits à la santé.', color: '#BE185D', icon: 'i-lucide-heart-pulse' },
  { code: 'citizenship', label: 'Citoyenneté', labelEn: 'Citizenship', description: 'S’engager, connaître ses droits et ses devoirs.', color: '#0F766E', icon: 'i-lucide-landmark' },
  { code: 'mobility', label: 'Mobilité', labelEn: 'Mobility', description: 'Se déplacer, passer le permis, réparer son véhicule.', color: '#0369A1', icon: 'i-lucide-bike' },
  { code: 'leisure', label: 'Loisirs, sport et culture', labelEn: 'Leisure, sport and culture', description: 'Pratiquer un sport, une activité, sortir, créer.', color: '#4D7C0F', icon: 'i-lucide-palette' },
  { code: 'justice', label: 'Justice', labelEn: 'Justice', description: 'Exécuter une mesure, préparer une sortie, être aidé après une infraction.', color: '#475569', icon: 'i-lucide-scale' },
  { code: 'digital', label: 'Numérique', labelEn: 'Digital skills', description: 'Utiliser un ordinateur, faire ses démarches en ligne.', color: '#7E22CE', icon: 'i-lucide-laptop' },
  { code: 'rights', label: 'Accès aux droits', labelEn: 'Access to rights', description: 'Faire valoir ses droits sociaux, remplir un dossier, gérer un budget.', color: '#A16207', icon: 'i-lucide-file-check' },
] as const satisfies readonly ProductTerm[]

/** The kinds of offers of the directory. */
export const OFFER_KINDS = [
  { code: 'service', label: 'Service', labelEn: 'Service', description: 'Un accompagnement, une aide ou une information.', icon: 'i-lucide-hand-helping' },
  { code: 'workshop', label: 'Atelier', labelEn: 'Workshop', description: 'Une activité en groupe à date fixe.', icon: 'i-lucide-users' },
  { code: 'job', label: 'Emploi', labelEn: 'Job', description: 'Un poste à pourvoir.', icon: 'i-lucide-briefcase' },
  { code: 'training', label: 'Formation', labelEn: 'Training', description: 'Une formation avec ou sans certification.', icon: 'i-lucide-graduation-cap' },
  { code: 'immersion', label: 'Immersion', labelEn: 'Immersion', description: 'Quelques jours dans une entreprise pour découvrir un métier.', icon: 'i-lucide-door-open' },
  { code: 'tig_post', label: 'Poste de TIG', labelEn: 'Community service post', description: 'Un poste de travail d’intérêt général.', icon: 'i-lucide-shovel' },
  { code: 'care_place', label: 'Place d’accueil', labelEn: 'Care place', description: 'Une place en hébergement ou en établissement.', icon: 'i-lucide-bed' },
  { code: 'guardianship', label: 'Mesure de protection', labelEn: 'Guardianship', description: 'La capacité d’un mandataire à suivre une personne protégée.', icon: 'i-lucide-shield' },
  { code: 'premises', label: 'Locaux', labelEn: 'Premises', description: 'Un local mis à disposition pour une activité.', icon: 'i-lucide-warehouse' },
] as const satisfies readonly ProductTerm[]

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
