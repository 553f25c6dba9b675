import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '')

/** A page of the documentation. */
export interface Page { path: string, name: string, text: string }

/** The text of a file of the project. */
export function read(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8')
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md') && !name.includes('node_modules'))
    .map(name => join(ROOT, folder, name))
}

/** Every page that people read. */
export const pages: readonly Page[] = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'portal/README.md'].map(name => join(ROOT, name)),
  ...['docs', 'extensions', 'schema', 'seeds'].flatMap(markdownIn),
].map(path => ({ path, name: relative(ROOT, path), text: readFileSync(path, 'utf8') }))
