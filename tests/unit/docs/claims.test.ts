import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isKnownVariable } from '../../../directus.config.ts'
import { collections } from '../../../schema/index.ts'
import { accounts } from '../../../seeds/identity/accounts.ts'
import { ROOT, pages, read } from '../../support/pages.ts'
import { routesOfExtensions } from '../../support/routes.ts'

/** What the pages write as code, in a line or in a block; what a link shows is what it leads to. */
const codes = pages.flatMap(({ name, path, text }) => [
  ...[...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n')),
  ...[...text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/\[`[^`\n]+`\]\(/g, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code),
].map(code => ({ name, folder: dirname(path), code })))

/** A path whatever its parameters are called, without its query. */
const shape = (path: string): string => path.replace(/\?.*$/, '').replaceAll(/:[\w]+/g, ':')

describe('addresses in the docs', () => {
  const named = codes.flatMap(({ name, code }) => {
    const [, method = '', path = ''] = /^(GET|SEARCH|POST|PUT|PATCH|DELETE) ((?:\/relais|…)\/[^\s…]*)$/.exec(code) ?? []
    return method === '' ? [] : [{ name, route: `${method} ${shape(path.replace('…', '/relais/configurator'))}` }]
  })
  const answered = routesOfExtensions().map(({ method, path }) => `${method} ${shape(path)}`)

  it('are answered', () => {
    expect(named.length).toBeGreaterThan(80)
    expect(named.filter(({ route }) => !answered.includes(route)).map(({ name, route }) => `${name}: ${route}`)).toEqual([])
  })

  it('are all there', () => {
    expect(answered.filter(route => !named.some(one => one.route === route))).toEqual([])
  })
})

describe('commands in the docs', () => {
  const typed = codes.flatMap(({ name, code }) => {
    const [, words] = /(?:npx relais|cli\/main\.ts) ([^|#`]+)/.exec(code) ?? []
    return words === undefined ? [] : [{ name, words: words.trim().split(/\s+/) }]
  })
  const sourceOf = (command: string): string => read(existsSync(join(ROOT, 'cli', `${command}.ts`)) ? `cli/${command}.ts` : `cli/${command}/index.ts`)

  it('are those that it says it has', () => {
    const help = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'cli', 'main.ts'), 'help'], { encoding: 'utf8' })
    const known = [...help.matchAll(/^ {2}(\w+) /gm)].map(([, command]) => command)

    expect(known.length).toBeGreaterThan(10)
    expect(typed.length).toBeGreaterThan(25)
    expect(typed.filter(({ words: [command] }) => !known.includes(command)).map(({ name, words }) => `${name}: ${words.join(' ')}`)).toEqual([])
  })

  it('have verbs and options that they read', () => {
    const isRead = (source: string, word: string): boolean => word.startsWith('--')
      ? source.includes(`'${word}'`) || source.includes(`${word.slice(2)}: { type:`)
      : !/^[a-z][a-z-]+$/.test(word) || source.includes(`'${word}'`) || ['mjpm', 'conseiller', 'local.json'].includes(word)
    const unread = typed.flatMap(({ name, words: [command = '', ...words] }) => words.filter(word => !isRead(sourceOf(command), word)).map(word => `${name}: ${command} ${word}`))

    expect(unread).toEqual([])
  })
})

describe('what the docs name', () => {
  const FAMILIES = /^(?:RELAIS|DB|IDENTITY|DIRECTORY|PRIVACY|CONFIGURATOR|ACCESS|AUTH|EMAIL|STORAGE|RATE_LIMITER|SESSION|REFRESH|FILES|LOG|RETENTION|IP|CORS|HSTS)_[A-Z0-9_]*[A-Z0-9]$/
  const OF_COMPOSE = ['IDENTITY_PORT', 'IDENTITY_DB_PASSWORD']

  it('are variables that are read', () => {
    const found = codes.flatMap(({ name, code }) => FAMILIES.test(code) ? [{ name, code }] : [])

    expect(found.length).toBeGreaterThan(100)
    expect(found.filter(({ code }) => !isKnownVariable(code) && !OF_COMPOSE.includes(code)).map(({ name, code }) => `${name}: ${code}`)).toEqual([])
  })

  it('are files that exist', () => {
    const isPath = (code: string): boolean => /^(?:(?:schema|extensions|portal|seeds|cli|tests|docs|src|app|shared|server|service|rules|engine|public)\/)[\w./{},*-]+$/.test(code)
    const found = codes.filter(({ code }) => isPath(code))
    const missing = found.filter(({ code, folder }) => [ROOT, folder, join(folder, 'src')].every(from => globSync(code.replace(/\/$/, ''), { cwd: from }).length === 0))

    expect(found.length).toBeGreaterThan(60)
    expect(missing.map(({ name, code }) => `${name}: ${code}`)).toEqual([])
  })

  it('are accounts of the demonstration', () => {
    const named = pages.flatMap(({ name, text }) => [...text.matchAll(/`([\w.-]+@relais\.example)`/g)].map(([, email = '']) => ({ name, email })))

    expect(named.filter(({ email }) => !accounts.some(account => account.email === email) && email !== 'no-reply@relais.example')).toEqual([])
  })

  it('are the collections that there are', () => {
    const [, data = ''] = /\n## Data\n([\s\S]*?)\n## /.exec(read('docs/architecture.md')) ?? []
    const named = [...data.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name)

    expect(Object.keys(collections).filter(name => !named.includes(name))).toEqual([])
    expect(named.filter(name => !(name in collections))).toEqual([])
  })

  it('are the domains that there are', () => {
    const domains = readdirSync(join(ROOT, 'extensions'), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name)
    const [, named = ''] = /one Directus bundle a domain: ([\w, ]+) \|/.exec(read('README.md')) ?? []

    expect(named.split(', ').toSorted()).toEqual(domains.toSorted())
  })
})
