import { beforeAll, describe, expect, it } from 'vitest'
import type { SecretFile } from './world.ts'
import { STRANGERS, aSecretFile, insert, send } from './world.ts'
import { call, db, stack } from '../support/stack.ts'
import { aPng } from '../support/files.ts'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

let file: SecretFile
beforeAll(async () => { file = await aSecretFile() })

const snapshot = async () => JSON.stringify(await Promise.all(
  [['people', file.person], ['cases', file.case], ['interviews', file.interview], ['needs', file.need], ['relatives', file.relative], ['organizations', file.organization]]
    .map(async ([table, id]) => (await db.query(`select * from ${table} where id = $1`, [id])).rows),
))

describe('EspoCRM CVE-2026-41160: refused, and written all the same', () => {
  it.each(STRANGERS)('leaves every row as it was after each refusal (%s)', async (as) => {
    const before = await snapshot()
    for (const [collection, id] of [['people', file.person], ['cases', file.case], ['interviews', file.interview], ['needs', file.need], ['relatives', file.relative], ['organizations', file.organization]] as const) {
      const body = { summary: 'volé', last_name: 'volé', description: 'volé', name: 'volé', notes: 'volé' }
      const attempts = [
        ['PATCH', `/items/${collection}/${id}`, body], ['PATCH', `/items/${collection}`, { keys: [id], data: body }], ['PATCH', `/items/${collection}`, [{ id, ...body }]],
        ['PATCH', `/items/${collection}`, { query: { filter: { id: { _eq: id } } }, data: body }], ['DELETE', `/items/${collection}/${id}`, undefined], ['DELETE', `/items/${collection}`, [id]],
        ['POST', `/items/${collection}`, { id, ...body }], ['POST', `/items/${collection}`, [{ id, ...body }, { ...body }]],
      ] as const
      for (const [method, path, payload] of attempts) {
        const answer = await call(path, { as, method, body: payload })
        // An update by filter of no reachable row is done, on no row.
        expect([method, path, answer.status >= 400 || JSON.stringify(answer.body) === '{"data":[]}']).toEqual([method, path, true])
      }
    }
    expect(await snapshot()).toBe(before)
  })

  it('undoes the first rows of a batch whose last one is refused', async () => {
    const mine = await insert('needs', { case: file.case, theme: 'housing', description: 'avant', identified_on: '2025-01-06' })
    const answer = await call('/items/needs', { as: 'conseiller', method: 'PATCH', body: [{ id: mine, description: 'après' }, { id: '00000000-0000-4000-8000-000000000000', description: 'x' }] })

    expect(answer.status).toBe(403)
    expect((await db.query('select description from needs where id = $1', [mine])).rows).toEqual([{ description: 'avant' }])
  })
})

describe('CVE-2025-55746: the content of a file is replaced before the refusal', () => {
  it.each([null, 'usager', 'partenaire', 'conseiller', 'responsable'])('keeps the content (%s)', async (as) => {
    const id = await insert('directus_files', { storage: 'local', filename_disk: 'write-first.png', filename_download: 'write-first.png', type: 'image/png', title: 'x', uploaded_on: new Date(), created_on: new Date() })
    const path = join(stack.data, 'uploads', 'write-first.png')
    mkdirSync(join(stack.data, 'uploads'), { recursive: true })
    writeFileSync(path, 'content that stays')

    const answer = await send(as, aPng(), { path: `/files/${id}`, method: 'PATCH' })

    expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN'])
    expect(readFileSync(path, 'utf8')).toBe('content that stays')
    await db.query('delete from directus_files where id = $1', [id])
  })
})
