/** Answers of ours that are about nobody's file. */
const IMPERSONAL = ['/relais/forms', '/relais/home', '/relais/directory', '/relais/privacy', '/relais/identity']
/** What of them is about people all the same. */
const PERSONAL = ['/relais/directory/partner/referrals', '/relais/directory/proposals']

const isUnder = (path: string, prefixes: readonly string[]): boolean => prefixes.some(prefix => path === prefix || path.startsWith(`${prefix}/`))

/** An address in one spelling: routes are found whatever the case, and values decoded. */
export function spelled(address: string): string {
  try {
    return decodeURIComponent(address).toLowerCase()
  }
  catch {
    return address.toLowerCase()
  }
}

/** The path of an address, without what was asked of it. */
export const pathOf = (address: string): string => spelled(address.split('?', 1)[0] ?? '')

/** Whether an answer may carry people's files that no service of Directus read. */
export function mayTellOfPeople(path: string): boolean {
  return path.startsWith('/relais/') && (isUnder(path, PERSONAL) || !isUnder(path, IMPERSONAL))
}

/** What everybody reads of the directory, and the journal itself, whose searches are lines. */
const OF_NOBODY = ['/relais/privacy', ...['search', 'map', 'facets', 'territories', 'vocabularies', 'organizations', 'offers'].map(name => `/relais/directory/${name}`)]

/** Whether an answer may be about a record that the question names: any of ours, whatever the answer shows. */
export function mayAnswerAbout(path: string): boolean {
  return path.startsWith('/relais/') && !isUnder(path, OF_NOBODY)
}

/** Whether a path gives out files: which, their service says when it reads them. */
export const givesFiles = (path: string): boolean => isUnder(path, ['/assets'])

/** What answers of ours show of a file, by their address: a partner sees the referral, never the file. */
const SHOWN: [prefixes: string[], collection: string][] = [
  [['/relais/directory/partner', '/relais/cases/referrals', '/relais/cases/offers'], 'referrals'],
  [['/relais/cases/transfers'], 'transfers'],
  [['/relais/cases'], 'cases'],
]

const KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Of a partner that keeps several listings, the one for which it read what it received. */
export function organizationAsked(path: string, organization: unknown): { organization?: string } {
  return isUnder(path, ['/relais/directory/partner/referrals']) && typeof organization === 'string' && KEY.test(organization) ? { organization: organization.toLowerCase() } : {}
}

/** The collection that a path reads or writes, when it names one. */
export function collectionOf(path: string): string | undefined {
  return /^\/(?:items|relais\/history|relais\/forms|utils\/export)\/([a-z0-9_]{1,64})/.exec(path)?.[1] ?? /^\/relais\/workflow\/([a-z0-9_]{1,64})\/[^/]+\//.exec(path)?.[1]
    ?? SHOWN.find(([prefixes]) => isUnder(path, prefixes))?.[1]
}

/** What a line of the journal says that was seen; older ones hold the address of the answer. */
export const partSeen = (collection: string): string => (collection.includes('/') ? collectionOf(`/relais/${collection}`) ?? collection : collection)
