import type { PartnerFamily } from './types.ts'

/** Ordinary employers that open their doors. */
export const companies = {
  restaurant: {
    kind: 'company',
    names: ['Restaurant Le Comptoir {of}', 'Brasserie {of}', 'La Table {of}'],
    description: 'Restaurant de quartier, quarante couverts midi et soir, cuisine faite sur place. Le patron a commencé comme plongeur et accueille volontiers des jeunes sans diplôme. L’équipe a l’habitude des immersions et forme au service comme à la cuisine.',
    themes: ['employment'], naf: '56.10A',
    hours: ['Tu-Sa 11:30-14:30,18:30-22:30', 'Mo-Fr 11:30-15:00; Th-Fr 18:30-22:30'],
    jobs: ['Gérant', 'Cheffe de cuisine', 'Responsable de salle'],
    commitments: ['job', 'immersion', 'sponsorship', 'meeting'],
    offers: [
      { kind: 'job', titles: ['Commis de cuisine', 'Aide de cuisine et plonge'], summary: 'CDI ou CDD saisonnier, formation sur place.', description: 'Éplucher, couper, dresser les entrées, tenir la plonge et nettoyer le poste. Deux jours de repos qui se suivent. Repas compris. Le chef prend le temps d’apprendre ; la ponctualité et l’envie comptent plus que le diplôme.', themes: ['employment'], publics: ['demandeurs-emploi', 'jeunes'], places: [1, 2], contract: 'cdi', weeklyHours: 39, salary: '1 900 € brut par mois', rome: 'G1602', ages: [18, null] },
      { kind: 'job', titles: ['Serveuse ou serveur', 'Employé de restaurant'], summary: 'CDD de six mois, débutant accepté.', description: 'Mettre en place la salle, accueillir, prendre la commande sur tablette, servir et encaisser. Une semaine de formation en double avant de commencer. Transport de nuit remboursé après 22 heures. Présentation soignée demandée.', themes: ['employment'], publics: ['demandeurs-emploi', 'jeunes'], places: [1, 3], contract: 'cdd', weeklyHours: 35, salary: '1 850 € brut par mois et pourboires', rome: 'G1803', ages: [18, null] },
      { kind: 'immersion', titles: ['Immersion en cuisine', 'Une semaine en restauration'], summary: 'Découvrir la cuisine et la salle.', description: 'Trois jours en cuisine et deux jours en salle, avec un tuteur. On voit la préparation, le service et la fermeture. Les horaires sont aménagés pour les mineurs. Tablier et chaussures antidérapantes prêtés, repas offert.', themes: ['employment'], publics: ['jeunes', 'demandeurs-emploi'], places: [1, 2], duration: '1 semaine', weeklyHours: 30, rome: 'G1602', ages: [16, null] },
    ],
  },
  logistics: {
    kind: 'company',
    names: ['Logistique {of}', 'Transports {of}', 'Dépôt central {of}'],
    description: 'Entreprise de transport et d’entreposage de soixante salariés. Elle recrute toute l’année des préparateurs et des chauffeurs, et a signé une charte d’engagement pour l’emploi des jeunes du territoire. Une référente reçoit chaque candidat orienté et répond sous cinq jours.',
    themes: ['employment'], naf: '52.10B',
    hours: ['Mo-Fr 06:00-20:00', 'Mo-Sa 05:30-19:00'],
    jobs: ['Responsable des ressources humaines', 'Chef d’équipe', 'Directeur d’exploitation'],
    commitments: ['job', 'visit', 'immersion', 'sponsorship'],
    offers: [
      { kind: 'job', titles: ['Cariste (CACES 1, 3 et 5)', 'Cariste magasinier'], summary: 'CDI après deux mois d’essai.', description: 'Charger et décharger les camions, ranger les palettes, tenir les stocks à jour. CACES exigé ou financé par l’entreprise après une période en préparation de commandes. Équipes de matin ou d’après-midi, une semaine sur deux.', themes: ['employment'], publics: ['demandeurs-emploi'], places: [1, 3], contract: 'cdi', weeklyHours: 35, salary: '2 050 € brut par mois', rome: 'N1101', ages: [18, null] },
      { kind: 'job', titles: ['Chauffeuse-livreuse ou chauffeur-livreur', 'Livreur permis B'], summary: 'CDD de six mois renouvelable, permis B.', description: 'Préparer sa tournée, charger le véhicule, livrer une quarantaine de points par jour, faire signer. Le téléphone guide la tournée. Une journée d’essai payée est proposée avant la signature. Véhicule de service, retour à 15 heures.', themes: ['employment', 'mobility'], publics: ['demandeurs-emploi'], places: [1, 4], eligibility: 'Permis B depuis au moins un an.', contract: 'cdd', weeklyHours: 35, salary: '1 920 € brut par mois', rome: 'N4105', ages: [19, null] },
      { kind: 'immersion', titles: ['Immersion en logistique', 'Découvrir un entrepôt'], summary: 'Une semaine à l’entrepôt avec un tuteur.', description: 'Réception, préparation, expédition, bureau : la personne change de poste chaque jour. Un bilan écrit est remis au conseiller. Les chaussures de sécurité et le gilet sont prêtés. L’entrepôt est accessible en transport en commun.', themes: ['employment'], publics: ['jeunes', 'demandeurs-emploi'], places: [1, 4], duration: '1 semaine', weeklyHours: 35, rome: 'N1103', ages: [16, null] },
      { kind: 'workshop', titles: ['Visite d’entreprise', 'Visite et rencontre de salariés'], summary: 'Deux heures pour voir et poser ses questions.', description: 'Visite de l’entrepôt en fonctionnement, puis échange avec trois salariés sur leur parcours et leurs horaires. La responsable du recrutement explique ce qu’elle regarde dans une candidature. Groupe accompagné par un conseiller.', themes: ['employment'], publics: ['jeunes'], places: [10, 12], session: { time: '10:00', minutes: 120 } },
    ],
  },
  homeCare: {
    kind: 'company',
    names: ['Aide à domicile {of}', 'Présence et Soins {of}', 'Autonomie {of}'],
    description: 'Service d’aide à domicile auprès de personnes âgées ou handicapées. Soixante-dix intervenantes et intervenants, formés par l’entreprise, avec un véhicule ou un vélo de service. L’entreprise recrute sans diplôme et accompagne vers le titre d’assistant de vie aux familles.',
    themes: ['employment', 'health'], naf: '88.10A',
    hours: ['Mo-Fr 08:30-12:30,13:30-17:30', 'Mo-Fr 09:00-17:00; Sa 09:00-12:00'],
    jobs: ['Responsable de secteur', 'Directrice', 'Tutrice'],
    commitments: ['job', 'immersion', 'training_place', 'meeting'],
    offers: [
      { kind: 'job', titles: ['Aide à domicile', 'Auxiliaire de vie débutante ou débutant'], summary: 'CDI à temps choisi, débutants acceptés.', description: 'Aider au lever, au repas, aux courses et au ménage, tenir compagnie. Trois jours en binôme avant de travailler seul. Plannings connus un mois à l’avance, secteur de dix kilomètres. Véhicule de service possible après l’essai.', themes: ['employment', 'health'], publics: ['demandeurs-emploi', 'femmes'], places: [2, 8], contract: 'cdi', weeklyHours: 28, salary: '12,60 € de l’heure', rome: 'K1304', ages: [18, null] },
      { kind: 'training', titles: ['Premiers pas dans l’aide à la personne', 'Gestes et postures à domicile'], summary: 'Deux semaines avant l’embauche.', description: 'Hygiène, manutention, communication, repas, limites du métier. La formation alterne salle et domicile, avec une tutrice. Une embauche est proposée aux personnes qui vont au bout. Rémunération par France Travail possible.', themes: ['training', 'employment'], publics: ['demandeurs-emploi'], places: [6, 10], session: { time: '09:00', minutes: 390 }, duration: '2 semaines', weeklyHours: 32, rome: 'K1304', ages: [18, null] },
      { kind: 'immersion', titles: ['Immersion dans l’aide à domicile', 'Suivre une auxiliaire de vie'], summary: 'Trois jours avec une tutrice.', description: 'La personne accompagne une auxiliaire expérimentée chez trois ou quatre bénéficiaires qui ont donné leur accord. Elle observe puis aide. Un point est fait chaque soir. Utile pour savoir si le métier plaît avant une formation.', themes: ['employment'], publics: ['jeunes', 'demandeurs-emploi'], places: [1, 3], duration: '3 à 5 jours', weeklyHours: 28, rome: 'K1304', ages: [18, null] },
    ],
  },
  shop: {
    kind: 'company',
    names: ['Supermarché {of}', 'Marché frais {of}', 'Épicerie {of}'],
    description: 'Commerce alimentaire ouvert six jours sur sept, trente salariés. Le magasin travaille avec des producteurs proches et donne ses invendus à une épicerie solidaire. Il forme aux métiers de la mise en rayon, de la caisse et de la boulangerie, et accueille des apprentis.',
    themes: ['employment'], naf: '47.11D',
    hours: ['Mo-Sa 08:30-20:00; Su 09:00-12:30', 'Mo-Sa 08:00-19:30'],
    jobs: ['Directeur de magasin', 'Responsable de caisse', 'Adjointe'],
    commitments: ['job', 'immersion', 'premises', 'sponsorship'],
    offers: [
      { kind: 'job', titles: ['Employée ou employé de rayon', 'Employé libre-service'], summary: 'CDI 30 heures, mise en rayon tôt le matin.', description: 'Recevoir la marchandise, remplir les rayons, vérifier les dates, renseigner les clients. Prise de poste à 6 heures, fin à midi. Un dimanche sur quatre, payé davantage. Débutants acceptés : l’adjointe forme pendant quinze jours.', themes: ['employment'], publics: ['demandeurs-emploi', 'jeunes'], places: [1, 3], contract: 'cdi', weeklyHours: 30, salary: '1 640 € brut par mois', rome: 'D1507', ages: [18, null] },
      { kind: 'job', titles: ['Apprentie ou apprenti boulanger', 'Contrat d’apprentissage en vente'], summary: 'Apprentissage de deux ans, rentrée en septembre.', description: 'Une semaine au centre de formation, deux semaines au magasin. Le maître d’apprentissage est là chaque jour. Le magasin aide pour le logement et le scooter. Un essai de trois jours est proposé avant la signature du contrat.', themes: ['employment', 'training'], publics: ['jeunes'], places: [1, 2], contract: 'apprenticeship', weeklyHours: 35, salary: 'De 27 à 67 % du SMIC selon l’âge', rome: 'D1102', ages: [16, 29] },
      { kind: 'immersion', titles: ['Immersion en commerce', 'Découvrir les métiers du magasin'], summary: 'Une semaine entre rayon, caisse et réserve.', description: 'La personne découvre chaque poste avec un salarié référent et termine par un entretien avec la direction. Tenue fournie, pause repas payée. Le magasin écrit un bilan simple que l’on peut joindre à son CV.', themes: ['employment'], publics: ['jeunes', 'demandeurs-emploi'], places: [1, 3], duration: '1 semaine', weeklyHours: 30, rome: 'D1507', ages: [16, null] },
      { kind: 'premises', titles: ['Local pour une action collective', 'Salle de réunion prêtée'], summary: 'Une salle de vingt places, deux fois par mois.', description: 'Le magasin prête une salle au premier étage pour des réunions d’information ou des recrutements collectifs. Tables, vidéoprojecteur et café. Accès par l’ascenseur. Demande à faire quinze jours avant.', themes: ['employment'], publics: ['tous-publics'], places: [1, 2] },
    ],
  },
  industry: {
    kind: 'company',
    names: ['Atelier mécanique {of}', 'Menuiserie {of}', 'Manufacture {of}'],
    description: 'Petite entreprise industrielle de vingt-cinq personnes, connue pour la qualité de son travail. Elle peine à recruter et préfère former elle-même : deux tuteurs sont disponibles toute l’année. L’atelier est chauffé, clair, et les machines sont récentes.',
    themes: ['employment', 'training'], naf: '25.62B',
    hours: ['Mo-Th 07:45-12:00,13:15-17:00; Fr 07:45-12:00', 'Mo-Fr 08:00-12:00,13:00-16:30'],
    jobs: ['Gérante', 'Chef d’atelier', 'Assistante'],
    commitments: ['job', 'immersion', 'visit', 'mentoring'],
    offers: [
      { kind: 'job', titles: ['Opératrice ou opérateur d’atelier', 'Aide-menuisier'], summary: 'CDI, formation de trois mois sur le poste.', description: 'Préparer la matière, régler une machine simple, contrôler les pièces, emballer. On commence avec un tuteur et l’on progresse poste par poste. Horaires de jour, vendredi après-midi libre. Mutuelle et prime d’intéressement.', themes: ['employment'], publics: ['demandeurs-emploi', 'jeunes'], places: [1, 2], contract: 'cdi', weeklyHours: 37, salary: '1 950 € brut par mois', rome: 'H2909', ages: [18, null] },
      { kind: 'immersion', titles: ['Immersion en atelier', 'Essayer un métier manuel'], summary: 'De trois jours à deux semaines.', description: 'La personne fabrique un petit objet du début à la fin, avec un tuteur. Elle voit les machines, la sécurité, le rythme. À la fin, la gérante reçoit la personne et son conseiller pour dire franchement ce qui a marché.', themes: ['employment'], publics: ['jeunes', 'demandeurs-emploi'], places: [1, 2], duration: '3 jours à 2 semaines', weeklyHours: 35, rome: 'H2909', ages: [16, null] },
      { kind: 'service', titles: ['Parrainage par un chef d’entreprise', 'Conseil d’un professionnel'], summary: 'Un professionnel conseille un jeune pendant six mois.', description: 'Une rencontre par mois pour parler du métier, relire une candidature, ouvrir un carnet d’adresses. Le parrain ne remplace pas le conseiller : ils se parlent deux fois pendant le parcours. Premier rendez-vous à l’atelier.', themes: ['employment'], publics: ['jeunes'], places: [2, 4], duration: '6 mois', ages: [16, 29] },
    ],
  },
} satisfies Record<string, PartnerFamily>
