import fc from 'fast-check'

export { MOMENT as NOW } from '../../../../support/moment.ts'

const aName = fc.constantFrom('a', 'b', 'function', 'themes')
const aLiteral = fc.oneof(fc.constantFrom('x', '5', '', ' ', '2026-01-02', 'é"\\'), fc.integer({ min: -5, max: 9 }), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -10, max: 10 }))
const aWord = fc.constantFrom('x', '5', '', 'xy', 'é"\\')

const aTest = fc.oneof(
  fc.record({ _eq: fc.oneof(aLiteral, fc.constant(null)) }), fc.record({ _neq: fc.oneof(aLiteral, fc.constant(null)) }),
  fc.record({ _in: fc.array(aLiteral, { maxLength: 3 }) }), fc.record({ _nin: fc.array(aLiteral, { maxLength: 3 }) }),
  fc.record({ _lt: aLiteral }), fc.record({ _lte: aLiteral, _gt: aLiteral }), fc.record({ _gte: aLiteral }), fc.record({ _between: fc.tuple(aLiteral, aLiteral) }),
  fc.record({ _contains: aWord }), fc.record({ _ncontains: aWord }), fc.record({ _starts_with: aWord }), fc.record({ _ends_with: aWord }),
  fc.record({ _null: fc.boolean() }), fc.record({ _nnull: fc.boolean() }), fc.record({ _empty: fc.boolean() }), fc.record({ _nempty: fc.boolean() }),
)

/** Any condition that a declaration or the Studio may hold. */
export const aFilter: fc.Arbitrary<unknown> = fc.letrec<{ filter: unknown }>(tie => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(aName, aTest).map(([name, test]) => ({ [name]: test })),
    fc.record({ _and: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ _or: fc.array(tie('filter'), { maxLength: 3 }) }),
  ),
})).filter

const aValue = fc.oneof(aLiteral, fc.constant(null), fc.array(fc.constantFrom('x', 'y', ''), { maxLength: 3 }), fc.constantFrom({ id: 'x' }, { id: 5 }))

/** Answers to the same fields, some missing. */
export const someValues = fc.record({ a: aValue, b: aValue, function: aValue, themes: aValue }, { requiredKeys: [] })

const PIECES = [
  'a', 'b', 'this.function', 'themes', '"x"', '5', '1.5', 'true', 'null', '"2026-01-02"', '(', ')', '[', ']', ',', '==', '!=', '<', '>=', 'in', '&&', '||', '!', '-', '+', '*', '/', '%',
  '?', ':', '.', 'today()', 'age(', 'days_between(', 'add_days(', 'is_empty(', 'count(', '.contains(', '.startsWith(', 'lower(', 'round(', '.exists(', 'has(', '{', '}', '"', '\\', '9999999999999999999999', '1e308', 'b"x"',
]

/** Texts that look like rules, right or wrong. */
export const almostARule = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map(pieces => pieces.join(' '))
