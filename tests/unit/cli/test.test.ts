import { expect, it } from 'vitest'
import { test } from '../../../cli/test.ts'

it.each([['integration'], ['e2e'], []])('refuses a group of tests that does not exist: %s', async (...group) => {
  await expect(test(['--only', ...group])).rejects.toThrow('--only static|unit|stack|browser|keycloak')
})
