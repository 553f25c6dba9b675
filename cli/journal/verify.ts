import type { SqlClient } from '../../schema/engine/index.ts'
import { ChainCheck } from './chain.ts'
import { readChains, readLines } from './lines.ts'
import type { Place, Problem } from './chain.ts'

/** Ends of the chains at an earlier check, by number of chain; kept away from the database they betray a rewritten journal. */
export type Heads = Record<string, Place>

/** `anchors`: where each live chain begins, which is where its archives end. */
export interface Verdict { lines: number, problems: Problem[], heads: Heads, anchors: Heads }

const PROBLEMS_SHOWN = 1_000

/** Reads the whole live journal in one snapshot and says which lines were altered, removed, moved or put in. */
export async function verifyLive(client: SqlClient, known: Heads = {}): Promise<Verdict> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    return await verifyChains(client, known)
  }
  finally {
    await client.query('ROLLBACK')
  }
}

async function verifyChains(client: SqlClient, known: Heads): Promise<Verdict> {
  const verdict: Verdict = { lines: 0, problems: [], heads: {}, anchors: {} }
  for (const { chain, anchor, head } of await readChains(client)) {
    const check = new ChainCheck(chain, anchor)
    const seen = known[chain]
    const report = (problems: Problem[]) => verdict.problems.push(...problems.slice(0, PROBLEMS_SHOWN - verdict.problems.length))
    for await (const line of readLines(client, chain, anchor.position)) {
      verdict.lines += 1
      report(check.next(line))
      if (line.position === seen?.position && line.hash !== seen.hash) report([{ chain, position: line.position, problem: 'altered' }])
    }
    report(check.end(head))
    if (seen && seen.position > head.position) report([{ chain, position: head.position + 1, until: seen.position, problem: 'removed' }])
    verdict.heads[chain] = head
    verdict.anchors[chain] = anchor
  }
  return verdict
}
