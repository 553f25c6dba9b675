import type { PartnerFamily } from './types.ts'

/** Partners that house people or help them keep their home. */
export const housing = {
  youngWorkers: {
    kind: 'association',
    names: ['Résidence jeunes {of}', 'Foyer de jeunes travailleurs {of}', 'Habitat Jeunes {of}'],
    description: 'La résidence loue des chambres et des studios meublés à des jeunes de 16 à 30 ans qui travaillent, se forment ou cherchent un emploi. Une équipe socio-éducative est présente en journée. Le logement ouvre droit à l’aide au logement et la caution peut être garantie.',
    themes: ['housing', 'citizenship'], naf: '55.90Z',
    hours: ['Mo-Fr 09:00-12:30,14:00-19:00; Sa 10:00-13:00', 'Mo-Fr 09:00-18:00'],
    jobs: ['Directrice', 'Conseillère habitat', 'Animateur socioculturel'],
    commitments: ['visit', 'meeting'],
    offers: [
      { kind: 'care_place', titles: ['Studio meublé pour jeune en emploi ou en formation', 'Chambre en résidence jeunes'], summary: 'Un logement meublé de un à vingt-quatre mois.', description: 'Studio de 18 m² avec kitchenette et salle d’eau, ou chambre avec cuisine partagée. Loyer de 390 à 480 € toutes charges comprises, avant aide au logement. Un entretien permet de vérifier la situation et de préparer les papiers. Réponse en commission chaque semaine.', themes: ['housing'], publics: ['jeunes'], places: [2, 6], fees: 'paid', feesDetails: 'Redevance de 390 à 480 € avant aide au logement.', ages: [16, 30], duration: '1 à 24 mois' },
      { kind: 'service', titles: ['Permanence logement des jeunes', 'Conseil habitat jeunes'], summary: 'Chercher un logement avec une conseillère.', description: 'Rendez-vous d’une heure pour faire le point : budget, garants, aides, demande de logement social, colocation. La conseillère relit le dossier et prépare la visite avec la personne. Ouvert aussi à ceux qui n’habitent pas la résidence.', themes: ['housing', 'rights'], publics: ['jeunes', 'etudiants'], places: [4, 8], remote: true, ages: [16, 30], duration: '1 heure' },
      { kind: 'workshop', titles: ['Mon premier logement', 'Gérer son budget et son bail'], summary: 'Bail, état des lieux, factures, voisins.', description: 'Une soirée pour comprendre ce que l’on signe, lire une facture d’énergie, faire un budget du mois et savoir quoi faire en cas de dette. Jeux et cas réels, à douze participants au plus. Un repas léger est offert.', themes: ['housing', 'rights'], publics: ['jeunes'], places: [10, 12], session: { time: '18:00', minutes: 120 }, ages: [16, 30] },
    ],
  },
  shelter: {
    kind: 'association',
    names: ['Le Toit {of}', 'Accueil et Hébergement {of}', 'La Maison {of}'],
    description: 'Association d’hébergement et de réinsertion sociale : places d’urgence, appartements partagés et accompagnement vers le logement. L’accueil de jour propose douche, laverie, bagagerie et domiciliation. Les admissions en hébergement passent par le service intégré d’accueil et d’orientation.',
    themes: ['housing', 'rights', 'health'], networks: ['chrs'], naf: '87.90B',
    hours: ['24/7', 'Mo-Su 08:30-19:00'],
    jobs: ['Chef de service', 'Travailleuse sociale', 'Maîtresse de maison'],
    commitments: ['visit', 'tig_post'],
    offers: [
      { kind: 'care_place', titles: ['Place d’hébergement d’urgence pour jeune', 'Hébergement temporaire'], summary: 'Mise à l’abri de quelques nuits à trois mois.', description: 'Chambre individuelle ou double, repas du soir, référent social. Les jeunes de 18 à 25 ans sont accueillis à part. Une évaluation est faite dans les trois jours pour préparer la suite. Les animaux sont acceptés sur un des deux sites.', themes: ['housing'], publics: ['personnes-en-situation-durgence', 'jeunes'], places: [1, 4], ages: [18, null], duration: '1 nuit à 3 mois' },
      { kind: 'service', titles: ['Accueil de jour', 'Douche, laverie et bagagerie'], summary: 'Se poser, se laver, être aidé dans ses démarches.', description: 'Ouvert tous les jours sans rendez-vous : café, douche, machine à laver, casier, ordinateurs. Une travailleuse sociale reçoit chaque matin pour les papiers et l’hébergement. Une infirmière passe deux fois par semaine.', themes: ['housing', 'health', 'rights'], publics: ['personnes-en-situation-durgence'], ages: [18, null] },
      { kind: 'service', titles: ['Domiciliation postale', 'Avoir une adresse pour son courrier'], summary: 'Une adresse pour recevoir son courrier et ouvrir ses droits.', description: 'La domiciliation permet d’ouvrir un compte, de demander le RSA ou une carte d’identité. Un entretien d’une demi-heure suffit ; l’attestation est valable un an. Le courrier est distribué le matin sur présentation d’une carte remise par l’association.', themes: ['rights', 'housing'], publics: ['personnes-en-situation-durgence', 'personnes-exilees'], places: [10, 25], duration: '1 an renouvelable' },
      { kind: 'tig_post', titles: ['Aide en cuisine et entretien', 'Service des repas'], summary: 'Aider à préparer et servir les repas.', description: 'Préparation des repas, service, vaisselle et entretien des pièces communes, avec la maîtresse de maison. Le soir et le week-end sont possibles. Une rencontre avec le chef de service a lieu avant le début. Confidentialité demandée.', themes: ['justice'], publics: ['personnes-en-situation-juridique-specifique'], places: [1, 3], tigHours: [35, 210] },
    ],
  },
  socialRental: {
    kind: 'association',
    names: ['Agence immobilière sociale {of}', 'Clés solidaires {of}', 'Un chez-soi {of}'],
    description: 'L’agence loue des appartements à des propriétaires et les sous-loue à des personnes en insertion, avec un bail glissant : après un ou deux ans, la personne devient locataire en titre. Une conseillère en économie sociale et familiale visite chaque ménage une fois par mois.',
    themes: ['housing'], naf: '68.20A',
    hours: ['Mo-Fr 09:00-12:00,14:00-17:00', 'Mo-Th 09:00-12:30,13:30-17:30; Fr 09:00-12:30'],
    jobs: ['Gestionnaire locative', 'Conseillère en économie sociale et familiale'],
    commitments: ['meeting'],
    offers: [
      { kind: 'care_place', titles: ['Logement en intermédiation locative', 'Appartement avec bail glissant'], summary: 'Un vrai appartement avec un accompagnement.', description: 'T1 à T3 dans le parc privé, meublé au minimum. L’agence est locataire pendant la première période puis le bail passe au nom de la personne. Il faut des ressources stables, même petites, et accepter une visite par mois.', themes: ['housing'], publics: ['familles', 'jeunes', 'personnes-exilees'], places: [1, 4], fees: 'paid', feesDetails: 'Loyer adapté, de 250 à 520 € avant aide au logement.', ages: [18, null], duration: '12 à 24 mois' },
      { kind: 'service', titles: ['Aide au maintien dans le logement', 'Prévenir une expulsion'], summary: 'Agir dès le premier impayé.', description: 'Dès deux mois d’impayé, une conseillère reçoit la personne, appelle le propriétaire, prépare un plan et demande les aides. Elle explique chaque courrier reçu. Plus on vient tôt, plus il y a de solutions.', themes: ['housing', 'rights'], publics: ['familles'], places: [5, 10], remote: true },
      { kind: 'service', titles: ['Fonds d’équipement du logement', 'Prêt de meubles de première nécessité'], summary: 'Un lit, une table, un frigo pour s’installer.', description: 'Prêt ou don de meubles et d’électroménager contrôlés, à l’entrée dans un logement. Livraison possible dans un rayon de quinze kilomètres. La demande est faite par le conseiller avec une liste et une copie du bail.', themes: ['housing'], publics: ['jeunes', 'familles'], places: [4, 8], fees: 'conditional', feesDetails: 'Participation de 10 à 60 €.' },
    ],
  },
} satisfies Record<string, PartnerFamily>
