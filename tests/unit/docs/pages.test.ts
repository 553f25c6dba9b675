import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renderEnvironment } from '../../../docs/scripts/environment.ts'
import { ROOT, pages, read } from '../../support/pages.ts'

const SCREENSHOTS = join(ROOT, 'docs', 'screenshots')
const PROFILES = ['partenaire', 'usager', 'conseiller', 'prescripteur', 'administrateur-local', 'responsable']
const DECISION_SECTIONS = ['## Context', '## Decision', '## Alternatives', '## Consequences', '## When to revisit']

/** Anchors that a forge gives to titles. */
function anchorsOf(text: string): Set<string> {
  const titles = [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) => title)
  return new Set(titles.map(title => title.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(/\s/g, '-')))
}

interface Link { page: string, target: string, from: string }

const links: Link[] = pages.flatMap(({ path, name, text }) =>
  [...text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => ({ page: name, target, from: dirname(path) })))
const local = links.filter(({ target }) => !/^[a-z]+:/.test(target))
const isScreenshot = ({ target, from }: Link): boolean => join(from, target).startsWith(SCREENSHOTS)

describe('links of the docs', () => {
  it('lead to files that exist', () => {
    const broken = local.filter(link => !isScreenshot(link)).filter(({ target, from }) => {
      const [path = ''] = target.split('#')
      return path !== '' && !existsSync(join(from, decodeURIComponent(path)))
    })

    expect(broken.map(({ page, target }) => `${page} → ${target}`)).toEqual([])
  })

  it('lead to titles that exist', () => {
    const broken = local.filter(({ target }) => target.includes('#')).filter(({ page, target, from }) => {
      const [path = '', anchor = ''] = decodeURIComponent(target).split('#')
      const file = path === '' ? join(ROOT, page) : join(from, path)
      return file.endsWith('.md') && existsSync(file) && !anchorsOf(readFileSync(file, 'utf8')).has(anchor)
    })

    expect(broken.map(({ page, target }) => `${page} → ${target}`)).toEqual([])
  })

  it('show screenshots that were made', () => {
    expect(local.filter(isScreenshot).filter(({ target, from }) => !existsSync(join(from, target))).map(({ page, target }) => `${page} → ${target}`)).toEqual([])
  })

  it('say what each image shows', () => {
    expect(pages.filter(({ text }) => /!\[\s*\]\(/.test(text)).map(({ name }) => name)).toEqual([])
  })
})

describe('commands of the docs', () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))
  const commands = new Set([...read('cli/main.ts').matchAll(/^ {2}(\w+): \{ summary:/gm)].map(([, name = '']) => name))
  const mentions = pages.flatMap(({ name, text }) => [...text.matchAll(/\b(npx relais|npm run|npm (?=start|test))\s*([\w:-]+)/g)]
    .map(([, tool = '', command = '']) => ({ name, tool: tool.trim(), command })))

  it('exist', () => {
    const unknown = mentions.filter(({ tool, command }) => !(tool === 'npx relais' ? commands.has(command) : command in scripts))

    expect(commands.size).toBeGreaterThan(3)
    expect(unknown.map(({ name, tool, command }) => `${name}: ${tool} ${command}`)).toEqual([])
  })

  it('are all in the README, for people', () => {
    const internal = ['worker']
    const readme = read('README.md')
    const missing = [...commands].filter(name => !internal.includes(name) && !readme.includes(`npx relais ${name}`) && !readme.includes(`npm ${name}`))

    expect(missing).toEqual([])
  })

  it('run scripts that exist', () => {
    const scriptsNamed = pages.flatMap(({ name, text }) => [...text.matchAll(/\bnode ((?:docs|seeds|cli)\/[\w/.-]+)/g)].map(([, path = '']) => ({ name, path })))

    expect(scriptsNamed.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})

describe('the README', () => {
  const readme = read('README.md')
  const firstScreen = readme.split('\n## ')[0] ?? ''

  it('gives on its first screen the two commands, the pictures and the licence facts', () => {
    for (const words of ['npm start', 'npm test', 'public-1280.png', 'adviser-1280.png', 'partner-1280.png', 'EUPL', 'not open source', 'US $5,000,000', 'commercial licence']) {
      expect(firstScreen, words).toContain(words)
    }
    expect(firstScreen.split('\n').length).toBeLessThan(40)
  })

  it('names the version of Directus that is installed', () => {
    const { dependencies } = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')))

    expect(firstScreen).toContain(`Directus ${dependencies.directus}`)
  })

  it('gives demo accounts that exist', async () => {
    const { accounts, DEMO_PASSWORD } = await import('../../../seeds/identity/accounts.ts')
    const named = [...readme.matchAll(/`([\w.-]+@relais\.example)`/g)].map(([, email = '']) => email)

    expect(named.filter(email => !accounts.some(account => account.email === email))).toEqual([])
    expect(readme).toContain(`\`${DEMO_PASSWORD}\``)
  })
})

describe('the guides', () => {
  const french = [
    ...readdirSync(join(ROOT, 'portal', 'i18n', 'locales', 'fr')).map(name => read(`portal/i18n/locales/fr/${name}`)),
    ...['access/src/app/texts.ts', 'configurator/src/app/texts-fr.ts', 'privacy/src/app/texts.ts', 'workflow/src/app/texts-fr.ts'].map(name => read(`extensions/${name}`)),
    ...['core', 'kits'].flatMap(folder => readdirSync(join(ROOT, 'schema', folder), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => read(`schema/${folder}/${name}`))),
  ].join('\n')
  const quoted = pages.filter(({ name }) => name.startsWith('docs/guides/'))
    .flatMap(({ name, text }) => [...text.matchAll(/«\s*([^»]+?)\s*»/g)].map(([, words = '']) => ({ name, words: words.replaceAll(/\s+/g, ' ') })))

  it('quote the words of the screens as they are', () => {
    expect(quoted.length).toBeGreaterThan(50)
    expect(quoted.filter(({ words }) => !french.includes(words)).map(({ name, words }) => `${name}: ${words}`)).toEqual([])
  })
})

describe('the pages', () => {
  it('list the variables of the environment as they are', () => {
    expect(read('docs/environment.md'), 'run node docs/scripts/environment.ts').toBe(renderEnvironment())
  })

  it('hold a guide for each profile', () => {
    expect(PROFILES.filter(name => !existsSync(join(ROOT, 'docs', 'guides', `${name}.md`)))).toEqual([])
  })

  it('hold decisions that are complete and numbered without a hole', () => {
    const decisions = readdirSync(join(ROOT, 'docs', 'decisions')).filter(name => /^\d{4}-/.test(name)).sort()

    expect(decisions.map(name => Number(name.slice(0, 4)))).toEqual(decisions.map((_, index) => index + 1))
    for (const name of decisions) {
      const text = read(`docs/decisions/${name}`)
      expect(DECISION_SECTIONS.filter(section => !text.includes(`\n${section}\n`)), name).toEqual([])
      const title = /^# \d{4}\. (.+)$/m.exec(text)?.[1]
      expect(read('docs/decisions/README.md')).toContain(`| [${name.slice(0, 4)}](${name}) | ${title} |`)
    }
  })

  it('point, for each advisory, to tests that exist', () => {
    const evidence = [...read('SECURITY.md').matchAll(/\((tests\/[^)#]+)\)/g)].map(([, path = '']) => path)

    expect(evidence.length).toBeGreaterThan(10)
    expect(evidence.filter(path => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('point to every test of security', () => {
    const page = read('SECURITY.md')
    const names = readdirSync(join(ROOT, 'tests', 'security')).filter(name => name.endsWith('.test.ts'))

    expect(names.length).toBeGreaterThan(25)
    expect(names.filter(name => !page.includes(`(tests/security/${name})`))).toEqual([])
  })

  it('name no machine of ours', () => {
    expect(pages.filter(({ text }) => /\/work\/|\/tmp\/|\/root\//.test(text)).map(({ name }) => name)).toEqual([])
  })

  it('carry the official text of the licence, unchanged', () => {
    expect(createHash('sha256').update(read('LICENSE')).digest('hex')).toBe('57fb42fbcd0b037ce528ed8f72f1ec095d67bc6825ecf1448ff39be1fe68a4b4')
  })
})
