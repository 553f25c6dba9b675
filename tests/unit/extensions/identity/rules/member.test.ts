import { describe, expect, it } from 'vitest'
import { memberAfter } from '../../../../../extensions/identity/src/rules/member.ts'

const NOW = new Date('2026-03-02T10:00:00Z')
const before = '2026-01-01T00:00:00.000Z'
const after = '2026-12-31T00:00:00.000Z'
const fresh = (right: string) => ({ right, valid_from: NOW.toISOString(), valid_until: null })

describe('memberAfter', () => {
  it('gives what was promised to whoever had nothing', () => {
    expect(memberAfter(undefined, 'editor', NOW)).toEqual(fresh('editor'))
  })

  it.each([['owner', 'editor'], ['owner', 'reader'], ['editor', 'reader']])('never lowers %s to %s', (held, right) => {
    expect(memberAfter({ right: held, valid_from: before, valid_until: null }, right, NOW)).toBeNull()
    expect(memberAfter({ right: held, valid_from: before, valid_until: after }, right, NOW)).toBeNull()
  })

  it('raises a right in force, from the day it began', () => {
    expect(memberAfter({ right: 'reader', valid_from: before, valid_until: after }, 'owner', NOW)).toEqual({ right: 'owner', valid_from: before, valid_until: null })
  })

  it('makes lasting the same right that was to end, and leaves alone one that lasts', () => {
    expect(memberAfter({ right: 'editor', valid_from: before, valid_until: after }, 'editor', NOW)).toEqual({ right: 'editor', valid_from: before, valid_until: null })
    expect(memberAfter({ right: 'editor', valid_from: before, valid_until: null }, 'editor', NOW)).toBeNull()
  })

  it('gives anew what has ended, even if it was more, or has not begun', () => {
    expect(memberAfter({ right: 'owner', valid_from: before, valid_until: NOW }, 'reader', NOW)).toEqual(fresh('reader'))
    expect(memberAfter({ right: 'reader', valid_from: after, valid_until: null }, 'reader', NOW)).toEqual(fresh('reader'))
  })
})
