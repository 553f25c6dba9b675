import type { Choice } from '../../define.ts'
import type { State } from '../types.ts'

/** The states of a workflow are the choices of the state field, with their labels and colours. */
export function statesFrom(choices: readonly Choice[] | undefined, { initial, final }: { initial: readonly string[], final: readonly string[] }): State[] {
  return (choices ?? []).map(({ value, label, color }) => ({
    key: value, label, kind: initial.includes(value) ? 'initial' : final.includes(value) ? 'final' : 'ordinary', ...(color === undefined ? {} : { color }),
  }))
}
