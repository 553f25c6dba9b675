import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

interface Entry { payload: AdapterPayload, expiresAt: number }
type Line = { key: string, payload: AdapterPayload, expiresAt: number } | { key: string, deleted: true }

/** Lines written before the file is rewritten with what is still alive. */
const COMPACT_AFTER = 5000

export interface Store {
  get: (key: string) => AdapterPayload | undefined
  set: (key: string, payload: AdapterPayload, seconds: number) => void
  delete: (key: string) => void
  entries: () => Iterable<[string, AdapterPayload]>
}

/**
 * Keeps sessions, grants and refresh tokens in one file of JSON lines, written before each answer: a killed provider
 * comes back with everything that it had acknowledged.
 */
export function openStore(folder: string, now: () => number = Date.now): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'sessions.jsonl')
  const entries = readEntries(file, now())
  let written = rewrite(file, entries)

  const append = (line: Line) => {
    appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
    written += 1
    if (written < COMPACT_AFTER) return
    for (const [key, entry] of entries) if (entry.expiresAt <= now()) entries.delete(key)
    written = rewrite(file, entries)
  }

  return {
    get(key) {
      const entry = entries.get(key)
      return entry && entry.expiresAt > now() ? entry.payload : undefined
    },
    set(key, payload, seconds) {
      const expiresAt = now() + seconds * 1000
      entries.set(key, { payload, expiresAt })
      append({ key, payload, expiresAt })
    },
    delete(key) {
      if (entries.delete(key)) append({ key, deleted: true })
    },
    * entries() {
      for (const [key, entry] of entries) if (entry.expiresAt > now()) yield [key, entry.payload]
    },
  }
}

/**
 * Makes the storage that `oidc-provider` asks for, one adapter for each of its models, over one store.
 * A refresh token is let through `reuses` times more after its first use, as Keycloak does for two tabs that renew at once.
 */
export function adapterFactory(store: Store, now: () => number = Date.now, reuses = 0): AdapterFactory {
  return model => modelAdapter(store, model, { now, reuses: model === 'RefreshToken' ? reuses : 0 })
}

function modelAdapter(store: Store, model: string, { now, reuses }: { now: () => number, reuses: number }): Adapter {
  const keyOf = (id: string) => `${model}:${id}`
  const findBy = (property: 'uid' | 'userCode', value: string) => {
    for (const [key, payload] of store.entries()) if (key.startsWith(`${model}:`) && payload[property] === value) return payload
    return undefined
  }

  return {
    async upsert(id, payload, expiresIn) {
      store.set(keyOf(id), payload, expiresIn)
    },
    async find(id) {
      return store.get(keyOf(id))
    },
    async findByUid(uid) {
      return findBy('uid', uid)
    },
    async findByUserCode(userCode) {
      return findBy('userCode', userCode)
    },
    async consume(id) {
      const payload = store.get(keyOf(id))
      if (!payload) return
      const seconds = Math.floor(now() / 1000)
      const uses = Number(payload['uses'] ?? 0) + 1
      store.set(keyOf(id), { ...payload, uses, ...(uses > reuses ? { consumed: seconds } : {}) }, Math.max(1, (payload.exp ?? seconds) - seconds))
    },
    async destroy(id) {
      store.delete(keyOf(id))
    },
    async revokeByGrantId(grantId) {
      const keys = [...store.entries()].filter(([, payload]) => payload.grantId === grantId).map(([key]) => key)
      for (const key of keys) store.delete(key)
    },
  }
}

function readEntries(file: string, now: number): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  if (!existsSync(file)) return entries
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const line = parseLine(text)
    if (!line) continue
    if ('deleted' in line) entries.delete(line.key)
    else if (line.expiresAt > now) entries.set(line.key, { payload: line.payload, expiresAt: line.expiresAt })
  }
  return entries
}

/** A kill in the middle of a write leaves one truncated line at the end: it was never acknowledged. */
function parseLine(text: string): Line | undefined {
  if (!text) return undefined
  try {
    return JSON.parse(text)
  }
  catch {
    return undefined
  }
}

function rewrite(file: string, entries: Map<string, Entry>): number {
  const lines = [...entries].map(([key, entry]) => JSON.stringify({ key, ...entry }))
  writeFileSync(`${file}.new`, lines.map(line => `${line}\n`).join(''), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return lines.length
}
