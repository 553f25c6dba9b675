import type { SchemaOverview } from '@directus/types'
import type { Audience, CollectionDefinition } from '@relais/schema'
import { collections } from '@relais/schema'
import type { Form } from '@relais/schema/forms'
import { buildForm } from '@relais/schema/forms'
import type { Knex } from 'knex'
import type { LiveModel } from './live-fields.ts'
import { readLiveModel, toLiveFields } from './live-fields.ts'

/** What a form needs from the host: a connection and the schema of the moment. */
export interface FormContext { knex: Knex, schema: SchemaOverview }

export interface FormStore {
  /** The form of a collection for an audience. */
  formOf: (context: FormContext, collection: string, audience: Audience) => Promise<Form>
  /** Every field of a collection, as the server checks them. */
  serverFormOf: (context: FormContext, collection: string) => Promise<Form>
  /** The forms of all the collections in which the audience sees something; the same object until they are read again. */
  formsOf: (context: FormContext, audience: Audience) => Promise<Record<string, Form>>
  /** What local administrators changed, as it was last read. */
  modelOf: (context: Pick<FormContext, 'knex'>) => Promise<LiveModel>
  /** Forget what was read: something changed. */
  invalidate: () => void
}

const declarations: Record<string, CollectionDefinition> = collections
const names = Object.keys(declarations)
const declaredFields = Object.values(declarations).flatMap(({ collection, fields }) => Object.keys(fields).map(field => `${collection}.${field}`))

/** The declaration of a collection of the product, if it is one. */
export function declarationOf(collection: string): CollectionDefinition | undefined {
  return Object.hasOwn(declarations, collection) ? declarations[collection] : undefined
}

interface Reading { model: Promise<LiveModel>, readAt: number, forms: Map<string, Form>, sets: Map<Audience, Promise<Record<string, Form>>> }

/**
 * The forms of this instance, read again when something changed here, and at the latest after `ttlMs` since
 * another instance may have changed them.
 */
export function createFormStore({ ttlMs, now }: { ttlMs: number, now: () => number }): FormStore {
  let reading: Reading | null = null

  function read(knex: Knex): Reading {
    if (reading && now() - reading.readAt < ttlMs) return reading
    // Read on the caller's own connection: while it holds one, waiting for another could block every writer.
    const fresh: Reading = { model: readLiveModel(knex, names, declaredFields), readAt: now(), forms: new Map(), sets: new Map() }
    fresh.model.catch(() => { if (reading === fresh) reading = null })
    reading = fresh
    return fresh
  }

  async function build({ knex, schema }: FormContext, collection: string, audience: Audience, forServer: boolean): Promise<Form> {
    const declaration = declarationOf(collection)
    if (!declaration) throw new Error(`${collection} is not a collection of the product`)
    const { model, forms } = read(knex)
    const key = `${collection} ${forServer ? 'server' : audience}`
    const { fields, settings, translations, rules } = await model
    const known = forms.get(key)
    if (known) return known
    const live = toLiveFields(fields.get(collection) ?? [], schema, collection)
    const form = buildForm(declaration, audience, settings, live, { translations, rules, forServer })
    forms.set(key, form)
    return form
  }

  async function buildAll(context: FormContext, audience: Audience): Promise<Record<string, Form>> {
    const visible = Object.values(declarations).filter(({ hidden }) => !hidden)
    const forms = await Promise.all(visible.map(({ collection }) => build(context, collection, audience, false)))
    return Object.fromEntries(forms.filter(({ fields }) => fields.length > 0).map(form => [form.collection, form]))
  }

  return {
    formOf: (context, collection, audience) => build(context, collection, audience, false),
    serverFormOf: (context, collection) => build(context, collection, 'admin', true),
    formsOf: (context, audience) => {
      const { sets } = read(context.knex)
      const known = sets.get(audience) ?? buildAll(context, audience)
      sets.set(audience, known)
      return known
    },
    modelOf: ({ knex }) => read(knex).model,
    invalidate: () => { reading = null },
  }
}
