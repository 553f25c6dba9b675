import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, holds, MAX_LENGTH, MAX_NODES, parseRule, printRule } from '@relais/schema/forms/rules'
import { almostARule, NOW, someValues } from './arbitraries.ts'

const values = {
  birth: '2008-03-12', start: '2026-01-31', end: '2026-03-01', at: '2026-03-11T23:30:00Z', first: 'Zoé', last: 'Élan', hours: 12.5, price: '10', rate: '22.50', code: '07.5', nothing: null, blank: '  ',
  themes: ['housing', 'health'], needs: 3, yes: true, kind: 'job',
}

describe('evaluate', () => {
  it.each<[string, unknown]>([
    ['today()', '2026-03-12'], ['age(birth)', 18], ['age("2008-03-13")', 17], ['age("2030-01-01")', null], ['age(nothing)', null], ['age("hier")', null],
    ['days_between(start, end)', 29], ['days_between(end, start)', -29], ['days_between(start, nothing)', null], ['days_between(at, today())', 0],
    ['add_days(start, 1)', '2026-02-01'], ['add_days(start, -31)', '2025-12-31'], ['add_days(start, 1e9)', null], ['add_days(start, nothing)', null],
    ['is_empty(blank)', true], ['is_empty(themes)', false], ['is_empty(missing)', true], ['count(themes)', 2], ['count(needs)', 3], ['count(missing)', 0],
    ['first.contains("o")', true], ['first.contains("O")', false], ['themes.contains("health")', true], ['nothing.contains("x")', false], ['first.startsWith("Z")', true], ['first.endsWith("é")', true],
    ['lower(last)', 'élan'], ['lower(hours)', null], ['round(hours)', 13], ['round(-2.5)', -3], ['round(1.005, 2)', 1.01], ['round(1, 9)', null], ['round(nothing)', null], ['round(0.0000001, 2)', 0], ['round(-0.004, 2)', 0],
    ['rate == 22.5', true], ['22.5 in [rate]', true], ['rate == 22', false], ['code == 7.5', false],
    ['hours + 1', 13.5], ['0.1 + 0.2', 0.3], ['hours * 2 - 5', 20], ['price * 2', 20], ['7 % 4', 3], ['1 / 0', null], ['nothing + 1', null], ['-hours', -12.5], ['-nothing', null],
    ['first + " " + last', 'Zoé Élan'], ['"n° " + 5', 'n° 5'], ['first + nothing', null], ['yes ? "a" : "b"', 'a'], ['nothing ? "a" : "b"', 'b'],
    ['start < end', true], ['at < "2026-03-12T01:00:00+01:00"', true], ['nothing < 1', false], ['nothing >= 1', false], ['!(nothing < 1)', true], ['nothing == null', true], ['kind != null', true],
    ['"housing" in themes', true], ['kind in ["job", "other"]', true], ['yes && hours > 12 || false', true], ['kind', 'job'], ['themes', null], ['yes', true], ['this.kind == "job"', true],
    ['missing.field', null], ['a +', null], ['', null],
  ])('%s', (text, expected) => expect(evaluate(text, values, NOW)).toEqual(expected))

  it('tells the day in the zone of the place', () => {
    const evening = new Date('2026-03-12T21:00:00Z')

    expect(evaluate('today()', {}, { now: evening, zone: 'Europe/Paris' })).toBe('2026-03-12')
    expect(evaluate('today()', {}, { now: evening, zone: 'Indian/Reunion' })).toBe('2026-03-13')
    expect(evaluate('today()', {}, { now: evening, zone: 'America/Cayenne' })).toBe('2026-03-12')
  })

  it('reads nothing but the answers: neither prototypes nor globals', () => {
    for (const text of ['constructor', 'this.constructor', 'toString', '__proto__', 'this.__proto__', 'process', 'globalThis']) expect(evaluate(text, {}, NOW)).toBeNull()
  })

  it('takes a condition to hold only when it is a plain yes', () => {
    expect(['kind', '1', '"true"', 'nothing', 'a +'].map(text => holds(text, values, NOW))).toEqual([false, false, false, false, false])
  })

  it('never keeps a text that grows beyond what a field holds', () => {
    expect(evaluate(Array.from({ length: 90 }, () => 'long').join(' + '), { long: 'x'.repeat(5000) }, NOW)).toBeNull()
  })
})

describe('what is thrown at the language', () => {
  it('always answers, and in less than 5 ms', () => {
    let slowest = 0
    const time = (text: string, given: Record<string, unknown>): number => {
      const started = performance.now()
      const answer = evaluate(text, given, NOW)
      const elapsed = performance.now() - started
      if (answer !== null && !['string', 'number', 'boolean'].includes(typeof answer)) throw new Error(`${text} gives ${typeof answer}`)
      return elapsed
    }
    // A pause of the machine is not the language's: what looks slow is timed again.
    const least = (text: string, given: Record<string, unknown>): number => {
      const first = time(text, given)
      return first < 5 ? first : Math.min(time(`${text} `, given), time(` ${text}`, given))
    }

    fc.assert(fc.property(fc.oneof(almostARule, fc.string({ maxLength: 3000 })), someValues, (text, given) => {
      slowest = Math.max(slowest, least(text, given))
    }), { numRuns: 3000 })

    expect(slowest).toBeLessThan(5)
  })

  it.each<[string, string]>([
    ['deep parentheses', '('.repeat(20_000)], ['exclamation marks', `${'!'.repeat(20_000)}a`], ['a long chain', Array.from({ length: 5000 }, () => 'a').join('||')], ['lists in lists', '['.repeat(5000)],
    ['a huge text', 'a'.repeat(1_000_000)], ['a huge literal', `"${'x'.repeat(15_000)}" == a`],
  ])('stops at %s in less than 5 ms', (_, text) => {
    const times = [0, 1, 2].map(() => {
      const started = performance.now()
      expect(() => parseRule(text)).not.toThrow()
      return performance.now() - started
    })

    expect(Math.min(...times)).toBeLessThan(5)
  })

  it('bounds the work of the longest rule on the longest lists', () => {
    const codes = Array.from({ length: 500 }, (_, index) => `code-${index}`)
    const text = Array.from({ length: 20 }, () => `themes.contains("x")`).join(' || ').slice(0, MAX_LENGTH)
    const wide = `themes in [${Array.from({ length: MAX_NODES - 3 }, (_, index) => index).join(', ')}]`
    const least = (rule: string, count: number) => Math.min(...Array.from({ length: 9 }, () => {
      const started = performance.now()
      evaluate(rule, { themes: codes.slice(0, count) }, NOW)
      return performance.now() - started
    }))
    // Ten times as long a list is ten times the work, not a hundred; a ratio, since a busy machine weighs on both.
    for (const rule of [text, wide]) expect(least(rule, 500) / Math.max(least(rule, 50), 0.05)).toBeLessThan(40)
    expect(evaluate(wide, { themes: codes }, NOW)).toBeNull()
  })

  it('writes every rule so that it is read again the same', () => {
    fc.assert(fc.property(almostARule, someValues, (text, given) => {
      const parsed = parseRule(text)
      if (!('rule' in parsed)) return
      const again = parseRule(printRule(parsed.rule))
      expect('rule' in again && printRule(again.rule)).toBe(printRule(parsed.rule))
      expect('rule' in again && evaluate(again.rule, given, NOW)).toEqual(evaluate(parsed.rule, given, NOW))
    }), { numRuns: 3000 })
  })
})
