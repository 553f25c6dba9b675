import { describe, expect, it } from 'vitest'
import { fieldsToRead, isReadable, valuesToEdit } from '../../../../../portal/app/utils/readable-field.ts'

const KEY = '278f2bd8-ed4a-5736-84c4-2cd35c773a88'

describe('isReadable', () => {
  it('leaves out a related record of which only the key is known', () => {
    expect(isReadable({ field: 'structure', kind: 'relation' }, { structure: KEY })).toBe(false)
    expect(isReadable({ field: 'structure', kind: 'relation' }, { structure: { id: KEY, name: 'Dijon' } })).toBe(true)
    expect(isReadable({ field: 'structure', kind: 'relation' }, { structure: null })).toBe(true)
  })

  it('leaves out files, technical objects and what was not read', () => {
    expect(isReadable({ field: 'logo', kind: 'file' }, { logo: KEY })).toBe(false)
    expect(isReadable({ field: 'raw', kind: 'json' }, { raw: { a: 1 } })).toBe(false)
    expect(isReadable({ field: 'zones', kind: 'json' }, { zones: ['21'] })).toBe(true)
    expect(isReadable({ field: 'phone', kind: 'text' }, {})).toBe(false)
  })
})

describe('fieldsToRead', () => {
  it('asks for the name of each related record', () => {
    const fields = fieldsToRead([
      { field: 'phone', kind: 'text', relation: null },
      { field: 'structure', kind: 'relation', relation: { collection: 'structures' } },
      { field: 'referent', kind: 'relation', relation: { collection: 'directus_users' } },
    ])

    expect(fields).toEqual(['*', 'structure.id', 'structure.name', 'referent.id', 'referent.first_name', 'referent.last_name'])
  })
})

describe('valuesToEdit', () => {
  it('puts the key back in the place of the related record', () => {
    expect(valuesToEdit({ structure: { id: KEY, name: 'Dijon' }, themes: ['housing'], phone: null })).toEqual({ structure: KEY, themes: ['housing'], phone: null })
  })
})
