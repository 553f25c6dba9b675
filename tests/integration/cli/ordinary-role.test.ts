import pg from 'pg'
import { expect, it } from 'vitest'
import { assertOrdinaryRole } from '../../../cli/docker/database.ts'
import { stack } from '../../support/stack.ts'

async function judge(role: object): Promise<void> {
  const client = new pg.Client({ ...stack.database, ...role })
  await client.connect()
  await assertOrdinaryRole(client).finally(() => client.end())
}

it('an application that could rewrite its journal is refused, whatever its name', async () => {
  await expect(judge(stack.administrator)).rejects.toThrow('DB_USER')
  await expect(judge({})).resolves.toBeUndefined()
})
