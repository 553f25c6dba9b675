import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { SqlClient } from '../../schema/engine/index.ts'
import { UserError } from '../errors.ts'
import { ChainCheck } from './chain.ts'
import { readLines } from './lines.ts'
import type { Place, Problem } from './chain.ts'
import type { Heads } from './verify.ts'

const LineSchema = z.object({ hash: z.string(), entry: z.object({ chain: z.number(), position: z.number() }) })
const HeaderSchema = z.object({
  journal: z.literal('relais'),
  until: z.string(),
  chains: z.record(z.string(), z.object({ from: z.number(), previous: z.string(), to: z.number(), hash: z.string() })),
})

type Header = z.output<typeof HeaderSchema>

const BEFORE_ENTRY = '"entry":'

async function readHeader(client: SqlClient, until: Date): Promise<Header> {
  const { rows } = await client.query(`SELECT chain, from_position, encode(from_hash, 'hex') AS previous, to_position, encode(to_hash, 'hex') AS hash
    FROM relais_journal.archivable($1) ORDER BY chain`, [until])
  const chains = rows.map(row => [String(row['chain']), {
    from: Number(row['from_position']), previous: String(row['previous']), to: Number(row['to_position']), hash: String(row['hash']),
  }] as const)
  return { journal: 'relais', until: until.toISOString(), chains: Object.fromEntries(chains) }
}

/**
 * Writes the lines older than `until` to a new file of `folder`, checks the file alone, then takes them out of the
 * database. Returns the number of lines and the path, or zero lines and no file.
 */
export async function archive(client: SqlClient, { until, folder }: { until: Date, folder: string }): Promise<{ lines: number, path?: string }> {
  const header = await readHeader(client, until)
  if (!Object.keys(header.chains).length) return { lines: 0 }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `journal-${header.until.replaceAll(/[:.]/g, '-')}.jsonl`)
  await write(client, `${path}.partial`, header)
  const { problems, sha256 } = await verifyArchive(`${path}.partial`)
  if (problems.length) throw new UserError('JOURNAL_BROKEN', 'Le journal n’a pas été archivé : sa chaîne est rompue. Lancez « npx relais journal verify » pour savoir où.')
  await rename(`${path}.partial`, path)
  const { rows } = await client.query('SELECT relais_journal.discard($1, $2) AS lines', [until, JSON.stringify({ file: path.slice(folder.length + 1), sha256, chains: header.chains })])
  return { lines: Number(rows[0]?.['lines']), path }
}

async function write(client: SqlClient, path: string, header: Header) {
  const file = await open(path, 'w', 0o600)
  try {
    await file.write(`${JSON.stringify(header)}\n`)
    for (const [chain, { from, to }] of Object.entries(header.chains)) {
      let page = ''
      for await (const { hash, text } of readLines(client, Number(chain), from, to)) {
        page += `{"hash":"${hash}",${BEFORE_ENTRY}${text}}\n`
        if (page.length > 500_000) {
          await file.write(page)
          page = ''
        }
      }
      await file.write(page)
    }
    await file.sync()
  }
  finally {
    await file.close()
  }
}

interface ArchiveVerdict { lines: number, problems: Problem[], sha256: string, chains: Header['chains'] }

/** What is wrong between the end of a part of a chain and the beginning of the next one. */
function gap(chain: number, end: Place, next: Place): Problem[] {
  if (next.position > end.position) return [{ chain, position: end.position + 1, until: next.position, problem: 'removed' }]
  // A file that was written and whose lines were not taken out is simply longer than needed.
  return next.position === end.position && next.hash !== end.hash ? [{ chain, position: end.position + 1, problem: 'unlinked' }] : []
}

/**
 * Checks the archives of `folder`, each by itself and each as what comes before the next one, up to where the database begins
 * (`anchors`). The oldest ones may have been taken away; none in the middle.
 */
export async function verifyArchives(folder: string, anchors: Heads): Promise<{ lines: number, files: number, problems: Problem[] }> {
  const names = (await readdir(folder).catch(() => [])).filter(name => /^journal-.*\.jsonl$/.test(name)).sort()
  const ends = new Map<number, Place>()
  const verdict = { lines: 0, files: names.length, problems: [] as Problem[] }
  for (const name of names) {
    const { lines, problems, chains } = await verifyArchive(join(folder, name))
    verdict.lines += lines
    verdict.problems.push(...problems)
    for (const [key, { from, previous, to, hash }] of Object.entries(chains)) {
      const chain = Number(key)
      const end = ends.get(chain)
      if (end) verdict.problems.push(...gap(chain, end, { position: from, hash: previous }))
      ends.set(chain, { position: to, hash })
    }
  }
  for (const [chain, end] of ends) {
    const anchor = anchors[chain]
    if (anchor) verdict.problems.push(...gap(chain, end, anchor))
  }
  return verdict
}

/** Checks an archive by itself, line by line; `sha256` is that of the file. */
export async function verifyArchive(path: string): Promise<ArchiveVerdict> {
  const digest = createHash('sha256')
  const stream = createReadStream(path).on('data', chunk => digest.update(chunk))
  const checks = new Map<number, { check: ChainCheck, hash: string }>()
  const problems: Problem[] = []
  let header: Header | undefined
  let lines = 0
  for await (const raw of createInterface({ input: stream, crlfDelay: Infinity })) {
    if (!header) {
      header = HeaderSchema.parse(JSON.parse(raw))
      for (const [chain, { from, previous }] of Object.entries(header.chains)) {
        checks.set(Number(chain), { check: new ChainCheck(Number(chain), { position: from, hash: previous }), hash: previous })
      }
      continue
    }
    const { hash, entry: { chain, position } } = LineSchema.parse(JSON.parse(raw))
    const known = checks.get(chain)
    lines += 1
    if (!known) {
      problems.push({ chain, position, problem: 'added' })
      continue
    }
    const text = raw.slice(raw.indexOf(BEFORE_ENTRY) + BEFORE_ENTRY.length, -1)
    problems.push(...known.check.next({ chain, position, previous: known.hash, hash, text }))
    known.hash = hash
  }
  if (!header) throw new UserError('NOT_AN_ARCHIVE', `${path} n’est pas une archive du journal.`)
  for (const [chain, { to, hash }] of Object.entries(header.chains)) problems.push(...checks.get(Number(chain))?.check.end({ position: to, hash }) ?? [])
  return { lines, problems, sha256: digest.digest('hex'), chains: header.chains }
}
