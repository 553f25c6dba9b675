/**
 * Writes what an image says of the packages that it carries: `node cli/docker/notices.ts <server|portal> <folder>`.
 * NOTICES.txt has the text of each licence, sbom.cdx.json lists the packages in CycloneDX 1.5.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from '../paths.ts'
import type { Shipped } from './packages.ts'
import { shippedIn } from './packages.ts'

const TEXT = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i

function textsOf({ path }: Shipped): string[] {
  const folder = join(ROOT, path)
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile() && TEXT.test(entry.name)).map(({ name }) => name)
  return names.toSorted().map(name => readFileSync(join(folder, name), 'utf8').trim())
}

function noticesOf(packages: readonly Shipped[]): string {
  return packages.map(one => [`${one.name} ${one.version}`, `Licence: ${one.licence}`, ...textsOf(one)].join('\n\n')).join(`\n\n${'-'.repeat(80)}\n\n`)
}

function componentOf({ name, version, licence, integrity }: Shipped) {
  const [algorithm, hash = ''] = integrity?.split('-', 2) ?? []
  return {
    type: 'library', name, version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: / (?:AND|OR) /.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }],
    ...(algorithm === 'sha512' ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] } : {}),
  }
}

const [image, folder] = z.tuple([z.enum(['server', 'portal']), z.string()]).parse(process.argv.slice(2))
const packages = shippedIn(image)
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'NOTICES.txt'), `${noticesOf(packages)}\n`)
writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify({
  bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
  metadata: { component: { 'type': 'application', 'bom-ref': `relais-${image}`, 'name': `relais-${image}`, version } },
  components: packages.map(componentOf),
}, null, 1)}\n`)
process.stdout.write(`${packages.length} packages: ${join(folder, 'NOTICES.txt')}, ${join(folder, 'sbom.cdx.json')}\n`)
