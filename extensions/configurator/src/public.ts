import { isAdministrator } from '@relais/schema/access'
import type { Form, Values } from '@relais/schema/forms'
import { refuseNested } from './service/check-write.ts'
import type { FormContext, Viewer } from './service/form-store.ts'
import type { Host } from './service/host.ts'
import type { LimitedContext } from './service/reach.ts'
import { assertLinks, assertOwner } from './service/reach.ts'
import { sharedStore } from './service/shared-store.ts'

export { OPEN_COLLECTIONS, isOpenCollection } from './rules/allow-list.ts'
export type { IsClosed } from './service/closed-fields.ts'
export { closedTo, withoutClosed } from './service/closed-fields.ts'
export { choicesTold } from './service/impact.ts'
export { assertLayer, openLayers } from './service/layers.ts'
export { offerChoices } from './service/offered-choices.ts'
export { whileShowing } from './service/shown-field.ts'
export type { FormContext, Viewer }

/** The form of a collection for somebody, with the fields, choices and rights added on this instance and in his structures. */
export function formOf(context: FormContext, collection: string, viewer: Viewer): Promise<Form> {
  return sharedStore().formOf(context, collection, viewer)
}

interface Answers { collection: string, payload: Values, current: readonly Values[] }

/**
 * Refuses the values that somebody could not put in these records by writing them: rows instead of keys, an owner that they may not
 * change, a link to what they do not see. For what our own code writes with rights that it lends to them.
 */
export async function assertOwnReach(host: Host, context: LimitedContext, { collection, payload, current }: Answers): Promise<void> {
  refuseNested(context.schema, collection, payload)
  if (isAdministrator(context.accountability)) return
  await assertOwner(host, context, collection, payload, current)
  await assertLinks(host, context, await sharedStore().serverFormOf(context, collection, { user: context.accountability.user }), payload, current)
}
