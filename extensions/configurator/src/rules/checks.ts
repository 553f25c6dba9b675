import type { Label } from '@relais/schema'
import { hasMarkup } from '@relais/schema/forms'
import { MAX_HELP, MAX_LABEL } from './allow-list.ts'
import type { KnownField } from './field-changes.ts'
import { folded } from './field-names.ts'
import { forbiddenReason } from './forbidden-data.ts'
import type { States } from './field-state.ts'
import type { Refusal } from './refusals.ts'
import { refusal } from './refusals.ts'

type Peer = Pick<KnownField, 'name' | 'state'>
type Refused = { refusal: Refusal } | null

/** Refuses a label that is empty, too long, or read as that of another of these. */
export function checkLabel({ fr, en }: Label, own: string | null, peers: readonly Peer[]): Refused {
  if (folded(fr) === '') return refusal('LABEL_EMPTY')
  const longest = [fr, en].find(text => text.length > MAX_LABEL)
  if (longest) return refusal('LABEL_TOO_LONG', { field: `${longest.slice(0, 30)}…`, count: longest.length, max: MAX_LABEL })
  const marked = [fr, en].find(hasMarkup)
  if (marked !== undefined) return refusal('MARKUP', { field: marked })
  const reason = forbiddenReason(fr) ?? forbiddenReason(en)
  if (reason !== null && !peers.some(({ name, state }) => name === own && state.label.fr === fr && state.label.en === en)) return refusal('DATA_FORBIDDEN', { field: fr, other: reason })
  const twin = peers.find(({ name, state }) => name !== own && !state.retired && folded(state.label.fr) === folded(fr))
  return twin ? refusal('LABEL_TAKEN', { field: fr, other: twin.state.label.fr }) : null
}

/** Refuses a help that is too long to be read, or that looks like a page. */
export function checkHelp(field: string, help: Label | null): Refused {
  if ([help?.fr, help?.en].some(hasMarkup)) return refusal('MARKUP', { field: `${field} (aide)` })
  const longest = [help?.fr ?? '', help?.en ?? ''].find(text => text.length > MAX_HELP)
  return longest ? refusal('LABEL_TOO_LONG', { field: `${field} (aide)`, count: longest.length, max: MAX_HELP }) : null
}

/** The rank of what comes after all of these. */
export function lastSort(peers: readonly Peer[]): number {
  return Math.max(0, ...peers.map(({ state: { sort } }) => sort ?? 0)) + 1
}

/** The states once it changed places with its neighbour in this row. */
export function move({ name, state }: Peer, direction: 'up' | 'down', row: readonly Peer[]): { states: States } | { refusal: Refusal } {
  const neighbour = row[row.findIndex(other => other.name === name) + (direction === 'up' ? -1 : 1)]
  if (!neighbour || state.sort === null || neighbour.state.sort === null) return refusal('AT_EDGE', { field: state.label.fr })
  // Two of one rank are told apart by one step.
  const step = direction === 'up' ? 1 : -1
  const sort = neighbour.state.sort
  return { states: { [name]: { ...state, sort }, [neighbour.name]: { ...neighbour.state, sort: state.sort === sort ? sort + step : state.sort } } }
}
