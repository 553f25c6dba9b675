import type { Definition, Recipient, Transition, Who } from './types.ts'

const actorsIn = ({ transitions }: Definition, state: string): Who[] => transitions.filter(({ from }) => from.includes(state)).map(({ who }) => who)

/** Whose step is awaited: the partner or the person where one of them may act, else the professionals. */
export function awaited(definition: Definition, state: string): Recipient[] {
  const acting = actorsIn(definition, state)
  if (acting.some(({ organization }) => organization)) return ['organization']
  if (acting.some(({ person }) => person)) return ['person']
  return acting.some(({ audiences = [], functions = [] }) => functions.length > 0 || audiences.includes('adviser')) ? ['team'] : ['managers']
}

/** Who has to be there for a delay to act: before it, or after where it only asks. */
export interface Answerers { before: Recipient[], after: Recipient[] }

/**
 * Who could have answered before a delay acts in their stead: those who may do the step by hand, else those whose answer is
 * awaited; and where the step only asks, those whom it asks. Nobody where the definition waits for nobody.
 */
export function answerers(definition: Definition, state: string, { who, to }: Pick<Transition, 'who' | 'to'>): Answerers {
  const own = recipientsOf([who])
  const isEnd = definition.states.find(({ key }) => key === to)?.kind === 'final'
  return { before: own.length > 0 ? own : recipientsOf(leading(actorsIn(definition, state))), after: isEnd ? [] : recipientsOf(leading(actorsIn(definition, to))) }
}

/** Those whose step comes first: of a partner, of the person, else of the professionals. */
function leading(acting: readonly Who[]): readonly Who[] {
  const partner = acting.filter(({ organization }) => organization)
  const person = acting.filter(own => own.person)
  return partner.length > 0 ? partner : person.length > 0 ? person : acting
}

function recipientsOf(acting: readonly Who[]): Recipient[] {
  const some = (test: (who: Who) => unknown): boolean => acting.some(who => Boolean(test(who)))
  const isAudience = (...names: readonly string[]) => some(({ audiences = [] }) => audiences.some(name => names.includes(name)))
  return [
    ...(some(({ organization }) => organization) ? ['organization'] as const : []),
    ...(some(({ person }) => person) ? ['person'] as const : []),
    ...(some(({ functions = [] }) => functions.length > 0) || isAudience('adviser', 'prescriber') ? ['team'] as const : []),
    ...(isAudience('manager', 'admin') ? ['managers'] as const : []),
  ]
}
