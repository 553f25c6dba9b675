import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../support/csv.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * How a piece of code has more rights than whoever asks: it lends those of an administrator, works for nobody in particular, calls a
 * service that does either, or believes the flag of a caller, which says « administrator » of somebody to whom rights are lent.
 */
type Use = 'lends' | 'unbound' | 'calls' | 'flag'

const isNamed = (node: ts.Node | undefined, name: string): boolean => node !== undefined && ts.isIdentifier(node) && node.text === name
const textOf = (name: ts.Node | undefined): string => (name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '')

/** The function, the method or the constant of a file in which a node stands. */
function symbolOf(node: ts.Node): string {
  let found = ''
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (ts.isFunctionDeclaration(at) || ts.isClassDeclaration(at) || (ts.isVariableDeclaration(at) && ts.isSourceFile(at.parent.parent.parent))) found = textOf(at.name)
  }
  return found === '' ? '(hook)' : found
}

/** Whether a value is the accountability of the caller: `accountability`, or the one of something. */
const isTheirs = (value: ts.Expression): boolean => isNamed(value, 'accountability') || isNamed(value, 'caller') || (ts.isPropertyAccessExpression(value) && value.name.text === 'accountability')

/** What a service of Directus is made with: whether it works for the caller. An object made elsewhere is believed to be of nobody. */
function worksForCaller(options: ts.Expression): boolean {
  if (!ts.isObjectLiteralExpression(options)) return false
  return options.properties.some(property => (
    (ts.isShorthandPropertyAssignment(property) && property.name.text === 'accountability') || (ts.isPropertyAssignment(property) && textOf(property.name) === 'accountability' && isTheirs(property.initializer))
  ))
}

/** No right, a word, or the form of what is received. */
const isHarmless = (value: ts.Expression): boolean => value.kind === ts.SyntaxKind.FalseKeyword || ts.isStringLiteral(value) || (ts.isCallExpression(value) && value.getText().startsWith('z.'))

function useOf(node: ts.Node): Use | null {
  if (ts.isPropertyAssignment(node) && textOf(node.name) === 'admin' && !isHarmless(node.initializer)) return 'lends'
  if (ts.isPropertyAssignment(node) && textOf(node.name) === 'accountability' && node.initializer.kind === ts.SyntaxKind.NullKeyword) return 'unbound'
  if (ts.isNewExpression(node) && /services\.\w+$|Service$/.test(node.expression.getText()) && !node.arguments?.some(worksForCaller)) return 'unbound'
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && /^sudo/.test(node.expression.text)) return 'calls'
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'admin' && !/(?:roleIds|policyIds|access)$/.test(node.expression.getText())) return 'flag'
  return ts.isBindingElement(node) && textOf(node.propertyName ?? node.name) === 'admin' ? 'flag' : null
}

/** Every use of raised rights of a source, as `file symbol use`. */
function usesIn(file: string, text: string): string[] {
  // Most sources say none of these words, and need not be parsed.
  if (!/\badmin\b|\bnew\b.*Service\b|\bsudo|accountability: null/.test(text)) return []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    const use = useOf(node)
    if (use !== null) found.add(`${file} ${symbolOf(node)} ${use}`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...found]
}

const { header, rows } = readCsv(readFileSync(join(ROOT, 'docs', 'security', 'raised-rights.csv'), 'utf8'))
const sources = globSync('extensions/*/src/**/*.ts', { cwd: ROOT }).filter(file => !file.includes('/app/')).sort()

describe('rights above those of whoever asks', () => {
  it('are used nowhere but where a reason is written', () => {
    const listed = rows.map(([file, symbol, use]) => `${file} ${symbol} ${use}`)
    const used = sources.flatMap(file => usesIn(file, readFileSync(join(ROOT, file), 'utf8')))

    expect(header).toEqual(['file', 'symbol', 'use', 'reason'])
    expect(used.filter(use => !listed.includes(use)), 'used, and not in docs/security/raised-rights.csv').toEqual([])
    expect(listed.filter(use => !used.includes(use)), 'in docs/security/raised-rights.csv, and used no more').toEqual([])
    expect(new Set(listed).size).toBe(listed.length)
    expect(rows.filter(([, , , reason = '']) => reason.length < 20)).toEqual([])
  }, 60_000)

  it.each<[string, string, Use[]]>([
    ['the flag given to somebody', 'const f = caller => ({ ...caller, admin: true })', ['lends']],
    ['the flag computed', 'const f = (caller, is) => ({ ...caller, admin: is })', ['lends']],
    ['a service of nobody', 'const f = host => new host.services.ItemsService("x", { schema })', ['unbound']],
    ['a service of nobody, in words', 'const f = host => new host.services.UsersService({ schema, accountability: null })', ['unbound']],
    ['a service of somebody else', 'const f = (host, sudo) => new host.services.FilesService({ schema, accountability: sudo })', ['unbound']],
    ['a service made with what comes from elsewhere', 'const f = (host, options) => new host.services.FilesService(options)', ['unbound']],
    ['a service named apart', 'const f = ({ ItemsService }) => new ItemsService("x", {})', ['unbound']],
    ['a helper that raises rights', 'const f = host => sudoRead(host)', ['calls']],
    ['the flag believed', 'const f = accountability => accountability?.admin', ['flag']],
    ['the flag taken apart', 'const f = ({ admin }) => admin', ['flag']],
    ['a service of the caller', 'const f = (host, accountability, caller) => [new host.services.ItemsService("x", { schema, accountability }), new host.services.ItemsService("x", { accountability: caller.accountability })]', []],
    ['no right at all', 'const f = caller => ({ ...caller, admin: false })', []],
  ])('are seen: %s', (_, text, uses) => {
    expect(usesIn('a.ts', text)).toEqual(uses.map(use => `a.ts f ${use}`))
  })
})
