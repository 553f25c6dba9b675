import type { PartnerFamily } from './types.ts'

/** Partners that help people to move around. */
export const mobility = {
  garage: {
    kind: 'association',
    names: ['Garage solidaire {of}', 'Garage associatif {of}', 'Atelier auto solidaire {of}'],
    description: 'Le garage répare, loue et vend des véhicules à prix réduit aux personnes en parcours d’insertion, sur orientation d’un professionnel. Des salariés en insertion y apprennent la mécanique avec deux encadrants techniques. Un diagnostic gratuit du véhicule est proposé avant chaque réparation, avec un devis expliqué simplement.',
    themes: ['mobility', 'employment'], networks: ['mobin', 'aci'], naf: '45.20A',
    hours: ['Mo-Fr 08:30-12:30,13:30-17:30', 'Mo-Th 08:00-12:00,13:30-17:30; Fr 08:00-12:00'],
    jobs: ['Directrice', 'Encadrant technique', 'Chargé d’accueil mobilité'],
    commitments: ['immersion', 'visit', 'tig_post'],
    offers: [
      { kind: 'service', titles: ['Réparation de voiture à petit prix', 'Réparation solidaire de véhicules'], summary: 'Réparer sa voiture pour travailler ou se former.', description: 'Réparation mécanique courante avec des pièces d’occasion contrôlées. Le prix dépend des ressources : il faut une fiche d’orientation signée par un conseiller. Le véhicule est rendu sous une semaine en moyenne, et un scooter peut être prêté pendant ce temps.', themes: ['mobility'], publics: ['demandeurs-emploi', 'beneficiaires-des-minimas-sociaux'], places: [6, 14], fees: 'conditional', feesDetails: 'Tarif selon le quotient familial, à partir de 25 € de l’heure.', eligibility: 'Être orienté par un professionnel de l’insertion et avoir un permis valide.', duration: '1 à 5 jours' },
      { kind: 'service', titles: ['Location de voiture ou de scooter', 'Location solidaire d’un véhicule'], summary: 'Louer un véhicule quelques semaines pour aller travailler.', description: 'Location d’une voiture sans permis, d’une citadine ou d’un scooter 50 cm³, d’une semaine à trois mois. Le contrat est lu avec la personne et l’assurance est comprise. La demande est faite par le conseiller, au moins cinq jours avant le début souhaité.', themes: ['mobility'], publics: ['demandeurs-emploi', 'jeunes'], places: [3, 8], fees: 'conditional', feesDetails: 'De 3 à 8 € par jour selon le véhicule.', eligibility: 'Avoir un contrat de travail, une formation ou une promesse d’embauche.', ages: [18, null], duration: '1 semaine à 3 mois' },
      { kind: 'workshop', titles: ['Atelier entretien de sa voiture', 'Atelier « je vérifie ma voiture »'], summary: 'Apprendre les gestes qui évitent la panne.', description: 'Une demi-journée pour vérifier les niveaux, les pneus et les feux, comprendre les voyants et préparer un contrôle technique. On vient avec sa voiture ou sans. Groupe de huit personnes au plus, avec un mécanicien du garage.', themes: ['mobility'], publics: ['tous-publics'], places: [6, 8], session: { time: '13:30', minutes: 180 }, duration: 'Une demi-journée' },
      { kind: 'immersion', titles: ['Découvrir le métier de mécanicien', 'Immersion en mécanique automobile'], summary: 'Une à deux semaines au garage pour se faire une idée.', description: 'Accueil en période de mise en situation dans l’atelier : diagnostic, vidange, freins, pneumatiques, accueil des clients. Un tuteur suit la personne chaque jour et remplit avec elle une grille de compétences à la fin. Tenue de sécurité prêtée.', themes: ['employment', 'mobility'], publics: ['jeunes', 'demandeurs-emploi'], places: [1, 3], ages: [16, null], duration: '1 à 2 semaines', weeklyHours: 35, rome: 'I1604' },
      { kind: 'tig_post', titles: ['Entretien du garage et des véhicules', 'Aide à l’atelier mécanique'], summary: 'Aider à l’atelier et au nettoyage des véhicules.', description: 'Nettoyage des véhicules de location, rangement des pièces, petits travaux d’entretien du local. Le travail se fait en binôme avec un salarié. Les horaires s’adaptent à un emploi ou à une formation. Repas possible sur place.', themes: ['justice', 'mobility'], publics: ['personnes-en-situation-juridique-specifique'], places: [1, 3], tigHours: [35, 210] },
    ],
  },
  drivingSchool: {
    kind: 'association',
    names: ['Auto-école associative {of}', 'La Bonne Route {of}', 'Permis pour tous {of}'],
    description: 'Auto-école associative pour les personnes qui n’ont pas pu apprendre dans une auto-école classique : code expliqué pas à pas, conduite au rythme de chacun, moniteurs formés aux troubles des apprentissages et au français simple. L’équipe aide aussi à trouver des financements pour le permis.',
    themes: ['mobility'], networks: ['mobin'], naf: '85.53Z',
    hours: ['Mo-Fr 09:00-12:30,13:30-18:00; Sa 09:00-12:00', 'Tu-Sa 09:00-12:00,14:00-18:00'],
    jobs: ['Coordinatrice pédagogique', 'Moniteur de conduite', 'Secrétaire'],
    commitments: ['training_place', 'visit'],
    offers: [
      { kind: 'training', titles: ['Permis B accompagné', 'Préparer le permis B à son rythme'], summary: 'Code et conduite, avec un accompagnement social.', description: 'Parcours complet vers le permis B : évaluation de départ, code en petit groupe trois fois par semaine, puis conduite. Un bilan est envoyé au conseiller chaque mois. Le parcours dure de six à dix mois ; l’assiduité compte autant que le niveau.', themes: ['mobility', 'training'], publics: ['jeunes', 'demandeurs-emploi', 'beneficiaires-des-minimas-sociaux'], places: [4, 10], fees: 'conditional', feesDetails: 'Reste à charge de 150 à 400 € selon les aides.', ages: [18, null], duration: '6 à 10 mois', weeklyHours: 6 },
      { kind: 'workshop', titles: ['Atelier code de la route', 'Code de la route en français simple'], summary: 'Réviser le code avec des images et des mots simples.', description: 'Séance de deux heures pour les personnes qui apprennent le français ou qui lisent difficilement. On travaille sur des photos, on répète les mots utiles, on s’entraîne aux questions de l’examen. On peut commencer à tout moment.', themes: ['mobility'], publics: ['tous-publics'], places: [8, 12], session: { time: '10:00', minutes: 120 }, duration: '2 heures' },
      { kind: 'service', titles: ['Bilan de mobilité', 'Conseil mobilité individuel'], summary: 'Faire le point sur ses trajets et trouver une solution.', description: 'Entretien d’une heure avec un conseiller mobilité : trajets possibles à pied, à vélo, en car ou en covoiturage, aides au transport, projet de permis. La personne repart avec un plan de trajet écrit et la liste des aides à demander.', themes: ['mobility', 'rights'], publics: ['demandeurs-emploi', 'jeunes'], places: [4, 8], remote: true, duration: '1 heure' },
      { kind: 'training', titles: ['Permis AM (scooter)', 'Permis AM et sécurité routière'], summary: 'Conduire un scooter ou une voiturette dès 14 ans.', description: 'Formation de huit heures réparties sur deux jours : code, plateau, circulation. Casque et gants fournis. Utile pour rejoindre un lieu d’apprentissage ou de stage quand il n’y a pas de car. L’accord des parents est demandé pour les mineurs.', themes: ['mobility'], publics: ['jeunes'], places: [4, 6], session: { time: '09:00', minutes: 240 }, ages: [14, 25], fees: 'paid', feesDetails: '90 €, aide possible de la commune.', duration: '2 jours' },
    ],
  },
  bikes: {
    kind: 'association',
    names: ['Atelier vélo {of}', 'Les Rayons {of}', 'La Roue libre {of}'],
    description: 'Atelier d’autoréparation de vélos ouvert à tous : on y répare son vélo avec des outils partagés et l’aide de bénévoles. L’association remet aussi en état des vélos donnés, les prête ou les vend à bas prix, et apprend à circuler en ville à des adultes débutants.',
    themes: ['mobility', 'leisure'], naf: '94.99Z',
    hours: ['We,Fr 14:00-19:00; Sa 10:00-18:00', 'Tu-Fr 15:00-19:00; Sa 10:00-13:00,14:00-18:00'],
    jobs: ['Coordinateur', 'Animatrice vélo'],
    commitments: ['visit', 'tig_post'],
    offers: [
      { kind: 'workshop', titles: ['Remettre un vélo en état et repartir avec', 'Je répare mon vélo, je le garde'], summary: 'Trois séances pour remettre un vélo en état.', description: 'On choisit un vélo donné, on le démonte, on change ce qui est usé et on repart avec. Trois séances de deux heures, outils et pièces fournis, avec un mécanicien. Un antivol et des lumières sont remis à la fin du parcours.', themes: ['mobility', 'leisure'], publics: ['jeunes'], places: [5, 8], session: { time: '14:30', minutes: 120 }, duration: '3 séances' },
      { kind: 'workshop', titles: ['Vélo-école pour adultes', 'Apprendre à faire du vélo'], summary: 'Apprendre à rouler, même sans jamais être monté à vélo.', description: 'Des séances du samedi matin pour trouver l’équilibre, freiner, tourner, puis rouler en ville sans peur. Le vélo et le casque sont prêtés. Les monitrices ont l’habitude des débutants et des personnes qui parlent peu français.', themes: ['mobility', 'leisure'], publics: ['tous-publics'], places: [6, 10], session: { time: '10:00', minutes: 90 }, duration: '5 séances' },
      { kind: 'service', titles: ['Prêt d’un vélo pour travailler', 'Prêt de vélo longue durée'], summary: 'Un vélo prêté de un à six mois.', description: 'Prêt d’un vélo en bon état, avec antivol, casque et gilet, pour aller travailler, se former ou faire ses démarches. Une attestation du conseiller suffit. Une révision gratuite est prévue chaque mois à l’atelier.', themes: ['mobility'], publics: ['demandeurs-emploi', 'beneficiaires-des-minimas-sociaux'], places: [4, 12], duration: '1 à 6 mois' },
      { kind: 'tig_post', titles: ['Démontage et tri de vélos', 'Aide à l’atelier vélo'], summary: 'Démonter, trier et nettoyer des vélos donnés.', description: 'Accueil dans l’atelier pour démonter des vélos, trier les pièces et ranger le stock, avec un salarié référent. Aucune compétence demandée. Horaires possibles le mercredi, le vendredi et le samedi. Un certificat de compétences peut être remis.', themes: ['justice', 'mobility'], publics: ['personnes-en-situation-juridique-specifique'], places: [1, 2], tigHours: [20, 140] },
    ],
  },
} satisfies Record<string, PartnerFamily>
