import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const PORTAL = fileURLToPath(new URL('../../../portal', import.meta.url))
const LOCALES = join(PORTAL, 'i18n', 'locales')
const CALL = /(?:(?:(?<![\w.])\$?|i18n\.)(?:t|te|tm)\(\s*['"]|\bkeypath=")([\w.]+)['"]/g
/** A key built from pieces cannot be found by a search, nor checked here. */
const BUILT_KEY = /(?:(?<![\w.])\$?|i18n\.)(?:t|te|tm)\(\s*(?:`[^`]*\$\{|'[^']*'\s*\+|[\w.]+\s*\+)/g

/** Names of shared state look like keys and are not. */
const NOT_A_TEXT = /useState(?:<[^(]*>)?\('[^']*'/g

type Messages = z.output<typeof MessagesSchema>
const MessagesSchema: z.ZodType<Record<string, unknown>> = z.record(z.string(), z.unknown())

function flatten(messages: Messages, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[`${prefix}${key}`, value]]
    return flatten(MessagesSchema.parse(value), `${prefix}${key}.`)
  })
}

function readLocale(code: string): [string, string][] {
  return readdirSync(join(LOCALES, code)).filter(name => name.endsWith('.json')).sort()
    .flatMap(name => flatten(MessagesSchema.parse(JSON.parse(readFileSync(join(LOCALES, code, name), 'utf8')))))
}

/** Same words to fill in, whatever their order and their number of plural forms. */
function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort()
}

const sources = readdirSync(join(PORTAL, 'app'), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.(vue|ts)$/.test(entry.name))
  .map(entry => join(entry.parentPath, entry.name))
  .map(path => ({ path: relative(PORTAL, path), code: readFileSync(path, 'utf8').replaceAll(NOT_A_TEXT, '') }))

const french = new Map(readLocale('fr'))
const english = new Map(readLocale('en'))

// A key may be chosen first and named in full elsewhere: any literal that starts with a group of ours counts as a use.
const groups = [...new Set([...french.keys()].map(key => key.split('.')[0]))]
const literal = new RegExp(`['"\`]((?:${groups.join('|')})\\.[a-z0-9_.]+)['"\`]`, 'g')
const usedKeys = new Set(sources.flatMap(({ code }) => [...code.matchAll(literal)].map(([, key = '']) => key)))

describe('the texts of the portal', () => {
  it('are named once in each language', () => {
    for (const code of ['fr', 'en']) {
      const keys = readLocale(code).map(([key]) => key)
      expect(keys.filter((key, index) => keys.indexOf(key) !== index), code).toEqual([])
    }
  })

  it('say « aujourd’hui » of what is late since today, and no number below nothing', () => {
    for (const [texts, today] of [[french, 'aujourd’hui'], [english, 'today']] as const) expect(texts.get('step.late_short')?.split(' | ')[0]).toBe(today)
    expect(usedKeys).toContain('form.characters_over')
  })

  it('have keys in snake_case, grouped by screen', () => {
    expect([...french.keys()].filter(key => !/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/.test(key))).toEqual([])
  })

  it('exist in both languages', () => {
    expect([...french.keys()].filter(key => !english.has(key))).toEqual([])
    expect([...english.keys()].filter(key => !french.has(key))).toEqual([])
  })

  it('ask for the same values in both languages', () => {
    const different = [...french].filter(([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? '').join())

    expect(different.map(([key]) => key)).toEqual([])
  })

  it('are never empty', () => {
    expect([...french, ...english].filter(([, text]) => !text.trim()).map(([key]) => key)).toEqual([])
  })
})

describe('the pages of the portal', () => {
  it('use texts that exist', () => {
    const called = sources.flatMap(({ path, code }) => [...code.matchAll(CALL)].map(([, key = '']) => ({ path, key })))

    expect(called.length).toBeGreaterThan(100)
    expect(called.filter(({ key }) => !french.has(key)).map(({ path, key }) => `${path} ${key}`)).toEqual([])
  })

  it('never build the name of a text from pieces', () => {
    expect(sources.flatMap(({ path, code }) => [...code.matchAll(BUILT_KEY)].map(([call]) => `${path} ${call}`))).toEqual([])
  })

  it('use every text', () => {
    expect([...french.keys()].filter(key => !usedKeys.has(key))).toEqual([])
  })
})
