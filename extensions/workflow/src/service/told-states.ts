import { leastTold } from '@relais/extensions/access'
import type { Told } from '@relais/extensions/access'
import { choicesTold } from '@relais/extensions/configurator'
import type { Audience } from '@relais/schema'
import type { Knex } from 'knex'
import type { DesignerHost } from './drafts.ts'
import type { KnownWorkflow } from './workflows.ts'

/** How the records of each state are told to an audience. */
export interface ToldStates {
  /** What is told of the records counted in a state; of a part of them only, nothing to whoever does not read them. */
  tell: (state: string | null, counted: number) => Told
  /**
   * States that no record is in, where that is not told either. Lists name them as those of few records: naming only what is there
   * would tell, beside a total known elsewhere, that each state holds one.
   */
  untold: readonly string[]
}

interface Asked { knex: Knex, audience: Audience, least?: number, workflow: Pick<KnownWorkflow, 'collection' | 'field'> }

/** Every number of the designer is told by this, as the impact of the field tells it too. */
export async function statesTold(host: Pick<DesignerHost, 'getSchema'>, { knex, audience, workflow: { collection, field }, least = leastTold(audience, collection) }: Asked): Promise<ToldStates> {
  if (least === 1) return { tell: (_state, counted) => ({ count: counted, isPartial: false }), untold: [] }
  const known = Number.isFinite(least) ? await choicesTold(knex, await host.getSchema(), { collection, field, least }) : new Map<string, never>()
  return {
    untold: [...known].flatMap(([state, { told, whole }]) => (whole === 0 && told.count === null ? [state] : [])),
    tell: (state, counted) => {
      const own = state === null ? undefined : known.get(state)
      return own?.whole === counted ? own.told : { count: counted === 0 ? 0 : null, isPartial: false }
    },
  }
}
