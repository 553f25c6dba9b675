import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { expect, it } from 'vitest'
import { z } from 'zod'

const ROOT = new URL('../../../', import.meta.url)
/** What the images start; each import of theirs must be installed by `npm ci --omit=dev`. */
const ENTRIES = ['directus.config.ts', 'cli/worker.ts', 'cli/docker/migrate.ts', 'cli/docker/realm.ts']
const IMPORTS = /(?:\bfrom\s+|^import\s+|\bimport\(|\brequire\()'([^']+)'/gm

function packageOf(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

function packagesFrom(entries: string[]): Map<string, string> {
  const seen = new Set<string>()
  const packages = new Map<string, string>()
  const queue = entries.map(path => new URL(path, ROOT))
  for (let url = queue.pop(); url; url = queue.pop()) {
    if (seen.has(url.href) || !existsSync(url) || !url.pathname.endsWith('.ts')) continue
    seen.add(url.href)
    const code = readFileSync(url, 'utf8').replaceAll(/^import type .*$/gm, '')
    for (const [, specifier = ''] of code.matchAll(IMPORTS)) {
      if (specifier.startsWith('.')) queue.push(new URL(specifier, url))
      else if (!isBuiltin(specifier)) packages.set(packageOf(specifier), url.pathname.slice(ROOT.pathname.length))
    }
  }
  return packages
}

it('finds in the production dependencies every package that the images import', () => {
  const { dependencies } = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')))
  const packages = packagesFrom(ENTRIES)

  expect([...packages.keys()]).toEqual(expect.arrayContaining(['zod', 'pg']))
  expect([...packages].filter(([name]) => !(name in dependencies) && !name.startsWith('@relais/'))).toEqual([])
})
