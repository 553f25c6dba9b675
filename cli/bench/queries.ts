import { findAccount } from '../../seeds/identity/accounts.ts'
import { handWrittenFile, handWrittenList } from './hand-written.ts'
import { fileOf, mapOf, portfolioOf, searchOf } from './statements.ts'
import type pg from 'pg'
import type { Audience } from '../../schema/define.ts'
import type { Statement } from '@relais/extensions/cases'
import type { StaffAudience } from './hand-written.ts'
import type { Call } from './load.ts'

/** One line of the table: what is asked, by whom, and what the same answer costs by hand. */
export interface BenchQuery {
  query: 'list' | 'filtered list' | 'search' | 'file page' | 'map'
  audience: Audience
  account: string
  variants: readonly Call[]
  /** The product's own statement of the first variant, for EXPLAIN; absent when Directus writes it. */
  statement?: Statement
  /** The same answers by one statement written by hand, one a variant; absent where nobody would compare. */
  byHand?: readonly Statement[]
}

/** Demo account of each audience measured. */
export const ACCOUNTS = { admin: 'admin', adviser: 'conseiller', manager: 'responsable', partner: 'partenaire', beneficiary: 'usager' } as const

const FILTERED = { scope: 'all', status: 'support,diagnosis', urgency: 'medium,high', theme: 'housing', sort: '-last_contact_on' }
const FILTERED_SQL = `c.status in ('support', 'diagnosis') and c.urgency in ('medium', 'high')
  and exists (select 1 from needs n where n."case" = c.id and n.theme = 'housing' and n.status in ('open', 'in_progress'))`
const WORDS = ['logement', 'permis de conduire', 'cuisine', 'recherche emploi']
const POINTS = [['48.8566', '2.3522'], ['45.764', '4.8357'], ['43.2965', '5.3698'], ['50.6292', '3.0573']]
const MAP_LIMIT = 50_000
const FILES = 100

const userOf = (audience: keyof typeof ACCOUNTS): string => findAccount(ACCOUNTS[audience])?.id ?? ''
const address = (path: string, params: Record<string, string>) => `${path}?${new URLSearchParams(params)}`
/** The whole row of a statement as one JSON text. */
const asJson = ({ text, values }: Statement): Statement => ({ text: `select row_to_json(x)::text as answer from (${text}) x`, values })

function list(audience: StaffAudience): BenchQuery[] {
  const account = ACCOUNTS[audience]
  const user = userOf(audience)
  return [
    {
      query: 'list', audience, account, variants: [{ method: 'SEARCH', path: '/relais/cases/portfolio', body: {} }],
      statement: portfolioOf(audience, user, {}), byHand: [handWrittenList(audience, user, `c.status <> 'closed'`, 'c.next_step_on, c.id')],
    },
    {
      query: 'filtered list', audience, account, variants: [{ method: 'SEARCH', path: '/relais/cases/portfolio', body: FILTERED }],
      statement: portfolioOf(audience, user, FILTERED), byHand: [handWrittenList(audience, user, FILTERED_SQL, 'c.last_contact_on desc, c.id')],
    },
  ]
}

function filePage(audience: StaffAudience, files: readonly string[]): BenchQuery {
  const user = userOf(audience)
  return {
    query: 'file page', audience, account: ACCOUNTS[audience], variants: files.map(id => ({ method: 'GET', path: `/relais/cases/files/${id}` })),
    statement: fileOf(audience, user, files[0] ?? ''), byHand: files.map(id => handWrittenFile(audience, user, id)),
  }
}

function search(audience: keyof typeof ACCOUNTS): BenchQuery {
  const isStaff = audience === 'admin' || audience === 'adviser' || audience === 'manager'
  const statements = WORDS.map(q => searchOf({ q }, isStaff ? userOf(audience) : null))
  return {
    query: 'search', audience, account: ACCOUNTS[audience], variants: WORDS.map(q => ({ method: 'GET', path: address(isStaff ? '/relais/cases/offers' : '/relais/directory/search', { q }) })),
    ...(statements[0] && { statement: statements[0] }), byHand: statements.map(asJson),
  }
}

function map(audience: keyof typeof ACCOUNTS): BenchQuery {
  const params = POINTS.map(([lat = '', lng = '']) => ({ type: 'offer', lat, lng, radius: '40' }))
  const statements = params.map(point => mapOf(point, MAP_LIMIT))
  return {
    query: 'map', audience, account: ACCOUNTS[audience], variants: params.map(point => ({ method: 'GET', path: address('/relais/directory/map', point) })),
    ...(statements[0] && { statement: statements[0] }), byHand: statements,
  }
}

/** Every line of the table, on the files that the database holds. */
export async function benchQueries(client: pg.Client): Promise<BenchQuery[]> {
  const files = await client.query<{ id: string }>(`select id from cases where referent = $1 and reference like 'V-%' order by id limit ${FILES}`, [userOf('adviser')])
  const own = await client.query<{ id: string }>('select c.id from cases c join people p on p.id = c.person where p."user" = $1 order by c.id limit 1', [userOf('beneficiary')])
  const ids = files.rows.map(({ id }) => id)
  const ownFile = own.rows[0]?.id ?? ''
  const staff = ['admin', 'adviser', 'manager'] as const
  const everybody = [...staff, 'partner', 'beneficiary'] as const
  return [
    ...staff.flatMap(list).sort((one, other) => (one.query === other.query ? 0 : one.query === 'list' ? -1 : 1)),
    { query: 'list', audience: 'partner', account: ACCOUNTS.partner, variants: [{ method: 'GET', path: '/relais/directory/partner/referrals' }] },
    ...everybody.map(search),
    ...staff.map(audience => filePage(audience, ids)),
    {
      query: 'file page', audience: 'beneficiary', account: ACCOUNTS.beneficiary, variants: [{ method: 'GET', path: `/relais/cases/files/${ownFile}` }],
      statement: fileOf('beneficiary', userOf('beneficiary'), ownFile),
    },
    ...everybody.map(map),
  ]
}
