import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isKnownVariable } from '../../../../directus.config.ts'
import { isOfReadFamily } from '../../../../schema/environment/host-variables.ts'

const vendor = join(dirname(createRequire(import.meta.url).resolve('@directus/env')), '..', '..')
/** Read, and harmless or set by the supervisor. */
const HARMLESS = new Set(['NODE_ENV', 'CONFIG_PATH', 'HOST', 'PORT', 'KEY', 'ACCEPT_TERMS'])

/** Every name that the servers of Directus look up in the environment, families as they are written. */
function namesRead(): string[] {
  const sources = ['api', 'env', 'memory', 'schema', 'extensions', 'storage-driver-local', 'storage-driver-s3', 'utils', 'pressure'].flatMap((name) => {
    const folder = join(vendor, name, 'dist')
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.js$/.test(file)).map(file => readFileSync(join(folder, file), 'utf8'))
  }).join('\n')
  const looked = [...sources.matchAll(/\benv(?:\.|\[["'`])([A-Z][A-Z0-9_]+)|getConfigFromEnv\(["'`]([A-Z][A-Z0-9_]+)|Prefix: ["'`]([A-Z][A-Z0-9_]+)/g)].map(([, ...found]) => found.find(Boolean) ?? '')
  const lists = readFileSync(join(vendor, 'env', 'dist', 'index.js'), 'utf8')
  const listed = [...lists.matchAll(/^\t(?:"([A-Z][A-Z0-9_.+]+)"|([A-Z][A-Z0-9_]+):)/gm)].map(([, quoted, key]) => (quoted ?? key ?? '').replaceAll('.+', 'X'))
  return [...new Set([...looked, ...listed])]
}

describe('what Directus reads by itself', () => {
  it('is in the table of the configuration, or refused', () => {
    const names = namesRead()

    expect(names.length).toBeGreaterThan(250)
    expect(names.filter(name => !HARMLESS.has(name) && !isKnownVariable(name) && !isOfReadFamily(name))).toEqual([])
  })
})
