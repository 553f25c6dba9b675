import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { addDays } from '@relais/schema/time'
import { isKey } from '#shared/utils/keys'

/** Days without any contact after which a file asks for attention. */
export const QUIET_AFTER_DAYS = 30
/** Rows of a page; the server gives one more when a next page exists. */
export const PORTFOLIO_PAGE_SIZE = 50

/** Cards at the top of a column, and those that each « more » adds. */
export const BOARD_COLUMN_SIZE = 20

export const PORTFOLIO_COLUMNS = ['programme', 'status', 'urgency', 'next_step', 'last_contact_on', 'referent'] as const
export const PORTFOLIO_SORTS = ['next_step_on', 'last_contact_on', 'opened_on', 'name', 'deadline_at'] as const
export type PortfolioSort = (typeof PORTFOLIO_SORTS)[number]

/** Files I am the referent of, or every file open to me. */
export type PortfolioScope = 'mine' | 'all'
const SCOPES = { mes: 'mine', tous: 'all' } as const

/** What the adviser chose to see; every part but the searched name is in the address. */
export interface PortfolioView {
  scope: PortfolioScope
  programmes: string[]
  statuses: string[]
  urgencies: string[]
  theme: string | null
  isQuiet: boolean
  /** Only those that should have left their state. */
  isLate: boolean
  /** Only those without a referent in post. */
  isToTakeOver: boolean
  /** Only those that this account leads. */
  referent: string | null
  /** One column a state, instead of a table. */
  isBoard: boolean
  /** The column shown where only one fits. */
  column: string | null
  sort: PortfolioSort
  isDescending: boolean
  columns: string[]
  page: number
}

const referentOf = (asked: string | undefined): string | null => isKey(asked) ? asked : null

/** Reads the view from the address, ignoring whatever is not understood; a manager starts from all files. */
export function portfolioFromQuery(query: LocationQuery, usualScope: PortfolioScope): PortfolioView {
  const sort = single(query.tri) ?? ''
  return {
    scope: scopeOf(single(query.portee)) ?? usualScope,
    programmes: list(query.programme),
    statuses: list(query.statut),
    urgencies: list(query.urgence),
    theme: codes(single(query.theme) ?? '')[0] ?? null,
    isQuiet: single(query.sans_contact) === String(QUIET_AFTER_DAYS),
    isLate: single(query.retard) === '1',
    isToTakeOver: single(query.a_reprendre) === '1',
    referent: referentOf(single(query.referent)),
    isBoard: single(query.vue) === 'etapes',
    column: codes(single(query.etape) ?? '')[0] ?? null,
    sort: PORTFOLIO_SORTS.find(key => key === sort.replace(/^-/, '')) ?? 'next_step_on',
    isDescending: sort.startsWith('-'),
    columns: query.colonnes === undefined ? [...PORTFOLIO_COLUMNS] : list(query.colonnes),
    page: Math.max(1, Math.trunc(Number(single(query.page))) || 1),
  }
}

/** Writes the view to the address, leaving out what is as by default. */
export function portfolioToQuery(view: PortfolioView, usualScope: PortfolioScope): LocationQueryRaw {
  const isDefaultSort = view.sort === 'next_step_on' && !view.isDescending
  const hasDefaultColumns = view.columns.join() === PORTFOLIO_COLUMNS.join()
  return omitEmpty({
    portee: view.scope === usualScope ? '' : view.scope === 'all' ? 'tous' : 'mes',
    programme: view.programmes.join(','),
    statut: view.statuses.join(','),
    urgence: view.urgencies.join(','),
    theme: view.theme ?? '',
    sans_contact: view.isQuiet ? String(QUIET_AFTER_DAYS) : '',
    retard: view.isLate ? '1' : '',
    a_reprendre: view.isToTakeOver ? '1' : '',
    referent: view.referent ?? '',
    vue: view.isBoard ? 'etapes' : '',
    etape: view.isBoard ? view.column ?? '' : '',
    tri: isDefaultSort ? '' : `${view.isDescending ? '-' : ''}${view.sort}`,
    page: view.page > 1 ? String(view.page) : '',
    ...(hasDefaultColumns ? {} : { colonnes: view.columns.join(',') || 'aucune' }),
  })
}

/** The part of the address that a saved view keeps: everything but the page and the column, and the scope even when it is the usual one. */
export function savedQuery(view: PortfolioView): LocationQueryRaw {
  return portfolioToQuery({ ...view, page: 1, column: null }, view.scope === 'all' ? 'mine' : 'all')
}

/** What a saved view holds, once what is not text has been left out. */
export function queryFromSaved(saved: unknown): Record<string, string> {
  if (typeof saved !== 'object' || saved === null) return {}
  return Object.fromEntries(Object.entries(saved).flatMap(([key, value]) => typeof value === 'string' ? [[key, value]] : []))
}

export interface PortfolioReader { today: string, search: string }

/** The same view as the server is asked for it; closed files are shown only when asked for. */
export function portfolioRequest(view: PortfolioView, reader: PortfolioReader): Record<string, unknown> {
  return { ...viewRequest(view, reader), status: view.statuses, page: view.page, limit: PORTFOLIO_PAGE_SIZE }
}

/** One column a state: those asked, or all. */
export function boardRequest(view: PortfolioView, reader: PortfolioReader, states: readonly string[]): Record<string, unknown> {
  const chosen = states.filter(state => view.statuses.includes(state))
  return { ...viewRequest(view, reader), status: chosen.length > 0 ? chosen : states, limit: BOARD_COLUMN_SIZE }
}

/** What comes after the top of a column. */
export function columnRequest(view: PortfolioView, reader: PortfolioReader, { state, page }: { state: string, page: number }): Record<string, unknown> {
  return { ...viewRequest(view, reader), status: [state], page, limit: BOARD_COLUMN_SIZE }
}

function viewRequest(view: PortfolioView, { today, search }: PortfolioReader): Record<string, unknown> {
  return {
    scope: view.scope,
    programme: view.programmes,
    urgency: view.urgencies,
    ...(view.theme !== null && { theme: view.theme }),
    ...(view.isQuiet && { quiet_before: addDays(today, -QUIET_AFTER_DAYS) }),
    ...(view.isLate && { late: true }),
    ...(view.isToTakeOver && { without_referent: true }),
    ...(view.referent !== null && { referent: view.referent }),
    search,
    sort: `${view.isDescending ? '-' : ''}${view.sort}`,
  }
}

function scopeOf(word: string | undefined): PortfolioScope | undefined {
  if (word === 'mes' || word === 'tous') return SCOPES[word]
  return undefined
}

function single(value: LocationQuery[string] | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value
  return first ?? undefined
}

function list(value: LocationQuery[string] | undefined): string[] {
  return codes(single(value) ?? '').filter(code => code !== 'aucune')
}

function codes(value: string): string[] {
  return value.split(',').filter(code => /^[a-z][a-z0-9_-]*$/.test(code))
}

function omitEmpty(query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}
