import { describe, expect, it } from 'vitest'
import { waysFrom } from '../../../../../extensions/workflow/src/rules/walk.ts'
import { definition, transition } from '../../../schema/workflow/support.ts'
import type { ActorFacts } from '../../../../../schema/workflow/index.ts'

const somebody = (rest: Partial<ActorFacts> = {}): ActorFacts => ({ audience: 'adviser', functions: [], editsForOrganization: false, isPerson: false, isPreviousAuthor: false, ...rest })
const said = definition(
  transition('decide', 'a', 'c', { who: { functions: ['referent'] }, fourEyes: {}, comment: 'required', fields: ['age'] }),
  transition('grow', 'a', 'b', { guard: { rule: 'this.age > 3', message: { fr: 'Non', en: 'No' } } }),
  transition('late', 'a', 'c', { who: {}, timer: { delay: { amount: 10, unit: 'working_days' } } }),
)
const ways = (actor: ActorFacts) => Object.fromEntries(waysFrom(said, 'a', actor).map(({ transition: { key }, isPossible, reasons }) => [key, isPossible || reasons.map(({ code }) => code)]))

describe('walking through a workflow', () => {
  it('opens to each person what they may do, and says why not the rest', () => {
    expect(ways(somebody())).toEqual({ ab: true, decide: ['NOT_YOURS'], grow: true, late: ['NOT_YOURS'] })
    expect(ways(somebody({ functions: ['referent'] }))).toMatchObject({ decide: true })
    expect(ways(somebody({ functions: ['referent'], isPreviousAuthor: true }))).toMatchObject({ decide: ['FOUR_EYES'] })
    expect(ways(somebody({ audience: 'partner' }))).toMatchObject({ ab: ['NOT_YOURS'] })
  })

  it('tells what would be asked, on which condition, and what comes by itself', () => {
    const [, decide, grow, late] = waysFrom(said, 'a', somebody())
    expect([decide?.asks, grow?.condition, late?.after]).toEqual([{ fields: ['age'], files: [], comment: 'required' }, 'this.age > 3', { amount: 10, unit: 'working_days' }])
    expect(waysFrom(said, 'c', somebody())).toEqual([])
  })
})
