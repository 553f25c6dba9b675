import { describe, expect, it } from 'vitest'
import { mergeMeta } from '../../../../schema/engine/merge.ts'
import type { Divergence } from '../../../../schema/engine/merge.ts'

interface Meta { note?: string | null, special?: string[], options: Record<string, unknown> | null, translations?: { language: string, translation: string }[] }

const list = (...choices: Record<string, unknown>[]): Meta => ({ options: { choices } })
const A = { value: 'a', text: 'Accord' }
const B = { value: 'b', text: 'Refus' }

function merge(base: Meta, live: Meta, next: Meta) {
  const divergences: Divergence[] = []
  const updates = mergeMeta<Meta>({ key: 'cases.answer', divergences }, { base, live, next })
  return { options: updates.options, updates, divergences }
}

describe('merge of a list of choices', () => {
  it('keeps a local choice and takes the one of the release', () => {
    const { options, divergences } = merge(list(A, B), list(A, { value: 'x_wait', text: 'Attend' }, B), list(A, B, { value: 'c', text: 'Sans suite' }))

    expect(options).toEqual({ choices: [A, { value: 'x_wait', text: 'Attend' }, B, { value: 'c', text: 'Sans suite' }] })
    expect(divergences).toEqual([])
  })

  it('keeps the local words of a choice, follows the release on the others, and says which both changed', () => {
    const { options, divergences } = merge(
      list(A, B), list({ ...A, text: 'Oui' }, B), list({ ...A, text: 'Accord donné', color: '#fff' }, { ...B, text: 'Refus motivé' }),
    )

    expect(options).toEqual({ choices: [{ value: 'a', text: 'Oui', color: '#fff' }, { value: 'b', text: 'Refus motivé' }] })
    expect(divergences).toEqual([{ key: 'cases.answer', property: 'options.choices[a].text', base: 'Accord', live: 'Oui', next: 'Accord donné', winner: 'local' }])
  })

  it('retires what the release takes out, and offers it again when it comes back', () => {
    const retired = merge(list(A, B), list(A, B), list(A))
    const back = merge(list(A), list(A, { ...B, retired: true }), list(A, B))

    expect(retired.options).toEqual({ choices: [A, { ...B, retired: true }] })
    expect(back.options).toEqual({ choices: [A, B] })
  })

  it('leaves out what was taken out locally, keeps a local order', () => {
    const { options } = merge(list(A, B, { value: 'c' }), list({ value: 'c' }, A), list(A, B, { value: 'c' }, { value: 'd' }))

    expect(options).toEqual({ choices: [{ value: 'c' }, { value: 'd' }, A] })
  })

  it('has nothing to write when the release did not touch the list', () => {
    expect(merge(list(A, B), list({ ...B, text: 'Non' }), list(A, B)).updates).toEqual({})
  })
})

describe('merge of the other properties', () => {
  it('merges translations by language', () => {
    const words = (fr: string, en: string) => ({ options: null, translations: [{ language: 'fr-FR', translation: fr }, { language: 'en-US', translation: en }] })

    const { updates, divergences } = merge(words('Nom', 'Name'), words('Nom d’usage', 'Name'), words('Nom', 'Full name'))

    expect(updates.translations).toEqual(words('Nom d’usage', 'Full name').translations)
    expect(divergences).toEqual([])
  })

  it('gives presentation to the local value and structure to the release, and reports both', () => {
    const { updates, divergences } = merge(
      { options: null, note: 'a', special: ['cast-json'] }, { options: null, note: 'b', special: [] }, { options: null, note: 'c', special: ['cast-csv'] },
    )

    expect(updates).toEqual({ special: ['cast-csv'] })
    expect(divergences.map(({ property, winner }) => `${property} ${winner}`)).toEqual(['note local', 'special product'])
  })

  it('merges options key by key', () => {
    const { options } = merge({ options: { min: 0, max: 10 } }, { options: { min: 0, max: 5, icon: 'x' } }, { options: { min: 1, max: 10 } })

    expect(options).toEqual({ min: 1, max: 5, icon: 'x' })
  })
})
