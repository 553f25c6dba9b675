import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { structureId } from '../../../seeds/demo/structures.ts'
import { readSheetCsv } from '../../support/sheets.ts'
import { call, db, stack } from '../../support/stack.ts'
import { studioSession } from '../../support/studio-session.ts'
import { aCase, aPerson, userId } from '../directory/world.ts'
import { soon } from './world.ts'

const ACCOUNT = 'conseiller.reunion'
const FIELDS = 'reference,status,opened_on,date_created,person.first_name,person.disability_worker'
const marker = `R-${randomUUID().slice(0, 8)}`
let file = ''

/** The list of the Studio, exported as its panel asks it. */
async function exported(as: string, query: string): Promise<string> {
  const response = await fetch(`${stack.directusUrl}/items/cases?${query}`, { headers: await studioSession(userId(as), 'adviser') })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  return Buffer.from(await response.arrayBuffer()).toString('utf8')
}

beforeAll(async () => {
  file = await aCase(await aPerson(structureId('ml-reunion'), { first_name: ' =1+1' }), structureId('ml-reunion'), { [ACCOUNT]: 'referent' }, { reference: marker })
  await aCase(await aPerson(structureId('ml-paris')), structureId('ml-paris'), { conseiller: 'referent' }, { reference: `${marker}-other` })
  await db.query('update cases set date_created = $2 where id = $1', [file, '2026-11-29T20:30:00Z'])
})
afterAll(() => db.query('update directus_users set language = null where id = $1', [userId(ACCOUNT)]))

describe('row 19: the list of the Studio, exported by an adviser', () => {
  const query = `export=csv&fields=${FIELDS}&filter[reference][_starts_with]=${marker}`

  it.each(['csv', 'csv_utf8'])('is in French, in the hours of the place, with labels, and holds the rows of the adviser alone: %s', async (format) => {
    const text = await exported(ACCOUNT, query.replace('export=csv', `export=${format}`))

    expect(text.startsWith('\uFEFF"')).toBe(true)
    expect(readSheetCsv(text)).toEqual([
      ['Numéro', 'Étape', 'Ouvert le', 'Créé le (heure de La Réunion)', 'Personne › Prénom', expect.stringMatching(/^Personne › \S/)],
      [marker, 'Accompagnement', '06/01/2025', '30/11/2026 00:30', '\' =1+1', 'Non'],
    ])
  })

  it('is in English for whoever reads English', async () => {
    await db.query('update directus_users set language = \'en-US\' where id = $1', [userId(ACCOUNT)])
    const [headings, line] = readSheetCsv(await exported(ACCOUNT, query))

    expect([headings?.slice(0, 4), line?.slice(1, 2)]).toEqual([['Reference', 'Stage', 'Opened on', 'Created on (Réunion Time)'], ['Support']])
  })

  it('is the same in the file that the Studio keeps', async () => {
    const title = `export ${marker}`
    await call('/utils/export/cases', { as: 'admin', method: 'POST', body: { query: { fields: ['reference', 'status', 'person.first_name'], filter: { reference: { _starts_with: marker } }, sort: ['reference'] }, format: 'csv', file: { title } } })
    const id = await soon(async () => (await db.query<{ id: string }>('select id from directus_files where title = $1 and filesize > 0', [title])).rows[0]?.id, found => found !== undefined, 10_000)

    expect(readSheetCsv(String((await call<string>(`/assets/${id}`, { as: 'admin' })).body))).toEqual([
      ['Numéro', 'Étape', 'Personne › Prénom'], [marker, 'Accompagnement', '\' =1+1'], [`${marker}-other`, 'Accompagnement', 'Alix'],
    ])
  })
})
