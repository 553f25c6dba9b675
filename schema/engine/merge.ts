import { same } from '../canonical.ts'

/** A property changed both by the product and locally: what was shipped, what is live, what is shipped now, and which of the two last stays. */
export interface Divergence { key: string, property: string, base: unknown, live: unknown, next: unknown, winner: 'local' | 'product' }

interface Sides { base: unknown, live: unknown, next: unknown }

interface Report { key: string, divergences: Divergence[] }

type Item = Record<string, unknown>

/** What the rest of the product leans on: on a double change the release wins. */
const STRUCTURE = new Set(['special', 'singleton', 'archive_field', 'archive_value', 'unarchive_value', 'sort_field', 'accountability'])

/** What tells one item of a list from another: a choice, a translation, a condition. */
const IDENTITIES = ['value', 'language', 'name']

/**
 * Presentation, property by property: what the product did not change stays as it is live; what only the product
 * changed follows it; what both changed is decided and reported. Lists and options are merged item by item.
 * Returns what has to be written.
 */
export function mergeMeta<T extends object>(report: Report, sides: { base: Partial<T> | undefined, live: Partial<T>, next: T }): Partial<T> {
  const updates: Partial<T> = {}
  for (const property of Object.keys(sides.next) as (keyof T & string)[]) {
    const next = sides.next[property]
    const live = sides.live[property]
    const merged = sides.base === undefined ? next : mergeValue(report, property, { base: sides.base[property], live, next })
    if (!same(live, merged)) updates[property] = merged as T[typeof property]
  }
  return updates
}

function mergeValue(report: Report, property: string, sides: Sides): unknown {
  const { base, live, next } = sides
  if (same(live, next) || same(base, next)) return live
  const isChoices = property.endsWith('.choices')
  const identity = identityOf([base, live, next])
  if (identity !== undefined && (isChoices || !same(base, live))) return mergeItems(report, property, identity, sides)
  if (isItem(next) && (isItem(base) || isItem(live))) return mergeKeys(report, property, { base: asItem(base), live: asItem(live), next })
  if (same(base, live)) return next
  const winner = STRUCTURE.has(property) ? 'product' : 'local'
  report.divergences.push({ key: report.key, property, base: base ?? null, live: live ?? null, next: next ?? null, winner })
  return winner === 'product' ? next : live
}

function mergeKeys(report: Report, property: string, { base, live, next }: { base: Item, live: Item, next: Item }): Item | null {
  const keys = [...new Set([...Object.keys(live), ...Object.keys(next)])]
  const merged = keys.map(key => [key, mergeValue(report, `${property}.${key}`, { base: base[key], live: live[key], next: next[key] })] as const)
  const kept = merged.filter(([, value]) => value !== undefined)
  return kept.length ? Object.fromEntries(kept) : null
}

function mergeItems(report: Report, property: string, identity: string, sides: Sides): Item[] {
  const [base, live, next] = [byIdentity(sides.base, identity), byIdentity(sides.live, identity), byIdentity(sides.next, identity)]
  const isChoices = property.endsWith('.choices')
  const merged = new Map<unknown, Item>()
  for (const id of new Set([...live.keys(), ...next.keys()])) {
    const item = mergeItem(report, `${property}[${String(id)}]`, isChoices, { base: base.get(id), live: live.get(id), next: next.get(id) })
    if (item) merged.set(id, item)
  }
  const shared = [...base.keys()].filter(id => live.has(id))
  const isReordered = !same([...live.keys()].filter(id => base.has(id)), shared)
  const order = isReordered ? weave([...live.keys()], [...next.keys()]) : weave([...next.keys()], [...live.keys()])
  return order.map(id => merged.get(id)).filter(item => item !== undefined)
}

interface ItemSides { base: Item | undefined, live: Item | undefined, next: Item | undefined }

function mergeItem(report: Report, property: string, isChoice: boolean, { base, live, next }: ItemSides): Item | undefined {
  if (live && next) {
    const merged = mergeKeys(report, property, { base: base ?? {}, live, next })
    // A choice that comes back is offered again, unless it was retired here.
    if (isChoice && !base && merged) delete merged.retired
    return merged ?? undefined
  }
  if (next) {
    // Taken out locally, or new.
    if (!base) return next
    if (!same(base, next)) report.divergences.push({ key: report.key, property, base, live: null, next, winner: 'local' })
    return undefined
  }
  if (!base || !live) return live
  // Rows may still hold it: it keeps its words and is no longer offered.
  if (isChoice) return { ...live, retired: true }
  if (same(base, live)) return undefined
  report.divergences.push({ key: report.key, property, base, live, next: null, winner: 'local' })
  return live
}

/** The first order, with what only the second has put after the same neighbour. */
function weave(first: unknown[], second: unknown[]): unknown[] {
  const order = [...first]
  second.forEach((id, index) => {
    if (order.includes(id)) return
    order.splice(index === 0 ? 0 : order.indexOf(second[index - 1]) + 1, 0, id)
  })
  return order
}

/** The property that identifies the items of every list given, if they are lists of objects that have one. */
function identityOf(lists: unknown[]): string | undefined {
  const present = lists.filter(list => list !== null && list !== undefined)
  if (present.length < 2 || !present.every(list => Array.isArray(list) && list.every(isItem))) return undefined
  const isKeyOf = (name: string) => (list: unknown) => {
    const ids = (list as Item[]).map(item => item[name])
    return ids.every(id => typeof id === 'string' || typeof id === 'number') && new Set(ids).size === ids.length
  }
  return IDENTITIES.find(name => present.every(isKeyOf(name)))
}

function byIdentity(list: unknown, identity: string): Map<unknown, Item> {
  return new Map((Array.isArray(list) ? list as Item[] : []).map(item => [item[identity], item]))
}

function isItem(value: unknown): value is Item {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function asItem(value: unknown): Item {
  return isItem(value) ? value : {}
}
