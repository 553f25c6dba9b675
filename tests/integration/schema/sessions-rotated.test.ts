import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { apply } from '../../../schema/engine/index.ts'
import { withScratchDatabase } from '../../support/scratch.ts'

const MIGRATION = '0168-sessions-rotated.sql'

it('ends every session and every static token once, at the upgrade, and leaves those of after', async () => {
  await withScratchDatabase(async (client) => {
    const { rows: [user] } = await client.query<{ id: string }>('SELECT id FROM directus_users LIMIT 1')
    const open = async () => {
      await client.query('INSERT INTO directus_sessions (token, "user", expires) VALUES ($1, $2, now() + interval \'1 day\')', [randomUUID(), user?.id])
      await client.query('UPDATE directus_users SET token = $1 WHERE id = $2', [randomUUID(), user?.id])
    }
    const count = async () => (await client.query('SELECT (SELECT count(*)::int FROM directus_sessions) AS sessions, (SELECT count(*)::int FROM directus_users WHERE token IS NOT NULL) AS tokens')).rows[0]
    // An installation of the release before: its manifest does not know the migration.
    await client.query('DELETE FROM manifest WHERE kind = \'migration\' AND key = $1', [MIGRATION])
    await open()

    await apply(client)
    expect(await count()).toEqual({ sessions: 0, tokens: 0 })

    // A migration is run again when its text changes.
    await open()
    await client.query('UPDATE manifest SET hash = \'other\' WHERE kind = \'migration\' AND key = $1', [MIGRATION])
    const { changes } = await apply(client)
    expect(changes.map(({ key }) => key)).toContain(MIGRATION)
    expect(await count()).toEqual({ sessions: 1, tokens: 1 })
  })
})
