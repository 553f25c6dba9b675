import { readFileSync, readdirSync } from 'node:fs'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import mayUse from '../../extensions/may-use.json' with { type: 'json' }
import { ROOT } from '../../cli/paths.ts'

/** Imports are read as they are written: what needs the types of the whole project is left out. */
const UNTYPED = Object.fromEntries(['await-thenable', 'no-floating-promises', 'no-misused-promises', 'switch-exhaustiveness-check'].map(rule => [`@typescript-eslint/${rule}`, 'off' as const]))
const linter = new ESLint({ cwd: ROOT, overrideConfig: { languageOptions: { parserOptions: { project: null } }, rules: UNTYPED } })
const uses: Readonly<Record<string, readonly string[]>> = mayUse

/** What the rules of the floors say of one import, were it written in a file. */
async function refusedIn(file: string, imported: string): Promise<string[]> {
  const [found] = await linter.lintText(`import { something } from '${imported}'\n\nexport const other = something\n`, { filePath: `${ROOT}/${file}` })
  return found?.messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports').map(({ message }) => message) ?? []
}

describe('domain → platform → schema', () => {
  it.each([
    ['extensions/platform/src/http/caller.ts', '@relais/extensions/cases'],
    ['extensions/platform/src/http/caller.ts', '../../../cases/src/public.ts'],
    ['extensions/access/src/hook.ts', '@relais/extensions/directory'],
    ['extensions/cases/src/hook.ts', '../../directory/src/service/edit.ts'],
    ['extensions/cases/src/service/mine.ts', '@relais/extensions/directory/domain'],
    ['extensions/cases/src/hook.ts', '../../../cli/paths.ts'],
    ['schema/define.ts', '@relais/extensions/platform'],
    ['schema/core/index.ts', '../../portal/app/app.config.ts'],
    ['portal/app/app.config.ts', '@relais/extensions/cases'],
    ['cli/main.ts', '../extensions/cases/src/reads/statement.ts'],
  ])('%s may not import %s', async (file, imported) => {
    expect(await refusedIn(file, imported)).toHaveLength(1)
  })

  it.each([
    ['extensions/cases/src/hook.ts', '@relais/extensions/platform'],
    ['extensions/cases/src/hook.ts', '@relais/extensions/directory'],
    ['extensions/cases/src/service/mine.ts', '../rules/bodies.ts'],
    ['cli/main.ts', '@relais/extensions/cases'],
  ])('%s may import %s', async (file, imported) => {
    expect(await refusedIn(file, imported)).toEqual([])
  })

  it('goes in no circle', () => {
    const visit = (domain: string, above: readonly string[]): void => {
      expect(above, `${domain} is below itself`).not.toContain(domain)
      for (const other of uses[domain] ?? []) visit(other, [...above, domain])
    }
    for (const domain of Object.keys(uses)) visit(domain, [])
  })

  it('registers every domain that has a folder', () => {
    const folders = readdirSync(`${ROOT}/extensions`, { withFileTypes: true }).filter(entry => entry.isDirectory() && !['platform', 'relais', 'node_modules'].includes(entry.name)).map(({ name }) => name)
    const registered = readFileSync(`${ROOT}/extensions/relais/src/domains.ts`, 'utf8')
    expect(folders.filter(name => !registered.includes(`@relais/extensions/${name}/domain`))).toEqual([])
    expect(Object.keys(uses).sort()).toEqual(folders.sort())
  })
})
