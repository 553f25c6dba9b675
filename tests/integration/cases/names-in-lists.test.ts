import { beforeAll, describe, expect, it } from 'vitest'
import { call, db } from '../../support/stack.ts'
import { aCase, aPerson, anOrganization, makeWorld } from '../directory/world.ts'
import type { World } from '../directory/world.ts'

interface Row { id: string }

let world: World
const people = new Map<string, string>()
const files = new Map<string, string>()

beforeAll(async () => {
  world = await makeWorld()
  for (const [last, first] of [['Łukasik', 'Anna Zofia'], ['N’Diaye', 'Aïssatou'], ['Wojciechowski', 'Przemysław']]) {
    const person = await aPerson(world.structure, { last_name: last, first_name: first, city: 'Bobigny' })
    people.set(String(last), person)
    files.set(String(last), await aCase(person, world.structure, { conseiller: 'referent' }))
  }
})

describe('the lists of the Studio, searched by name', () => {
  const listed = async (collection: string, search: string, as: string) => (await call<{ data: Row[] }>(`/items/${collection}?${new URLSearchParams({ search, fields: 'id', limit: '100' })}`, { as })).body.data.map(({ id }) => id)

  describe.each(['admin', 'conseiller', 'responsable'])('by %s', (as) => {
    it.each([
      ['lukasik', 'Łukasik'], ['ŁUKASIK', 'Łukasik'], ['anna lukasik', 'Łukasik'], ['Łukasik Anna', 'Łukasik'], ['Ndiaye', 'N’Diaye'], ['n\'diaye', 'N’Diaye'], ['N Diaye', 'N’Diaye'], ['aissatou NDIAYE', 'N’Diaye'], ['Aïssatou', 'N’Diaye'],
    ])('« %s » finds %s, and the file', async (typed, name) => {
      expect(await listed('people', typed, as)).toContain(people.get(name))
      expect(await listed('cases', typed, as)).toContain(files.get(name))
    })

    it('what Directus finds is found as before, and signs find nothing more', async () => {
      const { rows: [{ reference }] } = await db.query('select reference from cases where id = $1', [files.get('Łukasik')])
      expect(await listed('cases', reference, as)).toEqual([files.get('Łukasik')])
      expect(await listed('people', 'bobigny', as)).toEqual(expect.arrayContaining([...people.values()]))
      expect(await listed('people', 'lukasik absente', as)).toEqual([])
      expect(await listed('people', '« ! »', as)).toEqual([])
    })

    it('the number of rows is that of the list', async () => {
      const { body } = await call<{ data: { countDistinct: { id: string } }[] }>(`/items/cases?${new URLSearchParams({ 'search': 'anna lukasik', 'aggregate[countDistinct]': 'id' })}`, { as })
      expect(Number(body.data[0]?.countDistinct.id)).toBe((await listed('cases', 'anna lukasik', as)).length)
    })
  })

  it('finds an organisation in another order and without accents', async () => {
    const organization = await anOrganization(world.structure, { name: 'Étoile du Œuf-Brisé' })
    for (const as of ['admin', 'conseiller']) expect(await listed('organizations', 'brise oeuf etoile', as)).toEqual([organization])
  })

  it('never finds what its reader may not read, and leaves those who do not read names in one spelling as they were', async () => {
    expect(await listed('people', 'anna lukasik', 'conseiller2')).not.toContain(people.get('Łukasik'))
    expect(await listed('cases', 'anna lukasik', 'conseiller2')).not.toContain(files.get('Łukasik'))
    for (const collection of ['organizations', 'offers']) {
      const { status, body } = await call<{ data: Row[] }>(`/items/${collection}?search=aucune+chose`, { as: 'partenaire' })
      expect([status, body.data]).toEqual([200, []])
    }
  })
})

describe('the portfolio, with slips of the finger', () => {
  const found = async (search: string) => (await call<{ data: Row[] }>('/relais/cases/portfolio', { as: 'conseiller', method: 'SEARCH', body: { search } })).body.data.map(({ id }) => id)

  it.each([['woyciechovski', 'Wojciechowski'], ['wojciehcowsik', 'Wojciechowski'], ['Przemislav', 'Wojciechowski'], ['anna lukaisk', 'Łukasik'], ['aisatu', null], ['wojtechovsky', null], ['aissatouu', 'N’Diaye']])('« %s » finds %s', async (typed, name) => {
    expect(await found(typed)).toEqual(name === null ? [] : expect.arrayContaining([files.get(name)]))
  })
})
