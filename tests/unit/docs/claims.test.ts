import { execFileSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isKnownVariable } from '../../../directus.config.ts'
import { collections } from '../../../schema/index.ts'
import mayUse from '../../../extensions/may-use.json' with { type: 'json' }
import { accounts } from '../../../seeds/identity/accounts.ts'
import { ROOT, pages, read } from '../../support/pages.ts'
import { routesOfExtensions } from '../../support/routes.ts'

const FENCES = /^```\w*\n([\s\S]*?)^```/gm
/** A link that shows code: what it leads to is looked at elsewhere. */
const SHOWN = /\[`[^`\n]+`\]\(/g

/** What the pages write as code, in a line or in a block. */
const codes = pages.flatMap(({ name, path, text }) => [
  ...[...text.matchAll(FENCES)].flatMap(([, block = '']) => block.split('\n')),
  ...[...text.replaceAll(FENCES, '').replaceAll(SHOWN, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code),
].map(code => ({ name, folder: dirname(path), code })))

/** A path whatever its parameters are called, without its query. */
const shape = (path: string): string => path.replace(/\?.*$/, '').replaceAll(/:\w+/g, ':')

describe('addresses in the docs', () => {
  const ADDRESS = /^(GET|SEARCH|POST|PUT|PATCH|DELETE) ((?:\/relais|…)\/[^\s…]*)$/
  const named = codes.flatMap(({ name, code }) => {
    const [, method = '', path = ''] = ADDRESS.exec(code) ?? []
    return method === '' ? [] : [{ name, route: `${method} ${shape(path.replace('…', '/relais/configurator'))}` }]
  })
  const answered = routesOfExtensions().map(({ method, path }) => `${method} ${shape(path)}`)

  it('are answered', () => {
    const unanswered = named.filter(({ route }) => !answered.includes(route))

    expect(named.length).toBeGreaterThan(80)
    expect(unanswered.map(({ name, route }) => `${name}: ${route}`)).toEqual([])
  })

  it('are all there', () => {
    expect(answered.filter(route => !named.some(one => one.route === route))).toEqual([])
  })
})

describe('commands in the docs', () => {
  /** What is typed that is no word of the command: a kit, an account, a file. */
  const NAMES = ['mjpm', 'conseiller', 'local.json']
  const typed = codes.flatMap(({ name, code }) => {
    const [, words] = /(?:npx relais|cli\/main\.ts) ([^|#`]+)/.exec(code) ?? []
    return words === undefined ? [] : [{ name, words: words.trim().split(/\s+/) }]
  })

  it('are those that it says it has', () => {
    const args = ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli', 'main.ts'), 'help']
    const help = execFileSync(process.execPath, args, { encoding: 'utf8' })
    const known = [...help.matchAll(/^ {2}(\w+) /gm)].map(([, command]) => command)
    const unknown = typed.filter(({ words: [command] }) => !known.includes(command))

    expect(known.length).toBeGreaterThan(10)
    expect(typed.length).toBeGreaterThan(25)
    expect(unknown.map(({ name, words }) => `${name}: ${words.join(' ')}`)).toEqual([])
  })

  it('have verbs and options that they read', () => {
    const sourceOf = (command: string): string => {
      const file = `cli/${command}.ts`
      return read(existsSync(join(ROOT, file)) ? file : `cli/${command}/index.ts`)
    }
    const isRead = (source: string, word: string): boolean => {
      if (source.includes(`'${word}'`) || NAMES.includes(word)) return true
      return word.startsWith('--') ? source.includes(`${word.slice(2)}: { type:`) : !/^[a-z][a-z-]+$/.test(word)
    }
    const unread = typed.flatMap(({ name, words: [command = '', ...words] }) =>
      words.filter(word => !isRead(sourceOf(command), word)).map(word => `${name}: ${command} ${word}`))

    expect(unread).toEqual([])
  })
})

describe('what the docs name', () => {
  const FAMILIES = ['RELAIS', 'DB', 'IDENTITY', 'DIRECTORY', 'PRIVACY', 'CONFIGURATOR', 'ACCESS', 'AUTH', 'EMAIL', 'STORAGE', 'RATE_LIMITER',
    'SESSION', 'REFRESH', 'FILES', 'LOG', 'RETENTION', 'IP', 'CORS', 'HSTS']
  const FOLDERS = ['schema', 'extensions', 'portal', 'seeds', 'cli', 'tests', 'docs', 'src', 'app', 'shared', 'server', 'service', 'rules', 'engine', 'public']
  /** Read by the command and the containers alone. */
  const NOT_OF_DIRECTUS = ['IDENTITY_PORT', 'IDENTITY_DB_PASSWORD']

  it('are variables that are read', () => {
    const variable = new RegExp(`^(?:${FAMILIES.join('|')})_[A-Z0-9_]*[A-Z0-9]$`)
    const found = codes.filter(({ code }) => variable.test(code))
    const unread = found.filter(({ code }) => !isKnownVariable(code) && !NOT_OF_DIRECTUS.includes(code))

    expect(found.length).toBeGreaterThan(100)
    expect(unread.map(({ name, code }) => `${name}: ${code}`)).toEqual([])
  })

  it('are files that exist', () => {
    const path = new RegExp(`^(?:${FOLDERS.join('|')})/[\\w./{},*-]+$`)
    const found = codes.filter(({ code }) => path.test(code))
    const isThere = (code: string, from: string): boolean => globSync(code.replace(/\/$/, ''), { cwd: from }).length > 0
    const missing = found.filter(({ code, folder }) => ![ROOT, folder, join(folder, 'src')].some(from => isThere(code, from)))

    expect(found.length).toBeGreaterThan(60)
    expect(missing.map(({ name, code }) => `${name}: ${code}`)).toEqual([])
  })

  it('are accounts of the demonstration', () => {
    const known = [...accounts.map(({ email }) => email), 'no-reply@relais.example']
    const named = pages.flatMap(({ name, text }) => [...text.matchAll(/`([\w.-]+@relais\.example)`/g)].map(([, email = '']) => ({ name, email })))

    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(({ email }) => !known.includes(email))).toEqual([])
  })

  it('are the collections that there are', () => {
    const [, data = ''] = /\n## Data\n([\s\S]*?)\n## /.exec(read('docs/architecture.md')) ?? []
    const named = [...data.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name)

    expect(Object.keys(collections).filter(name => !named.includes(name))).toEqual([])
    expect(named.filter(name => !(name in collections))).toEqual([])
  })

  it('are the domains that there are', () => {
    const [, named = ''] = /the domains on the server \(([\w, ]+)\)/.exec(read('README.md')) ?? []

    expect(named.split(', ').toSorted()).toEqual(Object.keys(mayUse).toSorted())
  })
})
