import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingFiles, openStorage, sweepUnusedFiles } from '../../../cli/files.ts'
import { JOBS } from '../../../cli/jobs.ts'
import { LOGO_FOLDER, RECORD_FOLDER } from '../../../schema/access/files.ts'
import { withScratchDatabase } from '../../support/scratch.ts'
import { aWorld } from '../schema/world.ts'

const DAY = 86_400_000

/** A database and a folder of files of their own; `file` puts one in both, so many days old. */
async function withFiles(work: (bench: { client: Parameters<typeof missingFiles>[0], world: ReturnType<typeof aWorld>, folder: string, file: (age: number, row?: object) => Promise<string> }) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'relais-files-'))
  const before = process.env['STORAGE_LOCAL_ROOT']
  process.env['STORAGE_LOCAL_ROOT'] = data
  try {
    await withScratchDatabase(async (client) => {
      await client.query('update directus_files set filesize = null')
      const world = aWorld(client)
      const file = async (age: number, row: object = {}): Promise<string> => {
        const id = randomUUID()
        writeFileSync(join(data, `${id}.pdf`), 'x')
        const at = new Date(Date.now() - age * DAY)
        return world.insert('directus_files', { id, storage: 'local', filename_disk: `${id}.pdf`, filename_download: 'a.pdf', type: 'application/pdf', filesize: 1, folder: RECORD_FOLDER, uploaded_on: at, created_on: at, ...row })
      }
      await work({ client, world, folder: data, file })
    })
  }
  finally {
    if (before === undefined) delete process.env['STORAGE_LOCAL_ROOT']
    else process.env['STORAGE_LOCAL_ROOT'] = before
    rmSync(data, { recursive: true })
  }
}

describe('files that nothing names', () => {
  it('are deleted with their content once they are old, and only those', async () => {
    await withFiles(async ({ client, world, folder, file }) => {
      const structure = await world.structure()
      const gone = [await file(31), await file(400, { folder: LOGO_FOLDER })]
      for (const size of ['__7f3a.webp', '__90bc.jpg']) writeFileSync(join(folder, `${gone[1]}${size}`), 'x')
      const [recent, other, logo, past, asked, written] = [await file(29), await file(400, { folder: null }), await file(400, { folder: LOGO_FOLDER }), await file(400), await file(400), await file(400)]
      await world.organization(structure, { logo })
      const [item, author] = [randomUUID(), await world.user('partner')]
      await world.insert('value_history', { collection: 'organizations', item, field: 'logo', previous_value: JSON.stringify(past), audience: 'adviser', at: new Date() })
      await world.insert('change_proposals', { collection: 'organizations', item, field: 'logo', proposed_value: JSON.stringify(asked), status: 'pending', proposed_by: author, proposed_audience: 'partner', structure })
      await world.insert('documents', { case: await world.file(await world.person(structure), structure), title: 'Attestation', body: 'Texte', file: written })

      const job = JOBS.find(({ queue }) => queue === 'files.sweep')
      expect([await job?.run(client), await job?.run(client)]).toEqual([2, 0])
      const kept = [recent, other, logo, past, asked, written].toSorted()
      expect(readdirSync(folder).map(name => name.replace('.pdf', '')).toSorted()).toEqual(kept)
      expect((await world.rows('select id from directus_files where filesize = 1 order by id::text')).map(({ id }) => id)).toEqual(kept)
    })
  })

  it('have the age that the environment says, which is never short', async () => {
    process.env['RELAIS_UNUSED_FILES_DAYS'] = '90'
    try {
      await withFiles(async ({ client, file }) => {
        await file(89)
        await file(91)

        expect(await sweepUnusedFiles(client, openStorage())).toBe(1)
      })
      process.env['RELAIS_UNUSED_FILES_DAYS'] = '1'
      expect(() => openStorage()).toThrow(/RELAIS_UNUSED_FILES_DAYS/)
    }
    finally {
      delete process.env['RELAIS_UNUSED_FILES_DAYS']
    }
  })
})

describe('files whose content is lost', () => {
  it('are found, without those that never had any', async () => {
    await withFiles(async ({ client, folder, file }) => {
      const lost = await file(1)
      await file(1)
      await file(1, { filesize: null, filename_disk: 'never.pdf' })
      rmSync(join(folder, `${lost}.pdf`))

      expect(await missingFiles(client, openStorage())).toEqual([lost])
    })
  })
})
