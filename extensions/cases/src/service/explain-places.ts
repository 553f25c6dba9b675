import { OfferFullError, OfferNotOpenError } from '../errors.ts'

const OVERBOOKED = 'offer_places_not_overbooked'
const NOT_OPEN = 'referrals_offer_open'

/**
 * Runs a piece of work and says in the words of the product what the database refused.
 *
 * The endpoint locks and checks before writing; these constraints are the last guard, for every channel.
 */
export async function explainPlaces<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error: unknown) {
    const constraint = typeof error === 'object' && error !== null ? Reflect.get(error, 'constraint') : undefined
    if (constraint === OVERBOOKED) throw new OfferFullError(undefined, { cause: error })
    if (constraint === NOT_OPEN) throw new OfferNotOpenError(undefined, { cause: error })
    throw error
  }
}
