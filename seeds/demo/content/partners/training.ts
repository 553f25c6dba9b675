import type { PartnerFamily } from './types.ts'

/** Training bodies and schools. */
export const training = {
  trainingBody: {
    kind: 'training_body',
    names: ['Centre de formation {of}', 'Formation Avenir {of}', 'Savoirs et Métiers {of}'],
    description: 'Organisme de formation professionnelle certifié, implanté sur le territoire depuis vingt ans. Il prépare à des titres du commerce, du bureau, de la propreté et de l’aide à la personne, et propose des remises à niveau. Entrées toute l’année, pauses possibles, accompagnement individuel.',
    themes: ['training', 'employment'], naf: '85.59A',
    hours: ['Mo-Fr 08:30-12:30,13:30-17:00', 'Mo-Th 08:30-17:30; Fr 08:30-16:00'],
    jobs: ['Coordinatrice pédagogique', 'Formateur', 'Référente handicap'],
    commitments: ['training_place', 'meeting', 'visit'],
    offers: [
      { kind: 'training', titles: ['Remise à niveau et projet professionnel', 'Compétences de base et projet'], summary: 'Français, calcul, numérique et projet, dix semaines.', description: 'Un positionnement d’une demi-journée fixe le parcours. On travaille le français, le calcul et le numérique à partir de situations de travail, avec deux stages en entreprise. Rémunération selon la situation. Un bilan intermédiaire est fait avec le conseiller.', themes: ['training'], publics: ['jeunes', 'demandeurs-emploi'], places: [10, 15], session: { time: '09:00', minutes: 390 }, duration: '10 semaines', weeklyHours: 30, ages: [16, null] },
      { kind: 'training', titles: ['Titre professionnel employé commercial', 'Titre professionnel secrétaire'], summary: 'Un titre de niveau CAP ou bac en six à huit mois.', description: 'Formation qualifiante avec alternance de cours, de plateaux techniques et de périodes en entreprise. Le titre peut être passé par blocs. Aide à la recherche d’entreprise, accès au restaurant et au logement selon les places.', themes: ['training', 'employment'], publics: ['demandeurs-emploi'], places: [6, 12], session: { time: '08:45', minutes: 420 }, duration: '6 à 8 mois', weeklyHours: 35, ages: [18, null], rome: 'M1607' },
      { kind: 'training', titles: ['Français langue étrangère, niveau débutant', 'Français pour travailler'], summary: 'Apprendre le français de tous les jours et du travail.', description: 'Vingt heures par semaine en groupe de douze, avec des sorties : mairie, médecin, transport, entreprise. Un test est passé à l’entrée et à la sortie. Garde d’enfants possible le matin. Les personnes non scolarisées sont les bienvenues.', themes: ['training', 'rights'], publics: ['personnes-exilees', 'demandeurs-emploi'], places: [10, 12], duration: '4 mois', weeklyHours: 20, ages: [16, null] },
      { kind: 'workshop', titles: ['Réunion d’information sur les formations', 'Portes ouvertes des formations'], summary: 'Tout savoir avant de s’inscrire.', description: 'Présentation des formations à venir, des dates et des financements, visite des ateliers, puis entretien individuel de quinze minutes. Venir avec une pièce d’identité et son numéro de demandeur d’emploi si l’on en a un.', themes: ['training'], publics: ['tous-publics'], places: [15, 20], session: { time: '09:30', minutes: 150 } },
      { kind: 'service', titles: ['Validation des acquis : premier conseil', 'Conseil en évolution professionnelle'], summary: 'Faire reconnaître ce que l’on sait faire.', description: 'Deux rendez-vous pour comprendre les diplômes accessibles par l’expérience, choisir le bon et préparer le dossier de recevabilité. Le conseil est gratuit. Un suivi à distance est possible pour ceux qui habitent loin.', themes: ['training', 'employment'], publics: ['actifs', 'demandeurs-emploi'], places: [4, 8], remote: true, duration: '2 rendez-vous' },
    ],
  },
  secondChance: {
    kind: 'school',
    names: ['École du nouvel élan {of}', 'École de la reprise {of}', 'Le Tremplin {of}'],
    description: 'École pour les 16-25 ans sortis sans diplôme : huit mois de parcours, moitié en classe, moitié en entreprise, avec un référent pour quinze élèves. Pas de notes, mais un portefeuille de compétences. Six élèves sur dix trouvent une formation ou un emploi à la sortie.',
    themes: ['training', 'employment'], networks: ['ecoles-de-la-deuxieme-chance'], naf: '85.59B',
    hours: ['Mo-Fr 09:00-17:00', 'Mo-Th 09:00-16:30; Fr 09:00-12:30'],
    jobs: ['Directeur', 'Formatrice référente', 'Chargée des relations avec les entreprises'],
    commitments: ['training_place', 'visit'],
    offers: [
      { kind: 'training', titles: ['Parcours de huit mois', 'Parcours deuxième chance'], summary: 'Retrouver un projet et des bases, en alternance.', description: 'Cinq semaines pour commencer, puis l’alternance : trois semaines à l’école, trois semaines en entreprise. Chaque élève travaille à son rythme. Rémunération de stagiaire de la formation. Une entrée tous les deux mois, sur entretien et non sur diplôme.', themes: ['training', 'employment'], publics: ['jeunes'], places: [8, 15], session: { time: '09:00', minutes: 180 }, ages: [16, 25], duration: '8 mois', weeklyHours: 35 },
      { kind: 'workshop', titles: ['Journée découverte de l’école', 'Information collective'], summary: 'Visiter, essayer, rencontrer les élèves.', description: 'Une matinée pour voir une classe, essayer un atelier et parler avec des élèves, sans professeurs. L’après-midi, entretien avec un formateur pour ceux qui le veulent. On peut venir avec un parent ou un éducateur.', themes: ['training'], publics: ['jeunes'], places: [12, 15], session: { time: '09:30', minutes: 150 }, ages: [16, 25] },
      { kind: 'training', titles: ['Atelier théâtre et parole', 'Confiance et prise de parole'], summary: 'Deux semaines pour oser parler.', description: 'Dix demi-journées avec une comédienne et une formatrice : voix, corps, écoute, entretien d’embauche joué et rejoué. Le groupe prépare une courte présentation devant des invités. Ouvert à des jeunes qui ne sont pas élèves de l’école.', themes: ['training', 'leisure'], publics: ['jeunes'], places: [8, 12], session: { time: '14:00', minutes: 180 }, ages: [16, 25], duration: '2 semaines' },
    ],
  },
  apprenticeship: {
    kind: 'school',
    names: ['Campus des apprentis {of}', 'Centre d’apprentissage {of}', 'Lycée des métiers {of}'],
    description: 'Centre de formation d’apprentis : hôtellerie, bâtiment, mécanique, commerce et soins. Le centre aide à trouver un employeur, à se loger et à se déplacer. Une classe de préparation de trois mois accueille toute l’année les jeunes qui hésitent encore.',
    themes: ['training', 'employment'], naf: '85.32Z',
    hours: ['Mo-Fr 08:00-18:00', 'Mo-Fr 07:45-17:30'],
    jobs: ['Chargée des inscriptions', 'Proviseure adjointe', 'Développeur de l’apprentissage'],
    commitments: ['training_place', 'visit', 'meeting'],
    offers: [
      { kind: 'training', titles: ['Préparer son apprentissage', 'Classe de préparation à l’apprentissage'], summary: 'Trois mois pour choisir un métier et trouver un patron.', description: 'Essai de trois métiers en atelier, remise à niveau, recherche d’employeur avec un développeur, stage de deux semaines. Rémunération possible. On signe un contrat d’apprentissage dès qu’un employeur est trouvé, sans attendre la fin.', themes: ['training', 'employment'], publics: ['jeunes'], places: [8, 12], session: { time: '08:30', minutes: 420 }, ages: [16, 29], duration: '3 mois', weeklyHours: 30 },
      { kind: 'training', titles: ['CAP cuisine en apprentissage', 'CAP maintenance des véhicules'], summary: 'Un CAP en deux ans, payé par l’employeur.', description: 'Une semaine au centre, deux semaines chez l’employeur. Douze à quinze apprentis par groupe, ateliers équipés à neuf, soutien en français et en calcul. Internat possible. Contrat signé jusqu’à trois mois après la rentrée.', themes: ['training', 'employment'], publics: ['jeunes'], places: [4, 10], ages: [16, 29], duration: '2 ans', weeklyHours: 35, rome: 'G1602' },
      { kind: 'service', titles: ['Entretien d’orientation', 'Conseil en orientation'], summary: 'Un entretien pour choisir une formation.', description: 'Une conseillère reçoit le jeune, avec ou sans parent, pour comparer les formations, les débouchés et les conditions. Elle peut proposer une journée d’essai en atelier la semaine suivante. Sur rendez-vous, réponse sous quarante-huit heures.', themes: ['training'], publics: ['jeunes', 'familles'], places: [4, 8], remote: true, ages: [15, 29] },
    ],
  },
} satisfies Record<string, PartnerFamily>
