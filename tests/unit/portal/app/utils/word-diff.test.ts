import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { diffWords } from '../../../../../portal/app/utils/word-diff.ts'

const text = (parts: { text: string }[]) => parts.map(part => part.text).join('')

describe('diffWords', () => {
  it('marks only the words that differ', () => {
    const diff = diffWords('Accueil du lundi au jeudi', 'Accueil du lundi au vendredi')

    expect(diff.before).toEqual([{ text: 'Accueil du lundi au ', changed: false }, { text: 'jeudi', changed: true }])
    expect(diff.after).toEqual([{ text: 'Accueil du lundi au ', changed: false }, { text: 'vendredi', changed: true }])
  })

  it('marks everything as new when there was nothing before', () => {
    expect(diffWords('', 'Garage solidaire')).toEqual({ before: [], after: [{ text: 'Garage solidaire', changed: true }] })
  })

  it('does not leave an island of a few letters between two changes', () => {
    const diff = diffWords('répare et revend', 'réparent et revendent')

    expect(diff.after).toEqual([{ text: 'réparent et revendent', changed: true }])
  })

  it('reads words with accents whole', () => {
    const diff = diffWords('été', 'étés')

    expect(diff.before).toEqual([{ text: 'été', changed: true }])
    expect(diff.after).toEqual([{ text: 'étés', changed: true }])
  })

  it('answers on two long texts without anything in common', () => {
    const before = Array.from({ length: 2500 }, (_, index) => `mot${index}`).join(' ')
    const after = Array.from({ length: 2500 }, (_, index) => `autre${index}`).join(' ')

    const diff = diffWords(before, after)

    expect(text(diff.before)).toBe(before)
    expect(text(diff.after)).toBe(after)
  })

  it('never loses nor invents a character', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      const diff = diffWords(before, after)
      expect(text(diff.before)).toBe(before)
      expect(text(diff.after)).toBe(after)
    }))
  })

  it('marks nothing when both texts are the same', () => {
    fc.assert(fc.property(fc.lorem(), (same) => {
      expect(diffWords(same, same).before.some(part => part.changed)).toBe(false)
    }))
  })
})
