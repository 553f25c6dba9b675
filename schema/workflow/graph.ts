import type { Definition } from './types.ts'

/** States that can be reached from some, those included. */
export function reachable(start: readonly string[], edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set(start)
  const todo = [...start]
  for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
    for (const next of edges.get(state) ?? []) {
      if (found.has(next)) continue
      found.add(next)
      todo.push(next)
    }
  }
  return found
}

/** Where each state leads, or where it is reached from. */
export function edgesOf({ transitions }: Pick<Definition, 'transitions'>, direction: 'forward' | 'backward' = 'forward'): Map<string, string[]> {
  const edges = new Map<string, string[]>()
  for (const { from, to } of transitions) {
    for (const state of from) {
      const [one, other] = direction === 'forward' ? [state, to] : [to, state]
      edges.set(one, [...edges.get(one) ?? [], other])
    }
  }
  return edges
}

/** A way that comes back to its first state, or null. */
export function findLoop(edges: ReadonlyMap<string, readonly string[]>): string[] | null {
  for (const start of edges.keys()) {
    const before = new Map<string, string>()
    const todo = [start]
    for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
      for (const next of edges.get(state) ?? []) {
        if (next === start) return [...wayTo(state, before), start]
        if (before.has(next)) continue
        before.set(next, state)
        todo.push(next)
      }
    }
  }
  return null
}

function wayTo(state: string, before: ReadonlyMap<string, string>): string[] {
  const way = [state]
  for (let at = before.get(state); at !== undefined; at = before.get(at)) way.unshift(at)
  return way
}
