import type { Audience } from '../define.ts'
import { getCollection } from '../index.ts'
import { hiddenPath } from './related-rows.ts'
import type { ReadRule, ReadScope } from './related-rows.ts'
import { rowRules } from './row-rules.ts'

function rulesOf(audience: Audience, collection: string): readonly ReadRule[] {
  const rows = audience === 'admin' ? {} : rowRules[audience]?.[collection]?.read
  return rows ? [{ rows, fields: new Set(['*']) }] : []
}

const stepOf: ReadScope['stepOf'] = (collection, field) => {
  const relation = getCollection(collection)?.fields[field]?.relation
  return relation && { collection: relation.collection, via: relation.kind === 'o2m' ? relation.via ?? null : null }
}

/**
 * Whether somebody who reads a record reads every row of one of its lists: what depends on their number tells of the hidden ones
 * otherwise. Anything but a list is no matter of rows.
 */
export function readsAllOf(audience: Audience, collection: string, name: string): boolean {
  if (getCollection(collection)?.fields[name]?.relation?.kind !== 'o2m') return true
  return hiddenPath({ fields: [`count(${name})`] }, collection, { stepOf, rulesOf: of => rulesOf(audience, of), user: null }) === undefined
}
