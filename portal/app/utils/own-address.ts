/** Where to come back to after signing in: a page of ours, or our first page (`//evil.example` is a path to the router). */
export function ownAddress(path: string, origin: string): string {
  const url = URL.canParse(path, origin) ? new URL(path, origin) : undefined
  return url?.origin === origin ? url.href : `${origin}/`
}
