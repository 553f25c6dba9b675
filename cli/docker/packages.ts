import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from '../paths.ts'

const names = z.record(z.string(), z.string()).default({})
const LockedSchema = z.object({
  version: z.string().default(''), license: z.unknown(), integrity: z.string().optional(), resolved: z.string().optional(), link: z.boolean().default(false),
  dependencies: names, optionalDependencies: names, peerDependencies: names, os: z.array(z.string()).optional(), libc: z.union([z.string(), z.array(z.string())]).optional(),
})
const LockSchema = z.object({ packages: z.record(z.string(), LockedSchema) })

/** A package whose code an image carries: `path` is its folder from the root, `licence` an SPDX expression. */
export interface Shipped { path: string, name: string, version: string, licence: string, integrity: string | undefined }

/** The images, and the workspaces whose production dependencies each one carries. */
export const IMAGES = {
  server: ['', 'schema', 'cli', 'extensions'],
  portal: ['portal'],
} as const satisfies Record<string, readonly string[]>
export type Image = keyof typeof IMAGES

/** Licences that packages state badly or not at all, read in their own files. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  '@ai-sdk/devtools': 'Apache-2.0',
  // Says « UNLICENSED » in its manifest; its LICENSE.md is the MIT text of the library that it comes from.
  '@sesamecare-oss/redlock': 'MIT',
  'busboy': 'MIT',
  'combine-errors': 'MIT',
  // Says « LGPL-3.0 », a name that SPDX gave up; its library is under version 3 or any later one.
  'libheif-js': 'LGPL-3.0-or-later',
  'nodemailer-mailgun-transport': 'MIT',
  'png-js': 'MIT',
  'seq-queue': 'MIT',
  'streamsearch': 'MIT',
  'thirty-two': 'MIT',
  'tosource': 'Zlib',
  // Nothing in the package; MIT in its repository.
  'vaul-vue': 'MIT',
  'wellknown': 'WTFPL',
  'xml-escape': 'MIT',
}

/** Which side of a choice of licences is taken: the one that asks the least. */
function chosen(expression: string): string[] {
  return expression.replaceAll(/[()]/g, '').split(' AND ').map(part => part.split(' OR ').toSorted((one, other) => Number(/GPL|AFL/.test(one)) - Number(/GPL|AFL/.test(other)))[0] ?? '').filter(Boolean)
}

const isShippable = ({ os, libc }: z.output<typeof LockedSchema>): boolean => (!os || os.includes('linux')) && (!libc || [libc].flat().includes('glibc'))
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** The packages that an image carries, from the lock file: what its workspaces need to run, and what those need, as Node finds them. */
export function shippedIn(image: Image, root = ROOT): Shipped[] {
  const { packages } = LockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  const found = (from: string, name: string): string | undefined => {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
      const path = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`
      if (packages[path]) return path
      if (folder === '') return undefined
    }
  }
  const seen = new Map<string, Shipped>()
  const queue: string[] = [...IMAGES[image]]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const entry = packages[path]
    if (!entry || seen.has(path) || !isShippable(entry)) continue
    const target = entry.link ? entry.resolved ?? path : path
    const own = packages[target] ?? entry
    const name = path.includes('node_modules/') ? nameOf(path) : ''
    if (name !== '' && !name.startsWith('@relais/')) seen.set(path, { path: target, name, version: own.version, licence: READ_BY_HAND[name] ?? String(own.license ?? ''), integrity: own.integrity })
    for (const needed of Object.keys({ ...own.dependencies, ...own.optionalDependencies, ...own.peerDependencies })) {
      const next = found(path, needed)
      if (next !== undefined && !seen.has(next)) queue.push(next)
    }
  }
  return [...seen.values()].toSorted((one, other) => one.name.localeCompare(other.name, 'en') || one.version.localeCompare(other.version, 'en'))
}

/** The licences of an image, ours first, as its label says them. */
export function licencesOf(packages: readonly Shipped[]): string[] {
  const others = new Set(packages.flatMap(({ licence }) => chosen(licence)).filter(licence => licence !== 'EUPL-1.2'))
  return ['EUPL-1.2', ...[...others].toSorted((one, other) => one.localeCompare(other, 'en'))]
}
