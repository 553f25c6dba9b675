import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { PersonName } from '../types/case.ts'
import type { Transfer } from '../types/held.ts'
import { personName } from './case.ts'
import { daysBetween } from '@relais/schema/time'

/** What is chosen to be seen of a list of records in a workflow. */
export interface HeldView {
  /** A state, every one, or those in which something is left to do. */
  state: string
  sort: 'deadline' | '-since'
  page: number
}

/** Every state. */
export const ANY_STATE = 'tous'

const first = (value: LocationQuery[string] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? ''

const SORTS = new Map<string, HeldView['sort']>([['delai', 'deadline'], ['recentes', '-since']])

/** Reads the view from the address, ignoring whatever is not understood; `usual` is the order of the list. */
export function heldFromQuery(query: LocationQuery, usual: HeldView['sort'] = 'deadline'): HeldView {
  const state = first(query.etat)
  return {
    state: /^[a-z][a-z0-9_]*$/.test(state) ? state : '',
    sort: SORTS.get(first(query.tri)) ?? usual,
    page: Math.max(1, Math.trunc(Number(first(query.page))) || 1),
  }
}

/** Writes a view to the address, leaving out what is as by default. */
export function heldToQuery({ state, sort, page }: HeldView, usual: HeldView['sort'] = 'deadline'): LocationQueryRaw {
  return { etat: state || undefined, tri: sort === usual ? undefined : [...SORTS.keys()].find(key => SORTS.get(key) === sort), page: page > 1 ? String(page) : undefined }
}

/** The same view as the server is asked for it; `usual` are the states in which something is left to do, all of them when none is named. */
export function heldRequest({ state, sort, page }: HeldView, usual: readonly string[]): { status: string | undefined, sort: string, page: number } {
  return { status: state === ANY_STATE ? undefined : state || usual.join(',') || undefined, sort, page }
}

/** How long an accreditation still holds, in days; negative once it is over, null when it holds no more or not yet. */
export function daysOfValidity(accreditation: { status: string, valid_until: string | null }, today: string): number | null {
  if (accreditation.valid_until === null || !['granted', 'to_renew', 'expired'].includes(accreditation.status)) return null
  return daysBetween(today, accreditation.valid_until)
}

/** The file of a transfer, for those to whom it is open. */
export function fileOfTransfer({ case: file }: Pick<Transfer, 'case'>): { id: string, reference: string | null, person: PersonName | string | null } | null {
  return typeof file === 'object' ? file : null
}

/** Who is transferred: by name for those to whom the file is open. */
export function transferName(transfer: Pick<Transfer, 'case'>, unnamed: string): string {
  const person = fileOfTransfer(transfer)?.person
  return (typeof person === 'object' && personName(person)) || unnamed
}
