import type { PartnerFamily } from './types.ts'

/** Leisure, sport, culture and citizenship. */
export const culture = {
  sport: {
    kind: 'association',
    names: ['Club omnisports {of}', 'Boxe et Cité {of}', 'Sport pour tous {of}'],
    description: 'Club ouvert à tous les niveaux : boxe éducative, football, natation, marche. Le club propose des créneaux pour les jeunes suivis par une mission locale ou un éducateur, avec un entraîneur qui prend le temps. Licence à prix réduit et matériel prêté.',
    themes: ['leisure', 'health'], naf: '93.12Z',
    hours: ['Mo-Fr 16:00-21:30; Sa 09:00-13:00', 'Tu-Sa 14:00-21:00'],
    jobs: ['Présidente', 'Entraîneur', 'Éducatrice sportive'],
    commitments: ['visit', 'mentoring'],
    offers: [
      { kind: 'workshop', titles: ['Sport et remobilisation', 'Reprendre le sport en douceur'], summary: 'Deux séances par semaine pour retrouver la forme.', description: 'Échauffement, boxe sans coups, marche rapide, étirements, en groupe de dix. L’entraîneur adapte les exercices à chacun. On parle aussi sommeil et alimentation. Le certificat médical peut être fait avec le club.', themes: ['leisure', 'health'], publics: ['jeunes', 'demandeurs-emploi'], places: [8, 12], session: { time: '10:00', minutes: 90 }, ages: [16, null] },
      { kind: 'service', titles: ['Licence à prix réduit', 'Pass sport solidaire'], summary: 'Une année de sport pour 20 €.', description: 'Le club prend en charge l’essentiel de la licence pour les personnes orientées par un professionnel. Il suffit d’une attestation et d’un certificat. Un parrain du club accompagne les trois premières séances, pour ne pas arriver seul.', themes: ['leisure'], publics: ['jeunes', 'familles', 'beneficiaires-des-minimas-sociaux'], places: [5, 15], fees: 'paid', feesDetails: '20 € l’année.' },
      { kind: 'training', titles: ['Animateur sportif : préparation', 'Découvrir les métiers du sport'], summary: 'Quatre semaines pour essayer les métiers du sport.', description: 'Observation, animation de petits groupes, secourisme, rencontre de professionnels. La formation prépare l’entrée au brevet d’éducateur. Un stage dans un autre club est prévu. Il faut aimer transmettre et accepter d’être observé.', themes: ['training', 'leisure'], publics: ['jeunes'], places: [6, 10], session: { time: '09:30', minutes: 330 }, ages: [17, 29], duration: '4 semaines', weeklyHours: 28, rome: 'G1204' },
    ],
  },
  arts: {
    kind: 'association',
    names: ['Maison de quartier {of}', 'Théâtre {of}', 'Centre social et culturel {of}'],
    description: 'Lieu de culture et de rencontre : théâtre, musique, bibliothèque de rue, jardin partagé, café associatif. L’équipe construit des projets avec les habitants et accueille chaque année deux groupes de jeunes en parcours. Les spectacles sont à prix libre pour les personnes orientées.',
    themes: ['leisure', 'citizenship'], naf: '90.01Z',
    hours: ['Tu-Fr 10:00-12:30,14:00-19:00; Sa 14:00-19:00', 'Mo-Fr 09:30-18:30'],
    jobs: ['Directeur', 'Médiatrice culturelle', 'Animatrice'],
    commitments: ['visit', 'premises', 'tig_post'],
    offers: [
      { kind: 'workshop', titles: ['Atelier théâtre', 'Écrire et dire'], summary: 'Jouer, écrire, prendre confiance.', description: 'Dix rencontres avec un metteur en scène pour jouer, improviser et créer une petite forme montrée au public. Pas besoin d’expérience. Le groupe assiste aussi à deux spectacles. L’atelier compte dans les heures d’activité du contrat d’engagement.', themes: ['leisure', 'training'], publics: ['jeunes'], places: [8, 12], session: { time: '14:00', minutes: 180 }, ages: [16, 30], duration: '10 séances' },
      { kind: 'workshop', titles: ['Atelier radio', 'Studio podcast des jeunes'], summary: 'Enregistrer une émission du début à la fin.', description: 'Choisir un sujet, préparer des questions, enregistrer, monter : une émission est diffusée à la fin. Matériel fourni, encadrement par un journaliste. Idéal pour travailler l’oral et le français sans en avoir l’air.', themes: ['leisure', 'digital'], publics: ['jeunes'], places: [6, 8], session: { time: '13:30', minutes: 180 }, ages: [14, 30] },
      { kind: 'service', titles: ['Sorties culturelles', 'Billetterie solidaire'], summary: 'Des places de spectacle à prix libre.', description: 'Deux places par mois pour le théâtre, le cinéma ou le musée, choisies avec une médiatrice. Un bord de scène permet de rencontrer les artistes. Les familles sont les bienvenues, une garderie est prévue le samedi.', themes: ['leisure'], publics: ['familles', 'jeunes'], places: [10, 20] },
      { kind: 'tig_post', titles: ['Montage de décors et accueil', 'Aide à la régie'], summary: 'Aider à la technique et à l’accueil du public.', description: 'Monter et démonter des décors, installer les chaises, accueillir le public, ranger. Travail en équipe, parfois le soir. Le régisseur est le tuteur. Un bilan est fait avec le conseiller de probation au milieu et à la fin.', themes: ['justice', 'leisure'], publics: ['personnes-en-situation-juridique-specifique'], places: [1, 2], tigHours: [35, 140] },
    ],
  },
  civic: {
    kind: 'association',
    names: ['Jeunes engagés {of}', 'Volontaires {of}', 'Solidarité active {of}'],
    description: 'Association de jeunesse et d’éducation populaire : chantiers de bénévoles, service civique, échanges avec d’autres régions et d’autres pays. Elle aide les jeunes à monter leurs projets et à les financer. Son local est un lieu de passage, avec café, canapé et ordinateurs.',
    themes: ['citizenship', 'leisure'], naf: '94.99Z',
    hours: ['Mo-Fr 10:00-18:00', 'Tu-Sa 10:00-12:00,14:00-18:30'],
    jobs: ['Coordinatrice', 'Chargé de mission', 'Volontaire'],
    commitments: ['visit', 'mentoring'],
    offers: [
      { kind: 'job', titles: ['Service civique : solidarité', 'Service civique : environnement'], summary: 'Huit mois d’engagement, 24 heures par semaine.', description: 'Visiter des personnes âgées, animer des jeux, planter des haies ou sensibiliser au tri, en équipe de six volontaires. Aucun diplôme demandé. Indemnité chaque mois, formation aux premiers secours, aide au projet d’avenir.', themes: ['citizenship', 'employment'], publics: ['jeunes'], places: [2, 8], contract: 'civic_service', weeklyHours: 24, salary: '620 € par mois', rome: 'K1601', ages: [16, 25] },
      { kind: 'workshop', titles: ['Monter son projet', 'De l’idée au projet'], summary: 'Une idée, un budget, un plan en trois séances.', description: 'Trois rencontres pour passer d’une idée à un projet : à quoi il sert, avec qui, combien, quand. Un jury bienveillant peut accorder jusqu’à 500 €. Les projets sportifs, culturels, solidaires ou de quartier sont acceptés.', themes: ['citizenship'], publics: ['jeunes'], places: [6, 10], session: { time: '17:00', minutes: 120 }, ages: [13, 30], duration: '3 séances' },
      { kind: 'service', titles: ['Partir à l’étranger ou dans une autre région', 'Mobilité internationale'], summary: 'Stage, volontariat ou chantier, même sans argent.', description: 'Un chargé de mission aide à choisir un programme, à trouver un financement, à préparer ses papiers et à rassurer la famille. Départ seul ou en groupe, de deux semaines à un an. Les jeunes des territoires éloignés sont prioritaires.', themes: ['citizenship', 'mobility'], publics: ['jeunes'], places: [3, 8], remote: true, ages: [17, 30] },
    ],
  },
} satisfies Record<string, PartnerFamily>
