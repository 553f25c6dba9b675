import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const SUBJECT = /^(feat|fix|docs|test|refactor|perf|style|build|ci|chore|revert)(\((portal|extensions|schema|cli|seeds|tests|docs|deps)\))?!?: [a-z0-9].*[^.\s]$/
const LAST_COMMITS = 200
/** We aim at 72, as CONTRIBUTING.md says; beyond 80 a log cuts the line. */
const MAX_LENGTH = 80

function readSubjects(): string[] {
  try {
    return execFileSync('git', ['log', '--no-merges', `--max-count=${LAST_COMMITS}`, '--format=%s'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n').filter(Boolean)
  }
  catch {
    return []
  }
}

const subjects = readSubjects()

// A copy without its history (an archive, an image) has nothing to check.
describe.skipIf(subjects.length === 0)('the last commits', () => {
  it('follow Conventional Commits with our scopes', () => {
    expect(subjects.filter(subject => !SUBJECT.test(subject))).toEqual([])
  })

  it('have a subject that fits on a line', () => {
    expect(subjects.filter(subject => subject.length > MAX_LENGTH)).toEqual([])
  })
})
