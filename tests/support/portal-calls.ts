import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A request that the portal makes; `*` stands for what varies. */
export interface PortalCall { file: string, method: string, path: string, query: string[] }

const PORTAL = join(import.meta.dirname, '..', '..', 'portal')
const SOURCES = ['app', 'server', 'shared']
/** The requests that functions of the SDK of Directus make. */
const SDK: Record<string, { method: string, path: string }> = {
  readFile: { method: 'GET', path: '/files/*' },
  uploadFiles: { method: 'POST', path: '/files' },
  readAssetBlob: { method: 'GET', path: '/assets/*' },
}
/** What is imported of it without asking anything by itself. */
const SDK_WITHOUT_PATH = new Set(['createDirectus', 'rest', 'customEndpoint'])

/** Every source of the portal: the scripts of components, and the expressions of their templates left out. */
export function portalSources(): { file: string, text: string }[] {
  return SOURCES.flatMap(folder => readdirSync(join(PORTAL, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:ts|vue)$/.test(name))
    .map((name) => {
      const text = readFileSync(join(PORTAL, folder, name), 'utf8')
      return { file: `${folder}/${name}`, text: name.endsWith('.vue') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script).join('\n') : text }
    }))
}

/** The texts that an expression may be: both sides of a choice. */
function textsOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node)) return [node.head.text + node.templateSpans.map(({ literal }) => `*${literal.text}`).join('')]
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)]
  return []
}

const propertyOf = (node: ts.Node | undefined, name: string): ts.Expression | undefined =>
  node && ts.isObjectLiteralExpression(node) ? node.properties.filter(ts.isPropertyAssignment).find(property => property.name.getText() === name)?.initializer : undefined

const keysOf = (node: ts.Node | undefined): string[] => node && ts.isObjectLiteralExpression(node)
  ? node.properties.flatMap(property => property.name && !ts.isComputedPropertyName(property.name) ? [property.name.getText().replaceAll(/^'|'$/g, '').split('[')[0] ?? ''] : [])
  : []

const ours = (path: string) => `/relais/${path.replace(/^\//, '').replace(/^relais\//, '')}`

/** The requests that one expression makes. */
function callsAt(node: ts.Node, file: string): PortalCall[] {
  const call = (method: ts.Node | string | undefined, paths: string[], query: string[]) =>
    paths.map(path => ({ file, method: typeof method === 'string' ? method : method ? textsOf(method)[0] ?? '*' : 'GET', path, query }))
  if (ts.isCallExpression(node)) {
    const [first, second] = node.arguments
    const name = node.expression.getText()
    if (!first) return []
    if (name === 'api') return call(propertyOf(second, 'method'), textsOf(first).map(ours), keysOf(propertyOf(second, 'query')))
    // By its contract: the address says its method, and what varies in it.
    if (name === 'call') return textsOf(first).flatMap((route) => {
      const [method, path = ''] = route.split(' ')
      return call(method, [ours(path.replaceAll(/:\w+/g, '*'))], keysOf(propertyOf(second, 'query')))
    })
    if (name === '$fetch' || name === 'fetch') return call(propertyOf(second, 'method'), textsOf(first).flatMap(path => path.startsWith('/api/') ? [path.slice(4)] : []), keysOf(propertyOf(second, 'query')))
    if (name === 'search') return call('SEARCH', textsOf(first).filter(path => path.startsWith('/')), [])
    const known = SDK[name]
    if (known) return call(known.method, [known.path], keysOf(second))
  }
  const path = propertyOf(node, 'path')
  const method = propertyOf(node, 'method')
  if (path && method) return call(method, textsOf(path), keysOf(propertyOf(node, 'params')))
  // An address kept in a name before it is asked.
  if (ts.isVariableDeclaration(node) && node.initializer) return call('GET', textsOf(node.initializer).flatMap(text => text.startsWith('/api/') ? [text.slice(4)] : []), [])
  return []
}

/** Every request that the portal makes of Directus, and the names imported from its SDK that are not known here. */
export function callsOfPortal(): { calls: PortalCall[], unknown: string[] } {
  const calls: PortalCall[] = []
  const unknown: string[] = []
  for (const { file, text } of portalSources()) {
    const visit = (node: ts.Node): void => {
      calls.push(...callsAt(node, file))
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && node.moduleSpecifier.text === '@directus/sdk') {
        const bindings = node.importClause?.namedBindings
        if (bindings && ts.isNamedImports(bindings)) unknown.push(...bindings.elements.map(({ name }) => name.text).filter(name => !(name in SDK) && !SDK_WITHOUT_PATH.has(name)))
      }
      ts.forEachChild(node, visit)
    }
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
  }
  return { calls, unknown }
}
