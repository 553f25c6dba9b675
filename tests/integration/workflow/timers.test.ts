import { beforeAll, describe, expect, it } from 'vitest'
import type { Definition } from '@relais/schema/workflow'
import { call, db } from '../../support/stack.ts'
import { aCase, aPerson, makeWorld, rowOf, userId } from '../directory/world.ts'
import { askToSweep, withVersion } from './workflows.ts'

let structure: string
const aFile = async (status = 'suspended') => aCase(await aPerson(structure), structure, { conseiller: 'referent', conseiller2: 'educator' }, { status })
const stateOf = async (file: string) => (await rowOf('cases', file)).status
const placeOf = async (file: string) => (await db.query('select state, deadline_at, due_at::text as due, handled_at, attempts, last_error from workflow_objects where item = $1', [file])).rows[0]
const since = (file: string, ago: string) => db.query('update workflow_objects set since = now() - $2::interval where item = $1', [file, ago])
const eventsOf = async (file: string) => (await db.query('select transition, "user", audience, comment from workflow_events where item = $1 order by at', [file])).rows
const toldOf = async (file: string) => (await db.query('select recipient, subject, message from directus_notifications where item = $1 order by id', [file])).rows

/** Suspended files go back to support by themselves. */
const resuming = (timer: object, rest: object = {}) => ({ states, transitions }: Definition): Definition => ({
  states: states.map(state => (state.key === 'support' ? { ...state, deadline: { amount: 30, unit: 'days' }, reminders: [7] } : state)),
  transitions: transitions.map(transition => (transition.key === 'resume' ? { ...transition, ...rest, timer: { delay: { amount: 10, unit: 'days' }, ...timer } } : transition)),
})

/** The epoch, in whichever zone the session writes it. */
const NOT_PLANNED = expect.stringMatching(/^19(?:69|70)-/)
const poll = { timeout: 20_000, interval: 200 }

beforeAll(async () => {
  structure = (await makeWorld()).structure
})

describe('a transition whose delay is not over', () => {
  it('waits, and its day is known', async () => {
    await withVersion('case', resuming({}), async () => {
      const file = await aFile()
      expect(await placeOf(file)).toMatchObject({ due: NOT_PLANNED })

      await askToSweep()
      await expect.poll(async () => (await placeOf(file))?.due, poll).not.toEqual(NOT_PLANNED)
      const { rows } = await db.query('select due_at - since = interval \'10 days\' or due_at - since between interval \'9 days 22 hours\' and interval \'10 days 2 hours\' as is_then from workflow_objects where item = $1', [file])
      expect(rows).toEqual([{ is_then: true }])
      expect([(await rowOf('cases', file)).status, await eventsOf(file), await toldOf(file)]).toEqual(['suspended', [], []])
    })
  })

  it('is nothing for records of another version', async () => {
    const before = await aFile()
    await withVersion('case', resuming({}), async () => {
      await since(before, '40 days')
      await askToSweep()
      await new Promise(resolve => setTimeout(resolve, 4000))
      expect([await stateOf(before), await eventsOf(before)]).toEqual(['suspended', []])
    })
  })
})

describe('a transition whose delay is over', () => {
  it('is done once by the system, however many look at it at once', async () => {
    await withVersion('case', resuming({ reminders: [3] }), async () => {
      const files = await Promise.all(Array.from({ length: 5 }, () => aFile()))
      for (const file of files) await since(file, '11 days')
      await askToSweep(4)

      await expect.poll(async () => Promise.all(files.map(async file => (await rowOf('cases', file)).status)), poll).toEqual(files.map(() => 'support'))
      for (const file of files) {
        expect(await eventsOf(file)).toEqual([{ transition: 'resume', user: null, audience: 'system', comment: 'Par le délai' }])
        // Too late to remind anybody.
        expect(await toldOf(file)).toEqual([])
      }
      // The state in which they are now has an end of its own.
      await askToSweep()
      await expect.poll(async () => (await placeOf(files[0] ?? ''))?.deadline_at instanceof Date, poll).toBe(true)
    })
  })

  it('is left alone while somebody moves the record, and is theirs when they did', async () => {
    await withVersion('case', resuming({}), async () => {
      const file = await aFile()
      await since(file, '11 days')
      const client = await db.connect()
      try {
        await client.query('begin')
        await client.query('select 1 from cases where id = $1 for update', [file])
        await askToSweep()
        await new Promise(resolve => setTimeout(resolve, 4000))
        expect(await eventsOf(file)).toEqual([])
      }
      finally {
        await client.query('rollback')
        client.release()
      }
      const answer = await call(`/relais/workflow/cases/${file}/transitions/close`, { as: 'conseiller', method: 'POST', body: { from: 'suspended', values: { closed_on: '2026-03-12', closing_reason: 'job' } } })
      expect(answer.status).toBe(200)
      await askToSweep()
      await new Promise(resolve => setTimeout(resolve, 4000))
      expect((await eventsOf(file)).map(({ transition }) => transition)).toEqual(['close'])
    })
  })

  it('that its condition refuses is tried again later, and says why', async () => {
    await withVersion('case', resuming({}, { guard: { rule: 'urgency == "high"', message: { fr: 'Il faut une urgence.', en: 'It must be urgent.' } } }), async () => {
      const file = await aFile()
      await since(file, '11 days')
      await askToSweep()
      await expect.poll(() => placeOf(file), poll).toMatchObject({ state: 'suspended', attempts: 1, last_error: expect.stringContaining('Il faut une urgence.') })

      await db.query('update cases set urgency = \'high\' where id = $1', [file])
      await askToSweep()
      await new Promise(resolve => setTimeout(resolve, 3000))
      expect(await placeOf(file)).toMatchObject({ state: 'suspended', attempts: 1 })
      await db.query('update workflow_objects set due_at = now() where item = $1', [file])
      await askToSweep()
      await expect.poll(() => placeOf(file), poll).toMatchObject({ state: 'support', attempts: 0, last_error: null })
    })
  })
})

describe('a reminder', () => {
  it('is sent once, to those who may act, in their language, before the day', async () => {
    await withVersion('case', resuming({ reminders: [5, 2] }), async () => {
      const file = await aFile()
      await since(file, '6 days')
      await askToSweep(3)
      await expect.poll(async () => (await toldOf(file)).length, poll).toBe(2)
      await askToSweep(2)
      await new Promise(resolve => setTimeout(resolve, 3000))

      const told = await toldOf(file)
      expect(told.map(({ recipient }) => recipient).toSorted()).toEqual([userId('conseiller'), userId('conseiller2')].toSorted())
      expect(told[0]).toMatchObject({ subject: 'Rappel : « Suspendu »', message: expect.stringMatching(/^Si personne n’agit, « Reprendre » se fera de soi-même le \d{1,2}(er)? \p{L}+ \d{4}\.$/u) })
      expect((await placeOf(file))?.handled_at).toBeInstanceOf(Date)
      expect((await rowOf('cases', file)).status).toBe('suspended')

      // The next one, three days later.
      await since(file, '9 days')
      await db.query('update workflow_objects set handled_at = now() - interval \'2 days\' where item = $1', [file])
      await askToSweep()
      await expect.poll(async () => (await toldOf(file)).length, poll).toBe(4)
    })
  })

  it('comes before the end of a state too', async () => {
    await withVersion('case', resuming({}), async () => {
      const file = await aFile('support')
      await since(file, '25 days')
      await askToSweep()
      await expect.poll(async () => (await toldOf(file)).map(({ message }) => message), poll).toEqual([expect.stringContaining('à terminer avant le'), expect.stringContaining('à terminer avant le')])
      expect((await placeOf(file))?.deadline_at).toBeInstanceOf(Date)
      expect((await placeOf(file))?.due).toBeNull()
    })
  })
})
