import type { Theme } from '../partners/types.ts'
import type { SeedRow } from '../../../lib/rows.ts'

type Case = Required<SeedRow<'cases'>>
export type Programme = Case['programme']

export interface ProgrammeStory {
  /** Themes that come up most, in order. */
  themes: readonly Theme[]
  summaries: readonly string[]
  nextSteps: readonly string[]
  /** Dated obligations: title, nature, days after the opening. */
  milestones: readonly { title: string, kind: 'mandatory' | 'optional' | 'conditional', after: number }[]
  referredBy: readonly NonNullable<Case['referred_by_kind']>[]
  legalBasis: NonNullable<Case['legal_basis']>
  ages: readonly [number, number]
  closing: readonly NonNullable<Case['closing_reason']>[]
}

/** What each programme looks like. */
export const programmes: Record<Programme, ProgrammeStory> = {
  cej: {
    themes: ['employment', 'training', 'mobility', 'housing', 'health', 'leisure', 'rights'],
    summaries: [
      'Personne motivée, sans diplôme, qui avance vite quand le cadre est clair. Le logement reste le point à surveiller.',
      'Bon contact. Le projet dans la vente se confirme après une première immersion. Il faut lever la question des transports.',
      'Parcours haché, plusieurs ruptures. A repris confiance avec les ateliers collectifs. Présence régulière depuis deux mois.',
    ],
    nextSteps: ['Bilan du mois', 'Entretien de suivi CEJ', 'Préparer l’immersion', 'Vérifier les heures de la semaine'],
    milestones: [
      { title: 'Signature du contrat d’engagement', kind: 'mandatory', after: 7 },
      { title: 'Bilan à trois mois', kind: 'mandatory', after: 90 },
      { title: 'Bilan à six mois et décision de prolongation', kind: 'mandatory', after: 180 },
      { title: 'Immersion en entreprise', kind: 'optional', after: 60 },
    ],
    referredBy: ['self', 'france_travail', 'school', 'family', 'social_service'],
    legalBasis: 'public_task',
    ages: [16, 25],
    closing: ['job', 'training', 'goal_reached', 'no_news', 'moved'],
  },
  pacea: {
    themes: ['training', 'employment', 'rights', 'mobility', 'health'],
    summaries: [
      'Suivi régulier. Projet de formation dans le soin, dossier en cours. Situation familiale à prendre en compte pour les horaires.',
      'Cherche un apprentissage. Très à l’aise à l’oral, plus en difficulté à l’écrit. Mise à niveau proposée.',
    ],
    nextSteps: ['Point sur le dossier d’inscription', 'Entretien de suivi', 'Relire la lettre de motivation'],
    milestones: [
      { title: 'Diagnostic partagé', kind: 'mandatory', after: 30 },
      { title: 'Renouvellement du parcours', kind: 'conditional', after: 365 },
    ],
    referredBy: ['self', 'school', 'france_travail', 'family'],
    legalBasis: 'public_task',
    ages: [16, 25],
    closing: ['job', 'training', 'goal_reached', 'moved'],
  },
  accompagnement: {
    themes: ['employment', 'rights', 'training', 'digital', 'citizenship', 'health'],
    summaries: [
      'Accueil récent. Les premières démarches administratives sont à terminer avant de parler de projet.',
      'Demande ponctuelle d’aide à la recherche d’emploi. Autonome, à revoir une fois par mois.',
    ],
    nextSteps: ['Terminer le diagnostic', 'Rappeler la personne', 'Rendez-vous de suivi'],
    milestones: [{ title: 'Diagnostic global', kind: 'mandatory', after: 30 }],
    referredBy: ['self', 'family', 'social_service', 'association', 'structure'],
    legalBasis: 'public_task',
    ages: [16, 29],
    closing: ['goal_reached', 'job', 'no_news', 'withdrawn'],
  },
  tig: {
    themes: ['justice', 'employment', 'mobility'],
    summaries: ['Travail d’intérêt général de 105 heures. Personne disponible le matin, sans permis. Poste recherché près de chez elle.', 'Peine de 140 heures à exécuter en dix-huit mois. Travaille à temps partiel : prévoir le samedi.'],
    nextSteps: ['Trouver un poste', 'Rencontre avec le tuteur', 'Vérifier le relevé d’heures'],
    milestones: [
      { title: 'Premier entretien au service', kind: 'mandatory', after: 15 },
      { title: 'Début des heures', kind: 'mandatory', after: 90 },
      { title: 'Fin du délai d’exécution', kind: 'mandatory', after: 540 },
    ],
    referredBy: ['court'],
    legalBasis: 'court_order',
    ages: [19, 55],
    closing: ['end_of_measure', 'transferred'],
  },
  spip_followup: {
    themes: ['justice', 'housing', 'employment', 'health', 'rights'],
    summaries: ['Sursis probatoire de deux ans : obligation de soins et de travail. Se présente aux rendez-vous.', 'Sortie d’aménagement de peine. Hébergement à consolider, emploi saisonnier en vue.'],
    nextSteps: ['Rendez-vous au service', 'Vérifier les justificatifs', 'Préparer le rapport'],
    milestones: [
      { title: 'Premier entretien au service', kind: 'mandatory', after: 15 },
      { title: 'Rapport au juge', kind: 'mandatory', after: 180 },
      { title: 'Justificatif de soins', kind: 'conditional', after: 120 },
    ],
    referredBy: ['court'],
    legalBasis: 'court_order',
    ages: [19, 60],
    closing: ['end_of_measure', 'transferred'],
  },
  protection: {
    themes: ['justice', 'training', 'health', 'leisure', 'housing'],
    summaries: ['Mesure éducative judiciaire. Scolarité à mi-temps, famille présente. Projet d’internat à construire.', 'Suivi commencé à la rentrée. Bonne alliance avec l’éducateur. Retour à l’école prévu après les vacances.'],
    nextSteps: ['Visite à domicile', 'Rencontre avec l’établissement scolaire', 'Préparer l’audience'],
    milestones: [
      { title: 'Document individuel de prise en charge', kind: 'mandatory', after: 15 },
      { title: 'Rapport intermédiaire', kind: 'mandatory', after: 120 },
      { title: 'Audience', kind: 'conditional', after: 240 },
    ],
    referredBy: ['court', 'pjj'],
    legalBasis: 'court_order',
    ages: [13, 17],
    closing: ['end_of_measure', 'transferred'],
  },
  guardianship: {
    themes: ['rights', 'health', 'housing'],
    summaries: ['Curatelle renforcée. Budget stabilisé, dettes en cours d’effacement. Visites chaque mois.', 'Tutelle récente après une hospitalisation. Retour à domicile à organiser avec la famille.'],
    nextSteps: ['Visite à domicile', 'Compte rendu de gestion', 'Appeler la banque'],
    milestones: [
      { title: 'Inventaire du patrimoine', kind: 'mandatory', after: 90 },
      { title: 'Compte annuel de gestion', kind: 'mandatory', after: 365 },
      { title: 'Révision de la mesure', kind: 'conditional', after: 700 },
    ],
    referredBy: ['court', 'health', 'social_service'],
    legalBasis: 'court_order',
    ages: [24, 88],
    closing: ['end_of_measure', 'other'],
  },
}
