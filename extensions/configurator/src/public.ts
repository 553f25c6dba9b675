import type { Audience } from '@relais/schema'
import type { Form } from '@relais/schema/forms'
import type { FormContext } from './service/form-store.ts'
import { createFormStore } from './service/form-store.ts'

export type { FormContext }

// Another bundle does not hear of the changes: it reads again often instead.
const store = createFormStore({ ttlMs: 250, now: Date.now })

/** The form of a collection for an audience, with the fields, choices and rights added on this instance. */
export function formOf(context: FormContext, collection: string, audience: Audience): Promise<Form> {
  return store.formOf(context, collection, audience)
}
