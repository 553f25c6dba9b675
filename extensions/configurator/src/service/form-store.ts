import type { SchemaOverview } from '@directus/types'
import { structuresAround } from '@relais/extensions/access'
import type { Audience, CollectionDefinition } from '@relais/schema'
import { declarations } from '@relais/schema'
import type { FieldOverride, Form, Within } from '@relais/schema/forms'
import { buildForm, NETWORK, overridesOf } from '@relais/schema/forms'
import type { Knex } from 'knex'
import type { LiveModel } from './live-fields.ts'
import { readLiveModel, toLiveFields } from './live-fields.ts'

/** What a form needs from the host: a connection and the schema of the moment. */
export interface FormContext { knex: Knex, schema: SchemaOverview }

/** The structures of a form: those of an account, or those named. */
export interface Place { user?: string | null | undefined, within?: Within }

/** Who is asked: an audience, and the account or the structures whose fields and words apply; without, those of the network. */
export interface Viewer extends Place { audience: Audience }

export interface FormStore {
  /** The form of a collection for somebody. */
  formOf: (context: FormContext, collection: string, viewer: Viewer) => Promise<Form>
  /** Every field of a collection, as the server checks them; without a place, those of every structure. */
  serverFormOf: (context: FormContext, collection: string, place?: Place) => Promise<Form>
  /** The forms of all the collections in which somebody sees something; the same object until they are read again. */
  formsOf: (context: FormContext, viewer: Viewer) => Promise<Record<string, Form>>
  /** What the structures of a place changed of a field; null when they changed nothing at all. */
  overridesFor: (context: Pick<FormContext, 'knex'>, place: Place) => Promise<((collection: string, field: string) => FieldOverride[]) | null>
  /** What local administrators changed, as it was last read. */
  modelOf: (context: Pick<FormContext, 'knex'>) => Promise<LiveModel>
  /** Forget what was read: something changed. */
  invalidate: () => void
}

const declaredFields = () => Object.values(declarations()).flatMap(({ collection, fields }) => Object.keys(fields).map(field => `${collection}.${field}`))

/** The declaration of a collection of the product, with what the kits of this instance add to it, if it is one. */
export function declarationOf(collection: string): CollectionDefinition | undefined {
  return Object.hasOwn(declarations(), collection) ? declarations()[collection] : undefined
}

interface Reading {
  model: Promise<LiveModel>
  isDone: boolean
  readAt: number
  forms: Map<string, Form>
  sets: Map<string, Promise<Record<string, Form>>>
}

/**
 * The forms of this instance, read again when something changed here, and at the latest after `ttlMs` since
 * another instance may have changed them.
 */
export function createFormStore({ ttlMs, now }: { ttlMs: number, now: () => number }): FormStore {
  let reading: Reading | null = null

  function read(knex: Knex): Reading {
    // A transaction reads on its own connection: waiting for a reading that waits for one could block every writer.
    if (reading && now() - reading.readAt < ttlMs && (reading.isDone || !knex.isTransaction)) return reading
    const fresh: Reading = { model: readLiveModel(knex, Object.keys(declarations()), declaredFields()), isDone: false, readAt: now(), forms: new Map(), sets: new Map() }
    fresh.model.then(() => { fresh.isDone = true }, () => { if (reading === fresh) reading = null })
    reading = fresh
    return fresh
  }

  /**
   * Only structures that have something to say are kept, so that most accounts share the same forms. Where somebody
   * works is asked each time: a mandate or the switch of a structure ends at once.
   */
  async function withinOf(knex: Knex, { user, within }: Place): Promise<Within> {
    if (within !== undefined) return within
    const { model } = read(knex)
    const { layers, rules } = await model
    const speaking = new Set([...layers, ...rules].map(({ structure }) => structure ?? null))
    if (!user || [...speaking].every(structure => structure === null)) return NETWORK
    const around = await structuresAround(knex, user)
    return around.filter(structure => speaking.has(structure))
  }

  async function build({ knex, schema }: FormContext, collection: string, { audience, forServer, within }: { audience: Audience, forServer: boolean, within: Within }): Promise<Form> {
    const declaration = declarationOf(collection)
    if (!declaration) throw new Error(`${collection} is not a collection of the product`)
    const { model, forms } = read(knex)
    const key = `${collection} ${forServer ? 'server' : audience} ${String(within)}`
    const { fields, settings, translations, rules, layers } = await model
    const known = forms.get(key)
    if (known) return known
    const live = toLiveFields(fields.get(collection) ?? [], schema, collection)
    const form = buildForm(declaration, audience, settings, live, { translations, rules, layers, within, forServer })
    forms.set(key, form)
    return form
  }

  async function buildAll(context: FormContext, audience: Audience, within: Within): Promise<Record<string, Form>> {
    const visible = Object.values(declarations()).filter(({ hidden }) => !hidden)
    const forms = await Promise.all(visible.map(({ collection }) => build(context, collection, { audience, within, forServer: false })))
    return Object.fromEntries(forms.filter(({ fields }) => fields.length > 0).map(form => [form.collection, form]))
  }

  return {
    formOf: async (context, collection, viewer) => build(context, collection, { audience: viewer.audience, within: await withinOf(context.knex, viewer), forServer: false }),
    serverFormOf: async (context, collection, place = { within: 'everywhere' }) => build(context, collection, { audience: 'admin', within: await withinOf(context.knex, place), forServer: true }),
    formsOf: async (context, viewer) => {
      const within = await withinOf(context.knex, viewer)
      const { sets } = read(context.knex)
      const key = `${viewer.audience} ${String(within)}`
      const known = sets.get(key) ?? buildAll(context, viewer.audience, within)
      sets.set(key, known)
      return known
    },
    overridesFor: async ({ knex }, place) => {
      const within = await withinOf(knex, place)
      const { layers } = await read(knex).model
      if (within === 'everywhere' || !layers.some(({ structure, override }) => override !== null && within.includes(structure))) return null
      return (collection, field) => overridesOf(field, layers.filter(layer => layer.collection === collection), within)
    },
    modelOf: ({ knex }) => read(knex).model,
    invalidate: () => { reading = null },
  }
}
