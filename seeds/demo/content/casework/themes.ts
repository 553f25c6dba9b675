import type { Theme } from '../partners/types.ts'

/** What a file says about one theme: the need in the person's words, the goal, the steps, how it ends. */
export interface ThemeStory {
  needs: readonly string[]
  resolution: string
  objective: string
  actions: readonly { title: string, by?: 'adviser' | 'partner', hours?: number, details?: string }[]
  interview: string
}

/** What happens in a file, by theme. */
export const themeStories: Record<Theme, ThemeStory> = {
  employment: {
    needs: ['Cherche un premier emploi, de préférence le matin.', 'Veut retrouver un travail stable après plusieurs missions courtes.', 'A besoin d’aide pour son CV et pour préparer les entretiens.', 'Souhaite travailler vite pour aider sa famille.'],
    resolution: 'Contrat signé : six mois, 28 heures par semaine.',
    objective: 'Trouver un emploi ou une immersion',
    actions: [
      { title: 'Mettre son CV à jour', hours: 3, details: 'Apporter les dates des anciens emplois et un certificat de travail.' },
      { title: 'Envoyer trois candidatures par semaine', hours: 4 },
      { title: 'Préparer l’entretien avec le simulateur', hours: 2 },
      { title: 'Appeler l’entreprise pour une immersion', by: 'adviser' },
      { title: 'Participer au forum de l’emploi', hours: 5 },
      { title: 'S’inscrire à France Travail et noter son identifiant', hours: 1 },
    ],
    interview: 'Point sur la recherche d’emploi : deux réponses reçues, un entretien prévu. Le CV est bon, la lettre reste à reprendre. Nous avons répété la présentation en deux minutes.',
  },
  training: {
    needs: ['Voudrait reprendre une formation, mais ne sait pas laquelle.', 'A quitté le lycée en première et souhaite un diplôme.', 'Veut améliorer son français écrit.', 'Cherche une entreprise pour un apprentissage.'],
    resolution: 'Entrée en formation confirmée.',
    objective: 'Entrer en formation qualifiante',
    actions: [
      { title: 'Faire le test de positionnement', hours: 3 },
      { title: 'Visiter le centre de formation', hours: 3 },
      { title: 'Rassembler les pièces du dossier d’inscription', hours: 1, details: 'Pièce d’identité, attestation de droits, relevé de notes.' },
      { title: 'Vérifier le financement de la formation', by: 'adviser' },
      { title: 'Rencontrer un professionnel du métier', hours: 2 },
    ],
    interview: 'Le projet se précise : la personne hésite entre deux métiers. Une immersion d’une semaine dans chacun permettra de choisir. Les dates des prochaines entrées en formation ont été notées.',
  },
  housing: {
    needs: ['Dort chez des amis et doit partir à la fin du mois.', 'Cherche un logement près de son lieu de formation.', 'Dort dans sa voiture depuis dix jours.', 'A deux mois de loyer de retard et a reçu un courrier du bailleur.'],
    resolution: 'Chambre obtenue en résidence, entrée le mois suivant.',
    objective: 'Avoir un logement stable',
    actions: [
      { title: 'Déposer une demande de logement social', hours: 2, details: 'Garder le numéro unique reçu par courriel.' },
      { title: 'Appeler le 115 si besoin d’un abri pour la nuit', hours: 0.5 },
      { title: 'Prendre rendez-vous avec la conseillère habitat', hours: 1 },
      { title: 'Contacter le service d’accueil et d’orientation', by: 'adviser' },
      { title: 'Demander l’aide au logement', hours: 1.5 },
    ],
    interview: 'Situation de logement fragile. Nous avons appelé ensemble le service d’orientation : une réponse est attendue dans la semaine. La domiciliation est faite. La personne sait qui appeler le soir.',
  },
  health: {
    needs: ['N’a plus de médecin traitant et dort mal.', 'N’a pas de complémentaire santé.', 'A mal aux dents depuis plusieurs semaines.', 'Dit ressentir beaucoup de solitude depuis la rentrée.'],
    resolution: 'Droits ouverts et premier rendez-vous honoré.',
    objective: 'Se soigner et ouvrir ses droits à la santé',
    actions: [
      { title: 'Faire un bilan de santé', hours: 2 },
      { title: 'Remplir la demande de complémentaire santé', hours: 1 },
      { title: 'Déclarer un médecin traitant', hours: 0.5 },
      { title: 'Proposer un rendez-vous au point écoute', by: 'adviser' },
    ],
    interview: 'La santé a pris une grande place dans l’échange. Un bilan de santé est proposé, la personne est d’accord. Le dossier de complémentaire est rempli, il manque un relevé d’identité bancaire.',
  },
  citizenship: {
    needs: ['Veut faire un service civique.', 'Doit refaire sa carte d’identité.', 'Souhaite s’inscrire sur les listes électorales.'],
    resolution: 'Démarche faite, récépissé remis.',
    objective: 'Mener ses démarches de citoyen',
    actions: [
      { title: 'Prendre rendez-vous en mairie pour la carte d’identité', hours: 1 },
      { title: 'Choisir trois missions de service civique', hours: 1.5 },
      { title: 'Participer à la journée défense et citoyenneté', hours: 7 },
    ],
    interview: 'Échange sur l’envie de s’engager. Trois missions retenues, une candidature envoyée pendant le rendez-vous. La pièce d’identité est à refaire avant le départ.',
  },
  mobility: {
    needs: ['N’a pas le permis et habite à vingt kilomètres du travail.', 'A besoin d’un scooter pour les horaires du matin.', 'Sa voiture est en panne et la réparation est trop chère.', 'N’ose pas prendre les transports sans aide.'],
    resolution: 'Véhicule réparé, trajet possible chaque jour.',
    objective: 'Se déplacer sans dépendre d’un proche',
    actions: [
      { title: 'Faire le bilan de mobilité', hours: 1 },
      { title: 'S’inscrire au code de la route', hours: 1 },
      { title: 'Réviser le code deux fois par semaine', hours: 4 },
      { title: 'Demander l’aide au permis', by: 'adviser' },
      { title: 'Essayer le trajet avant le premier jour', hours: 2 },
    ],
    interview: 'La mobilité bloque la recherche. Le trajet a été calculé : 1 h 20 en car. Une location de scooter est possible avec l’accord du garage. Le code avance, examen espéré dans deux mois.',
  },
  leisure: {
    needs: ['Aimerait reprendre le sport.', 'Voudrait rencontrer d’autres jeunes et sortir davantage.', 'Écrit des textes et cherche un lieu pour les dire.'],
    resolution: 'Inscription prise, trois séances suivies.',
    objective: 'Reprendre une activité régulière',
    actions: [
      { title: 'Essayer une séance au club', hours: 1.5 },
      { title: 'Demander la licence à prix réduit', hours: 0.5 },
      { title: 'Participer à l’atelier théâtre', hours: 3 },
    ],
    interview: 'La personne a essayé une séance et veut continuer. L’effet se voit : elle parle plus facilement et arrive à l’heure. L’activité compte dans les heures de la semaine.',
  },
  justice: {
    needs: ['Doit exécuter 105 heures de travail d’intérêt général.', 'A reçu une convocation difficile à comprendre.', 'Sort dans deux mois sans solution.', 'Se demande si son casier empêche de travailler.'],
    resolution: 'Mesure exécutée, attestation transmise.',
    objective: 'Exécuter la mesure et préparer la suite',
    actions: [
      { title: 'Rencontrer le tuteur du poste', hours: 1 },
      { title: 'Lire la convocation avec la juriste', hours: 1 },
      { title: 'Transmettre les heures du mois', by: 'partner' },
      { title: 'Préparer la lettre au juge', hours: 2 },
    ],
    interview: 'Explication de la mesure, des horaires et de ce qui se passe en cas d’absence. La personne a posé beaucoup de questions sur son casier. Rendez-vous pris au point d’accès au droit.',
  },
  digital: {
    needs: ['N’arrive pas à se servir de son compte en ligne.', 'N’a qu’un téléphone avec peu de données.', 'Voudrait apprendre à faire un site.'],
    resolution: 'Compte créé, ordinateur remis.',
    objective: 'Faire ses démarches en ligne sans aide',
    actions: [
      { title: 'Créer son adresse électronique', hours: 1 },
      { title: 'Suivre l’atelier « premiers pas »', hours: 4 },
      { title: 'Demander un ordinateur à petit prix', by: 'adviser' },
    ],
    interview: 'Nous avons retrouvé le mot de passe du compte et rangé les documents utiles. Un atelier de deux matinées est proposé. L’ordinateur remis en état peut être demandé.',
  },
  rights: {
    needs: ['Ne touche plus aucune ressource depuis deux mois.', 'A des dettes de téléphone et d’énergie.', 'Son titre de séjour expire bientôt.', 'Ne sait pas quelles aides demander.'],
    resolution: 'Droits ouverts, premier versement reçu.',
    objective: 'Ouvrir ses droits et stabiliser son budget',
    actions: [
      { title: 'Faire la liste des dépenses du mois', hours: 1 },
      { title: 'Demander une aide du fonds d’aide aux jeunes', by: 'adviser' },
      { title: 'Prendre rendez-vous en préfecture', hours: 1, details: 'Le faire trois mois avant la fin du titre.' },
      { title: 'Appeler le fournisseur d’énergie pour un échéancier', hours: 0.5 },
    ],
    interview: 'Calcul du reste à vivre : 180 € pour le mois. Une aide d’urgence est demandée aujourd’hui. Les courriers ont été triés et un échéancier est possible avec le fournisseur.',
  },
}
