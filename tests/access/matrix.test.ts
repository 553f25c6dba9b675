import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { permissionOf } from '../../docs/scripts/access-matrix.ts'
import { collections, getCollection } from '../../schema/index.ts'
import type { CollectionDefinition } from '../../schema/index.ts'
import { send } from '../security/world.ts'
import { aPdf } from '../support/files.ts'
import { db } from '../support/stack.ts'
import type { CanaryRow } from '../support/canaries.ts'
import { arrange, ask, each, hasProfile, inStudio, isPublic, mayReach, readableFields } from './canary-world.ts'
import type { CanaryWorld, Reader } from './canary-world.ts'

const NAMES = Object.keys(collections)
const VALUES: readonly string[] = ['base_value', 'proposed_value']
const MISSING = '00000000-0000-4000-8000-00000000dead'

let world: CanaryWorld
/** Keys of rows that no canary marks: rights, history, what was shipped. */
const kept: Record<string, string> = {}
let problems: string[]
let requests = 0

beforeAll(async () => {
  world = await arrange()
  for (const name of NAMES.filter(name => world.canaries.of(name).length === 0)) {
    const { rows } = await db.query<{ id: string }>(`select id from "${name}" limit 1`)
    if (rows[0]) kept[name] = rows[0].id
  }
}, 120_000)

/** Everybody who answers differently from nobody. */
const everybody = (): (Reader | null)[] => [null, ...world.readers]
const active = (): Reader[] => world.readers.filter(({ variant, audience }) => variant === 'active' && audience !== null)

const opens = (reader: Reader | null, collection: string): boolean => reader !== null && reader.audience !== null && hasProfile(reader) && permissionOf(reader.audience, collection, 'read') !== undefined

function maySee(reader: Reader | null, row: CanaryRow, field: string, isDirectory: boolean): boolean {
  if (isDirectory && isPublic(row, field)) return true
  // Those who may change a person decide on what is proposed about that person.
  const subject = row.collection === 'change_proposals' ? world.canaries.byId.get(String(row.values['person'])) : undefined
  if (isDirectory && reader && subject && mayReach(world, reader, subject, 'update')) return true
  // The queue tells those who read a proposal what it says, of the fields that they read.
  if (isDirectory && reader && row.collection === 'change_proposals' && VALUES.includes(field) && mayReach(world, reader, row, 'read')) return true
  return reader !== null && mayReach(world, reader, row, 'read') && readableFields(reader.audience, row.collection).includes(field)
}

/** Reads and refuses any canary that is not the reader's to see. */
async function look(reader: Reader | null, path: string, options: { method?: string, body?: unknown, isDirectory?: boolean } = {}) {
  requests += 1
  const answer = await ask(reader, path, options)
  const what = `${reader?.name ?? 'anonymous'}: ${options.method ?? 'GET'} ${path} ${options.body ? JSON.stringify(options.body).replaceAll(/\["[0-9a-f-]{36}"(,"[0-9a-f-]{36}")*\]/g, '[…]') : ''}`
  if (answer.status >= 500) problems.push(`${what} → ${answer.status}`)
  for (const { row, field, token } of world.canaries.in(answer.text)) {
    // What was asked may be repeated in a refusal.
    if (JSON.stringify(options.body ?? path).includes(token)) continue
    if (!maySee(reader, row, field, options.isDirectory ?? false)) problems.push(`${what} → shows ${row.collection}.${field} (${row.world})`)
  }
  return { ...answer, what }
}

const list = (reader: Reader | null, collection: string, query: Record<string, unknown>, search = '') =>
  look(reader, `/items/${collection}${search}`, { method: 'SEARCH', body: { query: { limit: -1, ...query } } })

const idsOf = (collection: string) => world.canaries.of(collection).map(({ id }) => id)
const onlyCanaries = (collection: string) => ({ id: { _in: world.canaries.of(collection).length > 0 ? idsOf(collection) : [MISSING] } })
const rowsSeen = (reader: Reader, collection: string) => world.canaries.of(collection).filter(row => mayReach(world, reader, row, 'read'))

function tokensOf(reader: Reader, collection: string): string[] {
  const fields = readableFields(reader.audience, collection)
  return rowsSeen(reader, collection).flatMap(row => fields.map(field => world.canaries.tokenOf(row, field)).filter(token => token !== null))
}

async function channel(work: () => Promise<void>): Promise<void> {
  problems = []
  const started = Date.now()
  await work()
  process.stderr.write(`  ${requests} requests, ${Date.now() - started} ms\n`)
  if (problems.length) process.stderr.write(problems.slice(0, 40).join('\n').slice(0, 9000) + '\n')
  expect(problems).toEqual([])
}

/** A closed account is closed whatever it asks for: three collections tell. One whose mandate ended is asked about everything. */
const asked = (reader: Reader | null): readonly string[] => (reader?.variant === 'suspended' || reader?.audience === null ? ['people', 'cases', 'organizations'] : NAMES)
const pairs = (readers: readonly (Reader | null)[]) => readers.flatMap(reader => asked(reader).map(collection => ({ reader, collection })))

describe('every audience, in every state, on every collection', () => {
  it('lists the rows and fields that are theirs, all of them and nothing else', async () => {
    await channel(() => each(pairs(everybody()), async ({ reader, collection }) => {
      const { status, text, what } = await list(reader, collection, { fields: ['*'], filter: onlyCanaries(collection) })
      if (reader?.variant === 'suspended' ? status !== 401 : !opens(reader, collection) && status !== 403) problems.push(`${what} → ${status}`)
      if (!reader || !opens(reader, collection)) return
      for (const token of tokensOf(reader, collection)) if (!text.includes(token)) problems.push(`${what} → lacks ${token} (${collection})`)
      for (const { id, world: place } of rowsSeen(reader, collection)) if (!text.includes(id)) problems.push(`${what} → lacks a row (${place})`)
    }))
  }, 120_000)

  it('reads one by one the rows that are theirs; a hidden one answers like a missing one', async () => {
    await channel(() => each(pairs([null, ...active()]), async ({ reader, collection }) => {
      const missing = await look(reader, `/items/${collection}/${MISSING}`)
      const hidden = kept[collection] === undefined ? [] : [kept[collection]]
      // Where nothing is open, one row tells.
      for (const row of world.canaries.of(collection).slice(0, opens(reader, collection) ? undefined : 1)) {
        if (reader && mayReach(world, reader, row, 'read')) {
          const { status, what } = await look(reader, `/items/${collection}/${row.id}`)
          if (status !== 200) problems.push(`${what} → ${status} (${row.world})`)
        }
        else hidden.push(row.id)
      }
      for (const id of hidden) {
        const answer = await look(reader, `/items/${collection}/${id}`)
        if (answer.status !== missing.status || answer.text !== missing.text) problems.push(`${answer.what} → ${answer.status}, unlike a missing row`)
      }
    }))
  }, 120_000)

  it('counts and groups those rows only', async () => {
    await channel(() => each(pairs(world.readers).filter(({ reader, collection }) => opens(reader, collection)), async ({ reader, collection }) => {
      if (!reader) return
      const filter = onlyCanaries(collection)
      const counted = await list(reader, collection, { aggregate: { countDistinct: ['id'] }, filter })
      const expected = String(rowsSeen(reader, collection).length)
      if (!counted.text.includes(`"id":${expected}}`) && !counted.text.includes(`"id":"${expected}"}`)) problems.push(`${counted.what} → ${counted.text}, expected ${expected}`)
      const grouped = await list(reader, collection, { groupBy: ['id'], aggregate: { count: ['*'] }, filter })
      const groups = idsOf(collection).filter(id => grouped.text.includes(id)).length
      if (groups !== rowsSeen(reader, collection).length) problems.push(`${grouped.what} → ${groups} groups`)
    }))
  }, 120_000)

  it('finds nothing else by searching, exporting or nesting', async () => {
    await channel(() => each(pairs(active()).filter(({ reader, collection }) => opens(reader, collection)), async ({ reader, collection }) => {
      const filter = onlyCanaries(collection)
      await list(reader, collection, { fields: ['*'], search: world.canaries.mark, filter })
      await list(reader, collection, { fields: ['*', '*.*', '*.*.*'], filter })
      await look(reader, `/items/${collection}?export=csv&limit=-1&fields=*&filter=${encodeURIComponent(JSON.stringify(filter))}`)
    }))
  }, 180_000)
})

interface Probe { reader: Reader, collection: string, query: (value: string) => Record<string, unknown>, token: string }

/** The answer must not depend on whether the value is right: same status, same body. */
async function mustNotTell({ reader, collection, query, token }: Probe): Promise<void> {
  const wrongToken = `${world.canaries.mark}zzzzz`
  const right = await list(reader, collection, query(token))
  const wrong = await list(reader, collection, query(wrongToken))
  if (right.status !== wrong.status || right.text.replaceAll(token, '') !== wrong.text.replaceAll(wrongToken, '')) problems.push(`${right.what} → the answer tells (${right.status} ${right.text.slice(0, 120)} / ${wrong.status} ${wrong.text.slice(0, 120)})`)
}

const definitionOf = (collection: string): CollectionDefinition | undefined => getCollection(collection)
const hiddenFields = ({ audience }: Reader, collection: string) => Object.entries(definitionOf(collection)?.fields ?? {})
  .filter(([name]) => name !== 'id' && !readableFields(audience, collection).includes(name)).map(([name, field]) => ({ name, field }))

describe('a hidden field', () => {
  it('is not guessed by a filter, a sort, a group, an aggregate, an alias or a nested question', async () => {
    await channel(() => each(pairs(active()).filter(({ reader, collection }) => opens(reader, collection)), async ({ reader, collection }) => {
      if (!reader) return
      const refused = async (query: Record<string, unknown>) => {
        const { status, what, text } = await list(reader, collection, query)
        // A relation to a closed collection is left out of the answer, without a word.
        const isLeftOut = status === 200 && Array.isArray(query['fields']) && query['fields'].every(name => name === 'id' || !text.includes(`"${name}"`)) && Object.keys(query).length === 1
        if (status !== 403 && !isLeftOut) problems.push(`${what} → ${status}`)
      }
      for (const [index, { name, field }] of hiddenFields(reader, collection).entries()) {
        const inner = field.relation ? { id: { _nnull: true } } : { _nnull: true }
        await refused({ fields: ['id'], filter: { [name]: inner } })
        if (index > 0) continue
        await refused({ fields: ['id', name] })
        await refused({ fields: ['id'], sort: [name] })
        await refused({ fields: ['id'], filter: { _or: [{ id: { _null: true } }, { [name]: inner }] } })
        if (field.type === 'alias') await refused({ fields: ['id'], deep: { [name]: { _filter: { id: { _null: true } } } }, filter: { [name]: { _some: { id: { _nnull: true } } } } })
        else {
          await refused({ groupBy: [name], aggregate: { count: ['*'] } })
          await refused({ aggregate: { max: [name] } })
          await refused({ aggregate: { countDistinct: [name] } })
          await refused({ fields: ['id', 'x'], alias: { x: name } })
        }
      }
    }))
  }, 180_000)

  it('is not guessed through a relation', async () => {
    await channel(() => each(pairs(active()).filter(({ reader, collection }) => opens(reader, collection)), async ({ reader, collection }) => {
      if (!reader) return
      for (const name of readableFields(reader.audience, collection)) {
        const target = definitionOf(collection)?.fields[name]?.relation?.collection
        if (!target) continue
        const secrets = target === 'directus_users' ? ['email', 'token'] : target === 'directus_files' ? ['filename_disk', 'uploaded_by'] : hiddenFields(reader, target).filter(({ field }) => !field.relation).slice(0, 1).map(({ name: hidden }) => hidden)
        for (const secret of secrets) {
          for (const query of [{ fields: ['id'], filter: { [name]: { [secret]: { _nnull: true } } } }, { fields: ['id'], sort: [`${name}.${secret}`] }, { fields: ['id', `${name}.${secret}`] }]) {
            const { status, what, text } = await list(reader, collection, query)
            if (status === 200 && 'fields' in query && query.fields.length === 2 && !text.includes(`"${secret}"`)) continue
            if (status !== 403) problems.push(`${what} → ${status}`)
          }
        }
      }
    }))
  }, 180_000)
})

describe('a hidden row', () => {
  it('is not guessed through a relation that leads to it', async () => {
    const probes: Probe[] = active().flatMap(reader => NAMES.filter(name => opens(reader, name)).flatMap(collection =>
      readableFields(reader.audience, collection).flatMap((name): Probe[] => {
        const target = definitionOf(collection)?.fields[name]?.relation?.collection
        if (!target || !opens(reader, target)) return []
        const hidden = world.canaries.of(target).filter(row => !mayReach(world, reader, row, 'read'))
        const fields = readableFields(reader.audience, target)
        return hidden.flatMap((row) => {
          const token = fields.map(field => ({ field, token: world.canaries.tokenOf(row, field) })).find(found => found.token !== null)
          if (!token?.token) return []
          const asked = (value: string) => ({ [token.field]: { _contains: value } })
          const isMany = definitionOf(collection)?.fields[name]?.type === 'alias'
          const filters = [
            (value: string) => ({ [name]: asked(value) }),
            (value: string) => ({ _or: [{ id: { _null: true } }, { _and: [{ [name]: asked(value) }] }] }),
            ...isMany ? [(value: string) => ({ [name]: { _some: asked(value) } }), (value: string) => ({ [name]: { _none: asked(value) } })] : [],
          ]
          return filters.map(filter => ({ reader, collection, token: token.token ?? '', query: (value: string) => ({ fields: ['id'], filter: filter(value) }) }))
        })
      })))
    await channel(() => each(probes, mustNotTell))
    expect(probes.length).toBeGreaterThan(50)
  }, 180_000)

  it('is neither counted, nor sorted by, through a relation that leads to it', async () => {
    let asked = 0
    await channel(() => each(pairs(active()).filter(({ reader, collection }) => opens(reader, collection)), async ({ reader, collection }) => {
      if (!reader) return
      for (const name of readableFields(reader.audience, collection)) {
        const field = definitionOf(collection)?.fields[name]
        const target = field?.relation?.collection
        if (!field || !target || !opens(reader, target)) continue
        const hidden = world.canaries.of(target).filter(row => !mayReach(world, reader, row, 'read'))
        // Rows that lead to a hidden one: what is hidden there must not move them.
        const leads = world.canaries.of(collection).some(row => mayReach(world, reader, row, 'read') && hidden.some(({ id, values }) => row.values[name] === id || Object.values(values).includes(row.id)))
        const column = readableFields(reader.audience, target).find(inner => hidden.some(row => world.canaries.tokenOf(row, inner) !== null))
        if (!leads || column === undefined) continue
        asked += 1
        const queries = [{ fields: ['id'], sort: [`${name}.${column}`] }, ...field.type === 'alias' ? [
          { fields: ['id', `count(${name})`] }, { fields: ['id'], filter: { [`count(${name})`]: { _gt: 0 } } }, { fields: ['id'], sort: [`count(${name})`] },
        ] : []]
        for (const query of queries) {
          const { status, what } = await list(reader, collection, query)
          if (status !== 403) problems.push(`${what} → ${status}`)
        }
      }
    }))
    expect(asked).toBeGreaterThan(5)
  }, 120_000)

  it('is neither changed, nor deleted, nor shared; what is theirs to change is changed', async () => {
    await channel(() => each(pairs(active()), async ({ reader, collection }) => {
      if (!reader?.audience) return
      const audience = reader.audience
      const fields = permissionOf(audience, collection, 'update')?.fields ?? []
      // Where nothing is written, one row tells.
      for (const row of world.canaries.of(collection).slice(0, fields.length > 0 ? undefined : 1)) {
        const path = `/items/${collection}/${row.id}`
        const written = fields.find(field => world.canaries.tokenOf(row, field) !== null && row.values[field] !== null)
        const body = written ? { [written]: row.values[written] } : { id: row.id }
        const changed = await look(reader, path, { method: 'PATCH', body })
        if (mayReach(world, reader, row, 'update') ? written !== undefined && changed.status !== 200 && changed.status !== 400 : changed.status !== 403) problems.push(`${changed.what} → ${changed.status} ${changed.text.slice(0, 200)} (${row.world})`)
        if (row.world !== 'own') continue
        const readonly = Object.keys(row.values).find(field => field !== 'id' && !fields.includes(field))
        if (readonly) {
          const refused = await look(reader, path, { method: 'PATCH', body: { [readonly]: row.values[readonly] } })
          if (refused.status !== 403) problems.push(`${refused.what} → ${refused.status}`)
        }
        if (!mayReach(world, reader, row, 'delete')) {
          const deleted = await look(reader, path, { method: 'DELETE' })
          if (deleted.status !== 403) problems.push(`${deleted.what} → ${deleted.status}`)
        }
      }
      const all = await look(reader, `/items/${collection}`, { method: 'PATCH', body: { keys: [...world.canaries.of(collection).map(({ id }) => id), MISSING], data: { id: randomUUID() } } })
      if (all.status !== 403) problems.push(`${all.what} → ${all.status}`)
      const shared = await look(reader, '/shares', { method: 'POST', body: { collection, item: world.canaries.of(collection)[0]?.id, role: null } })
      if (shared.status !== 404) problems.push(`${shared.what} → ${shared.status}`)
      const created = await look(reader, `/items/${collection}`, { method: 'POST', body: {} })
      if (permissionOf(audience, collection, 'create') ? created.status < 400 || created.status === 403 : created.status !== 403) problems.push(`${created.what} → ${created.status} ${created.text.slice(0, 200)}`)
    }))
  }, 180_000)
})

describe('a file that a record names', () => {
  const NAME = `piece${randomUUID().slice(0, 8)}`
  const files = new Map<string, CanaryRow>()

  beforeAll(async () => {
    for (const row of world.canaries.of('documents')) {
      const { body } = await send('admin', aPdf(), { name: `${NAME}.pdf` })
      const id = String(body.data?.['id'])
      await db.query('update documents set file = $1 where id = $2', [id, row.id])
      files.set(id, row)
    }
  })

  const reads = (reader: Reader | null, row: CanaryRow): boolean => reader !== null && reader.audience !== null && mayReach(world, reader, row, 'read') && readableFields(reader.audience, 'documents').includes('file')

  it('is read, found, counted and downloaded by those who read the record, and by nobody else', async () => {
    const studio = (await Promise.all(active().map(inStudio))).filter(reader => reader !== null)
    const readers = [...everybody(), ...studio]
    expect(readers.filter(reader => [...files.values()].some(row => reads(reader, row))).map(reader => reader?.name).sort()).toEqual(
      ['adviser active', 'adviser active in the Studio', 'manager active', 'manager active in the Studio', 'manager expired'])
    await channel(() => each(readers, async (reader) => {
      const seen = [...files].filter(([, row]) => reads(reader, row)).map(([id]) => id)
      for (const [id, row] of files) {
        for (const path of ['/files/ID', '/assets/ID', '/assets/ID?download', '/assets/ID/x.pdf']) {
          const [answer, missing] = await Promise.all([id, MISSING].map(key => ask(reader, path.replace('ID', key))))
          if (seen.includes(id) ? answer?.status !== 200 : answer?.status !== missing?.status || answer?.text.replaceAll(id, '') !== missing?.text.replaceAll(MISSING, '')) problems.push(`${reader?.name ?? 'anonymous'}: ${path} → ${answer?.status} (${row.world})`)
        }
      }
      const filter = { id: { _in: [...files.keys()] } }
      const queries = [['/files', { fields: ['id', 'title'], filter }], ['/files', { fields: ['id'], search: NAME }], ['/files', { aggregate: { count: ['*'] }, groupBy: ['id'], filter }], ['/items/documents', { fields: ['title', 'file.id', 'file.title'], filter: onlyCanaries('documents') }]] as const
      for (const [path, query] of queries) {
        const { text, what } = await look(reader, path, { method: 'SEARCH', body: { query } })
        for (const id of files.keys()) if (text.includes(`"${id}"`) !== seen.includes(id)) problems.push(`${what} → ${seen.includes(id) ? 'lacks' : 'shows'} a file`)
      }
      // Neither where a file is kept, nor who sent it, nor the records behind it.
      for (const query of [{ fields: ['filename_disk'] }, { filter: { uploaded_by: { _nnull: true } } }, { filter: { '$FOLLOW(documents,file)': { title: { _nnull: true } } } }, { sort: ['$FOLLOW(documents,file).title'] }]) {
        const { status, what } = await look(reader, '/files', { method: 'SEARCH', body: { query } })
        if (status < 400) problems.push(`${what} → ${status}`)
      }
    }))
  }, 120_000)
})

describe('the other channels', () => {
  it('show nothing more: files, revisions, activity, comments, notifications, users', async () => {
    await channel(() => each(everybody(), async (reader) => {
      for (const path of ['/revisions?limit=-1&fields=*.*', '/activity?limit=-1&fields=*.*', '/comments?fields=*', '/notifications?fields=*', '/files?fields=*', '/users?fields=*&limit=-1', '/shares', '/folders', '/permissions?limit=-1', '/presets', '/collections', '/fields', '/relations']) {
        await look(reader, path)
      }
      for (const collection of ['people', 'cases', 'interviews']) {
        const hidden = world.canaries.of(collection).find(row => !reader || !mayReach(world, reader, row, 'read'))
        const { status, what } = await look(reader, '/comments', { method: 'POST', body: { collection, item: hidden?.id ?? MISSING, comment: 'x' } })
        if (status < 400) problems.push(`${what} → ${status}`)
      }
    }))
  }, 180_000)

  it('show nothing more: the parts of Directus that only its Studio uses', async () => {
    const readers = (await Promise.all(active().map(inStudio))).filter(reader => reader !== null)
    expect(readers.map(({ audience }) => audience)).toEqual(expect.arrayContaining(['adviser', 'manager', 'configurator']))
    await channel(() => each(readers, async (reader) => {
      const { status } = await look(reader, '/users/me')
      if (status !== 200) problems.push(`${reader.name}: /users/me → ${status}`)
      for (const path of ['/revisions?limit=-1&fields=*.*', '/activity?limit=-1&fields=*.*', '/comments?fields=*.*', '/versions?fields=*', '/notifications?fields=*', '/files?fields=*', '/users?fields=*&limit=-1', '/folders', '/presets', '/panels', '/dashboards', '/flows', '/operations', '/access', '/policies', '/roles', '/collections']) await look(reader, path)
      const { status: shared } = await look(reader, '/shares')
      if (shared !== 404) problems.push(`${reader.name}: /shares → ${shared}`)
      for (const collection of NAMES) {
        const filter = onlyCanaries(collection)
        const { status: listed, what } = await list(reader, collection, { fields: ['*'], filter })
        if (opens(reader, collection) ? listed !== 200 : listed !== 403) problems.push(`${what} → ${listed}`)
        for (const row of world.canaries.of(collection).filter(row => !mayReach(world, reader, row, 'read')).slice(0, 2)) {
          const attempts = await Promise.all([
            look(reader, `/items/${collection}/${row.id}`), look(reader, `/items/${collection}/${row.id}?version=x`),
            look(reader, '/comments', { method: 'POST', body: { collection, item: row.id, comment: 'x' } }),
            look(reader, '/versions', { method: 'POST', body: { collection, item: row.id, key: 'x', name: 'x' } }),
            look(reader, `/utils/revert/${row.id}`, { method: 'POST' }),
          ])
          for (const attempt of attempts) if (attempt.status < 400) problems.push(`${attempt.what} → ${attempt.status} (${row.world})`)
        }
      }
    }))
  }, 180_000)

  it('show nothing more: the endpoints of the portal', async () => {
    await channel(() => each(everybody(), async (reader) => {
      const isDirectory = true
      const see = (path: string) => look(reader, path, { isDirectory })
      for (const path of [
        '/relais/identity/me', '/relais/forms', '/relais/home', '/relais/cases/mine', '/relais/directory/partner', '/relais/directory/partner/referrals', '/relais/directory/proposals',
        `/relais/directory/search?q=${world.canaries.mark}`, '/relais/directory/map', '/relais/directory/vocabularies', `/relais/cases/offers?q=${world.canaries.mark}`, `/relais/cases/organizations?q=${world.canaries.mark}`,
      ]) await see(path)
      if (reader && (reader.variant === 'suspended' || reader.audience === null)) return
      for (const row of world.canaries.rows) {
        const isTold = getCollection(row.collection)?.tracked && (row.world === 'own' || row.world === 'other')
        if (isTold && reader?.variant === 'active') await see(`/relais/history/${row.collection}/${row.id}`)
        if (row.collection === 'organizations') {
          await see(`/relais/directory/organizations/${row.id}`)
          await see(`/relais/directory/partner/organizations/${row.id}`)
          await see(`/relais/directory/partner/referrals?organization=${row.id}`)
        }
        if (row.collection === 'offers') await see(`/relais/directory/offers/${row.id}`)
      }
    }))
    process.stderr.write(`  ${requests} requests\n`)
  }, 180_000)
})
