/**
 * Parts of Directus that are closed to everybody, administrators too. What is open to the others is a list
 * (`schema/access/routes`). Matched by the router of Directus itself, so that no other spelling of an address passes.
 */
export const CLOSED_PARTS: readonly { path: string, why: string }[] = [
  { path: '/graphql', why: 'A second query language over the same data, with its own advisories (CVE-2026-35441).' },
  { path: '/mcp', why: 'Hands the data to language models.' },
  { path: '/ai', why: 'Sends data to outside services.' },
  { path: '/deployments', why: 'Speaks to outside hosting services.' },
  { path: '/server/specs', why: 'Describes every collection (CVE-2025-53887).' },
  { path: '/server/setup', why: 'Makes whoever comes first an administrator while there is no account.' },
  { path: '/users/register', why: 'Accounts come from invitations.' },
  { path: '/auth/password', why: 'Passwords belong to the identity provider.' },
  { path: '/files/tus', why: 'CVE-2026-35412: resumed uploads overwrite files of others.' },
  { path: '/files/import', why: 'Makes the server fetch an address chosen by the caller (CVE-2026-35409).' },
]
