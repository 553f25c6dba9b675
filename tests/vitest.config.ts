import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

const root = fileURLToPath(new URL('..', import.meta.url))
const alias = {
  '~': fileURLToPath(new URL('../portal/app', import.meta.url)),
  '#shared': fileURLToPath(new URL('../portal/shared', import.meta.url)),
}

/** Where it is already tomorrow, or still yesterday, when Greenwich says 23:30: what reads a day in the zone of a machine fails there. */
const LATE = ['Pacific/Noumea', 'America/Cayenne']

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
        test: { name: 'unit', root, include: ['tests/unit/**/*.test.ts'], environment: 'node', testTimeout: 20_000, isolate: false },
      },
      ...LATE.map(TZ => ({
        resolve: { alias },
        test: {
          name: `unit at 23:30 UTC, ${TZ}`, root, include: ['tests/unit/{schema/{time,forms,workflow},portal,extensions/{cases,configurator,directory,workflow}}/**/*.test.ts'], environment: 'node' as const, isolate: false,
          testTimeout: 20_000, env: { TZ }, setupFiles: ['tests/support/late-clock.ts'],
        },
      })),
      {
        resolve: { alias },
        test: {
          name: 'stack',
          root,
          include: ['tests/{integration,access,security}/**/*.test.ts'],
          environment: 'node',
          env: { TZ: 'Pacific/Noumea' },
          globalSetup: ['tests/support/global-setup.ts'],
          fileParallelism: false,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // A loaded machine answers late: what is awaited is the answer, not its second.
          expect: { poll: { timeout: 10_000, interval: 50 } },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'browser',
          root,
          include: ['tests/{e2e,a11y}/**/*.test.ts'],
          environment: 'node',
          env: { TZ: 'America/Cayenne' },
          globalSetup: ['tests/support/global-setup.ts'],
          setupFiles: ['tests/support/browser-setup.ts'],
          fileParallelism: false,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A loaded machine answers late: what is awaited is the answer, not its second.
          expect: { poll: { timeout: 10_000, interval: 50 } },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'keycloak',
          root,
          include: ['tests/keycloak/**/*.test.ts'],
          environment: 'node',
          env: { TZ: 'Europe/Paris' },
          globalSetup: ['tests/support/keycloak-setup.ts'],
          setupFiles: ['tests/support/browser-setup.ts'],
          fileParallelism: false,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A loaded machine answers late: what is awaited is the answer, not its second.
          expect: { poll: { timeout: 10_000, interval: 50 } },
        },
      },
    ],
  },
})
