import type { Accountability } from '@directus/types'
import type { Label } from '@relais/schema'
import type { StateChoice } from '../rules/field-state.ts'
import { isSameState } from '../rules/field-state.ts'
import { refusal } from '../rules/refusals.ts'
import { refusalError } from '../errors.ts'
import type { Workshop } from './change-context.ts'
import { inOneChange } from './change-context.ts'
import type { Place } from './change-steps.ts'
import { read, record, write } from './change-steps.ts'
import { openDeclaration, statesOf } from './field-states.ts'
import { createFormStore } from './form-store.ts'

/** A value that a field must offer, and how it is called. */
interface Offer { value: string, label: Label }

/** What a field must offer from now on, and the values that it offers no more: those that hold them keep them. */
interface Offering { offers: readonly Offer[], gone?: readonly string[] }

/**
 * Makes a field of the network offer these values under these names, without taking any other away but those said to be gone: a change of the
 * Configurateur like another, seen in its list and undone there. Nothing is written when they are offered already.
 */
export async function offerChoices(tools: Pick<Workshop, 'host' | 'teller'>, caller: Accountability, { collection, field }: Place, offering: Offering): Promise<void> {
  openDeclaration(collection)
  // The Configurateur hears of the change and reads its own forms again.
  const workshop: Workshop = { ...tools, store: createFormStore({ ttlMs: 0, now: Date.now }), layer: null }
  await inOneChange(workshop, caller, collection, async (context) => {
    const known = await read(context, collection)
    const own = known.fields.find(({ name }) => name === field)
    if (!own?.state.choices) throw refusalError(refusal('FIELD_UNKNOWN', { field }).refusal)
    const next = { ...own.state, choices: withOffers(own.state.choices, offering) }
    if (isSameState(next, own.state)) return
    const before = statesOf(known, [field])
    await write(context, collection, known, { [field]: next })
    await record(context, { collection, field, kind: 'update', before, details: {} })
  })
}

function withOffers(choices: readonly StateChoice[], { offers, gone = [] }: Offering): StateChoice[] {
  const kept = choices.map((choice): StateChoice => {
    const offer = offers.find(({ value }) => value === choice.value)
    if (offer) return { value: choice.value, label: offer.label, retired: false }
    return gone.includes(String(choice.value)) ? { ...choice, retired: true } : choice
  })
  return [...kept, ...offers.filter(({ value }) => !choices.some(choice => choice.value === value)).map((offer): StateChoice => ({ ...offer, retired: false }))]
}
