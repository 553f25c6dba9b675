import { afterAll, beforeAll, vi } from 'vitest'

/** Half past eleven in the evening in Greenwich: another day in half of the country. */
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${new Date().toISOString().slice(0, 10)}T23:30:00Z`) })
})

afterAll(() => {
  vi.useRealTimers()
})
