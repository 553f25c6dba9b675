import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { targets } from '../../../cli/build.ts'
import { ROOT } from '../../../cli/paths.ts'

const sourcesOf = (name: string) => targets().find(target => target.name === name)?.sources ?? []
const textOf = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.(ts|vue)$/.test(entry.name)).map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n')

describe('what is built again when its sources change', () => {
  it('counts every part of the schema that the extensions and the portal import', () => {
    for (const [target, folder] of [['portail', 'portal/app'], ['extensions', 'extensions']] as const) {
      const parts = new Set(Array.from(textOf(folder).matchAll(/from '@relais\/schema\/([a-z]+)/g), ([, part = '']) => (existsSync(join(ROOT, 'schema', part)) ? part : `${part}.ts`)))
      for (const part of parts) expect([target, sourcesOf(target)]).toEqual([target, expect.arrayContaining([join('schema', part)])])
    }
  })

  it('builds one bundle of every domain', () => {
    expect(targets().map(({ name }) => name)).toEqual(['extensions', 'portail'])
    expect(sourcesOf('extensions')).toContain('extensions')
  })

  it('leaves out what only the command reads', () => {
    for (const { sources } of targets()) expect(sources.some(source => source.startsWith(join('schema', 'migrations')) || source.startsWith(join('schema', 'engine')))).toBe(false)
  })
})
