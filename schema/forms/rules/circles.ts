import { fieldsOf } from './ast.ts'
import type { StoredRule } from './check.ts'
import { parsed } from './parse.ts'

/**
 * The first way round by which a field would depend on itself, itself at both ends; null when there is none. Only what
 * shows and what computes passes a dependency on: two fields may well be required together.
 */
export function findCircle(field: string, reads: readonly string[], rules: readonly StoredRule[]): string[] | null {
  const readsOf = new Map<string, string[]>([[field, [...reads]]])
  for (const { field: name, kind, expression } of rules) {
    const known = kind === 'shown_if' || kind === 'computed' ? parsed(expression) : null
    if (known && 'rule' in known) readsOf.set(name, [...readsOf.get(name) ?? [], ...fieldsOf(known.rule)])
  }
  const seen = new Set<string>()
  function walk(name: string, path: readonly string[]): string[] | null {
    for (const next of readsOf.get(name) ?? []) {
      if (next === field) return [...path, name, field]
      if (seen.has(next)) continue
      seen.add(next)
      const found = walk(next, [...path, name])
      if (found) return found
    }
    return null
  }
  return walk(field, [])
}
