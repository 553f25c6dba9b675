import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Definition } from '@relais/schema/workflow'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, makeWorld, rowOf, userId } from '../directory/world.ts'
import { withVersion } from './workflows.ts'

interface Migrated { data: { is_done: boolean, count: number | null, at_least?: true, states: { from: string, to: string | null, count: number | null }[] } }

let structure: string
const aFile = async (status = 'support') => aCase(await aPerson(structure), structure, { conseiller: 'referent' }, { status })
const migrate = (version: string, body: unknown, as: string | null = 'admin') => call<Migrated>(`/relais/workflow/versions/${version}/migrate`, { as, method: 'POST', body })
const placeOf = async (file: string) => (await db.query('select state, version, since from workflow_objects where item = $1', [file])).rows[0]
const eventsOf = async (file: string) => (await db.query('select transition, from_state, to_state, "user" from workflow_events where item = $1 order by at', [file])).rows

/** The way of a file without suspension. */
const shorter = ({ states, transitions }: Definition): Definition => ({
  states: states.filter(({ key }) => key !== 'suspended'),
  transitions: transitions.filter(({ to }) => to !== 'suspended').map(one => ({ ...one, from: one.from.filter(state => state !== 'suspended') })).filter(({ from }) => from.length > 0),
})

beforeAll(async () => {
  structure = (await makeWorld()).structure
})

describe('the move of records to another version', () => {
  it.each([[null, 401], ['conseiller', 403], ['responsable', 403], ['partenaire', 403], ['pilotage', 403], ['configurateur.paris', 403]] as const)('is refused to %s', async (as, status) => {
    await withVersion('case', shorter, async (version) => {
      expect((await migrate(version, { dry_run: true }, as)).status).toBe(status)
    })
  })

  it('is for those who set the whole network: one structure is not enough', async () => {
    await withVersion('case', shorter, async (version) => {
      expect(codeOf(await migrate(version, { dry_run: true }, 'configurateur.paris'))).toBe('LAYER_NOT_OPEN')
      const told = await migrate(version, { dry_run: true }, 'configurateur')
      expect([told.status, Object.keys(told.body.data).filter(name => name !== 'at_least')]).toEqual([200, ['is_done', 'count', 'states']])
    })
  })

  it('is refused to a version that is missing or a draft, and with a body of another form', async () => {
    await withVersion('case', shorter, async (version) => {
      const { rows: [row] } = await db.query<{ workflow: string }>('select workflow from workflow_versions where id = $1', [version])
      const draft = randomUUID()
      await db.query('insert into workflow_versions (id, workflow, number, status, origin, definition) values ($1, $2, 990, \'draft\', \'local\', \'{}\')', [draft, row?.workflow])
      expect([(await migrate(draft, {})).status, (await migrate(randomUUID(), {})).status, (await migrate('x', {})).status]).toEqual([403, 403, 403])
      for (const body of [{ states: [] }, { states: { a: 1 } }, { force: true }, []]) expect(codeOf(await migrate(version, body))).toBe('FORM_INVALID')
      await db.query('delete from workflow_versions where id = $1', [draft])
    })
  })

  it('counts first, refuses to lose a state, then moves all of them at once', async () => {
    await withVersion('case', definition => ({ ...definition, transitions: [...definition.transitions].reverse() }), async (from) => {
      const [suspended, waiting] = [await aFile(), await aFile('reception')]
      expect((await call(`/relais/workflow/cases/${suspended}/transitions/suspend`, { as: 'conseiller', method: 'POST', body: { from: 'support', comment: 'x' } })).status).toBe(200)
      await db.query('update workflow_objects set since = now() - interval \'2 days\' where item = $1', [suspended])
      const before = await placeOf(suspended)
      await withVersion('case', shorter, async (version) => {
        const told = await migrate(version, { from, dry_run: true })
        expect(told.body.data).toEqual({ is_done: false, count: 2, states: [{ from: 'reception', to: 'reception', count: 1 }, { from: 'suspended', to: null, count: 1 }] })
        // One file alone would be told of by its number to whoever reads none.
        const few = await migrate(version, { from, dry_run: true }, 'configurateur')
        expect(few.body.data).toEqual({ is_done: false, count: null, states: [{ from: 'reception', to: 'reception', count: null }, { from: 'suspended', to: null, count: null }] })
        const refused = await migrate(version, { from, states: { suspended: 'nowhere' } })
        expect([refused.status, codeOf(refused)]).toEqual([409, 'MIGRATION_INCOMPLETE'])
        expect([await placeOf(suspended), (await rowOf('cases', suspended)).status]).toEqual([before, 'suspended'])

        const done = await migrate(version, { from, states: { suspended: 'support' } }, 'configurateur')
        expect(done.body.data).toEqual({ is_done: true, count: null, states: [{ from: 'reception', to: 'reception', count: null }, { from: 'suspended', to: 'support', count: null }] })
        expect((await rowOf('cases', suspended)).status).toBe('support')
        expect(await placeOf(suspended)).toEqual({ state: 'support', version, since: before?.since })
        expect((await eventsOf(suspended)).at(-1)).toEqual({ transition: '@migration', from_state: 'suspended', to_state: 'support', user: userId('configurateur') })
        expect((await db.query('select author, channel, before, after from relais_journal.entries where item = $1 and kind = \'update\' order by at desc limit 1', [suspended])).rows).toEqual([{ author: userId('configurateur'), channel: 'studio', before: { status: 'suspended' }, after: { status: 'support' } }])
        expect(await eventsOf(waiting)).toEqual([{ transition: '@migration', from_state: 'reception', to_state: 'reception', user: userId('configurateur') }])
        expect((await migrate(version, { from })).body.data).toEqual({ is_done: true, count: 0, states: [] })
        // What the version says holds from now on.
        expect(codeOf(await call(`/relais/workflow/cases/${suspended}/transitions/suspend`, { as: 'conseiller', method: 'POST', body: { from: 'support', comment: 'x' } }))).toBe('TRANSITION_UNKNOWN')
      })
    })
  })
})
