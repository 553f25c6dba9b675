import type { StructureKeyOfWorld } from '../structures.ts'

/** Somebody whose name, birth or file tries the product: invented like the others. */
export interface EdgePerson {
  structure: StructureKeyOfWorld
  first: string
  last: string
  gender: 'female' | 'male' | 'other' | 'unknown'
  /** Fixed day of birth; without it, an age that fits the programme. */
  birth?: string
  birthName?: string
  preferred?: string
  /** The file is nearly empty: no contact details and nobody met yet. */
  isBare?: boolean
  /** Key of another edge person with the same phone, as a double entry has. */
  samePhoneAs?: string
}

/** In the order of the portfolios: each takes the first free place of its structure's. */
export const edgePeople: Record<string, EdgePerson> = {
  'single letters': { structure: 'ml-paris', first: 'Y', last: 'O', gender: 'unknown' },
  'one-letter name': { structure: 'ml-paris', first: 'Xiaoling', last: 'E', gender: 'female' },
  'very long name': {
    structure: 'ml-paris',
    first: 'Marie-Antoinette Joséphine Clémentine Philomène Wilhelmine Albertine',
    last: 'de La Rochefoucauld-Bellanger de Saint-Aubin du Vieux-Moulin et de Beauregard-sur-Loire',
    gender: 'female',
  },
  'homonym, older': { structure: 'ml-paris', first: 'Mohamed', last: 'Diallo', gender: 'male', birth: '2004-03-14' },
  'homonym, younger': { structure: 'ml-paris', first: 'Mohamed', last: 'Diallo', gender: 'male', birth: '2006-11-02' },
  'double entry, first': { structure: 'ml-paris', first: 'Jean-Baptiste', last: 'Lefèvre', gender: 'male', birth: '2005-05-09' },
  'double entry, second': { structure: 'ml-paris-20', first: 'Jean Baptiste', last: 'Lefebvre', gender: 'male', birth: '2005-05-09', samePhoneAs: 'double entry, first' },
  'leap day': { structure: 'ml-paris', first: 'Nour', last: 'Haddad', gender: 'female', birth: '2004-02-29' },
  'particle': { structure: 'ml-paris', first: 'Éloïse', last: 'd’Aubenton de La Tour', gender: 'female' },
  'Dutch particle': { structure: 'ml-paris', first: 'Tibo', last: 'Van der Meersch', gender: 'male' },
  'straight apostrophe': { structure: 'ml-paris', first: 'Siobhán', last: 'O\'Brien', gender: 'female' },
  'right-to-left preferred name': { structure: 'ml-paris', first: 'Yusuf', last: 'Al-Khatib', gender: 'male', preferred: 'يوسف' },
  'Vietnamese accents': { structure: 'ml-paris', first: 'Thị Hồng Ánh', last: 'Đặng', gender: 'female', preferred: 'Ánh' },
  'Polish letter': { structure: 'ml-paris', first: 'Łukasz', last: 'Łukasik', gender: 'male' },
  'Turkish dotless i': { structure: 'ml-paris', first: 'Işıl', last: 'Çelik', gender: 'female' },
  'married name': { structure: 'ml-paris', first: 'Anne-Sophie', last: 'Gonçalves', birthName: 'Crétin', gender: 'female' },
  'other gender, used name': { structure: 'ml-paris', first: 'Camille', last: 'Vérité', gender: 'other', preferred: 'Cam' },
  'nearly empty file': { structure: 'ml-paris', first: 'Ibrahima', last: 'Bâ', gender: 'male', isBare: true },
  'word that is also a name': { structure: 'ml-paris', first: 'Zohra', last: 'Null', gender: 'female' },
  'leap day, this year’s adult': { structure: 'ml-creuse', first: 'Maël', last: 'Picaud', gender: 'male', birth: '2008-02-29' },
  'ligature': { structure: 'ml-creuse', first: 'Cœlia', last: 'Lecœur', gender: 'female' },
  'nearly empty file, rural': { structure: 'ml-creuse', first: 'Farhad', last: 'Noorzai', gender: 'male', isBare: true },
  'leap day, elder': { structure: 'protection-creuse', first: 'Marthe', last: 'Jouanneau', gender: 'female', birth: '1948-02-29' },
  'homonym of three, one': { structure: 'ml-reunion', first: 'Marie', last: 'Payet', gender: 'female', birth: '2003-08-15' },
  'homonym of three, two': { structure: 'ml-reunion', first: 'Marie', last: 'Payet', gender: 'female', birth: '2003-08-16' },
  'homonym of three, three': { structure: 'ml-reunion-sud', first: 'Marie', last: 'Payet', gender: 'female', birth: '2007-01-30' },
  'slash in the name': { structure: 'ml-reunion', first: 'Jean-Fred', last: 'K/Bidi', gender: 'male' },
  'saint': { structure: 'ml-guyane', first: 'Guerda', last: 'Saint-Louis', gender: 'female' },
  'okina': { structure: 'jeunesse-pf', first: 'Vaimiti', last: 'Teriʻitahi', gender: 'female' },
  'two words': { structure: 'ml-mayotte', first: 'Zaïnaba', last: 'Saïd Ali M’Madi', gender: 'female' },
}
