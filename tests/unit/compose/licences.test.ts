import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { licencesOf, shippedIn } from '../../../cli/docker/packages.ts'
import type { Image } from '../../../cli/docker/packages.ts'

const dockerfile = readFileSync(new URL('../../../Dockerfile', import.meta.url), 'utf8')
/** The label of a stage of the Dockerfile, as its last line says it. */
const labelOf = (stage: string): string | undefined => /image\.licenses="([^"]+)"/.exec(dockerfile.slice(dockerfile.indexOf(` AS ${stage}\n`)))?.[1]
/** What obliges whoever offers the software over a network, or whoever links with it, to give everything: never in our process. */
const REFUSED = /^(?:A|S)?GPL-|SSPL|NONE|UNLICENSED/

describe.each<Image>(['server', 'portal'])('the packages of the image « %s »', (image) => {
  const packages = shippedIn(image)

  it('are many, and each says under which licence it is', () => {
    expect(packages.length).toBeGreaterThan(500)
    expect(packages.filter(({ licence }) => !/^\(?[A-Z0-9][\w.-]*(?: (?:AND|OR) [\w.-]+)*\)?$/.test(licence)).map(({ name, licence }) => `${name}: ${licence}`)).toEqual([])
  })

  it('are under no licence that would take the product with it', () => {
    expect(licencesOf(packages).filter(licence => REFUSED.test(licence))).toEqual([])
    expect(packages.filter(({ name }) => name.startsWith('@pm2/')).map(({ name }) => name)).toEqual([])
  })

  it('are what the label of the image says', () => {
    expect(labelOf(image)).toBe(licencesOf(packages).join(' AND '))
  })
})

describe('the process manager of Directus', () => {
  it('is a stand-in of ours that refuses whatever is asked of it', async () => {
    expect(shippedIn('server').find(({ name }) => name === 'pm2')).toMatchObject({ path: 'cli/pm2', licence: 'EUPL-1.2' })
    const { default: pm2 } = await import('../../../cli/pm2/index.js')
    for (const work of [pm2.list, (done: (error?: Error) => void) => pm2.sendDataToProcessId(1, {}, done)]) {
      expect(await new Promise(resolve => work((error?: Error) => resolve(error)))).toBeInstanceOf(Error)
    }
  })
})
