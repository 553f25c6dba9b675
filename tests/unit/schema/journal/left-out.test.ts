import { describe, expect, it } from 'vitest'
import { collections } from '../../../../schema/index.ts'
import { desiredState } from '../../../../schema/engine/index.ts'
import { NOT_JOURNALLED } from '../../../../schema/journal/left-out.ts'

describe('the journal of changes', () => {
  it('covers every declared collection but those that a reason leaves out', () => {
    const { journalled } = desiredState(collections)
    const names = Object.keys(collections)
    expect(names.filter(name => !journalled.includes(name)).sort()).toEqual(Object.keys(NOT_JOURNALLED).sort())
    expect(names.filter(name => journalled.includes(name))).toEqual(expect.arrayContaining(['people', 'cases', 'interviews', 'break_glass_accesses', 'invitations', 'field_settings']))
  })
})
