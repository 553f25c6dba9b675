import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { same } from '../../../../schema/canonical.ts'
import { mergeMeta } from '../../../../schema/engine/merge.ts'
import type { Divergence } from '../../../../schema/engine/merge.ts'

const SEED = 20261122

interface Choice { value: string, text: string, retired?: boolean }
interface Meta { note: string, width: string, hidden: boolean, special: string[], options: { choices: Choice[], min?: number }, translations: { language: string, translation: string }[] }

const word = fc.constantFrom('un', 'deux', 'trois', 'quatre')
const letter: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const values = (prefix: string) => fc.uniqueArray(fc.record({ value: letter.map(name => `${prefix}${name}`), text: word }), { selector: ({ value }) => value, maxLength: 5 })
const shipped: fc.Arbitrary<Meta> = fc.record({
  note: word, width: fc.constantFrom('half', 'full'), hidden: fc.boolean(), special: fc.constantFrom(['m2o'], ['file']),
  options: fc.record({ choices: values(''), min: fc.constantFrom(1, 2, 3) }, { requiredKeys: ['choices'] }),
  translations: fc.tuple(word, word).map(([fr, en]) => [{ language: 'fr-FR', translation: fr }, { language: 'en-US', translation: en }]),
})

/** What somebody does here on top of what was shipped: other words, other places, choices added, renamed and taken out. */
const edits = fc.record({
  note: fc.option(word), width: fc.option(fc.constantFrom('half', 'full')), hidden: fc.option(fc.boolean()), added: values('x_'),
  renamed: fc.dictionary(letter, word), dropped: fc.uniqueArray(letter, { maxLength: 2 }), label: fc.option(word),
})
type Edits = typeof edits extends fc.Arbitrary<infer T> ? T : never

function edit(base: Meta, { note, width, hidden, added, renamed, dropped, label }: Edits): Meta {
  const choices = base.options.choices.filter(({ value }) => !dropped.includes(value)).map(choice => ({ ...choice, text: renamed[choice.value] ?? choice.text }))
  const translations = base.translations.map(row => (row.language === 'fr-FR' && label ? { ...row, translation: label } : row))
  return { ...base, note: note ?? base.note, width: width ?? base.width, hidden: hidden ?? base.hidden, options: { ...base.options, choices: [...choices, ...added] }, translations }
}

function upgrade(base: Meta, live: Meta, next: Meta) {
  const divergences: Divergence[] = []
  const merged = { ...live, ...mergeMeta<Meta>({ key: 'k', divergences }, { base, live, next }) }
  return { merged, divergences }
}

const choicesOf = (meta: Meta) => new Map(meta.options.choices.map(choice => [choice.value, choice]))

describe('any local change, then any release', () => {
  const check = (property: (base: Meta, live: Meta, next: Meta) => void) =>
    fc.assert(fc.property(shipped, edits, shipped, (base, local, next) => property(base, edit(base, local), next)), { seed: SEED, numRuns: 2_000 })

  it('loses no local word, place or choice', () => check((base, live, next) => {
    const { merged } = upgrade(base, live, next)
    for (const name of ['note', 'width', 'hidden'] as const) if (!same(live[name], base[name])) expect(merged[name]).toEqual(live[name])
    const [before, after, shippedNow] = [choicesOf(base), choicesOf(merged), choicesOf(next)]
    for (const [value, choice] of choicesOf(live)) {
      const known = before.get(value)
      if (!known) expect(after.get(value)).toEqual(choice)
      else if (known.text !== choice.text) expect(after.get(value)?.text).toBe(choice.text)
      // Rows may hold it.
      expect(after.has(value)).toBe(true)
      expect(after.get(value)?.retired ?? false).toBe(known !== undefined && !shippedNow.has(value))
    }
    for (const value of before.keys()) if (!choicesOf(live).has(value)) expect(after.has(value)).toBe(false)
    live.translations.forEach((row, index) => {
      if (!same(row, base.translations[index])) expect(merged.translations[index]).toEqual(row)
    })
  }))

  it('brings what the release changed and nobody touched here', () => check((base, live, next) => {
    const { merged } = upgrade(base, live, next)
    for (const name of ['note', 'width', 'hidden', 'special'] as const) if (same(live[name], base[name])) expect(merged[name]).toEqual(next[name])
    for (const [value, choice] of choicesOf(next)) if (!choicesOf(base).has(value)) expect(choicesOf(merged).get(value)?.text).toBe(choice.text)
  }))

  it('has nothing left to do the second time', () => check((base, live, next) => {
    const { merged } = upgrade(base, live, next)
    expect(mergeMeta<Meta>({ key: 'k', divergences: [] }, { base: next, live: merged, next })).toEqual({})
  }))

  it('reports every property changed on both sides to different values', () => check((base, live, next) => {
    const { divergences } = upgrade(base, live, next)
    for (const name of ['note', 'width', 'hidden'] as const) {
      const isDouble = !same(base[name], live[name]) && !same(base[name], next[name]) && !same(live[name], next[name])
      expect(divergences.some(({ property }) => property === name)).toBe(isDouble)
    }
  }))
})
