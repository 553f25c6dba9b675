import type { Host } from '@relais/extensions/platform'
import type { Moment, Schedule } from '@relais/schema/workflow'
import { answerers, scheduleOf, territoryOf } from '@relais/schema/workflow'
import type { Knex } from 'knex'
import { z } from 'zod'
import { TransitionRefusedError } from '../errors.ts'
import { reminderOf } from '../rules/reminder.ts'
import { definitionOf } from './definition-of.ts'
import { enqueueLost, reasonOf } from './effects.ts'
import { canAnswer, notify } from './notify.ts'
import { KIND_SQL, patient } from './patience.ts'
import { readPlace } from './place.ts'
import { resume, stop } from './unanswerable.ts'
import { assertAllowed, move } from './transition.ts'
import type { Workflow } from './workflow-of.ts'
import { workflowOf } from './workflow-of.ts'

const BATCH = 500

/** Does what is due by itself: reminders, transitions whose delay is over, effects that nobody took. Several servers may do it at once. */
export async function sweep(host: Host): Promise<void> {
  const { rows } = await host.database.raw<{ rows: { collection: string }[] }>('select distinct collection from workflows where is_enforced')
  for (const { collection } of rows) {
    const workflow = await workflowOf(host.database, collection)
    if (workflow) await sweepCollection(host, workflow)
  }
  await enqueueLost(host)
}

const DueSchema = z.object({
  id: z.string(), item: z.string(), version: z.string(), state: z.string(), due: z.string(), zone: z.string(), commune: z.string().nullable(),
  // Times of the wall clock of the place.
  since: z.string(), now: z.string(), handled: z.string().nullable(), answerable: z.string().nullable(), left: z.array(z.object({ state: z.string(), since: z.string() })),
  is_stuck: z.boolean(), is_orphan: z.boolean(), kind: z.string().nullable(),
})
type Due = z.output<typeof DueSchema>

/** What is due, in order, after the last one looked at: one that another server is doing is left to it. */
async function sweepCollection(host: Host, workflow: Workflow): Promise<void> {
  for (let after: Due | undefined; ;) {
    const found = await readDue(host.database, workflow.collection, { after })
    const planned = await Promise.all(found.map(async due => ({ due, schedule: await scheduleFor(host.database, due) })))
    const isWaiting = ({ due, schedule }: Planned): boolean => !due.is_orphan && ripe(due, schedule).length === 0
    await plan(host.database, planned.filter(isWaiting))
    for (const one of planned) {
      if (!isWaiting(one)) await attend(host, workflow, one.due)
    }
    after = found.at(-1)
    if (found.length < BATCH) return
  }
}

/** What should have happened by now, and did not. */
const ripe = ({ now, handled }: Due, { moments }: Schedule): Moment[] => moments.filter(({ at }) => at <= now && (handled === null || at > handled))

/** Whether whoever should answer a referral was archived, and nobody said so yet. */
const ORPHAN = `o.collection = 'referrals' and o.state in ('sent', 'received', 'waiting_list') and o.unanswerable_at is null
  and exists (select 1 from organizations g where g.id = (to_jsonb(r) ->> 'organization')::uuid and g.status = 'archived')`

const WALL = `'YYYY-MM-DD HH24:MI:SS'`

async function readDue(knex: Knex, collection: string, { after, id = null }: { after?: Due | undefined, id?: string | null }): Promise<Due[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `select o.id, o.item, o.version, o.state, o.due_at::text as due, z.zone, z.commune, to_char(o.since at time zone z.zone, ${WALL}) as since,
       to_char(now() at time zone z.zone, ${WALL}) as now, to_char(o.handled_at at time zone z.zone, ${WALL}) as handled,
       to_char(o.answerable_since at time zone z.zone, ${WALL}) as answerable, o.unanswerable_at is not null as is_stuck, ${ORPHAN} as is_orphan, ${KIND_SQL} as kind,
       array(select jsonb_build_object('state', l.state, 'since', to_char(l.since at time zone z.zone, ${WALL})) from relais_states_left(o.collection, o.item, o.since) l) as "left"
     from workflow_objects o join ?? r on r.id = o.item cross join lateral relais_place_of(o.collection, to_jsonb(r)) z
     where o.collection = ? and o.due_at <= now() and (?::uuid is null or o.id = ?::uuid) and (?::text is null or (o.due_at, o.id) > (?::timestamptz, ?::uuid))
     order by o.due_at, o.id limit ${BATCH}`,
    [collection, collection, id, id, after?.due ?? null, after?.due ?? null, after?.id ?? null],
  )
  return rows.map(row => DueSchema.parse(row))
}

async function scheduleFor(knex: Knex, { version, state, since, left, answerable, kind, ...place }: Due): Promise<Schedule> {
  return scheduleOf(patient(await definitionOf(knex, version), kind), state, { since, left, answerableSince: answerable, territory: territoryOf(place) })
}

interface Planned { due: Due, schedule: Schedule }

/** Writes when to look again, for objects that have not moved meanwhile. */
async function plan(knex: Knex, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return
  const rows = planned.map(({ due: { id, state, due, zone, now }, schedule: { deadline, moments } }) => ({
    id, state, due, zone, deadline, next: moments.find(({ at }) => at > now)?.at ?? null,
  }))
  await knex.raw(
    `update workflow_objects o set deadline_at = p.deadline at time zone p.zone, due_at = p.next at time zone p.zone
     from jsonb_to_recordset(?::jsonb) as p(id uuid, state text, due timestamptz, zone text, deadline timestamp, next timestamp)
     where o.id = p.id and o.state = p.state and o.due_at = p.due`,
    [JSON.stringify(rows)],
  )
}

/** Does what is due for one object in one transaction; what cannot be done is said and tried again later. */
async function attend(host: Host, workflow: Workflow, { id, item }: Due): Promise<void> {
  try {
    await host.database.transaction(async (trx) => {
      await trx.raw(`select set_config('relais.origin', 'system', true), set_config('relais.channel', 'workflow', true)`)
      // The record first, as those who move it by hand do; one that is being moved is left alone.
      const { rows } = await trx.raw<{ rows: unknown[] }>('select 1 from ?? where id = ? for no key update skip locked', [workflow.collection, item])
      const [due] = rows.length > 0 ? await readDue(trx, workflow.collection, { id }) : []
      if (due) await act(host, trx, { workflow, due, schedule: await scheduleFor(trx, due) })
    })
  }
  catch (error: unknown) {
    // A condition that does not hold yet is no failure: it is looked at again tomorrow.
    const isWaiting = error instanceof TransitionRefusedError
    if (!isWaiting) host.logger.error(error, `What is due for the object ${id} of a workflow failed`)
    await host.database.raw(
      `update workflow_objects set attempts = attempts + 1, last_error = ?,
         due_at = now() + case when ? then interval '1 day' else least(interval '1 day', interval '1 minute' * power(2, least(attempts, 11))) end
       where id = ? and due_at <= now()`,
      [reasonOf(error), isWaiting, id],
    )
  }
}

async function act(host: Host, trx: Knex.Transaction, { workflow, due, schedule }: Planned & { workflow: Workflow }): Promise<void> {
  const place = await readPlace(host, trx, { workflow, caller: null, id: due.item })
  const { collection } = workflow
  if (due.is_orphan) {
    await stop(trx, { due, place, collection })
    return
  }
  const moments = ripe(due, schedule)
  const over = moments.find(moment => moment.does === 'move')
  const transition = over && place.definition.transitions.find(({ key }) => key === over.transition)
  if (transition) {
    // Without accountability: nobody acts, the delay that was published does.
    const step = { workflow, place, transition, id: due.item, values: {}, comment: 'Par le délai', accountability: null }
    await assertAllowed(host, trx, step)
    const isAwaited = await canAnswer(trx, answerers(place.definition, due.state, transition), { collection, author: null, row: place.row })
    if (!isAwaited) await stop(trx, { due, place, transition, collection })
    else if (due.is_stuck) await resume(trx, due)
    else await move(host, trx, step)
    return
  }
  // Of several reminders of one thing that come at once, the last says it all.
  const reminders = moments.filter((moment, index) => !moments.some((other, at) => at > index && other.transition === moment.transition))
  for (const moment of reminders) {
    if (moment.does === 'remind') await notify(trx, { to: moment.to, ...reminderOf(place.definition, due.state, moment) }, { collection, item: due.item, author: null, row: place.row })
  }
  await trx.raw('update workflow_objects set handled_at = now(), attempts = 0, last_error = null where id = ?', [due.id])
  await plan(trx, [{ due, schedule }])
}
