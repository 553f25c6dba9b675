import { afterEach } from 'vitest'
import { keepFailure } from './browser.ts'

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepFailure(task.name)
})
