import type { Choice } from '../define.ts'

/** The seven themes of the diagnosis (ML-01), then the three that the networks added. */
export const THEMES = [
  { value: 'employment', label: { fr: 'Emploi', en: 'Employment' }, color: '#1D4ED8', icon: 'work' },
  { value: 'training', label: { fr: 'Formation', en: 'Training' }, color: '#6D28D9', icon: 'school' },
  { value: 'housing', label: { fr: 'Logement', en: 'Housing' }, color: '#B45309', icon: 'home' },
  { value: 'health', label: { fr: 'Santé', en: 'Health' }, color: '#BE123C', icon: 'favorite' },
  { value: 'citizenship', label: { fr: 'Citoyenneté', en: 'Citizenship' }, color: '#0F766E', icon: 'how_to_vote' },
  { value: 'mobility', label: { fr: 'Mobilité', en: 'Mobility' }, color: '#15803D', icon: 'directions_bus' },
  { value: 'leisure', label: { fr: 'Loisirs, sport et culture', en: 'Leisure, sport and culture' }, color: '#A21CAF', icon: 'sports_soccer' },
  { value: 'justice', label: { fr: 'Justice', en: 'Justice' }, color: '#475569', icon: 'gavel' },
  { value: 'digital', label: { fr: 'Numérique', en: 'Digital skills' }, color: '#0369A1', icon: 'computer' },
  { value: 'rights', label: { fr: 'Accès aux droits', en: 'Access to rights' }, color: '#4D7C0F', icon: 'balance' },
] as const satisfies readonly Choice[]

/** Who an offer is for: the codes of data.inclusion v1, kept as they are so that exports need no table. */
export const PUBLICS = [
  { value: 'tous-publics', label: { fr: 'Tous publics', en: 'Everyone' } },
  { value: 'actifs', label: { fr: 'Actifs', en: 'People in work' } },
  { value: 'beneficiaires-des-minimas-sociaux', label: { fr: 'Bénéficiaires des minima sociaux', en: 'People on minimum income benefits' } },
  { value: 'demandeurs-emploi', label: { fr: 'Demandeurs d’emploi', en: 'Job seekers' } },
  { value: 'etudiants', label: { fr: 'Étudiants', en: 'Students' } },
  { value: 'familles', label: { fr: 'Familles', en: 'Families' } },
  { value: 'femmes', label: { fr: 'Femmes', en: 'Women' } },
  { value: 'jeunes', label: { fr: 'Jeunes', en: 'Young people' } },
  { value: 'personnes-en-situation-de-handicap', label: { fr: 'Personnes en situation de handicap', en: 'People with disabilities' } },
  { value: 'personnes-en-situation-durgence', label: { fr: 'Personnes en situation d’urgence', en: 'People in an emergency' } },
  { value: 'personnes-en-situation-juridique-specifique', label: { fr: 'Personnes en situation juridique spécifique', en: 'People in a specific legal situation' } },
  { value: 'personnes-exilees', label: { fr: 'Personnes exilées', en: 'Exiles and refugees' } },
  { value: 'residents-qpv-frr', label: { fr: 'Résidents en QPV ou FRR', en: 'Residents of priority areas' } },
  { value: 'seniors', label: { fr: 'Séniors', en: 'Older people' } },
] as const satisfies readonly Choice[]

/** Networks and labels an organisation belongs to: codes of data.inclusion v1 (`reseaux_porteurs`). */
export const NETWORKS = [
  { value: 'mission-locale', label: { fr: 'Mission locale', en: 'Mission locale (youth employment)' } },
  { value: 'france-travail', label: { fr: 'France Travail', en: 'France Travail (employment agency)' } },
  { value: 'cap-emploi-reseau-cheops', label: { fr: 'Cap emploi', en: 'Cap emploi (disability employment)' } },
  { value: 'plie', label: { fr: 'PLIE', en: 'Local integration and employment plan' } },
  { value: 'spip', label: { fr: 'SPIP', en: 'Probation service' } },
  { value: 'pjj', label: { fr: 'PJJ', en: 'Youth judicial protection' } },
  { value: 'points-justice', label: { fr: 'Point-justice', en: 'Justice access point' } },
  { value: 'ccas-cias', label: { fr: 'CCAS et CIAS', en: 'Municipal social services' } },
  { value: 'departements', label: { fr: 'Département', en: 'Département council' } },
  { value: 'caf', label: { fr: 'CAF', en: 'Family benefits office' } },
  { value: 'france-service', label: { fr: 'France Services', en: 'France Services' } },
  { value: 'aci', label: { fr: 'Atelier ou chantier d’insertion', en: 'Integration workshop or site' } },
  { value: 'ai', label: { fr: 'Association intermédiaire', en: 'Intermediary association' } },
  { value: 'ei', label: { fr: 'Entreprise d’insertion', en: 'Integration enterprise' } },
  { value: 'etti', label: { fr: 'Entreprise de travail temporaire d’insertion', en: 'Integration temp agency' } },
  { value: 'geiq', label: { fr: 'GEIQ', en: 'Employers’ group for integration' } },
  { value: 'esat', label: { fr: 'ESAT', en: 'Sheltered work centre' } },
  { value: 'afpa', label: { fr: 'Afpa', en: 'Afpa (adult training)' } },
  { value: 'epide', label: { fr: 'Épide', en: 'Épide (youth inclusion centre)' } },
  { value: 'ecoles-de-la-deuxieme-chance', label: { fr: 'École de la deuxième chance', en: 'Second chance school' } },
  { value: 'chrs', label: { fr: 'CHRS', en: 'Housing and social reintegration centre' } },
  { value: 'cidff', label: { fr: 'CIDFF', en: 'Women’s and families’ rights centre' } },
  { value: 'emmaus', label: { fr: 'Emmaüs', en: 'Emmaüs' } },
  { value: 'mobin', label: { fr: 'Mob’In', en: 'Mob’In (mobility)' } },
  { value: 'restos-du-coeur', label: { fr: 'Les Restos du cœur', en: 'Les Restos du cœur' } },
  { value: 'banques-alimentaires', label: { fr: 'Banques alimentaires', en: 'Food banks' } },
  { value: 'croix-rouge', label: { fr: 'Croix-Rouge française', en: 'French Red Cross' } },
  { value: 'siao', label: { fr: 'SIAO', en: 'Integrated shelter and guidance service' } },
  { value: 'residences-fjt', label: { fr: 'Résidence FJT', en: 'Young workers’ residence' } },
  { value: 'reseau-information-jeunesse', label: { fr: 'Information jeunesse', en: 'Youth information' } },
  { value: 'mjc', label: { fr: 'MJC', en: 'Youth and culture centre' } },
  { value: 'mdph', label: { fr: 'MDPH', en: 'Disability office' } },
  { value: 'csapa', label: { fr: 'CSAPA', en: 'Addiction care centre' } },
  { value: 'cmp', label: { fr: 'Centre médico-psychologique', en: 'Mental health centre' } },
  { value: 'unaf', label: { fr: 'UDAF et UNAF', en: 'Family associations union' } },
  { value: 'wimoov', label: { fr: 'Wimoov', en: 'Wimoov (mobility)' } },
  { value: 'secours-populaire', label: { fr: 'Secours populaire', en: 'Secours populaire' } },
] as const satisfies readonly Choice[]

/** How the places of the network are reached in person or from afar (data.inclusion `modes_accueil`). */
export const ACCESS_MODES = [
  { value: 'en-presentiel', label: { fr: 'En présentiel', en: 'In person' } },
  { value: 'a-distance', label: { fr: 'À distance', en: 'Remotely' } },
] as const satisfies readonly Choice[]

/** How a service is called upon (data.inclusion `modes_mobilisation`). */
export const MOBILISATION_MODES = [
  { value: 'telephoner', label: { fr: 'Téléphoner', en: 'Call' } },
  { value: 'envoyer-un-courriel', label: { fr: 'Envoyer un courriel', en: 'Send an e-mail' } },
  { value: 'se-presenter', label: { fr: 'Se présenter', en: 'Walk in' } },
  { value: 'utiliser-lien-mobilisation', label: { fr: 'Utiliser le lien en ligne', en: 'Use the online link' } },
] as const satisfies readonly Choice[]

/** How fast a need calls for an answer (ML-04). */
export const URGENCIES = [
  { value: 'low', label: { fr: 'Faible', en: 'Low' }, color: '#64748B' },
  { value: 'medium', label: { fr: 'Moyenne', en: 'Medium' }, color: '#B45309' },
  { value: 'high', label: { fr: 'Forte', en: 'High' }, color: '#BE123C' },
] as const satisfies readonly Choice[]

/** Every audience, as a choice of a list. */
export const AUDIENCE_CHOICES = [
  { value: 'public', label: { fr: 'Public', en: 'Public' } },
  { value: 'partner', label: { fr: 'Partenaire', en: 'Partner' } },
  { value: 'beneficiary', label: { fr: 'Bénéficiaire', en: 'Beneficiary' } },
  { value: 'adviser', label: { fr: 'Conseiller', en: 'Adviser' } },
  { value: 'manager', label: { fr: 'Responsable', en: 'Manager' } },
  { value: 'prescriber', label: { fr: 'Prescripteur', en: 'Prescriber' } },
  { value: 'configurator', label: { fr: 'Administrateur local', en: 'Local administrator' } },
  { value: 'steering', label: { fr: 'Pilotage', en: 'Steering' } },
  { value: 'service', label: { fr: 'Service automatique', en: 'Automated service' } },
  { value: 'admin', label: { fr: 'Administrateur', en: 'Administrator' } },
] as const satisfies readonly Choice[]

/** Where a value came from: an audience, or the system itself. */
export const ORIGINS = [
  ...AUDIENCE_CHOICES,
  { value: 'import', label: { fr: 'Import', en: 'Import' } },
  { value: 'system', label: { fr: 'Système', en: 'System' } },
  { value: 'other', label: { fr: 'Autre', en: 'Other' } },
] as const satisfies readonly Choice[]

/** A right reached through a structure. */
export const SCOPE_LEVELS = [
  { value: 'read', label: { fr: 'Consulter', en: 'Read' } },
  { value: 'contribute', label: { fr: 'Contribuer', en: 'Contribute' } },
  { value: 'manage', label: { fr: 'Gérer', en: 'Manage' } },
  { value: 'configure', label: { fr: 'Configurer', en: 'Configure' } },
  { value: 'steer', label: { fr: 'Piloter', en: 'Steer' } },
] as const satisfies readonly Choice[]
