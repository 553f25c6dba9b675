import type { HomeAudience } from './define.ts'

interface Route { homes: readonly HomeAudience[], filters: readonly string[] }

const EVERYBODY: readonly HomeAudience[] = ['public', 'partner', 'beneficiary', 'adviser', 'prescriber', 'steering']

/** Where a tile may lead: pages of the portal, for those who may open them, and what each page takes from the address. None about one person. */
const ROUTES: Readonly<Record<string, Route>> = {
  '/': { homes: EVERYBODY, filters: ['q', 'type', 'theme', 'kind', 'territory', 'place', 'lat', 'lng', 'radius', 'box', 'places', 'facet', 'view'] },
  '/accessibilite': { homes: EVERYBODY, filters: [] },
  '/mentions-legales': { homes: EVERYBODY, filters: [] },
  '/donnees-personnelles': { homes: EVERYBODY, filters: [] },
  '/partenaire': { homes: ['partner'], filters: [] },
  '/usager': { homes: ['beneficiary'], filters: [] },
  '/usager/actions': { homes: ['beneficiary'], filters: [] },
  '/usager/orientations': { homes: ['beneficiary'], filters: [] },
  '/usager/coordonnees': { homes: ['beneficiary'], filters: [] },
  '/usager/consultations': { homes: ['beneficiary'], filters: [] },
  '/conseiller': {
    homes: ['adviser'],
    filters: ['portee', 'programme', 'statut', 'urgence', 'theme', 'sans_contact', 'retard', 'a_reprendre', 'vue', 'etape', 'tri', 'colonnes'],
  },
  '/conseiller/organisations': { homes: ['adviser'], filters: ['q', 'theme', 'nature', 'statut'] },
  '/conseiller/transferts': { homes: ['adviser'], filters: ['sens', 'etat', 'tri'] },
  '/conseiller/habilitations': { homes: ['adviser'], filters: ['etat', 'tri'] },
  '/conseiller/relecture': { homes: ['adviser'], filters: [] },
  '/conseiller/acces': { homes: ['adviser'], filters: [] },
  '/prescripteur': { homes: ['adviser', 'prescriber'], filters: ['onglet', 'q', 'theme', 'nature', 'places', 'territoire', 'lieu', 'lat', 'lng', 'rayon', 'critere'] },
  '/pilotage': { homes: ['steering'], filters: ['tableau'] },
}

const MAX_TARGET = 500
const MAX_VALUE = 200
const MAX_VALUES = 20

/** A page of the portal, and what its address says. */
export interface Target { path: string, query: Record<string, string[]> }

/** Where a tile of a home leads, or nothing when it is not one of the pages that this home may lead to. */
export function readTarget(target: unknown, home: HomeAudience): Target | undefined {
  if (typeof target !== 'string' || target.length > MAX_TARGET) return undefined
  const [path = '', ...rest] = target.split('?')
  const route = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined
  if (!route?.homes.includes(home) || rest.length > 1 || target.includes('#')) return undefined
  const query: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(rest[0] ?? '')) {
    if (!route.filters.includes(name) || value === '' || value.length > MAX_VALUE || /\p{Cc}/u.test(value)) return undefined
    const values = query[name] ??= []
    if (values.push(value) > MAX_VALUES) return undefined
  }
  return { path, query }
}

/** The pages that a home may lead to, as they are written. */
export function pathsOf(home: HomeAudience): string[] {
  return Object.entries(ROUTES).filter(([, { homes }]) => homes.includes(home)).map(([path]) => path)
}
