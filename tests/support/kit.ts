import { kitDemoRows } from '../../seeds/kits.ts'
import { command } from './command.ts'
import { db } from './stack.ts'

/** Installs a kit on the product under test, with its invented rows. */
export async function installKit(kit: string): Promise<void> {
  const { status, text } = await command(['kit', 'install', kit, '--demo'])
  if (status !== 0) throw new Error(text)
}

/** Takes a kit out with everything it brought, so that the next tests find the demo world as it was. */
export async function removeKit(kit: string): Promise<void> {
  const rows = Object.entries(await kitDemoRows(kit))
  const offers = rows.find(([table]) => table === 'offers')?.[1].map(({ id }) => id) ?? []
  for (const sql of ['delete from referral_steps where referral in (select id from referrals where offer = any($1))', 'delete from referrals where offer = any($1)']) await db.query(sql, [offers])
  for (const [table, list] of rows.reverse()) await db.query(`delete from ${table} where id = any($1)`, [list.map(({ id }) => id)])
  const { status, text } = await command(['kit', 'remove', kit, '--archive'])
  if (status !== 0) throw new Error(text)
}
