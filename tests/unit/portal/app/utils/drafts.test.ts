import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { areDraftsOpen, areDraftsStored, draftKey, draftsStored, dropDraft, forgetDrafts, hasDrafts, openDrafts, readDraft, setOwnDevice, writeDraft } from '../../../../../portal/app/utils/drafts.ts'
import { beginAttempt, beginUpload, forgetAttempts } from '../../../../../portal/app/utils/attempts.ts'
import { forget, keep, keptNames, readKept } from '../../../../../portal/app/utils/storage.ts'
import { openText, sealText, sealingKey } from '../../../../../portal/app/utils/sealing.ts'

/** A storage as browsers have it: what is kept is its own properties. */
function aStorage(): Storage {
  const storage: Storage = Object.create({
    getItem: (name: string) => (Object.hasOwn(storage, name) ? String(Reflect.get(storage, name)) : null),
    setItem: (name: string, value: string) => void Reflect.set(storage, name, value),
    removeItem: (name: string) => void Reflect.deleteProperty(storage, name),
  })
  return storage
}

const refusing = { get: () => { throw new DOMException('Access is denied', 'SecurityError') } }
const SECRET = 'k'.repeat(43)
const draft = (text: string, savedAt = Date.now()) => ({ values: { text }, base: {}, savedAt })
const ME = draftKey('odile', 'interviews', 'new')

beforeEach(() => {
  vi.stubGlobal('localStorage', aStorage())
  vi.stubGlobal('sessionStorage', aStorage())
})

afterEach(() => {
  forgetDrafts('odile')
  vi.unstubAllGlobals()
})

/** The page is closed: what it held in memory is gone, what is on the device stays. */
async function closeTab(): Promise<void> {
  await draftsStored()
  const kept = Object.entries({ ...localStorage })
  setOwnDevice('odile', true)
  forgetDrafts('odile')
  vi.stubGlobal('localStorage', aStorage())
  for (const [name, value] of kept) localStorage.setItem(name, value)
}

describe('row 18: a draft', () => {
  it('survives a closed tab, sealed: nothing of it can be read on the device', async () => {
    await openDrafts('odile', SECRET)
    writeDraft(ME, draft('Ne veut pas que sa sœur sache'))
    await closeTab()
    expect(JSON.stringify(localStorage)).not.toMatch(/sœur|s\\u0153ur|Ne veut/)
    expect(JSON.stringify(localStorage)).not.toContain(SECRET)
    expect(readDraft(ME)).toBeUndefined()

    await openDrafts('odile', SECRET)
    expect(readDraft(ME)?.values).toEqual({ text: 'Ne veut pas que sa sœur sache' })
  })

  it('is of one account: somebody else finds nothing, and a wrong key opens nothing', async () => {
    await openDrafts('odile', SECRET)
    writeDraft(ME, draft('À moi'))
    await closeTab()
    await openDrafts('farid', SECRET)
    expect(hasDrafts('odile')).toBe(false)
    await openDrafts('odile', 'x'.repeat(43))
    expect(readDraft(ME)).toBeUndefined()
  })

  it('keeps the last of what was typed quickly', async () => {
    await openDrafts('odile', SECRET)
    for (const text of ['u', 'un', 'une', 'une note']) writeDraft(ME, draft(text))
    await closeTab()
    await openDrafts('odile', SECRET)
    expect(readDraft(ME)?.values).toEqual({ text: 'une note' })
  })

  it('that was sent does not come back', async () => {
    await openDrafts('odile', SECRET)
    writeDraft(ME, draft('Envoyé'))
    dropDraft(ME)
    await closeTab()
    expect(keptNames('relais.draft.')).toEqual([])
  })

  it('is erased at sign-out, unless the device is one’s own', async () => {
    await openDrafts('odile', SECRET)
    writeDraft(ME, draft('Au guichet'))
    await draftsStored()
    forgetDrafts('odile')
    expect(keptNames('relais.draft.')).toEqual([])

    await openDrafts('odile', SECRET)
    writeDraft(ME, draft('Chez moi'))
    await draftsStored()
    expect(setOwnDevice('odile', true)).toBe(true)
    forgetDrafts('odile')
    expect(keptNames('relais.draft.odile.')).toHaveLength(1)
  })

  it('is dropped after thirty days, and when it was altered', async () => {
    await openDrafts('odile', SECRET)
    writeDraft(ME, draft('Vieux', Date.now() - 31 * 86_400_000))
    writeDraft(draftKey('odile', 'notes', 'new'), draft('Abîmé'))
    await closeTab()
    keep('relais.draft.odile.notes.new', 'AAAA')
    await openDrafts('odile', SECRET)
    expect(hasDrafts('odile')).toBe(false)
    expect(keptNames('relais.draft.')).toEqual([])
  })

  it('is known to be on the device or on the page only', async () => {
    writeDraft(ME, draft('Sans clé'))
    expect(await areDraftsStored('odile')).toBe(false)
    expect(areDraftsOpen('odile')).toBe(false)

    await openDrafts('odile', SECRET)
    writeDraft(ME, draft('Gardé'))
    expect(await areDraftsStored('odile')).toBe(true)
    expect([areDraftsOpen('odile'), areDraftsOpen('farid'), areDraftsOpen(undefined)]).toEqual([true, false, false])
    await closeTab()
    await openDrafts('odile', SECRET)
    expect(await areDraftsStored('odile')).toBe(true)

    // What is there is older than what is typed now.
    vi.stubGlobal('localStorage', Object.assign(Object.create(localStorage), { setItem: () => { throw new DOMException('Full', 'QuotaExceededError') } }))
    writeDraft(ME, draft('Plus de place'))
    expect(await areDraftsStored('odile')).toBe(false)
    expect(await areDraftsStored('farid')).toBe(true)
  })

  it('of nobody is kept nowhere', () => {
    expect(draftKey(undefined, 'notes', 'new')).toBeNull()
    writeDraft(null, draft('Personne'))
    expect(readDraft(null)).toBeUndefined()
  })
})

describe('row 18: sealing', () => {
  it('opens under its own name only', async () => {
    const key = await sealingKey(SECRET)
    if (!key) throw new Error('no cryptography')
    const sealed = await sealText(key, 'un', 'Texte 🤫')
    expect(await openText(key, 'un', sealed)).toBe('Texte 🤫')
    expect(await openText(key, 'deux', sealed)).toBeUndefined()
    expect(await sealText(key, 'un', 'Texte 🤫')).not.toBe(sealed)
    expect(key.extractable).toBe(false)
  })
})

describe.each([
  ['refuses to be read', () => Object.defineProperty(globalThis, 'localStorage', { ...refusing, configurable: true })],
  ['is absent', () => vi.stubGlobal('localStorage', null)],
  ['is full', () => vi.stubGlobal('localStorage', Object.assign(Object.create(aStorage()), { setItem: () => { throw new DOMException('Full', 'QuotaExceededError') } }))],
])('row 8: a storage that %s', (_, arrange) => {
  it('breaks nothing: drafts and keys last as long as the page', async () => {
    arrange()
    expect(keep('a', 'b')).toBe(false)
    expect(readKept('a')).toBeNull()
    expect(() => forget('a')).not.toThrow()
    await openDrafts('odile', SECRET)
    writeDraft(ME, draft('Toujours là'))
    await draftsStored()
    expect(readDraft(ME)?.values).toEqual({ text: 'Toujours là' })
    expect(setOwnDevice('odile', true)).toBe(false)
    const attempt = beginAttempt('POST /items/needs /conseiller')
    expect(attempt.key).toMatch(/^[\w-]{36}$/)
    expect(() => attempt.settle()).not.toThrow()
    expect(() => forgetAttempts()).not.toThrow()
  })
})

describe('row 3: the key of what is sent', () => {
  const place = 'POST /items/needs /conseiller/dossiers/1'

  it('stays the same until an answer was read, a closed tab included', () => {
    const first = beginAttempt(place)
    first.leave()
    const second = beginAttempt(place)
    expect(second.key).toBe(first.key)
    second.settle()
    expect(beginAttempt(place).key).not.toBe(first.key)
  })

  it('is another one for what is sent at the same time, from another page, or after a day', () => {
    const first = beginAttempt(`${place}2`)
    expect(beginAttempt(`${place}2`).key).not.toBe(first.key)
    expect(beginAttempt(`${place}3`).key).not.toBe(first.key)
    first.leave()
    expect(beginAttempt(`${place}2`, Date.now() + 86_400_001).key).not.toBe(first.key)
  })

  it('stays the same where the browser keeps nothing, for as long as the page, and goes with whoever leaves', () => {
    Object.defineProperty(globalThis, 'localStorage', { configurable: true, ...refusing })
    const first = beginAttempt(`${place}4`)
    first.leave()
    const second = beginAttempt(`${place}4`)
    second.leave()
    forgetAttempts()
    const third = beginAttempt(`${place}4`)
    third.settle()

    expect(second.key).toBe(first.key)
    expect(new Set([first.key, third.key, beginAttempt(`${place}4`).key]).size).toBe(3)
  })

  it('is kept under a name that tells no file', () => {
    const file = '6f1c0c55-5d4e-4d0c-9a68-0f2d5a0d6a11'
    beginAttempt(`POST /items/needs /conseiller/dossiers/${file}`).leave()

    const names = keptNames('relais.attempt.')
    expect(names.length).toBeGreaterThan(0)
    expect(JSON.stringify(localStorage)).not.toMatch(new RegExp(`${file}|dossiers|needs`))
  })

  it('of a file goes with the file', () => {
    const [file, other] = [new File(['a'], 'a.pdf'), new File(['a'], 'a.pdf')]
    const first = beginUpload(file)
    first.leave()
    expect(beginUpload(file).key).toBe(first.key)
    expect(beginUpload(other).key).not.toBe(first.key)
    first.settle()
    expect(beginUpload(file).key).not.toBe(first.key)
  })
})
