import { describe, expect, it } from 'vitest'
import { AUDIENCES, FORMATS, collections, getCollection, isNullable } from '@relais/schema'
import type { CollectionDefinition, Condition, Field, Label } from '@relais/schema'

const definitions: CollectionDefinition[] = Object.values(collections)
const entries = definitions.flatMap(definition => Object.entries(definition.fields).map(([name, field]): [string, CollectionDefinition, Field, string] =>
  [`${definition.collection}.${name}`, definition, field, name]))

/** Collections of Directus itself that a relation may point to. */
const SYSTEM = ['directus_users', 'directus_files']

function fieldsOf(condition: Condition): string[] {
  if ('_and' in condition && Array.isArray(condition._and)) return condition._and.flatMap(fieldsOf)
  if ('_or' in condition && Array.isArray(condition._or)) return condition._or.flatMap(fieldsOf)
  return Object.keys(condition)
}

function isTranslated(label: Label | undefined): boolean {
  return label !== undefined && label.fr.trim() !== '' && label.en.trim() !== ''
}

describe('the set of collections', () => {
  it('registers each declaration under its own name', () => {
    for (const [name, definition] of Object.entries(collections)) expect(definition.collection).toBe(name)
  })

  it('finds a declaration by name and nothing else', () => {
    expect(getCollection('people')).toBe(collections.people)
    expect(getCollection('constructor')).toBeUndefined()
    expect(getCollection('directus_users')).toBeUndefined()
  })
})

/** Names of the collections for which something is wrong. */
function collectionsWhere(isWrong: (definition: CollectionDefinition) => boolean): string[] {
  return definitions.filter(isWrong).map(({ collection }) => collection)
}

/** Names of the fields for which something is wrong. */
function fieldsWhere(isWrong: (field: Field, definition: CollectionDefinition, name: string) => boolean): string[] {
  return entries.filter(([, definition, field, name]) => isWrong(field, definition, name)).map(([key]) => key)
}

describe('each collection', () => {
  it('has its labels, sections and help in both languages', () => {
    expect(collectionsWhere(({ label, singular, sections = {} }) =>
      ![label, singular, ...Object.values(sections).map(section => section.label)].every(isTranslated))).toEqual([])
    expect(collectionsWhere(({ note, sections = {} }) =>
      ![note, ...Object.values(sections).map(section => section.help)].every(help => help === undefined || isTranslated(help)))).toEqual([])
  })

  it('has a primary key first', () => {
    expect(collectionsWhere(({ fields }) => Object.keys(fields)[0] !== 'id' || fields.id?.primaryKey !== true)).toEqual([])
  })

  it('names its owner among its required relations', () => {
    expect(collectionsWhere(({ owner, fields }) => {
      if (!owner) return false
      const field = fields[owner]
      return field?.relation?.kind !== 'm2o' || isNullable(field)
    })).toEqual([])
  })

  it('archives and sorts by fields that it has', () => {
    expect(collectionsWhere(({ archive, fields }) =>
      archive !== undefined && !fields[archive.field]?.choices?.some(({ value }) => value === archive.value))).toEqual([])
    expect(collectionsWhere(({ sortField, fields }) => sortField !== undefined && fields[sortField]?.type !== 'integer')).toEqual([])
  })

  it('shows fields that it has in its template', () => {
    expect(collectionsWhere(({ displayTemplate = '', fields }) =>
      [...displayTemplate.matchAll(/\{\{\s*(\w+)/g)].some(([, name]) => name === undefined || !fields[name]))).toEqual([])
  })

  it('row 29: names every row that another one links to, by words and never by a key', () => {
    const named = new Set(definitions.flatMap(({ fields }) => Object.values(fields).flatMap(({ relation }) => (relation ? [relation.collection] : []))))
    const isKey = (fields: CollectionDefinition['fields'], path: string) => {
      const [first = '', ...rest] = path.split('.')
      const field = fields[first]
      return rest.length === 0 && (field?.type === 'uuid' || field?.relation !== undefined)
    }
    expect(collectionsWhere(({ collection, displayTemplate, fields }) =>
      (named.has(collection) && displayTemplate === undefined) || [...(displayTemplate ?? '').matchAll(/\{\{\s*([\w.]+)/g)].some(([, path = '']) => isKey(fields, path)))).toEqual([])
  })

  it('row 29: shows no bare key in the lists and forms of the Studio', () => {
    expect(collectionsWhere(({ hidden, fields }) => !hidden && Object.values(fields).some(field => field.type === 'uuid' && !field.relation && !field.hidden))).toEqual([])
  })

  it('indexes columns that it has, under distinct names', () => {
    const names = definitions.flatMap(({ indexes = [] }) => indexes.map(({ name }) => name))

    expect(collectionsWhere(({ indexes = [], fields }) => indexes.flatMap(index => index.fields).some(name => !fields[name] || fields[name].type === 'alias'))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('carries the audit columns when its values are tracked', () => {
    const audited = ['user_created', 'date_created', 'user_updated', 'date_updated']

    expect(collectionsWhere(({ tracked, fields }) => tracked === true && !audited.every(name => fields[name]))).toEqual([])
  })
})

describe('each field', () => {
  it('is named in snake_case, outside the names kept for local fields', () => {
    expect(fieldsWhere((_field, _definition, name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) || name.startsWith('x_'))).toEqual([])
  })

  it('is labelled and explained in both languages', () => {
    expect(fieldsWhere(({ label, help }) => !isTranslated(label) || (help !== undefined && !isTranslated(help)))).toEqual([])
  })

  it('offers distinct, translated choices, among which its default', () => {
    expect(fieldsWhere(({ choices = [] }) => new Set(choices.map(({ value }) => value)).size !== choices.length)).toEqual([])
    expect(fieldsWhere(({ choices = [] }) => !choices.every(({ label }) => isTranslated(label)))).toEqual([])
    expect(fieldsWhere(field => field.choices !== undefined && typeof field.default === 'string' && !field.choices.some(({ value }) => value === field.default))).toEqual([])
  })

  it('belongs to a section of its collection', () => {
    expect(fieldsWhere(({ section }, { sections = {} }) => section !== undefined && !Object.hasOwn(sections, section))).toEqual([])
  })

  it('depends only on other fields of the form', () => {
    expect(fieldsWhere(({ shownIf, requiredIf, readonly }, { fields }, name) =>
      // What nobody writes may hide while it is empty.
      [shownIf, requiredIf].flatMap(condition => (condition ? fieldsOf(condition) : [])).some(other => !fields[other] || (other === name && !readonly)))).toEqual([])
  })

  it('points to a collection that exists, mirrored where it is declared', () => {
    expect(fieldsWhere(({ relation }) => relation !== undefined && !getCollection(relation.collection) && !SYSTEM.includes(relation.collection))).toEqual([])
    expect(fieldsWhere(({ relation }, { collection }) => {
      if (relation?.kind !== 'o2m') return false
      const mirrored = getCollection(relation.collection)?.fields[relation.via ?? '']?.relation
      return mirrored?.kind !== 'm2o' || mirrored.collection !== collection
    })).toEqual([])
  })

  it('uses known audiences and formats', () => {
    expect(fieldsWhere(({ access = {} }) => !Object.keys(access).every(audience => AUDIENCES.some(known => known === audience)))).toEqual([])
    expect(fieldsWhere(({ format }) => format !== undefined && !FORMATS.includes(format))).toEqual([])
  })

  it('bounds the length of every text', () => {
    expect(fieldsWhere(({ type, maxLength, choices }) => (type === 'text' || type === 'string') && !choices && maxLength === undefined)).toEqual([])
    expect(fieldsWhere(({ minLength = 0, maxLength = Infinity }) => minLength > maxLength)).toEqual([])
  })

  it('is not asked of people when a trigger fills it', () => {
    // Directus would refuse the row before the trigger runs: such columns are kept present by a CHECK instead.
    expect(fieldsWhere((field, { access }) =>
      access.adviser === 'write' && field.readonly === true && !field.primaryKey && field.required === true && field.default === undefined)).toEqual([])
  })
})
