/** Answers of ours that are about nobody's file. */
const IMPERSONAL = ['/relais/forms', '/relais/home', '/relais/directory', '/relais/privacy', '/relais/identity']
/** What of them is about people all the same. */
const PERSONAL = ['/relais/directory/partner/referrals', '/relais/directory/proposals']

const isUnder = (path: string, prefixes: readonly string[]): boolean => prefixes.some(prefix => path === prefix || path.startsWith(`${prefix}/`))

/** The path of an address, without what was asked of it. */
export const pathOf = (address: string): string => address.split('?', 1)[0] ?? ''

/** Whether an answer may carry people's files that no service of Directus read. */
export function mayTellOfPeople(path: string): boolean {
  return path.startsWith('/relais/') && (isUnder(path, PERSONAL) || !isUnder(path, IMPERSONAL))
}

/** The id of the file that a path downloads. */
export function downloadOf(path: string): string | undefined {
  return /^\/assets\/([0-9a-f-]{36})(\/|$)/.exec(path)?.[1]
}

/** The collection that a path reads or writes, when it names one. */
export function collectionOf(path: string): string | undefined {
  return /^\/(?:items|relais\/history|utils\/export)\/([a-z0-9_]{1,64})/.exec(path)?.[1]
}
