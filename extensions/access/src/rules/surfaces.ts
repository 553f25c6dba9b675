import type { Accountability } from '@directus/types'

/** Who may use a part of Directus that the product does not need. */
export type Reach = 'nobody' | 'administrators' | 'studio' | 'studio-and-visitors'

export interface Surface { path: string, reach: Reach, why: string }

/**
 * Parts of Directus that are closed, and to whom. Matched by the router of Directus itself, so that no other spelling
 * of an address passes.
 */
export const SURFACES: readonly Surface[] = [
  { path: '/graphql', reach: 'nobody', why: 'A second query language over the same data, with its own advisories (CVE-2026-35441).' },
  { path: '/mcp', reach: 'nobody', why: 'Hands the data to language models.' },
  { path: '/ai', reach: 'nobody', why: 'Sends data to outside services.' },
  { path: '/deployments', reach: 'nobody', why: 'Speaks to outside hosting services.' },
  { path: '/server/specs', reach: 'nobody', why: 'Describes every collection (CVE-2025-53887).' },
  { path: '/server/setup', reach: 'nobody', why: 'Makes whoever comes first an administrator while there is no account.' },
  { path: '/users/register', reach: 'nobody', why: 'Accounts come from invitations.' },
  { path: '/auth/password', reach: 'nobody', why: 'Passwords belong to the identity provider.' },
  { path: '/files/tus', reach: 'nobody', why: 'CVE-2026-35412: resumed uploads overwrite files of others.' },
  { path: '/files/import', reach: 'nobody', why: 'Makes the server fetch an address chosen by the caller (CVE-2026-35409).' },
  { path: '/server/info', reach: 'studio-and-visitors', why: 'Tells its version to every account; a visitor, and so the sign-in page, gets the name only (CVE-2025-53887).' },
  { path: '/shares', reach: 'administrators', why: 'CVE-2026-129239: a share can be given somebody else’s rights.' },
  { path: '/users/invite', reach: 'administrators', why: 'Accounts come from our invitations, never by e-mail.' },
  { path: '/schema', reach: 'administrators', why: 'Reads or replaces the data model.' },
  { path: '/utils/cache', reach: 'administrators', why: 'Empties the caches of everybody.' },
  { path: '/utils/translations', reach: 'administrators', why: 'Changes the data model.' },
  { path: '/utils', reach: 'studio', why: 'Costly helpers (hashes, bulk import and export) that the portal does not use.' },
  { path: '/comments', reach: 'studio', why: 'A second place for notes, that our rights do not know.' },
  { path: '/versions', reach: 'studio', why: 'Drafts that hold whole rows.' },
  { path: '/notifications', reach: 'studio', why: 'Messages between accounts of the Studio.' },
  { path: '/flows', reach: 'studio', why: 'Whoever knows the id of an automation may start it.' },
  { path: '/operations', reach: 'studio', why: 'Steps of the automations, with their settings.' },
  { path: '/dashboards', reach: 'studio', why: 'Aggregates of the Studio.' },
  { path: '/panels', reach: 'studio', why: 'Aggregates of the Studio.' },
  { path: '/presets', reach: 'studio', why: 'Saved screens of the Studio.' },
  { path: '/folders', reach: 'studio', why: 'The tree of files, unused by the portal.' },
  { path: '/access', reach: 'studio', why: 'Who holds which policy.' },
  { path: '/policies', reach: 'studio', why: 'The policies themselves.' },
  { path: '/permissions', reach: 'studio', why: 'The rights themselves.' },
  { path: '/roles', reach: 'studio', why: 'The roles themselves.' },
  { path: '/collections', reach: 'studio', why: 'The data model.' },
  { path: '/fields', reach: 'studio', why: 'The data model.' },
  { path: '/relations', reach: 'studio', why: 'The data model.' },
  { path: '/assets/files', reach: 'studio', why: 'Zips of many files, costly to make.' },
  { path: '/assets/folder', reach: 'studio', why: 'Zips of whole folders, costly to make.' },
  { path: '/activity', reach: 'studio', why: 'Names and addresses of colleagues.' },
  { path: '/revisions', reach: 'studio', why: 'A revision holds the whole row, whatever fields are readable.' },
]

/** Whether a caller may pass. */
export function mayUse(reach: Reach, caller: Pick<Accountability, 'admin' | 'app' | 'user'> | null | undefined): boolean {
  if (reach === 'nobody') return false
  if (reach === 'studio-and-visitors' && !caller?.user) return true
  return caller?.admin === true || (reach !== 'administrators' && caller?.app === true)
}
