import type { Form } from '@relais/schema/forms'
import type { FormContext, Viewer } from './service/form-store.ts'
import { createFormStore } from './service/form-store.ts'

export { OPEN_COLLECTIONS, isOpenCollection } from './rules/allow-list.ts'
export { assertLayer } from './service/layers.ts'
export { offerChoices } from './service/offered-choices.ts'
export { whileShowing } from './service/shown-field.ts'
export type { FormContext, Viewer }

// Another bundle does not hear of the changes: it reads again often instead.
const store = createFormStore({ ttlMs: 250, now: Date.now })

/** The form of a collection for somebody, with the fields, choices and rights added on this instance and in his structures. */
export function formOf(context: FormContext, collection: string, viewer: Viewer): Promise<Form> {
  return store.formOf(context, collection, viewer)
}
