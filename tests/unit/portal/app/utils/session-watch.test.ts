import { describe, expect, it } from 'vitest'
import { LOOK_EVERY_MS, sessionWatch } from '../../../../../portal/app/utils/session-watch.ts'

/** How often it was looked in so many minutes, with what somebody does in between. */
function looks(minutes: number, touches: (watch: ReturnType<typeof sessionWatch>, now: number) => void = () => undefined): number {
  const watch = sessionWatch(0)
  let count = 0
  for (let minute = 1; minute <= minutes; minute++) {
    touches(watch, (minute - 0.5) * LOOK_EVERY_MS)
    if (watch.isDue(minute * LOOK_EVERY_MS)) count += 1
  }
  return count
}

describe('looking whether the session still runs', () => {
  it('goes on each minute while somebody is there', () => {
    expect(looks(30, (watch, now) => void watch.touch(now))).toBe(30)
  })

  it('stops on a page that nobody touches, so that it is signed out in the end', () => {
    expect(looks(30)).toBe(1)
  })

  it('starts again at the first gesture after that, once', () => {
    const watch = sessionWatch(0)
    const back = 30 * LOOK_EVERY_MS
    expect([watch.touch(back), watch.isDue(back)]).toEqual([true, true])
    expect([watch.touch(back + 10), watch.isDue(back + 10)]).toEqual([false, false])
  })
})
