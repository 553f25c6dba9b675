import type { SqlClient } from '../../schema/engine/index.ts'
import type { Line, Place } from './chain.ts'

const PAGE = 2_000

/** One chain as the database remembers it: where its live part begins and where it ends. */
export interface Chain { chain: number, anchor: Place, head: Place }

/** The chains of the journal, by number. */
export async function readChains(client: SqlClient): Promise<Chain[]> {
  const { rows } = await client.query(`SELECT chain, position, encode(hash, 'hex') AS hash, anchor_position, encode(anchor_hash, 'hex') AS anchor_hash
    FROM relais_journal.chains ORDER BY chain`)
  return rows.map(row => ({
    chain: Number(row['chain']),
    anchor: { position: Number(row['anchor_position']), hash: String(row['anchor_hash']) },
    head: { position: Number(row['position']), hash: String(row['hash']) },
  }))
}

/** The lines of a chain after `from`, page by page, in the order of their positions. */
export async function* readLines(client: SqlClient, chain: number, from: number, until = Number.MAX_SAFE_INTEGER): AsyncGenerator<Line> {
  for (let after = from; ;) {
    const { rows } = await client.query(`SELECT position, encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash, relais_journal.canonical(e) AS text
      FROM relais_journal.entries e WHERE chain = $1 AND position > $2 AND position <= $3 ORDER BY position LIMIT ${PAGE}`, [chain, after, until])
    for (const row of rows) {
      after = Number(row['position'])
      yield { chain, position: after, previous: String(row['previous']), hash: String(row['hash']), text: String(row['text']) }
    }
    if (rows.length < PAGE) return
  }
}
