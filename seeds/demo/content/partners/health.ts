import type { PartnerFamily } from './types.ts'

/** Health, care and protection. */
export const health = {
  healthCentre: {
    kind: 'health',
    names: ['Centre de santé {of}', 'Maison médicale {of}', 'Maison de santé {of}'],
    description: 'Centre de santé pluridisciplinaire : médecine générale, soins infirmiers, dentiste, sage-femme et psychologue. Tiers payant pour tous, accueil des personnes sans couverture le temps d’ouvrir les droits. Une médiatrice en santé aide à prendre rendez-vous et peut accompagner.',
    themes: ['health', 'rights'], naf: '86.21Z',
    hours: ['Mo-Fr 08:30-19:00; Sa 09:00-12:30', 'Mo-Fr 09:00-12:30,14:00-18:30'],
    jobs: ['Médiatrice en santé', 'Médecin coordonnateur', 'Secrétaire médicale'],
    offers: [
      { kind: 'service', titles: ['Bilan de santé gratuit', 'Examen de santé des jeunes'], summary: 'Deux heures pour faire le point sur sa santé.', description: 'Examen complet : vue, audition, dents, vaccins, prise de sang si besoin, échange avec un médecin. Les résultats sont expliqués et un rendez-vous de suite est pris si nécessaire. Transport remboursé dans certains cas.', themes: ['health'], publics: ['jeunes', 'beneficiaires-des-minimas-sociaux'], places: [4, 10], eligibility: 'Avoir 16 ans ou plus.', ages: [16, null], duration: '2 heures' },
      { kind: 'service', titles: ['Ouvrir ses droits à la santé', 'Complémentaire santé solidaire'], summary: 'Carte, complémentaire, médecin traitant.', description: 'Une médiatrice vérifie les droits, remplit le dossier de complémentaire santé solidaire avec la personne et suit la réponse. Elle aide aussi à déclarer un médecin traitant et à ouvrir un compte en ligne. Interprète par téléphone possible.', themes: ['health', 'rights'], publics: ['tous-publics'], places: [6, 10], remote: true },
      { kind: 'workshop', titles: ['Sommeil, écrans et fatigue', 'Bien dormir, mieux vivre'], summary: 'Comprendre son sommeil et retrouver un rythme.', description: 'Un médecin et une infirmière animent une discussion simple : à quoi sert le sommeil, ce qui le casse, ce qui aide. Chacun repart avec deux changements à essayer pendant un mois, et un numéro à appeler.', themes: ['health'], publics: ['jeunes'], places: [10, 12], session: { time: '14:00', minutes: 120 } },
    ],
  },
  listening: {
    kind: 'association',
    names: ['Point écoute jeunes {of}', 'Maison des jeunes et de l’écoute {of}', 'La Parenthèse {of}'],
    description: 'Lieu d’écoute gratuit et confidentiel pour les 12-25 ans et leurs proches. Deux psychologues et une éducatrice reçoivent sans rendez-vous le mercredi et sur rendez-vous les autres jours. On peut venir pour un souci d’école, de famille, d’amour, d’addiction, ou juste pour parler.',
    themes: ['health', 'rights'], naf: '88.99B',
    hours: ['Mo,Tu,Th,Fr 13:00-18:30; We 10:00-18:30', 'Tu-Fr 14:00-19:00; We 10:00-12:00'],
    jobs: ['Psychologue', 'Éducatrice spécialisée', 'Coordinateur'],
    offers: [
      { kind: 'service', titles: ['Écoute individuelle', 'Parler à une psychologue'], summary: 'Un premier rendez-vous sous dix jours.', description: 'Entretien individuel, gratuit, autant de fois que nécessaire. La personne choisit son interlocuteur. Rien n’est transmis sans son accord, sauf danger. Les mineurs peuvent venir seuls. Un relais vers un centre médico-psychologique est possible.', themes: ['health'], publics: ['jeunes', 'familles'], places: [3, 6], ages: [12, 25] },
      { kind: 'workshop', titles: ['Groupe de parole', 'Gérer son stress'], summary: 'Se sentir moins seul, apprendre à souffler.', description: 'Six rencontres à huit participants : respiration, relaxation, jeux d’improvisation et discussion. On peut ne rien dire. Les règles sont fixées par le groupe. Un entretien a lieu avant la première séance.', themes: ['health', 'leisure'], publics: ['jeunes'], places: [6, 8], session: { time: '17:30', minutes: 90 }, ages: [16, 25], duration: '6 séances' },
      { kind: 'service', titles: ['Consultation jeunes consommateurs', 'Faire le point sur une consommation'], summary: 'Tabac, cannabis, écrans, jeux : en parler sans jugement.', description: 'Un professionnel aide à comprendre sa consommation et à décider de ce que l’on veut changer. La consultation est gratuite et anonyme si l’on veut. L’entourage peut être reçu à part. Un suivi court de cinq séances est proposé.', themes: ['health'], publics: ['jeunes'], places: [3, 6], ages: [14, 30] },
    ],
  },
  disability: {
    kind: 'association',
    names: ['Handi Projet {of}', 'Emploi accompagné {of}', 'Capacités {of}'],
    description: 'Association qui accompagne les personnes handicapées vers l’emploi : reconnaissance, essai de métiers, aménagement du poste, maintien dans l’emploi. Elle gère aussi un atelier adapté de conditionnement et d’entretien. Chaque personne a un seul référent du début à la fin.',
    themes: ['employment', 'health', 'rights'], networks: ['esat'], naf: '88.10C',
    hours: ['Mo-Fr 09:00-12:30,13:30-17:00', 'Mo-Th 09:00-17:00; Fr 09:00-15:00'],
    jobs: ['Référent emploi accompagné', 'Directrice', 'Ergothérapeute'],
    commitments: ['job', 'visit', 'immersion'],
    offers: [
      { kind: 'service', titles: ['Emploi accompagné', 'Accompagnement vers et dans l’emploi'], summary: 'Un référent pour trouver un emploi et le garder.', description: 'Le référent cherche avec la personne, parle à l’employeur, aménage le poste et reste présent après l’embauche, aussi longtemps qu’il faut. L’admission passe par la maison départementale des personnes handicapées ; l’équipe aide à remplir le dossier.', themes: ['employment', 'health'], publics: ['personnes-en-situation-de-handicap'], places: [2, 5], ages: [16, null] },
      { kind: 'job', titles: ['Agent de conditionnement en atelier adapté', 'Opérateur en entreprise adaptée'], summary: 'CDD tremplin, poste aménagé.', description: 'Assembler, contrôler, emballer de petites pièces, assis ou debout selon le besoin. Rythme adapté, pauses, bruit limité. Le contrat de huit mois sert à préparer un emploi ordinaire ; un chargé d’accompagnement s’en occupe.', themes: ['employment'], publics: ['personnes-en-situation-de-handicap'], places: [1, 4], contract: 'cdd', weeklyHours: 30, salary: 'SMIC horaire', rome: 'H3302', ages: [18, null] },
      { kind: 'workshop', titles: ['Parler de son handicap à un employeur', 'Reconnaissance du handicap : à quoi ça sert ?'], summary: 'Dire ou ne pas dire, et comment.', description: 'Un atelier pour comprendre la reconnaissance de travailleur handicapé, ses avantages et ses limites, et s’entraîner à en parler en entretien. Animé par une ergothérapeute et un salarié concerné. Boucle magnétique et langue des signes sur demande.', themes: ['employment', 'rights'], publics: ['personnes-en-situation-de-handicap', 'demandeurs-emploi'], places: [8, 10], session: { time: '10:00', minutes: 150 } },
    ],
  },
  careHome: {
    kind: 'association',
    names: ['Maison d’accueil {of}', 'Lieu de vie {of}', 'Foyer éducatif {of}'],
    description: 'Établissement habilité qui accueille des adolescents confiés par le juge des enfants ou l’aide sociale à l’enfance. Petites unités de six à huit jeunes, éducateurs présents jour et nuit, scolarité et ateliers à l’extérieur. L’accueil est préparé avec la famille et le service d’origine.',
    themes: ['justice', 'housing', 'health'], networks: ['pjj', 'departements'], naf: '87.90A',
    hours: ['24/7', 'Mo-Su 00:00-24:00'],
    jobs: ['Cheffe de service éducatif', 'Éducateur spécialisé', 'Psychologue'],
    offers: [
      { kind: 'care_place', titles: ['Place en unité éducative', 'Accueil de mineur en petite unité'], summary: 'Une place de trois à douze mois, 13-18 ans.', description: 'Chambre individuelle, référent éducatif, projet écrit avec le jeune dans le premier mois. Retour en famille le week-end selon la décision. Une visite avant l’accueil est toujours proposée. Admission sur dossier, réponse sous cinq jours.', themes: ['justice', 'housing'], publics: ['jeunes'], places: [1, 3], ages: [13, 18], duration: '3 à 12 mois' },
      { kind: 'care_place', titles: ['Appartement partagé pour grands mineurs', 'Semi-autonomie 16-21 ans'], summary: 'Apprendre à vivre seul, à deux par appartement.', description: 'Deux jeunes par appartement en ville, visite d’un éducateur chaque jour, permanence téléphonique la nuit. On apprend le budget, la cuisine, les papiers. La sortie vers une résidence de jeunes se prépare six mois avant.', themes: ['justice', 'housing'], publics: ['jeunes'], places: [1, 2], ages: [16, 21], duration: '6 à 18 mois' },
      { kind: 'service', titles: ['Médiation familiale', 'Rencontre parents-adolescents'], summary: 'Se reparler avec l’aide d’un tiers.', description: 'Trois à six rencontres entre le jeune et ses parents, avec une médiatrice diplômée. Le premier entretien est individuel. On peut arrêter à tout moment. Gratuit lorsque la mesure est ordonnée par un juge, participation libre sinon.', themes: ['justice', 'rights'], publics: ['familles', 'jeunes'], places: [2, 4] },
    ],
  },
} satisfies Record<string, PartnerFamily>
