import { OfferFullError } from '../errors.ts'

const CHECK_VIOLATION = '23514'

/**
 * Runs a piece of work and says that the offer is full when the database refuses the place.
 *
 * The endpoint locks and checks before writing; the constraint on `offer_places` is the last guard, for every channel.
 */
export async function asFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error: unknown) {
    if (isPlaceRefusal(error)) throw new OfferFullError(undefined, { cause: error })
    throw error
  }
}

function isPlaceRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const [code, table, constraint] = ['code', 'table', 'constraint'].map(key => Reflect.get(error, key))
  return code === CHECK_VIOLATION && (table === 'offer_places' || String(constraint ?? '').startsWith('offer_places'))
}
