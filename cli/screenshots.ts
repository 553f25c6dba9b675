import { join } from 'node:path'
import { ROOT } from './paths.ts'
import { test } from './test.ts'

/** Plays the stories and opens every page in a real browser, and keeps the pictures that the documents show. */
export async function screenshots(_args: string[]): Promise<void> {
  process.env.RELAIS_SCREENSHOTS = join(ROOT, 'docs', 'screenshots')
  await test(['--only', 'browser'])
}
