import { describe, expect, it } from 'vitest'
import { collections } from '@relais/schema'
import type { CollectionDefinition } from '@relais/schema'
import { namingColumns } from '../../../../../extensions/cases/src/rules/naming.ts'

const declared: CollectionDefinition[] = Object.values(collections)
const columnsOf = (collection: string) => Object.keys(declared.find(one => one.collection === collection)?.fields ?? {})

describe('what a row is called by', () => {
  it('is its name, its title, or the names of somebody', () => {
    expect(namingColumns('structures', columnsOf('structures'))).toEqual(['name'])
    expect(namingColumns('people', columnsOf('people'))).toEqual(['first_name', 'last_name'])
    expect(namingColumns('offers', columnsOf('offers'))).toEqual(['title'])
    expect(namingColumns('directus_users', ['id', 'first_name', 'last_name'])).toEqual(['first_name', 'last_name'])
  })

  it('is never a column that the collection has not', () => {
    expect(namingColumns('offer_sessions', columnsOf('offer_sessions'))).toEqual([])
    expect(namingColumns('directus_users', ['id', 'last_name'])).toEqual(['last_name'])
  })

  it('is known of everything that a file, its person and its partners link to', () => {
    const tracked = declared.filter(({ tracked: isTracked }) => isTracked)
    const targets = new Set(tracked.flatMap(({ fields }) => Object.values(fields).flatMap(({ relation, hidden }) => (relation?.kind === 'm2o' && !hidden ? [relation.collection] : []))))
    const unnamed = [...targets].filter(target => !target.startsWith('directus_') && namingColumns(target, columnsOf(target)).length === 0)
    // A session has no name: it is an hour.
    expect(unnamed).toEqual(['offer_sessions'])
  })
})
