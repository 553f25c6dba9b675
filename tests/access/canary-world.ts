import { RELATIONS, isMetByTie, permissionOf, reachesRow } from '../../docs/scripts/access-matrix.ts'
import type { Tie } from '../../docs/scripts/access-matrix.ts'
import { AUDIENCES, getCollection } from '../../schema/index.ts'
import type { Audience } from '../../schema/index.ts'
import type { Condition, PermissionAction, SignedInAudience } from '../../schema/access/index.ts'
import { audiences, isSelf, levelOf, mandateOf } from '../../schema/access/index.ts'
import { bearer, mint } from '../integration/identity/mint.ts'
import { insert } from '../integration/directory/world.ts'
import { stack } from '../support/stack.ts'
import { studioSession } from '../support/studio-session.ts'
import { Canaries, addWorld } from '../support/canaries.ts'
import type { CanaryRow, World } from '../support/canaries.ts'
import { anAccount } from './crowd.ts'

export const VARIANTS = ['active', 'former', 'expired', 'suspended'] as const
export type Variant = (typeof VARIANTS)[number]

export interface Reader { name: string, id: string, audience: SignedInAudience | null, variant: Variant, headers: Record<string, string> }

export interface CanaryWorld { canaries: Canaries, readers: Reader[], own: World, same: World, other: World, withheld: World }

const TESTED = AUDIENCES.filter((audience): audience is SignedInAudience => audience !== 'public' && audience !== 'admin')
const FUNCTIONS: Partial<Record<Audience, string>> = { adviser: 'adviser', manager: 'manager', prescriber: 'adviser', steering: 'steering', configurator: 'configurator' }
const TEAM: Partial<Record<Audience, string>> = { adviser: 'referent', prescriber: 'prescriber' }
const IN_FORCE = { valid_from: '2024-01-01', valid_until: null }
const ENDED = { valid_from: '2024-01-01', valid_until: '2024-12-31' }

/** Four worlds of canaries, and an account of every audience in each state it may be in. */
export async function arrange(): Promise<CanaryWorld> {
  const readers: Reader[] = []
  for (const audience of [...TESTED, null]) {
    for (const variant of audience === null ? ['active'] as const : VARIANTS) {
      const { id } = await anAccount(audience, variant === 'suspended' ? 'suspended' : 'active')
      const name = `${audience ?? 'orphan'} ${variant}`
      readers.push({ name, id, audience, variant, headers: bearer(await mint(id, { exp: Math.floor(Date.now() / 1000) + 3600 })) })
    }
  }
  const nobody = await anAccount(null)
  const accounts = { ...Object.fromEntries(readers.filter(({ variant }) => variant === 'active').map(({ audience, id }) => [audience ?? 'orphan', id])), nobody: nobody.id }
  const canaries = new Canaries()
  const own = await addWorld(canaries, 'own', accounts, {})
  const same = await addWorld(canaries, 'same', accounts, { structures: own.parents['structures'] ?? '' })
  const other = await addWorld(canaries, 'other', accounts, {})
  const withheld = await addWorld(canaries, 'withheld', accounts, own.parents)
  for (const reader of readers) await give(reader, own, withheld)
  return { canaries, readers, own, same, other, withheld }
}

async function give({ id, audience, variant }: Reader, own: World, withheld: World): Promise<void> {
  if (audience === null) return
  const workFunction = FUNCTIONS[audience]
  const team = TEAM[audience]
  if (workFunction) await insert('memberships', { structure: own.parents['structures'], user: id, function: workFunction, ...(variant === 'former' ? ENDED : IN_FORCE) })
  const dates = variant === 'former' || variant === 'expired' ? ENDED : IN_FORCE
  if (team) await insert('case_members', { case: own.parents['cases'], user: id, function: team, ...dates })
  if (audience === 'partner') {
    // The membership of the one who is active in the first organisation is itself a canary.
    for (const { parents } of variant === 'active' ? [withheld] : [own, withheld]) await insert('organization_members', { organization: parents['organizations'], user: id, right: 'owner', ...dates })
  }
}

/** The same reader in the Studio: a session of Directus, in a cookie. Nobody else signs in there. */
export async function inStudio(reader: Reader): Promise<Reader | null> {
  const { audience, id } = reader
  if (audience === null || !audiences.find(known => known.audience === audience)?.appAccess) return null
  return { ...reader, name: `${reader.name} in the Studio`, headers: await studioSession(id, audience) }
}

const heldBy = (variant: Variant): Tie => RELATIONS[variant === 'suspended' || variant === 'active' ? 'own' : variant].tie

/** Whether a reader has a profile at this moment: an account that works, with a mandate where its audience needs one. */
export function hasProfile({ audience, variant }: Reader): boolean {
  const mandate = mandateOf(audience)
  return audience !== null && variant !== 'suspended' && (mandate === undefined || heldBy(variant).mandates.includes(mandate))
}

/** What ties a reader to a row, from how the worlds were made. */
function tieOf({ variant }: Reader, { world, collection }: CanaryRow): Tie {
  const away = world === 'other' || (world === 'withheld' && collection === 'structures')
  const held = heldBy(variant)
  return { own: held.own && !away && world !== 'same', sameStructure: held.sameStructure && !away, shown: world !== 'withheld', mandates: held.mandates }
}

function isOwnRow(world: CanaryWorld, reader: Reader, row: CanaryRow, condition: Condition & { kind: 'value' }): boolean {
  let here: CanaryRow | undefined = row
  for (const step of condition.path) here = world.canaries.byId.get(String(here?.values[step]))
  return here?.values[condition.field] === reader.id
}

/** Whether a reader does something with a row, by the declarations and by how the worlds were made. */
export function mayReach(world: CanaryWorld, reader: Reader, row: CanaryRow, action: PermissionAction): boolean {
  const { audience } = reader
  if (audience === null || reader.variant === 'suspended') return false
  const tie = tieOf(reader, row)
  return reachesRow(audience, row.collection, action, tie, condition =>
    (condition.kind === 'value' && isSelf(condition) ? isOwnRow(world, reader, row, condition) : isMetByTie(condition, audience, tie)))
}

/** The fields that an audience reads of a collection. */
export function readableFields(audience: Audience | null, collection: string): readonly string[] {
  return (audience && permissionOf(audience, collection, 'read')?.fields) ?? []
}

const PUBLIC_COLLECTIONS = new Set(['organizations', 'sites', 'contacts', 'offers', 'offer_sessions', 'offer_places', 'territories', 'vocabulary_terms', 'structures'])

/** Whether the public directory may show this value to everybody. */
export function isPublic(row: CanaryRow, field: string): boolean {
  const definition = getCollection(row.collection)
  return definition !== undefined && PUBLIC_COLLECTIONS.has(row.collection) && row.world !== 'withheld' && levelOf(definition, field, 'public') !== 'none'
}

/** One request as it is on the wire. */
export async function ask(reader: Reader | null, path: string, { method = 'GET', body }: { method?: string, body?: unknown } = {}): Promise<{ status: number, text: string }> {
  const response = await fetch(`${stack.directusUrl}${path}`, {
    method,
    headers: { ...reader?.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}

/** Runs some work a few at a time. */
export async function each<T>(items: readonly T[], work: (item: T) => Promise<void>, lanes = 6): Promise<void> {
  const queue = items.values()
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (const item of queue) await work(item)
  }))
}
