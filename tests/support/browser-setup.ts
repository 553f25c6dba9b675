import { afterEach, expect } from 'vitest'
import { keepFailure } from './browser.ts'
import { takeRefusals } from './studio-refusals.ts'

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepFailure(task.name)
  expect(takeRefusals(), 'what a screen of the Studio asks is in schema/access/routes/studio.ts').toEqual([])
})
