import { leastTold } from '@relais/extensions/access'
import type { Told } from '@relais/extensions/access'
import { choicesTold } from '@relais/extensions/configurator'
import type { Audience } from '@relais/schema'
import type { Knex } from 'knex'
import type { DesignerHost } from './drafts.ts'
import type { KnownWorkflow } from './workflows.ts'

/** What is told of the records counted in a state; of a part of them only, nothing to whoever does not read them. */
export type TellState = (state: string | null, counted: number) => Told

interface Asked { knex: Knex, audience: Audience, least?: number, workflow: Pick<KnownWorkflow, 'collection' | 'field'> }

/** How the records of each state are told to an audience: every number of the designer is this one, which the impact of the field tells too. */
export async function statesTold(host: Pick<DesignerHost, 'getSchema'>, { knex, audience, workflow: { collection, field }, least = leastTold(audience, collection) }: Asked): Promise<TellState> {
  if (least === 1) return (_state, counted) => ({ count: counted, isPartial: false })
  const known = Number.isFinite(least) ? await choicesTold(knex, await host.getSchema(), { collection, field, least }) : new Map<string, never>()
  return (state, counted) => {
    const own = state === null ? undefined : known.get(state)
    return own?.whole === counted ? own.told : { count: counted === 0 ? 0 : null, isPartial: false }
  }
}
