import { AsyncLocalStorage } from 'node:async_hooks'

/** The one object whose state the engine is writing. */
interface Move { collection: string, item: string }

const moves = new AsyncLocalStorage<Move>()

/** Runs the write of a transition: only in there does the hook let its state through. */
export function whileMoving<T>(move: Move, write: () => Promise<T>): Promise<T> {
  return moves.run(move, write)
}

/** Whether a write of these keys is the one that the engine is doing. */
export function isMoving(collection: string, keys: readonly unknown[]): boolean {
  const move = moves.getStore()
  return move !== undefined && move.collection === collection && keys.length === 1 && keys[0] === move.item
}
