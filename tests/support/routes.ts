import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** An address that some code answers, with its parameters as Express writes them. */
export interface DeclaredRoute { method: string, path: string }

const ROOT = join(import.meta.dirname, '..', '..')
const METHODS = ['get', 'search', 'post', 'put', 'patch', 'delete'] as const

/** The parts of Directus that are mounted, and the file of each when it has one of its own: `app.use("/items", items_default)`. */
function mountsIn(app: string): { mount: string, file: string | undefined }[] {
  const files = new Map([...app.matchAll(/import ([\w$]+) from "\.\/([\w./-]+\.js)"/g)].map(([, name = '', file = '']) => [name, file]))
  return [...app.matchAll(/app\.use\("(\/[\w/-]+)", ([\w$]+)\)/g)].map(([, mount = '', name = '']) => ({ mount, file: files.get(name) }))
}

const everyMethod = (path: string): DeclaredRoute[] => METHODS.map(method => ({ method: method.toUpperCase(), path }))

function routesIn(source: string, mount: string): DeclaredRoute[] {
  const found = [...source.matchAll(/[Rr]outer\.(get|search|post|put|patch|delete|all|use)\(\s*["'`](\/[^"'`]*)["'`]/g)]
  return found.flatMap(([, verb = '', path = '']) => {
    const whole = `${mount}${path}`.replace(/\/$/, '')
    return verb === 'all' || verb === 'use' ? everyMethod(whole) : [{ method: verb.toUpperCase(), path: whole }]
  })
}

/** What the installed Directus answers, read in its own code: a version that brings a route brings it here. */
export function routesOfDirectus(): DeclaredRoute[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@directus/api/package.json')), 'dist')
  const mounts = mountsIn(readFileSync(join(folder, 'app.js'), 'utf8'))
  // The providers of the sign-in have routers of their own, mounted by their name.
  const signIn = ['', '/callback'].flatMap(end => ['GET', 'POST'].map(method => ({ method, path: `/auth/login/keycloak${end}` })))
  const below = ({ mount, file }: (typeof mounts)[number]) => file ? routesIn(readFileSync(join(folder, file), 'utf8'), mount) : []
  return [...signIn, ...mounts.flatMap(one => [...everyMethod(one.mount), ...below(one)])]
}

/** What our own domains answer, as each says it in its `routes.ts`, and by the handlers of its contracts. */
export function routesOfExtensions(): DeclaredRoute[] {
  const files = globSync('*/src/{routes,handlers/*}.ts', { cwd: join(ROOT, 'extensions') })
  return files.flatMap((file) => {
    const source = readFileSync(join(ROOT, 'extensions', file), 'utf8')
    return [...source.matchAll(/'([A-Z]+) (\/[^']+)':/g)].map(([, method = '', path = '']) => ({ method, path: `/relais${path}` }))
  })
}
