import type { NamePoolKey } from './content/names.ts'
import type { FamilyKey } from './content/partners/index.ts'

/** A commune of the demo world; `spread` is how far, in metres, one can walk from its middle without leaving dry land. */
export interface DemoCommune {
  code: string
  name: string
  postcode: string
  latitude: number
  longitude: number
  spread: number
  /** « de la Sédelle »: what names of partners are made with. */
  toponyms: readonly string[]
  streets?: readonly string[]
}

export type ZoneKey = 'paris' | 'creuse' | 'reunion' | 'guyane' | 'guadeloupe' | 'martinique' | 'mayotte' | 'miquelon' | 'caledonie' | 'polynesie'

export interface Zone {
  timeZone: string
  departement: string
  communes: readonly DemoCommune[]
  /** One partner of each; a family named twice gives two. */
  families: readonly FamilyKey[]
  /** Where families of the place come from, the most frequent first and repeated. */
  origins: readonly NamePoolKey[]
}

type Place = readonly [code: string, name: string, postcode: string]
type Middle = readonly [latitude: number, longitude: number, spread: number]

const commune = ([code, name, postcode]: Place, [latitude, longitude, spread]: Middle, toponyms: readonly string[], streets?: readonly string[]): DemoCommune =>
  ({ code, name, postcode, latitude, longitude, spread, toponyms, streets })

/** Streets that nearly every French town has. */
export const STREETS: readonly string[] = [
  'rue Jean-Jaurès', 'rue Victor-Hugo', 'rue Pasteur', 'rue de la République', 'avenue de la Gare', 'rue du Moulin', 'rue des Écoles', 'place de l’Église',
  'rue Gambetta', 'impasse des Lilas', 'chemin des Vignes', 'rue Louise-Michel', 'rue Simone-Veil', 'allée des Tilleuls', 'rue du 8-Mai-1945', 'rue de l’Industrie',
  'rue Lamartine', 'rue du Marché', 'rue Rosa-Parks', 'rue de la Fontaine', 'rue du Général-de-Gaulle', 'boulevard Marcel-Pagnol', 'rue Marie-Curie', 'rue du Stade',
]

const paris = (number: number, latitude: number, longitude: number, toponyms: readonly string[], streets: readonly string[]) =>
  commune([`751${number}`, 'Paris', `750${number}`], [latitude, longitude, 700], toponyms, streets)

/** The ten places of the demo world. */
export const zones: Record<ZoneKey, Zone> = {
  paris: {
    timeZone: 'Europe/Paris',
    departement: '75',
    communes: [
      paris(19, 48.8850, 2.3830, ['du Canal', 'de la Villette', 'des Buttes', 'de l’Ourcq'], ['avenue de Flandre', 'rue de Crimée', 'avenue Jean-Jaurès', 'rue de l’Ourcq', 'rue Manin', 'rue de Meaux']),
      paris(20, 48.8640, 2.3980, ['de Belleville', 'de Ménilmontant', 'des Amandiers', 'des Pyrénées'], ['rue des Pyrénées', 'rue de Ménilmontant', 'rue de Bagnolet', 'rue de Belleville', 'rue des Orteaux', 'rue Pelleport']),
      paris(18, 48.8900, 2.3500, ['de la Goutte-d’Or', 'de la Chapelle', 'de la Moskova'], ['rue Marcadet', 'rue Ordener', 'rue Doudeauville', 'boulevard Barbès', 'rue de la Chapelle', 'rue Myrha']),
      paris(11, 48.8590, 2.3790, ['de Charonne', 'du Faubourg', 'de la Roquette'], ['rue de la Roquette', 'boulevard Voltaire', 'rue de Charonne', 'rue Oberkampf', 'rue Saint-Maur']),
      paris(12, 48.8410, 2.3960, ['de la Nation', 'de Picpus', 'de Bercy'], ['rue de Charenton', 'avenue Daumesnil', 'rue de Reuilly', 'rue Claude-Decaen']),
      paris(13, 48.8290, 2.3630, ['de Tolbiac', 'de la Butte-aux-Cailles', 'de la Bièvre'], ['rue de Tolbiac', 'avenue de Choisy', 'rue Nationale', 'rue du Chevaleret', 'rue de la Glacière']),
      paris(14, 48.8310, 2.3260, ['de Plaisance', 'd’Alésia'], ['rue d’Alésia', 'rue Didot', 'rue Raymond-Losserand', 'avenue du Maine']),
      paris(10, 48.8755, 2.3600, ['des Récollets', 'du Combat'], ['rue du Faubourg-Saint-Martin', 'rue des Récollets', 'rue Louis-Blanc', 'quai de Jemmapes']),
      commune(['93055', 'Pantin', '93500'], [48.8940, 2.4090, 700], ['des Quatre-Chemins', 'du Pré-Saint-Gervais']),
      commune(['93048', 'Montreuil', '93100'], [48.8620, 2.4430, 800], ['du Bas-Montreuil', 'des Murs-à-Pêches']),
      commune(['93066', 'Saint-Denis', '93200'], [48.9350, 2.3590, 700], ['de la Plaine', 'de Pleyel']),
      commune(['93001', 'Aubervilliers', '93300'], [48.9140, 2.3830, 600], ['du Fort', 'des Vertus']),
      commune(['94041', 'Ivry-sur-Seine', '94200'], [48.8120, 2.3820, 500], ['du Petit-Ivry']),
    ],
    families: ['recycling', 'garage', 'drivingSchool', 'bikes', 'building', 'greenSpaces', 'tempAgency', 'restaurant', 'logistics', 'homeCare', 'shop', 'industry', 'youngWorkers', 'shelter', 'socialRental', 'trainingBody', 'secondChance', 'apprenticeship', 'healthCentre', 'listening', 'disability', 'careHome', 'townHall', 'socialAction', 'publicService', 'digitalHelp', 'legalHelp', 'guardians', 'sport', 'arts', 'civic'],
    origins: ['france', 'france', 'france', 'france', 'france', 'maghreb', 'maghreb', 'maghreb', 'westAfrica', 'westAfrica', 'westAfrica', 'centralAfrica', 'vietnam', 'china', 'srilanka', 'portugal', 'ukraine', 'romania', 'turkey', 'afghanistan', 'syria', 'caribbean'],
  },
  creuse: {
    timeZone: 'Europe/Paris',
    departement: '23',
    communes: [
      commune(['23096', 'Guéret', '23000'], [46.1700, 1.8700, 900], ['des Monts de Guéret', 'du Maupuy', 'du Puy de Gaudy', 'de Chabrières', 'des Granges']),
      commune(['23176', 'La Souterraine', '23300'], [46.2375, 1.4870, 600], ['de la Sédelle', 'de la Brézentine', 'de Puycharraud']),
      commune(['23008', 'Aubusson', '23200'], [45.9570, 2.1680, 500], ['des Tapissiers', 'de la Tardes', 'de la Vallée']),
      commune(['23030', 'Bourganeuf', '23400'], [45.9530, 1.7560, 400], ['du Taurion', 'de la Vieille-Tour', 'de Mourioux']),
      commune(['23075', 'Dun-le-Palestel', '23800'], [46.3040, 1.6680, 350], ['des Trois-Lacs', 'du Bocage', 'de la Marche']),
      commune(['23031', 'Boussac', '23600'], [46.3490, 2.2140, 350], ['de la Petite Creuse', 'des Pierres-Jaumâtres']),
      commune(['23079', 'Felletin', '23500'], [45.8830, 2.1740, 350], ['de la Rozeille', 'du Plateau']),
      commune(['23247', 'Saint-Vaury', '23320'], [46.2050, 1.7560, 350], ['de la Gartempe', 'des Châtaigniers']),
      commune(['23001', 'Ahun', '23150'], [46.0870, 2.0440, 300], ['du Moutier', 'de la Combraille']),
      commune(['23070', 'Crozant', '23160'], [46.3910, 1.6200, 200], ['de Fressignes']),
    ],
    families: ['garage', 'drivingSchool', 'recycling', 'farming', 'building', 'greenSpaces', 'tempAgency', 'restaurant', 'homeCare', 'shop', 'industry', 'youngWorkers', 'shelter', 'trainingBody', 'healthCentre', 'listening', 'careHome', 'townHall', 'townHall', 'socialAction', 'publicService', 'digitalHelp', 'legalHelp', 'guardians', 'sport', 'arts'],
    origins: ['france', 'france', 'france', 'france', 'france', 'france', 'portugal', 'maghreb', 'afghanistan', 'caucasus', 'ukraine'],
  },
  reunion: {
    timeZone: 'Indian/Reunion',
    departement: '974',
    communes: [
      commune(['97411', 'Saint-Denis', '97400'], [-20.8930, 55.4560, 700], ['du Barachois', 'des Camélias', 'de la Montagne', 'du Chaudron']),
      commune(['97416', 'Saint-Pierre', '97410'], [-21.3300, 55.4790, 600], ['de la Ravine Blanche', 'de Terre-Sainte', 'de Bois d’Olives']),
      commune(['97415', 'Saint-Paul', '97460'], [-21.0110, 55.2770, 350], ['de la Saline', 'de Savannah']),
      commune(['97407', 'Le Port', '97420'], [-20.9390, 55.2960, 450], ['du Cœur Saignant', 'de la Rivière des Galets']),
      commune(['97422', 'Le Tampon', '97430'], [-21.2760, 55.5170, 900], ['de la Plaine des Cafres', 'des Trois-Mares']),
      commune(['97410', 'Saint-Benoît', '97470'], [-21.0400, 55.7110, 350], ['de Bras-Fusil', 'de la Rivière des Marsouins']),
      commune(['97414', 'Saint-Louis', '97450'], [-21.2800, 55.4130, 450], ['du Gol', 'de la Rivière']),
    ],
    families: ['drivingSchool', 'recycling', 'farming', 'tempAgency', 'logistics', 'homeCare', 'restaurant', 'youngWorkers', 'trainingBody', 'secondChance', 'healthCentre', 'townHall', 'digitalHelp', 'sport', 'legalHelp'],
    origins: ['reunion', 'reunion', 'reunion', 'reunion', 'reunion', 'france', 'mayotte'],
  },
  guyane: {
    timeZone: 'America/Cayenne',
    departement: '973',
    communes: [
      commune(['97302', 'Cayenne', '97300'], [4.9330, -52.3240, 500], ['des Palmistes', 'de la Crique', 'de Montabo']),
      commune(['97311', 'Saint-Laurent-du-Maroni', '97320'], [5.4970, -54.0240, 500], ['du Maroni', 'de la Charbonnière']),
      commune(['97304', 'Kourou', '97310'], [5.1570, -52.6500, 500], ['des Savanes', 'des Roches']),
      commune(['97307', 'Matoury', '97351'], [4.8490, -52.3270, 500], ['de Balata', 'du Larivot']),
      commune(['97309', 'Remire-Montjoly', '97354'], [4.9090, -52.2770, 450], ['du Mahury', 'des Plages']),
      commune(['97308', 'Saint-Georges', '97313'], [3.8900, -51.8060, 250], ['de l’Oyapock']),
      commune(['97353', 'Maripasoula', '97370'], [3.6430, -54.0300, 250], ['du Fleuve']),
    ],
    families: ['drivingSchool', 'greenSpaces', 'building', 'shop', 'shelter', 'trainingBody', 'healthCentre', 'socialAction', 'publicService', 'civic', 'arts', 'logistics'],
    origins: ['guyane', 'guyane', 'maroni', 'maroni', 'oyapock', 'haiti', 'france', 'china'],
  },
  guadeloupe: {
    timeZone: 'America/Guadeloupe',
    departement: '971',
    communes: [
      commune(['97101', 'Les Abymes', '97139'], [16.2715, -61.5040, 600], ['du Raizet', 'de Boissard']),
      commune(['97120', 'Pointe-à-Pitre', '97110'], [16.2410, -61.5320, 250], ['de la Darse']),
      commune(['97105', 'Basse-Terre', '97100'], [16.0000, -61.7240, 300], ['de la Côte-sous-le-Vent']),
    ],
    families: ['recycling', 'trainingBody', 'homeCare', 'sport'],
    origins: ['caribbean', 'caribbean', 'caribbean', 'france'],
  },
  martinique: {
    timeZone: 'America/Martinique',
    departement: '972',
    communes: [
      commune(['97209', 'Fort-de-France', '97200'], [14.6130, -61.0680, 500], ['de Terres-Sainville', 'de Dillon']),
      commune(['97213', 'Le Lamentin', '97232'], [14.6140, -60.9980, 400], ['de la Lézarde', 'du Morne']),
    ],
    families: ['garage', 'restaurant', 'listening', 'digitalHelp'],
    origins: ['caribbean', 'caribbean', 'caribbean', 'france'],
  },
  mayotte: {
    timeZone: 'Indian/Mayotte',
    departement: '976',
    communes: [
      commune(['97611', 'Mamoudzou', '97600'], [-12.7810, 45.2260, 250], ['de Cavani', 'de Kawéni', 'du Baobab']),
      commune(['97610', 'Koungou', '97600'], [-12.7360, 45.2040, 150], ['du Lagon']),
    ],
    families: ['building', 'trainingBody', 'healthCentre', 'publicService'],
    origins: ['mayotte', 'mayotte', 'mayotte'],
  },
  miquelon: {
    timeZone: 'America/Miquelon',
    departement: '975',
    communes: [
      commune(['97502', 'Saint-Pierre', '97500'], [46.7800, -56.1790, 200], ['de la Roncière', 'de l’Île-aux-Marins']),
    ],
    families: ['socialAction', 'shop'],
    origins: ['miquelon', 'miquelon', 'france'],
  },
  caledonie: {
    timeZone: 'Pacific/Noumea',
    departement: '988',
    communes: [
      commune(['98818', 'Nouméa', '98800'], [-22.2690, 166.4530, 400], ['de la Vallée-du-Tir', 'de Montravel']),
      commune(['98805', 'Dumbéa', '98835'], [-22.1570, 166.4590, 400], ['de la Coulée']),
      commune(['98811', 'Koné', '98859'], [-21.0590, 164.8650, 300], ['du Nord']),
    ],
    families: ['tempAgency', 'trainingBody', 'arts'],
    origins: ['kanak', 'kanak', 'wallis', 'france'],
  },
  polynesie: {
    timeZone: 'Pacific/Tahiti',
    departement: '987',
    communes: [
      commune(['98735', 'Papeete', '98714'], [-17.5390, -149.5660, 250], ['de Titioro', 'de la Mission']),
      commune(['98738', 'Punaauia', '98718'], [-17.6280, -149.6020, 150], ['du Lagon']),
    ],
    families: ['farming', 'youngWorkers', 'civic'],
    origins: ['tahiti', 'tahiti', 'france'],
  },
}

/** The names of places of a zone, each with its commune, so that neighbours in the list are in different communes. */
export function toponymsOf({ communes }: Zone): { of: string, commune: DemoCommune }[] {
  const rounds = Math.max(...communes.map(({ toponyms }) => toponyms.length))
  return Array.from({ length: rounds }, (_, round) => round).flatMap(round =>
    communes.flatMap(place => place.toponyms[round] === undefined ? [] : [{ of: place.toponyms[round], commune: place }]))
}

/** `de Guéret`, `d’Aubusson`, `du Tampon`. */
export function ofCity({ name }: DemoCommune): string {
  if (name.startsWith('Le ')) return `du ${name.slice(3)}`
  if (name.startsWith('Les ')) return `des ${name.slice(4)}`
  return /^[AEIOUYÉ]/.test(name) ? `d’${name}` : `de ${name}`
}
