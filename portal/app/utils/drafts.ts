import { isRecord } from '../../shared/utils/api-error'
import type { SealingKey } from './sealing'
import { openText, sealText, sealingKey } from './sealing'
import { forget, keep, keptNames, readKept } from './storage'

const PREFIX = 'relais.draft.'
const KEPT_DAYS = 30
const OWN_DEVICE = 'relais.own_device.'

export interface Draft {
  values: Record<string, unknown>
  base: Record<string, unknown>
  savedAt: number
}

// What is typed on this page; the device keeps it sealed, and its key only lives here.
const drafts = new Map<string, Draft>()
// Those that the device has as they are now.
const stored = new WeakSet<Draft>()
let vault: { user: string, key: SealingKey } | null = null
let writing: Promise<unknown> = Promise.resolve()

function isDraft(value: unknown): value is Draft {
  return isRecord(value) && isRecord(value.values) && isRecord(value.base) && typeof value.savedAt === 'number'
}

/** Name of a draft: whose it is, and of what. Nobody's drafts are never kept. */
export function draftKey(user: string | undefined, collection: string, record: string): string | null {
  return user === undefined ? null : [user, collection, record].join('.')
}

/** Opens what somebody typed earlier on this device and did not send; without a secret, drafts last as long as the page. */
export async function openDrafts(user: string, secret: string | null, now = Date.now()): Promise<void> {
  if (vault?.user === user) return
  const key = secret === null ? null : await sealingKey(secret)
  vault = key && { user, key }
  for (const name of key ? keptNames(`${PREFIX}${user}.`) : []) {
    const text = key && await openText(key, name, readKept(name) ?? '')
    const draft: unknown = parse(text)
    if (!isDraft(draft) || now - draft.savedAt > KEPT_DAYS * 86_400_000) forget(name)
    else if (!drafts.has(name.slice(PREFIX.length))) {
      drafts.set(name.slice(PREFIX.length), draft)
      stored.add(draft)
    }
  }
}

function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  }
  catch {
    return null
  }
}

/** Reads what was typed in a form and not sent yet. */
export function readDraft(key: string | null): Draft | undefined {
  return key === null ? undefined : drafts.get(key)
}

/** Keeps what is typed on this device, sealed, so that neither a session that ends nor a closed tab loses it. */
export function writeDraft(key: string | null, draft: Draft): void {
  if (key === null) return
  drafts.set(key, draft)
  // One after the other: an older text must never be sealed over a newer one.
  writing = writing.then(() => store(key)).catch(() => undefined)
}

async function store(key: string): Promise<void> {
  const draft = drafts.get(key)
  if (!vault || !draft || !key.startsWith(`${vault.user}.`)) return
  const name = PREFIX + key
  const sealed = await sealText(vault.key, name, JSON.stringify(draft))
  // It may have been sent, or given up, while it was being sealed.
  if (drafts.get(key) === draft && keep(name, sealed)) stored.add(draft)
}

/** Resolves once everything typed so far is on the device. */
export async function draftsStored(): Promise<void> {
  await writing
}

/** Whether the drafts of somebody are open: their key is asked once a page. */
export function areDraftsOpen(user: string | undefined): boolean {
  return vault !== null && vault.user === user
}

/** Whether everything that somebody typed is on the device, and would be found again. */
export async function areDraftsStored(user: string): Promise<boolean> {
  await writing
  return [...drafts].every(([key, draft]) => !key.startsWith(`${user}.`) || stored.has(draft))
}

/** Whether somebody typed something that is not sent yet. */
export function hasDrafts(user: string): boolean {
  return [...drafts.keys()].some(key => key.startsWith(`${user}.`))
}

/** Forgets one draft, once sent or given up. */
export function dropDraft(key: string | null): void {
  if (key === null) return
  drafts.delete(key)
  forget(PREFIX + key)
}

/** Forgets the drafts of somebody who signs out, unless the device is their own: the next person at this computer finds nothing. */
export function forgetDrafts(user: string | undefined): void {
  drafts.clear()
  vault = null
  if (user === undefined || isOwnDevice(user)) return
  for (const name of keptNames(`${PREFIX}${user}.`)) forget(name)
}

/** Whether somebody said that this device is theirs. */
export function isOwnDevice(user: string): boolean {
  return readKept(OWN_DEVICE + user) === 'yes'
}

/** Remembers that this device is somebody's own, or is not any more; tells whether the browser keeps it. */
export function setOwnDevice(user: string, isOwn: boolean): boolean {
  if (isOwn) return keep(OWN_DEVICE + user, 'yes')
  forget(OWN_DEVICE + user)
  return true
}
