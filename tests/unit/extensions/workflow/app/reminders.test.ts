import { describe, expect, it } from 'vitest'
import { remindersIn } from '../../../../../extensions/workflow/src/app/effects.ts'

describe('what is typed as reminders', () => {
  it.each([
    ['5, 2', [5, 2], []], ['', [], []], ['  7 ;3 ', [7, 3], []],
    ['-1', [], ['-1']], ['abc', [], ['abc']], ['5, abc, 2', [5, 2], ['abc']], ['0', [], ['0']], ['2.5', [], ['2.5']], ['1e3', [], ['1e3']],
  ])('« %s » is %j, and nothing of it is lost in silence: %j', (text, days, wrong) => {
    expect(remindersIn(text)).toEqual({ days, wrong })
  })
})
