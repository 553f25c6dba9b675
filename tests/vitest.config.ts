import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

const root = fileURLToPath(new URL('..', import.meta.url))
const alias = {
  '~': fileURLToPath(new URL('../portal/app', import.meta.url)),
  '#shared': fileURLToPath(new URL('../portal/shared', import.meta.url)),
}

/** The browser sees every page as the demo world gives it, before the stories change it: always the same pictures. */
class PagesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files)
    return sorted.every(({ project }) => project.name === 'browser') ? sorted.sort((one, other) => one.moduleId.localeCompare(other.moduleId)) : sorted
  }
}

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: PagesFirst },
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', root, include: ['tests/unit/**/*.test.ts'], environment: 'node', testTimeout: 20_000 },
      },
      {
        resolve: { alias },
        test: {
          name: 'stack',
          root,
          include: ['tests/{integration,access,security}/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/support/global-setup.ts'],
          fileParallelism: false,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'browser',
          root,
          include: ['tests/{e2e,a11y}/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/support/global-setup.ts'],
          fileParallelism: false,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
