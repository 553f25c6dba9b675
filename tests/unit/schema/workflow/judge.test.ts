import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AUDIENCES } from '@relais/schema'
import { checkDefinition, compare, judgeTransition, possible } from '@relais/schema/workflow'
import type { ActorFacts, Attempt, Definition } from '@relais/schema/workflow'
import { context, definition, state, transition } from './support.ts'
import { MOMENT } from '../../../support/moment.ts'

const actor = (rest: Partial<ActorFacts> = {}): ActorFacts => ({ audience: 'adviser', functions: [], editsForOrganization: false, isPerson: false, isPreviousAuthor: false, ...rest })
const attempt = (rest: Partial<Attempt> = {}): Attempt => ({ actor: actor(), state: 'a', values: {}, emptyFiles: [], comment: null, moment: MOMENT, ...rest })
const codes = (...args: Parameters<typeof judgeTransition>) => judgeTransition(...args).map(({ code, field }) => (field ? `${code} ${field}` : code))

describe('a transition', () => {
  it.each<[string, Parameters<typeof transition>[3], Partial<Attempt>, string[]]>([
    ['from another state', {}, { state: 'b' }, ['NOT_FROM_HERE']],
    ['by another audience', {}, { actor: actor({ audience: 'partner' }) }, ['NOT_YOURS']],
    ['by another function', { who: { functions: ['referent'] } }, { actor: actor({ functions: ['reader'] }) }, ['NOT_YOURS']],
    ['by a function of somebody who only reads the file any more', { who: { functions: ['referent'] } }, { actor: actor({ functions: ['referent'], isBystander: true }) }, ['NOT_YOURS']],
    ['by another organisation', { who: { organization: true } }, { actor: actor({ audience: 'partner' }) }, ['NOT_YOURS']],
    ['by somebody else than the person', { who: { person: true } }, { actor: actor({ audience: 'beneficiary' }) }, ['NOT_YOURS']],
    ['that only time does', { who: {} }, {}, ['NOT_YOURS']],
    ['by the author of the previous step', { fourEyes: {} }, { actor: actor({ isPreviousAuthor: true }) }, ['FOUR_EYES']],
    ['whose guard does not hold', { guard: { rule: 'age > 18', message: { fr: 'Trop jeune.', en: 'Too young.' } } }, { values: { age: 12 } }, ['GUARD']],
    ['without a required answer', { fields: ['age', 'kind'] }, { values: { age: 3, kind: ' ' } }, ['FIELD_MISSING kind']],
    ['without a required file', { files: ['proof'] }, {}, ['FILE_MISSING proof']],
    ['with a file of 0 bytes', { files: ['proof'] }, { values: { proof: 'id' }, emptyFiles: ['proof'] }, ['FILE_MISSING proof']],
    ['without its comment', { comment: 'required' }, { comment: '  ' }, ['COMMENT_MISSING']],
    ['with a comment that nobody asked', {}, { comment: 'Bonjour' }, ['COMMENT_NOT_ASKED']],
    ['by somebody else, whatever else is wrong', { who: { functions: ['referent'] }, comment: 'required', fields: ['age'], fourEyes: {}, guard: { rule: 'age > 18', message: { fr: 'x', en: 'x' } } }, { state: 'c', isElsewhere: true, comment: null, actor: actor({ isPreviousAuthor: true }) }, ['NOT_YOURS']],
    ['on a field that who acts does not read, and that is empty', { fields: ['age'] }, { unreadable: ['age'] }, ['UNREADABLE']],
    ['on a field that who acts does not read, and that is answered', { fields: ['age'] }, { unreadable: ['age'], values: { age: 3 } }, ['UNREADABLE']],
    ['on a file that who acts does not read', { files: ['proof'] }, { unreadable: ['proof'], emptyFiles: ['proof'] }, ['UNREADABLE']],
    ['whose guard reads what who acts does not, and holds', { guard: { rule: 'age > 18', message: { fr: 'x', en: 'x' } }, fields: ['kind'] }, { unreadable: ['age'], values: { age: 19 } }, ['UNREADABLE']],
    ['that nobody does, when its condition does not hold', { who: {}, guard: { rule: 'age > 18', message: { fr: 'x', en: 'x' } } }, { actor: null, values: { age: 12 } }, ['GUARD']],
    ['with several faults', { comment: 'required', fields: ['age'] }, { state: 'c' }, ['NOT_FROM_HERE', 'FIELD_MISSING age', 'COMMENT_MISSING']],
  ])('%s is refused', (_, rest, tried, expected) => {
    expect(codes(transition('ab', 'a', 'b', rest), attempt(tried))).toEqual(expected)
  })

  it.each<[string, Parameters<typeof transition>[3], Partial<Attempt>]>([
    ['by the audience', {}, {}],
    ['by the function', { who: { functions: ['referent'] } }, { actor: actor({ functions: ['referent'] }) }],
    ['by the function that only reads', { who: { functions: ['reader'] } }, { actor: actor({ functions: ['reader'], isBystander: true }) }],
    ['by the organisation', { who: { organization: true } }, { actor: actor({ audience: 'partner', editsForOrganization: true }) }],
    ['by the person', { who: { person: true } }, { actor: actor({ audience: 'beneficiary', isPerson: true }) }],
    ['by its author, who may approve', { fourEyes: { selfApproval: { audiences: ['adviser'] } } }, { actor: actor({ isPreviousAuthor: true }) }],
    ['by nobody, when its delay is over', { who: {}, comment: 'required', fourEyes: {} }, { actor: null }],
    ['with everything it asks', { fields: ['age'], files: ['proof'], comment: 'required', guard: { rule: 'age > 18', message: { fr: 'x', en: 'x' } } }, { values: { age: 19, proof: 'id' }, comment: 'Oui' }],
  ])('%s is done', (_, rest, tried) => {
    expect(codes(transition('ab', 'a', 'b', rest), attempt(tried))).toEqual([])
  })
})

const KINDS = ['initial', 'ordinary', 'final'] as const
const who = fc.record({ audiences: fc.subarray([...AUDIENCES], { minLength: 1 }), functions: fc.subarray(['referent']), organization: fc.boolean(), person: fc.boolean() })
const anyDefinition: fc.Arbitrary<Definition> = fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 6 }).chain((kinds) => {
  const states = kinds.map((kind, index) => state(`s${index}`, kind))
  // Now and then, a state that does not exist.
  const key = fc.nat(kinds.length + (kinds.length > 4 ? 1 : 0) - 1).map(index => `s${index}`)
  const transitions = fc.array(fc.record({ from: fc.uniqueArray(key, { minLength: 1, maxLength: 2 }), to: key, who, fourEyes: fc.boolean() }), { maxLength: 20 })
  return transitions.map(found => ({ states, transitions: found.map(({ from, to, who: by, fourEyes }, index) => transition(`t${index}`, from, to, { who: by, ...(fourEyes ? { fourEyes: {} } : {}) })) }))
})
const anyActor = fc.record({ audience: fc.constantFrom(...AUDIENCES), functions: fc.subarray(['referent']), editsForOrganization: fc.boolean(), isPerson: fc.boolean() })
const anyWalk = fc.array(fc.record({ pick: fc.nat(30), by: fc.nat(2) }), { maxLength: 60 })

describe('random walks on random definitions', () => {
  it('never leave what the definition allows', () => {
    let steps = 0
    fc.assert(fc.property(anyDefinition, fc.array(anyActor, { minLength: 3, maxLength: 3 }), anyWalk, (of, actors, walk) => {
      const allowed = new Set(of.transitions.flatMap(({ from, to }) => from.map(one => `${one}>${to}`)))
      let at = of.states[0]?.key ?? ''
      let previous = -1
      for (const { pick, by } of walk) {
        const chosen = of.transitions[pick % Math.max(1, of.transitions.length)]
        const somebody = actors[by]
        if (!chosen || !somebody) continue
        const refusals = judgeTransition(chosen, attempt({ state: at, actor: { ...somebody, isPreviousAuthor: previous === by } }))
        if (refusals.length > 0) continue
        expect(allowed).toContain(`${at}>${chosen.to}`)
        expect(possible(of, at)).toContain(chosen)
        expect(chosen.fourEyes === undefined || previous !== by).toBe(true)
        expect(chosen.who.audiences?.includes(somebody.audience) || chosen.who.functions?.some(name => somebody.functions.includes(name)) || (chosen.who.organization && somebody.editsForOrganization) || (chosen.who.person && somebody.isPerson)).toBe(true)
        at = chosen.to
        previous = by
        steps += 1
      }
    }), { numRuns: 2000 })
    expect(steps).toBeGreaterThan(2000)
  })

  it('that are sound always have a way to an end', () => {
    let sound = 0
    fc.assert(fc.property(anyDefinition, (of) => {
      const findings = checkDefinition(of, context({ audiences: AUDIENCES, belongsToPerson: true }))
      if (findings.length > 0) return
      sound += 1
      const isFinal = (key: string) => of.states.find(one => one.key === key)?.kind === 'final'
      for (const { key } of of.states) {
        const seen = new Set([key])
        for (const one of seen) possible(of, one).forEach(({ to }) => seen.add(to))
        expect([...seen].some(isFinal)).toBe(true)
        expect([...seen].every(one => of.states.some(known => known.key === one))).toBe(true)
      }
    }), { numRuns: 5000 })
    expect(sound).toBeGreaterThan(10)
  })
})

describe('the difference between two versions', () => {
  it('names what was added, removed and changed', () => {
    const before = definition()
    const after: Definition = {
      states: [...before.states.slice(0, 1), state('b', 'ordinary', { color: '#000000' }), state('c', 'final'), state('d')],
      transitions: [before.transitions[0]!, transition('bc', ['b', 'd'], 'c', { comment: 'required' }), transition('bd', 'b', 'd')],
    }

    expect(compare(before, after)).toEqual([
      { of: 'state', key: 'b', change: 'changed', parts: ['color'] },
      { of: 'state', key: 'd', change: 'added', parts: [] },
      { of: 'transition', key: 'bc', change: 'changed', parts: ['from', 'comment'] },
      { of: 'transition', key: 'bd', change: 'added', parts: [] },
    ])
    expect(compare(after, before).map(({ change }) => change)).toEqual(['changed', 'removed', 'changed', 'removed'])
  })

  it('is nothing between a version and itself', () => {
    fc.assert(fc.property(anyDefinition, of => compare(of, structuredClone(of)).length === 0))
  })
})
