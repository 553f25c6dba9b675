import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

const root = fileURLToPath(new URL('..', import.meta.url))
const alias = {
  '~': fileURLToPath(new URL('../portal/app', import.meta.url)),
  '#shared': fileURLToPath(new URL('../portal/shared', import.meta.url)),
}

/** Pages as the demo world gives them, then the stories, then what people mistype: always the same pictures, none of them odd. */
const BROWSER_ORDER = [/a11y/, /story-/, /./]
const rankOf = ({ moduleId }: TestSpecification) => BROWSER_ORDER.findIndex(pattern => pattern.test(moduleId))

class StoriesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files)
    if (sorted.some(({ project }) => project.name !== 'browser')) return sorted
    return sorted.sort((one, other) => rankOf(one) - rankOf(other) || one.moduleId.localeCompare(other.moduleId))
  }
}

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: StoriesFirst },
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
          setupFiles: ['tests/support/browser-setup.ts'],
          fileParallelism: false,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
