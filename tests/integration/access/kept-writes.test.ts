import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { studioSession } from '../../support/studio-session.ts'
import { aCase, aPerson, insert, makeWorld, rowOf, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'

interface One { data: { id: string, description?: string } }
interface Conflicts { errors: { message: string, extensions: { conflicts: Record<string, unknown>[] } }[] }

let world: World
let person: string
let file: string

beforeAll(async () => {
  world = await makeWorld()
  person = await aPerson(world.structure)
  file = await aCase(person, world.structure, { conseiller: 'co_referent', conseiller2: 'educator' })
})

const need = (description: string) => ({ case: file, theme: 'housing', urgency: 'low', status: 'open', identified_on: '2025-01-07', description })
const send = (path: string, { body, key, as = 'conseiller', method = 'POST' }: { body?: unknown, key?: string | undefined, as?: string, method?: string }) =>
  call<One>(path, { as, method, body, headers: key === undefined ? {} : { 'idempotency-key': key } })
const count = async (description: string): Promise<number> =>
  Number((await db.query('select count(*)::int as count from needs where "case" = $1 and description = $2', [file, description])).rows[0].count)

describe('row 3: a write under an idempotency key', () => {
  it.each(['court', 'x'.repeat(65), 'clé avec espaces', ''])('is refused when its key is %j', async (key) => {
    const answer = await call('/items/needs', { as: 'conseiller', method: 'POST', body: need('Mauvaise clé'), headers: { 'idempotency-key': encodeURIComponent(key) } })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'IDEMPOTENCY_KEY_INVALID'])
    expect(await count('Mauvaise clé')).toBe(0)
  })

  it('gives the first answer again and makes one record', async () => {
    const key = randomUUID()
    const body = need('Une seule fois')
    const [first, second] = [await send('/items/needs', { body, key }), await send('/items/needs', { body, key })]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body).toEqual(first.body)
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([null, 'true'])
    expect(await count('Une seule fois')).toBe(1)
  })

  it('takes a key in quotes, as the draft of the IETF writes it', async () => {
    const key = randomUUID()
    const body = need('Entre guillemets')
    await send('/items/needs', { body, key: `"${key}"` })
    await send('/items/needs', { body, key })
    expect(await count('Entre guillemets')).toBe(1)
  })

  it('is refused when its key was that of something else', async () => {
    const key = randomUUID()
    await send('/items/needs', { body: need('La première'), key })
    const other = await send('/items/needs', { body: need('La deuxième'), key })
    expect([other.status, codeOf(other)]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    expect(await count('La deuxième')).toBe(0)
  })

  it('says that the same is under way, and makes one record of twenty sent at once', async () => {
    const key = randomUUID()
    const body = need('Vingt fois')
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('/items/needs', { body, key })))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(answer => codeOf(answer)))).toEqual(new Set(refused.length > 0 ? ['IDEMPOTENCY_IN_PROGRESS'] : []))
    expect(new Set(answers.flatMap(({ status, body: { data } }) => (status === 200 ? [data.id] : []))).size).toBe(1)
    expect(await count('Vingt fois')).toBe(1)
  })

  it('is that of one account: the key of somebody else is no key of theirs', async () => {
    const key = randomUUID()
    const body = need('De deux comptes')
    const [mine, theirs] = [await send('/items/needs', { body, key }), await send('/items/needs', { body, key, as: 'conseiller2' })]
    expect(theirs.headers.get('idempotency-replayed')).toBeNull()
    expect(theirs.body.data.id).not.toBe(mine.body.data.id)
  })

  it('that is refused may be corrected and sent again under the same key', async () => {
    const key = randomUUID()
    expect((await send('/items/needs', { body: { ...need('Corrigée'), theme: 'nothing' }, key })).status).toBe(400)
    expect((await send('/items/needs', { body: need('Corrigée'), key })).status).toBe(200)
    expect(await count('Corrigée')).toBe(1)
  })

  it('is read again with the rights of the moment', async () => {
    const own = await aCase(await aPerson(world.structure), world.structure, { conseiller2: 'educator' })
    const key = randomUUID()
    const body = { ...need('Avant la fin'), case: own }
    expect((await send('/items/needs', { body, key, as: 'conseiller2' })).status).toBe(200)
    await db.query('update case_members set valid_until = $1 where "case" = $2 and "user" = $3', ['2024-12-31', own, userId('conseiller2')])
    const again = await send('/items/needs', { body, key, as: 'conseiller2' })
    expect([again.status, again.body]).toEqual([204, null])
  })

  it('that was written by a server that stopped is not written again', async () => {
    const key = randomUUID()
    const body = need('Serveur arrêté')
    await send('/items/needs', { body, key })
    await db.query(`update relais_private.attempts set state = 'written', made = null, begun_at = now() - interval '5 minutes' where key = $1`, [key])
    const again = await send('/items/needs', { body, key })
    expect([again.status, codeOf(again)]).toEqual([409, 'ALREADY_SAVED'])
    await db.query(`update relais_private.attempts set state = 'running' where key = $1`, [key])
    expect((await send('/items/needs', { body, key })).status).toBe(200)
  })

  it('that a server left before it wrote may be corrected, and is the corrected one from then on', async () => {
    const key = randomUUID()
    const left = need('Laissée')
    await send('/items/needs', { body: left, key })
    await db.query(`update relais_private.attempts set state = 'running', made = null where key = $1`, [key])
    const early = await send('/items/needs', { body: need('Reprise'), key })
    expect([early.status, codeOf(early)]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS'])
    await db.query(`update relais_private.attempts set begun_at = now() - interval '5 minutes' where key = $1`, [key])

    const [first, again, former] = [await send('/items/needs', { body: need('Reprise'), key }), await send('/items/needs', { body: need('Reprise'), key }), await send('/items/needs', { body: left, key })]
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 200, 'true'])
    expect([former.status, codeOf(former)]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    expect(await count('Reprise')).toBe(1)
  })

  it('that was taken for lost and comes back writes nothing, and says nothing in place of the one that took over', async () => {
    const commitment = await insert('commitments', { organization: world.organization, form: 'visit', status: 'proposed', details: 'Au début' })
    const key = randomUUID()
    const change = (details: string) => send(`/items/commitments/${commitment}`, { method: 'PATCH', body: { details }, key })
    const waiting = async () => (await db.query(`select count(*)::int as count from pg_locks where relation = 'commitments'::regclass and not granted`)).rows[0].count
    const attempt = async () => (await db.query('select holder, state, status from relais_private.attempts where key = $1', [key])).rows[0]
    const holder = await db.connect()
    try {
      // Both wait where the row is read, before they write.
      await holder.query('begin; lock table commitments in access exclusive mode')
      const lost = change('Perdue')
      await expect.poll(waiting).toBe(1)
      const first = await attempt()
      await db.query(`update relais_private.attempts set begun_at = now() - interval '5 minutes' where key = $1`, [key])
      const taken = change('Reprise')
      await expect.poll(waiting).toBe(2)
      expect((await attempt()).holder).not.toBe(first.holder)
      await holder.query('commit')

      const answers = await Promise.all([lost, taken])
      expect(answers.map(answer => [answer.status, codeOf(answer)])).toEqual([[409, 'IDEMPOTENCY_IN_PROGRESS'], [200, undefined]])
    }
    finally {
      await holder.query('rollback')
      holder.release()
    }
    expect((await rowOf('commitments', commitment))['details']).toBe('Reprise')
    expect(await attempt()).toMatchObject({ state: 'done', status: 200 })
    expect((await change('Reprise')).headers.get('idempotency-replayed')).toBe('true')
  })

  it('is another one when it says that it saw something else', async () => {
    const { body: { data: { id } } } = await send('/items/needs', { body: need('Vue une fois') })
    const key = randomUUID()
    const change = (seen: string) => send(`/items/needs/${id}`, { method: 'PATCH', body: { description: 'Vue deux fois', _base: { description: seen } }, key })
    expect((await change('Vue une fois')).status).toBe(200)
    expect(codeOf(await change('Autre chose'))).toBe('IDEMPOTENCY_KEY_REUSED')
  })

  it('keeps nothing of what was typed', async () => {
    const key = randomUUID()
    await send('/items/needs', { body: need('Ne veut pas croiser son voisin'), key })
    await send(`/relais/cases/${file}/notes`, { body: { text: 'Ne veut pas croiser son voisin' }, key: `${key}-note` })
    const { rows } = await db.query('select * from relais_private.attempts where key like $1', [`${key}%`])
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toContain('voisin')
  })

  it('covers our own endpoints and the steps of workflows', async () => {
    const key = randomUUID()
    const notes = await Promise.all([0, 1].map(() => send(`/relais/cases/${file}/notes`, { body: { text: 'Une note' }, key: `${key}-n` })))
    const again = await send(`/relais/cases/${file}/notes`, { body: { text: 'Une note' }, key: `${key}-n` })
    expect(again.status).toBe(201)
    expect(notes.some(({ status, body }) => status === 201 && body.data.id === again.body.data.id)).toBe(true)
    const list = await call<{ data: unknown[] }>(`/relais/cases/${file}/notes`, { as: 'conseiller' })
    expect(JSON.stringify(list.body).match(/Une note/g)).toHaveLength(1)
  })

  it('of a change and of a removal is answered again too', async () => {
    const { body: { data: { id } } } = await send('/items/needs', { body: need('À changer') })
    const [change, removal] = [randomUUID(), randomUUID()]
    const { body: { data: { id: note } } } = await send(`/relais/cases/${file}/notes`, { body: { text: 'À retirer' } })
    for (let time = 0; time < 2; time += 1) {
      const answer = await send(`/items/needs/${id}`, { method: 'PATCH', body: { description: 'Changée', _base: { description: 'À changer' } }, key: change })
      expect([answer.status, answer.body.data.description]).toEqual([200, 'Changée'])
    }
    for (let time = 0; time < 2; time += 1) expect((await send(`/relais/cases/notes/${note}`, { method: 'DELETE', key: removal })).status).toBe(204)
  })
})

describe('row 10: a change that says what it saw', () => {
  const change = (body: unknown, { as = 'conseiller', id = person }: { as?: string, id?: string } = {}) => call<Conflicts>(`/items/people/${id}`, { as, method: 'PATCH', body })

  it('is refused with both values when somebody else changed the field', async () => {
    const id = await aPerson(world.structure, { first_name: 'Alix' })
    await aCase(id, world.structure, { conseiller: 'co_referent', conseiller2: 'educator' })
    expect((await change({ first_name: 'Alice', _base: { first_name: 'Alix' } }, { id })).status).toBe(200)
    const answer = await change({ first_name: 'Alixe', _base: { first_name: 'Alix' } }, { id, as: 'conseiller2' })
    expect([answer.status, codeOf(answer)]).toEqual([409, 'EDIT_CONFLICT'])
    expect(answer.body.errors[0]?.extensions.conflicts).toEqual([expect.objectContaining({ field: 'first_name', base: 'Alix', current: 'Alice', mine: 'Alixe' })])
    expect((await rowOf('people', id))['first_name']).toBe('Alice')
  })

  it.each([['a text', 'x'], ['a list', []], ['null', null]])('is refused when what it saw is %s', async (_, seen) => {
    const answer = await change({ first_name: 'Alix', _base: seen })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_PAYLOAD'])
  })

  it('says nothing of a record that its author may not change', async () => {
    const hidden = await aPerson(world.other, { first_name: 'Cachée' })
    const answers = await Promise.all(['Cachée', 'Autre'].map(seen => change({ first_name: 'Vue', _base: { first_name: seen } }, { id: hidden })))
    expect(answers.map(({ status }) => status)).toEqual([403, 403])
    expect(answers[0]?.body).toEqual(answers[1]?.body)
    expect(JSON.stringify(answers)).not.toContain('Cachée')
  })

  it('passes when other fields changed, when the same was written, and when nothing was there', async () => {
    const id = await aPerson(world.structure, { first_name: 'Alix', email: null })
    await aCase(id, world.structure, { conseiller: 'co_referent' })
    await db.query('update people set last_name = $1 where id = $2', ['Autre', id])
    expect((await change({ first_name: 'Alice', _base: { first_name: 'Alix', last_name: 'Essai' } }, { id })).status).toBe(200)
    expect((await change({ first_name: 'Alice', _base: { first_name: 'Alix' } }, { id })).status).toBe(200)
    expect((await change({ email: 'alice@essai.example', _base: { email: '' } }, { id })).status).toBe(200)
  })

  it('compares days, instants and lists as the API gives them', async () => {
    const { body: { data: { id } } } = await call<One>('/items/interviews', { as: 'conseiller', method: 'POST', body: { case: file, user: userId('conseiller'), happened_at: '2026-01-05T09:30:00.000Z', kind: 'meeting', summary: 'Point', visible_to_beneficiary: false } })
    const read = await call<{ data: Record<string, unknown> }>(`/items/interviews/${id}`, { as: 'conseiller' })
    const { happened_at: seen } = read.body.data
    expect(seen).toEqual(expect.any(String))
    const answer = await call(`/items/interviews/${id}`, { as: 'conseiller', method: 'PATCH', body: { happened_at: '2026-01-05T10:30:00.000Z', _base: { happened_at: seen } } })
    expect(answer.status).toBe(200)
    expect((await change({ birth_date: '2004-05-07', _base: { birth_date: '2004-05-06' } })).status).toBe(200)
  })

  it('is decided under a lock: of two at once, exactly one wins, twenty times', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, async () => {
      const id = await aPerson(world.structure, { first_name: 'Alix' })
      await aCase(id, world.structure, { conseiller: 'co_referent', conseiller2: 'educator' })
      return id
    }))
    const pairs = await Promise.all(ids.map(id => Promise.all((['conseiller', 'conseiller2'] as const).map(as => change({ first_name: as === 'conseiller' ? 'Une' : 'Deux', _base: { first_name: 'Alix' } }, { id, as })))))
    expect(pairs.map(pair => pair.map(({ status }) => status).sort())).toEqual(ids.map(() => [200, 409]))
    expect(new Set(pairs.flat().map(answer => codeOf(answer)))).toEqual(new Set([undefined, 'EDIT_CONFLICT']))
  })

  it('covers several rows at once: all or nothing', async () => {
    const [one, two] = await Promise.all(['Premier', 'Second'].map(async description => (await send('/items/needs', { body: need(description) })).body.data.id))
    const token = `kept-${randomUUID()}`
    await db.query('update directus_users set token = $1 where id = $2', [token, userId('admin')])
    const many = (body: unknown) => call<Conflicts>('/items/needs', { method: 'PATCH', body, headers: { authorization: `Bearer ${token}` } })
    const stale = await many([{ id: one, description: 'A', _base: { description: 'Premier' } }, { id: two, description: 'B', _base: { description: 'Vieux' } }])
    expect([stale.status, codeOf(stale)]).toEqual([409, 'EDIT_CONFLICT'])
    expect((await rowOf('needs', String(one)))['description']).toBe('Premier')
    const byKeys = await many({ keys: [one, two], data: { description: 'C' }, _base: { [String(one)]: { description: 'Premier' }, [String(two)]: { description: 'Second' } } })
    expect(byKeys.status).toBe(200)
    expect((await rowOf('needs', String(two)))['description']).toBe('C')
  })
})

describe('row 10: a step that says what it saw', () => {
  it('is refused with both values when somebody else changed an answer, and done once', async () => {
    const own = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' }, { closing_reason: 'moved' })
    const close = (base: Record<string, unknown>, key?: string) => call<Conflicts>(`/relais/workflow/cases/${own}/transitions/close`, {
      as: 'conseiller', method: 'POST', headers: key === undefined ? {} : { 'idempotency-key': key },
      body: { from: 'support', values: { closed_on: '2026-03-12', closing_reason: 'job' }, base, comment: 'Contrat signé.' },
    })
    const stale = await close({ closing_reason: null })
    expect([stale.status, codeOf(stale)]).toEqual([409, 'EDIT_CONFLICT'])
    expect(stale.body.errors[0]?.extensions.conflicts).toEqual([expect.objectContaining({ field: 'closing_reason', base: null, current: 'moved', mine: 'job' })])
    const key = randomUUID()
    const answers = [await close({ closing_reason: 'moved', closed_on: null }, key), await close({ closing_reason: 'moved', closed_on: null }, key)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await db.query('select 1 from workflow_events where item = $1', [own])).rows).toHaveLength(1)
  })
})

describe('row 10: a private note', () => {
  it('is not written over by another tab of its author', async () => {
    const { body: { data: { id } } } = await send(`/relais/cases/${file}/notes`, { body: { text: 'Un' } })
    const change = (text: string, base: string) => call<Conflicts>(`/relais/cases/notes/${id}`, { as: 'conseiller', method: 'PATCH', body: { text, base } })
    expect((await change('Deux', 'Un')).status).toBe(200)
    const stale = await change('Trois', 'Un')
    expect([stale.status, codeOf(stale)]).toEqual([409, 'EDIT_CONFLICT'])
    expect(stale.body.errors[0]?.extensions.conflicts).toEqual([expect.objectContaining({ field: 'text', current: 'Deux', mine: 'Trois' })])
  })
})

describe('row 18: the key of drafts', () => {
  const ask = (as: string | null) => call<{ data: { key: string } }>('/relais/identity/device-key', { as })

  it('is refused to whoever is not signed in', async () => {
    expect((await ask(null)).status).toBeGreaterThanOrEqual(401)
  })

  it('is that of one account, the same each time, and in no cache', async () => {
    const [first, second, other] = [await ask('conseiller'), await ask('conseiller'), await ask('partenaire')]
    expect(first.body.data.key).toMatch(/^[\w-]{43}$/)
    expect(second.body).toEqual(first.body)
    expect(other.body.data.key).not.toBe(first.body.data.key)
    expect(first.headers.get('cache-control')).toBe('no-store')
  })
})

describe('row 10: a session of the Studio', () => {
  it.each([['people', 'adviser', 'conseiller'], ['people', 'admin', 'admin'], ['needs', 'admin', 'admin'], ['referrals', 'admin', 'admin']] as const)('does not write %s as %s', async (collection, audience, account) => {
    const headers = await studioSession(userId(account), audience)
    const id = { people: person, needs: (await send('/items/needs', { body: need('Du Studio') })).body.data.id, referrals: randomUUID() }[collection]
    for (const [path, method, body] of [[`/items/${collection}/${id}`, 'PATCH', { user_created: null }], [`/items/${collection}`, 'POST', {}], [`/items/${collection}/${id}`, 'DELETE', undefined]] as const) {
      const answer = await call(path, { method, body, headers })
      expect([answer.status, codeOf(answer)]).toEqual([403, 'WRITE_ON_THE_PORTAL'])
      expect(JSON.stringify(answer.body)).toContain('http')
    }
  })

  it('writes them by no other row either', async () => {
    const headers = await studioSession(userId('admin'), 'admin')
    const access = await insert('break_glass_accesses', { case: file, user: userId('conseiller2'), reason: 'La structure est fermée ce soir.', valid_from: '2024-01-06T10:00:00Z', valid_until: '2024-01-06T12:00:00Z' })
    const within = { case: { id: file, person: { id: person, last_name: 'Par-Lien' } } }
    const answers = [
      await call(`/items/break_glass_accesses/${access}`, { method: 'PATCH', body: within, headers }),
      await call('/items/break_glass_accesses', { method: 'POST', body: { ...within, user: userId('conseiller2'), reason: 'La structure est fermée ce soir.', valid_from: '2024-01-06T10:00:00Z', valid_until: '2024-01-06T12:00:00Z' }, headers }),
    ]
    for (const answer of answers) expect([answer.status, codeOf(answer)]).toEqual([403, 'WRITE_ON_THE_PORTAL'])
    expect((await rowOf('people', person))['last_name']).toBe('Essai')
  })

  it('writes what is not about people', async () => {
    const headers = await studioSession(userId('admin'), 'admin')
    expect((await call(`/items/organizations/${world.organization}`, { method: 'PATCH', body: { phone: '+33199000011' }, headers })).status).toBe(200)
  })
})
