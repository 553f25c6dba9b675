import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { collections } from '../../../schema/index.ts'
import { LOG_WORDS } from '../../../schema/log-words.ts'
import { routesOfExtensions } from '../../support/routes.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const missing = (words: string[]): string[] => [...new Set(words)].filter(word => /^[a-z]/.test(word) && !LOG_WORDS.has(word))

describe('the words that a log may show', () => {
  it('are those of our routes', () => {
    const routes = routesOfExtensions().map(({ path }) => path)
    expect(routes.length).toBeGreaterThan(80)
    expect(missing(routes.flatMap(path => path.split('/')))).toEqual([])
  })

  it('of the collections', () => {
    expect(missing(Object.keys(collections))).toEqual([])
  })

  it('of the pages', () => {
    expect(missing(readdirSync(`${ROOT}portal/app/pages`, { recursive: true, encoding: 'utf8' }).flatMap(path => path.replace(/\.vue$/, '').split('/')))).toEqual([])
  })

  it('are no name of anybody', () => {
    for (const word of LOG_WORDS) expect(word).toMatch(/^_?[a-z]+(?:[_-][a-z]+)*$/)
  })
})
