import { randomUUID } from 'node:crypto'
import type { Form } from '@relais/schema/forms'
import { call } from '../../support/stack.ts'
import { aStructure, anOrganization, insert, PAST, userId } from '../directory/world.ts'

export { anOrganization, aStructure, insert, PAST, userId }

interface Refusal { message: string, extensions: { code: string, errors?: { field: string, code: string, label: string }[] } }
export interface Reply { data?: Record<string, unknown>, errors?: Refusal[] }

/** One request to the items of Directus. */
export const items = (as: string | null, path: string, method = 'GET', body?: unknown) => call<Reply>(`/items/${path}`, { as, method, ...(body === undefined ? {} : { body }) })

/** The forms served to an account. */
export async function formsOf(as: string | null): Promise<Record<string, Form>> {
  const { body } = await call<{ data: { collections: Record<string, Form> } }>('/relais/forms', { as })
  return body.data.collections
}

/** Names of the fields refused, with the reason of each. */
export function refusals({ body }: { body: Reply }): string[] {
  return body.errors?.flatMap(({ extensions }) => extensions.errors?.map(({ field, code }) => `${field} ${code}`) ?? [extensions.code]) ?? []
}

/** A structure where `account` works: an adviser contributes, a reception only reads. */
export async function workplaceOf(account: string, job: 'adviser' | 'reception' | 'manager' = 'adviser'): Promise<string> {
  const structure = await aStructure()
  await insert('memberships', { structure, user: userId(account), function: job, valid_from: PAST })
  return structure
}

export const aPerson = (structure: string, row: Record<string, unknown> = {}) =>
  insert('people', { last_name: 'Essai', first_name: 'Alix', structure, ...row })

export const aCase = (person: string, structure: string, row: Record<string, unknown> = {}) =>
  insert('cases', { person, structure, programme: 'accompagnement', status: 'support', opened_on: '2025-01-06', reference: `E-${randomUUID().slice(0, 8)}`, urgency: 'none', ...row })

/** Polls until the check passes: rights follow a moment after the answer. */
export async function soon<T>(read: () => Promise<T>, isDone: (value: T) => boolean, withinMs = 15_000): Promise<T> {
  const started = Date.now()
  for (;;) {
    const value = await read()
    if (isDone(value)) return value
    if (Date.now() - started > withinMs) throw new Error(`not within ${withinMs} ms: ${JSON.stringify(value)}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
