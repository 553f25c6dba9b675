import { describe, expect, it } from 'vitest'
import { whyNotHeld } from '../../../../../extensions/workflow/src/rules/holdable.ts'
import { collections } from '../../../../../schema/index.ts'
import { aField } from '../../../schema/forms/fields.ts'

const choices = ['a', 'b'].map(value => ({ value, label: { fr: value, en: value } }))
const field = (rest: Parameters<typeof aField>[0] = {}) => aField({ field: 'x_suivi', kind: 'choice', choices, ...rest })
const why = (rest: Parameters<typeof aField>[0] = {}, group?: 'health' | 'notes' | 'social') => whyNotHeld(collections.needs, field(rest), group)

describe('a field that a workflow may hold', () => {
  it('is one with one answer out of a list, which people write', () => {
    expect([why(), why({}, 'social')]).toEqual([null, null])
    expect([why({ kind: 'text', choices: null }), why({ kind: 'choices', type: 'json' }), why({ type: 'integer' })]).toEqual(['FIELD_NOT_CHOICE', 'FIELD_NOT_CHOICE', 'FIELD_NOT_CHOICE'])
    expect([why({ readonly: true }), why({ createOnly: true }), why({ computed: '1' })]).toEqual(['FIELD_KEPT', 'FIELD_KEPT', 'FIELD_KEPT'])
    expect(whyNotHeld(collections.actions, field({ field: 'status' }), 'social')).toBe('FIELD_KEPT')
    expect(whyNotHeld(collections.sites, field({ field: 'status' }), undefined)).toBe('FIELD_KEPT')
  })

  it('is not about health or private notes, and its choices can be states', () => {
    expect([why({}, 'health'), why({}, 'notes')]).toEqual(['FIELD_SEALED', 'FIELD_SEALED'])
    expect(why({ choices: [{ value: '1-9', label: { fr: 'x', en: 'x' } }] })).toBe('CHOICES_NOT_STATES')
  })
})
