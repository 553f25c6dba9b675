import type { PartnerFamily } from './types.ts'

/** Rights, local authorities and justice. */
export const rights = {
  townHall: {
    kind: 'local_authority',
    names: ['Mairie {ofCity}'],
    description: 'Services municipaux ouverts à tous : état civil, élections, écoles, bibliothèque, sport. La commune accueille des personnes en travail d’intérêt général, des services civiques et des stagiaires dans ses équipes techniques, et prête des salles aux associations du territoire.',
    themes: ['citizenship', 'rights', 'justice'], naf: '84.11Z',
    hours: ['Mo-Fr 08:30-12:00,13:30-17:00; Sa 09:00-12:00', 'Mo-Fr 09:00-12:30,14:00-17:30'],
    jobs: ['Directrice générale des services', 'Responsable des services techniques', 'Adjoint au maire'],
    commitments: ['tig_post', 'premises', 'immersion', 'job'],
    offers: [
      { kind: 'tig_post', titles: ['Agent des services techniques', 'Entretien des rues et des bâtiments'], summary: 'Voirie, peinture, petits travaux, en équipe.', description: 'La personne rejoint une équipe municipale : nettoyage des rues, peinture de mobilier, petits travaux dans les écoles pendant les vacances. Un tuteur l’accueille et signe les heures. Possible le matin ou en journée entière.', themes: ['justice', 'citizenship'], publics: ['personnes-en-situation-juridique-specifique'], places: [2, 5], tigHours: [20, 400] },
      { kind: 'tig_post', titles: ['Aide à la bibliothèque', 'Accueil et archives'], summary: 'Un poste calme, assis une partie du temps.', description: 'Ranger les livres, couvrir, classer, aider à l’accueil du public. Le poste convient à une personne qui ne peut pas porter de charges. La bibliothécaire est formée à l’accueil. Discrétion et régularité demandées.', themes: ['justice', 'leisure'], publics: ['personnes-en-situation-juridique-specifique'], places: [1, 2], tigHours: [20, 140] },
      { kind: 'job', titles: ['Service civique à la médiathèque', 'Animatrice ou animateur périscolaire'], summary: 'Huit mois, 24 heures par semaine.', description: 'Accompagner les enfants après l’école, préparer des jeux, participer aux fêtes de la commune. Aucun diplôme demandé pour le service civique ; le BAFA peut être financé. Indemnité versée chaque mois et formation civique comprise.', themes: ['employment', 'citizenship'], publics: ['jeunes'], places: [1, 4], contract: 'civic_service', weeklyHours: 24, salary: '620 € par mois', rome: 'G1203', ages: [16, 25] },
      { kind: 'premises', titles: ['Salle pour permanences et ateliers', 'Bureau de permanence'], summary: 'Un bureau et une salle, gratuits pour les partenaires.', description: 'Un bureau fermé pour recevoir en confidence et une salle de trente places, accessibles aux fauteuils roulants. Connexion internet et imprimante. La convention est signée pour un an ; l’agenda est tenu par l’accueil.', themes: ['rights', 'citizenship'], publics: ['tous-publics'], places: [1, 3] },
    ],
  },
  socialAction: {
    kind: 'local_authority',
    names: ['Centre communal d’action sociale {ofCity}', 'Pôle social {ofCity}', 'Maison des solidarités {ofCity}'],
    description: 'Le service social de la commune reçoit les habitants pour les aides d’urgence, le logement, l’énergie, l’alimentation et l’ouverture des droits. Il gère un fonds d’aide aux jeunes avec le département et travaille avec les conseillers qui orientent les personnes.',
    themes: ['rights', 'housing', 'health'], networks: ['ccas-cias'], naf: '88.99B',
    hours: ['Mo-We,Fr 08:30-12:00,13:30-17:00; Th 13:30-17:00', 'Mo-Fr 09:00-12:00,14:00-17:00'],
    jobs: ['Assistante sociale', 'Responsable du service', 'Agente d’accueil social'],
    offers: [
      { kind: 'service', titles: ['Fonds d’aide aux jeunes', 'Aide financière ponctuelle'], summary: 'Une aide pour se déplacer, manger ou se former.', description: 'Aide de 50 à 400 € pour un besoin précis : transport, nourriture, permis, tenue de travail. Le conseiller dépose la demande avec un justificatif ; la commission se réunit tous les quinze jours et l’urgence est traitée en deux jours.', themes: ['rights'], publics: ['jeunes'], places: [5, 15], ages: [18, 25] },
      { kind: 'service', titles: ['Entretien avec une assistante sociale', 'Ouverture de droits'], summary: 'RSA, aide au logement, dettes, énergie.', description: 'Rendez-vous pour faire le tour des droits, remplir les dossiers et appeler les organismes. La personne est reçue seule, avec un interprète si elle le demande. Un suivi est proposé quand la situation est difficile.', themes: ['rights', 'housing'], publics: ['tous-publics'], places: [4, 8] },
      { kind: 'service', titles: ['Épicerie sociale', 'Aide alimentaire'], summary: 'Faire ses courses à 10 % du prix.', description: 'Un magasin où l’on choisit ses produits et où l’on paie une petite part du prix, pendant trois mois renouvelables. Ateliers cuisine et budget chaque mois. Une orientation par un travailleur social ou un conseiller est demandée.', themes: ['rights', 'health'], publics: ['familles', 'etudiants', 'beneficiaires-des-minimas-sociaux'], places: [5, 20], fees: 'conditional', feesDetails: '10 à 20 % du prix des produits.' },
    ],
  },
  publicService: {
    kind: 'state_service',
    names: ['Maison des services {of}', 'Guichet des démarches {of}', 'Point services publics {of}'],
    description: 'Un guichet unique pour les démarches : impôts, allocations, retraite, carte grise, santé, emploi. Deux agents aident à faire les démarches en ligne et appellent les administrations avec les personnes. Des permanences de partenaires ont lieu chaque semaine.',
    themes: ['rights', 'digital'], networks: ['france-service'], naf: '84.11Z',
    hours: ['Mo-Fr 09:00-12:30,13:30-17:00', 'Mo,Tu,Th,Fr 08:45-12:15,13:15-16:45; We 08:45-12:15'],
    jobs: ['Agente d’accueil', 'Responsable du guichet'],
    offers: [
      { kind: 'service', titles: ['Aide aux démarches en ligne', 'Faire ses démarches avec un agent'], summary: 'Être aidé pour une démarche administrative.', description: 'Un agent s’assoit à côté de la personne et l’aide à créer un compte, remplir un formulaire, joindre une pièce ou comprendre un courrier. Sans rendez-vous le matin, avec rendez-vous l’après-midi. Tout est gratuit et confidentiel.', themes: ['rights', 'digital'], publics: ['tous-publics'] },
      { kind: 'service', titles: ['Première demande de carte d’identité', 'Papiers et état civil'], summary: 'Préparer une pièce d’identité ou un titre de séjour.', description: 'Liste des pièces, prise de rendez-vous en mairie ou en préfecture, vérification du dossier. Un bus mobile passe une fois par mois dans les communes éloignées. Un interprète peut être demandé trois jours avant.', themes: ['rights', 'citizenship'], publics: ['tous-publics'], places: [4, 8] },
      { kind: 'workshop', titles: ['Se protéger sur internet', 'Mes démarches sur mon téléphone'], summary: 'Mots de passe, arnaques, comptes officiels.', description: 'Deux heures pour apprendre à reconnaître un faux message, choisir un mot de passe, retrouver un compte perdu et ranger ses documents. On travaille sur son propre téléphone. Huit personnes au plus, à son rythme.', themes: ['digital', 'rights'], publics: ['tous-publics'], places: [6, 8], session: { time: '10:00', minutes: 120 } },
    ],
  },
  digitalHelp: {
    kind: 'association',
    names: ['Espace numérique {of}', 'Clic et Déclic {of}', 'Le Fablab {of}'],
    description: 'Lieu de médiation numérique : ordinateurs en libre accès, ateliers pour débutants, réparation de téléphones et impression 3D. L’association remet en état des ordinateurs donnés et les vend à bas prix aux personnes orientées. Deux conseillers numériques accueillent sans rendez-vous.',
    themes: ['digital', 'training'], naf: '94.99Z',
    hours: ['Tu-Sa 10:00-12:30,14:00-18:00', 'Mo-Fr 09:30-12:30,13:30-18:00'],
    jobs: ['Conseiller numérique', 'Coordinatrice'],
    commitments: ['visit', 'tig_post'],
    offers: [
      { kind: 'workshop', titles: ['Premiers pas avec un ordinateur', 'Débuter en informatique'], summary: 'Souris, clavier, courrier, internet : cinq séances.', description: 'On part de zéro : allumer, écrire, ranger un fichier, envoyer un message, chercher une information. Cinq matinées de deux heures, un ordinateur chacun. Un livret en gros caractères est remis. On peut recommencer une séance manquée.', themes: ['digital'], publics: ['tous-publics'], places: [6, 8], session: { time: '09:45', minutes: 120 }, duration: '5 séances' },
      { kind: 'service', titles: ['Ordinateur à petit prix', 'Équipement informatique solidaire'], summary: 'Un ordinateur remis en état à partir de 80 €.', description: 'Ordinateur portable contrôlé, avec logiciels libres, garanti six mois. Une heure de prise en main est comprise. La personne doit être orientée par un professionnel. Paiement en trois fois possible, et carte internet prépayée sur demande.', themes: ['digital'], publics: ['beneficiaires-des-minimas-sociaux', 'etudiants', 'jeunes'], places: [3, 10], fees: 'conditional', feesDetails: 'De 80 à 150 €.' },
      { kind: 'training', titles: ['Découvrir les métiers du web', 'Initiation au développement'], summary: 'Six semaines pour créer son premier site.', description: 'Une formation courte et gratuite pour apprendre à faire une page, comprendre le travail en équipe et savoir si le métier plaît. Aucun diplôme demandé : un test de logique et un entretien. Ordinateur prêté. Suite possible en école du numérique.', themes: ['digital', 'training'], publics: ['jeunes', 'femmes', 'demandeurs-emploi'], places: [8, 12], session: { time: '09:30', minutes: 360 }, duration: '6 semaines', weeklyHours: 28, ages: [16, null], rome: 'M1805' },
      { kind: 'tig_post', titles: ['Tri de matériel informatique', 'Démontage d’ordinateurs'], summary: 'Trier et tester du matériel donné.', description: 'Démonter, trier, tester et effacer des ordinateurs avec un technicien. Aucun savoir demandé, on apprend sur place. Travail assis, au calme. Une attestation de compétences est remise à la fin du parcours.', themes: ['justice', 'digital'], publics: ['personnes-en-situation-juridique-specifique'], places: [1, 2], tigHours: [20, 140] },
    ],
  },
  legalHelp: {
    kind: 'justice',
    names: ['Point d’accès au droit {of}', 'Droits et Recours {of}', 'Maison du droit {of}'],
    description: 'Des juristes, des avocats, une médiatrice et un délégué du défenseur des droits reçoivent gratuitement. Ils expliquent une convocation, un jugement, un contrat, une dette, un titre de séjour. L’association aide aussi les victimes et prépare les personnes à leur audience.',
    themes: ['justice', 'rights'], networks: ['points-justice'], naf: '69.10Z',
    hours: ['Mo-Fr 09:00-12:30,13:30-17:30', 'Mo-Th 09:30-12:30,14:00-17:00'],
    jobs: ['Juriste', 'Coordinatrice', 'Médiatrice'],
    offers: [
      { kind: 'service', titles: ['Consultation juridique gratuite', 'Rencontrer un avocat'], summary: 'Trente minutes avec un avocat ou une juriste.', description: 'Rendez-vous confidentiel pour comprendre sa situation et savoir quoi faire : famille, travail, logement, amende, casier judiciaire. Venir avec tous les papiers, même dans le désordre. Un deuxième rendez-vous est possible.', themes: ['justice', 'rights'], publics: ['tous-publics'], places: [4, 8], remote: true, duration: '30 minutes' },
      { kind: 'service', titles: ['Aide aux victimes', 'Accompagnement des victimes'], summary: 'Être écouté, informé et accompagné après une infraction.', description: 'Une juriste et une psychologue reçoivent la personne, expliquent la plainte et la procédure, l’accompagnent à l’audience et l’aident à demander une indemnisation. Gratuit et confidentiel, que l’on ait porté plainte ou non.', themes: ['justice', 'health'], publics: ['tous-publics'], places: [4, 8] },
      { kind: 'workshop', titles: ['Casier judiciaire et emploi', 'Comprendre son casier'], summary: 'Ce qu’un employeur peut voir, et comment l’effacer.', description: 'Un juriste explique les trois bulletins du casier, les métiers concernés, l’effacement et la dispense d’inscription. Chacun peut poser sa question à part à la fin. L’atelier se fait aussi en détention, sur demande du service de probation.', themes: ['justice', 'employment'], publics: ['personnes-en-situation-juridique-specifique'], places: [8, 10], session: { time: '14:00', minutes: 120 } },
      { kind: 'training', titles: ['Stage de citoyenneté', 'Stage de responsabilité'], summary: 'Deux jours, sur décision de justice ou volontaire.', description: 'Deux journées avec des intervenants différents : loi, vivre ensemble, victimes, projets. Groupe de douze. Une attestation est remise à la personne et au service qui l’a orientée. La présence est obligatoire sur les deux jours.', themes: ['justice', 'citizenship'], publics: ['personnes-en-situation-juridique-specifique'], places: [10, 12], session: { time: '09:00', minutes: 420 }, duration: '2 jours', fees: 'conditional', feesDetails: 'De 0 à 150 € selon la décision et les ressources.' },
    ],
  },
  guardians: {
    kind: 'association',
    names: ['Protection des majeurs {of}', 'Service tutélaire {of}', 'Tutelles et Appui {of}'],
    description: 'Service mandataire judiciaire à la protection des majeurs : curatelles, tutelles et mesures d’accompagnement. Chaque mandataire suit une cinquantaine de personnes et les rencontre au moins une fois par mois. Le service forme aussi les familles qui exercent elles-mêmes une mesure.',
    themes: ['rights', 'justice'], naf: '88.99B',
    hours: ['Mo-Fr 09:00-12:00,13:30-16:30', 'Mo-Th 09:00-12:00,14:00-17:00; Fr 09:00-12:00'],
    jobs: ['Cheffe de service', 'Mandataire judiciaire', 'Assistante tutélaire'],
    offers: [
      { kind: 'guardianship', titles: ['Places de curatelle renforcée', 'Capacité d’accueil de nouvelles mesures'], summary: 'Nouvelles mesures dans un délai d’un mois.', description: 'Le service peut recevoir de nouvelles mesures de curatelle ou de tutelle sur le territoire. Un premier rendez-vous à domicile a lieu dans les quinze jours après la décision. Compétences particulières : dettes, santé mentale, logement.', themes: ['rights', 'justice'], publics: ['personnes-en-situation-de-handicap', 'seniors'], places: [3, 9], ages: [18, null], fees: 'conditional', feesDetails: 'Participation selon les ressources, fixée par la loi.' },
      { kind: 'guardianship', titles: ['Mesures de sauvegarde', 'Mandats spéciaux'], summary: 'Mesures courtes, prises en charge rapidement.', description: 'Mandat spécial pour protéger une personne pendant l’instruction : compte bancaire, logement, dettes urgentes. Le service répond au tribunal en deux jours ouvrés et nomme le mandataire le jour même de la décision.', themes: ['rights', 'justice'], publics: ['personnes-en-situation-de-handicap', 'seniors'], places: [1, 4], ages: [18, null] },
      { kind: 'service', titles: ['Information des tuteurs familiaux', 'Aide aux familles qui protègent un proche'], summary: 'Être aidé quand on est tuteur d’un proche.', description: 'Une juriste aide à remplir l’inventaire, à tenir les comptes, à écrire au juge et à prendre les bonnes décisions. Permanence chaque semaine et réponse par téléphone. Gratuit pour toutes les familles du département.', themes: ['rights'], publics: ['familles'], places: [4, 8], remote: true },
    ],
  },
} satisfies Record<string, PartnerFamily>
