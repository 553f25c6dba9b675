import type { DirectusFile, DirectusUser } from '@directus/sdk'
import type { CollectionName, Collections, Kit } from './index.ts'

type Fields<C extends CollectionName> = Collections[C]['fields']

type Value<F> = F extends { readonly $value?: infer T } ? Exclude<T, undefined> : never

type RelatedName<F> = F extends { readonly $related?: infer R } ? Extract<R, string> : never

type RelatedItem<Name extends string> =
  Name extends CollectionName ? Item<Name>
    : Name extends 'directus_users' ? DirectusUser<RelaisSchema>
      : Name extends 'directus_files' ? DirectusFile<RelaisSchema>
        : never

/** `null` stays where the column accepts it; a relation is an identifier or, when asked for, the row itself. */
type FieldValue<F> =
  [RelatedName<F>] extends [never] ? Value<F>
    : Value<F> extends readonly string[] ? string[] | RelatedItem<RelatedName<F>>[]
      : string | RelatedItem<RelatedName<F>> | Extract<Value<F>, null>

type Item<C extends CollectionName> = { [F in keyof Fields<C>]: FieldValue<Fields<C>[F]> }

/** A row of a collection, as the SDK returns it: relations are identifiers or nested rows. */
export type ItemOf<C extends CollectionName> = Item<C>

type FlatValue<F> = [RelatedName<F>] extends [never] ? Value<F> : Value<F> extends readonly string[] ? never : string | Extract<Value<F>, null>

/** A row as the database holds it: relations are identifiers, mirrors of other tables are absent. */
export type RowOf<C extends CollectionName> = {
  [F in keyof Fields<C> as FlatValue<Fields<C>[F]> extends never ? never : F]: FlatValue<Fields<C>[F]>
}

/** The schema for `createDirectus<RelaisSchema>()`. */
export type RelaisSchema = { [C in CollectionName]: Item<C>[] }

type KitFields<K extends Kit, C extends CollectionName> = K['collections'][C] extends { fields: infer F } ? { [N in keyof F]: FieldValue<F[N]> } : unknown

/** The schema of an instance that has a kit: `createDirectus<SchemaWithKit<typeof kit>>()`. */
export type SchemaWithKit<K extends Kit> = { [C in CollectionName]: (Item<C> & KitFields<K, C>)[] }

export type { Audience, AccessLevel, Label } from './define.ts'
export type { CollectionName } from './index.ts'
