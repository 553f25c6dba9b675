import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adapterFactory, openStore } from '../../../../cli/identity/store.ts'

let folder: string

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'relais-store-')) })
afterEach(() => rmSync(folder, { recursive: true }))

describe('openStore', () => {
  it('finds again what was written before a kill, deletions included', () => {
    const before = openStore(folder, () => 0)
    before.set('Session:a', { uid: 'u' }, 60)
    before.set('Session:b', {}, 60)
    before.delete('Session:b')

    const after = openStore(folder, () => 1000)

    expect(after.get('Session:a')).toEqual({ uid: 'u' })
    expect(after.get('Session:b')).toBeUndefined()
  })

  it('drops the line that a kill cut in two', () => {
    openStore(folder, () => 0).set('Grant:a', { accountId: 'x' }, 60)
    appendFileSync(join(folder, 'sessions.jsonl'), '{"key":"Grant:b","payl')

    expect([...openStore(folder, () => 0).entries()]).toEqual([['Grant:a', { accountId: 'x' }]])
  })

  it('forgets what has expired, in memory and in the file', () => {
    const store = openStore(folder, () => 0)
    store.set('Session:a', {}, 60)

    expect(openStore(folder, () => 60_000).get('Session:a')).toBeUndefined()
    expect(readFileSync(join(folder, 'sessions.jsonl'), 'utf8')).toBe('')
  })

  it('is readable by its owner only', () => {
    openStore(folder).set('Session:a', {}, 60)

    expect(statSync(join(folder, 'sessions.jsonl')).mode & 0o777).toBe(0o600)
  })
})

describe('adapterFactory', () => {
  it('keeps models apart and finds a session by its uid', async () => {
    const store = openStore(folder)
    const sessions = adapterFactory(store)('Session')
    await sessions.upsert('id', { uid: 'uid-1' }, 60)
    await adapterFactory(store)('Grant').upsert('id', { accountId: 'x' }, 60)

    expect(await sessions.find('id')).toEqual({ uid: 'uid-1' })
    expect(await sessions.findByUid('uid-1')).toEqual({ uid: 'uid-1' })
    expect(await sessions.findByUid('uid-2')).toBeUndefined()
  })

  it('marks a token as used once, and revokes all those of a grant', async () => {
    const store = openStore(folder, () => 5_000)
    const tokens = adapterFactory(store, () => 5_000)('RefreshToken')
    await tokens.upsert('a', { grantId: 'g', exp: 100 }, 60)
    await tokens.upsert('b', { grantId: 'h', exp: 100 }, 60)
    await tokens.consume('a')
    const consumed = await tokens.find('a')
    await tokens.revokeByGrantId('g')

    expect(consumed).toMatchObject({ consumed: 5 })
    expect(await tokens.find('a')).toBeUndefined()
    expect(await tokens.find('b')).toBeDefined()
  })
})
