import type { Definition, State } from '@relais/schema/workflow'

/** The states of several versions, the latest version first: each once as the latest says it, final ones at the end. */
export function mergeStates(definitions: readonly Definition[]): State[] {
  const known = new Map<string, State>()
  for (const state of definitions.flatMap(({ states }) => states)) if (!known.has(state.key)) known.set(state.key, state)
  const states = [...known.values()]
  return [...states.filter(({ kind }) => kind !== 'final'), ...states.filter(({ kind }) => kind === 'final')]
}
