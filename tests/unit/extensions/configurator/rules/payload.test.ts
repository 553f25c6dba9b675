import { describe, expect, it } from 'vitest'
import { judge, newOwner } from '../../../../../extensions/configurator/src/rules/payload.ts'
import type { Write } from '../../../../../extensions/configurator/src/rules/payload.ts'
import { aField, aForm } from '../../../schema/forms/fields.ts'
import { MOMENT } from '../../../../support/moment.ts'

const form = aForm(
  aField({ field: 'name', required: true }),
  aField({ field: 'phone', format: 'phone' }),
  aField({ field: 'kind' }),
  aField({ field: 'contract', requiredIf: 'kind == "job"' }),
  aField({ field: 'x_agrement', required: true, local: true }),
)
const aWrite = (overrides: Partial<Write>): Write =>
  ({ form, columns: new Set(['id', 'name', 'phone', 'kind', 'contract', 'x_agrement', 'sites']), payload: {}, current: null, mayAsk: () => true, moments: (overrides.current ?? [{}]).map(() => MOMENT), ...overrides })
const refusals = (overrides: Partial<Write>): string[] => judge(aWrite(overrides)).errors.map(({ field, code }) => `${field} ${code}`)

describe('judge', () => {
  it('gives the values as they are stored and leaves lists of other rows alone', () => {
    const payload = { name: ' Ma  structure ', phone: '01 99 00 12 34', x_agrement: 'A', sites: [{ name: 's' }], id: 'i' }

    expect(judge(aWrite({ payload }))).toEqual({ errors: [], computed: [{}], payload: { ...payload, name: 'Ma  structure', phone: '+33199001234' } })
  })

  it('asks a new row for everything that is required', () => expect(refusals({})).toEqual(['name REQUIRED', 'x_agrement REQUIRED']))

  it('does not ask people for what they cannot fill, but refuses what they empty', () => {
    const mayAsk = (field: string): boolean => field !== 'x_agrement'

    expect(refusals({ payload: { name: 'n' }, mayAsk })).toEqual([])
    expect(refusals({ payload: { name: 'n', x_agrement: null }, mayAsk })).toEqual(['x_agrement REQUIRED'])
  })

  it('names a column that does not exist', () => expect(refusals({ payload: { name: 'n', x_agrement: 'a', role: 'admin' } })).toEqual(['role UNKNOWN_FIELD']))

  it('judges a change against each row it touches', () => {
    const current = [{ name: 'a', kind: 'job', contract: 'cdi' }, { name: 'b', kind: 'service', contract: null }]

    expect(refusals({ payload: { kind: 'job' }, current })).toEqual(['contract REQUIRED'])
    expect(refusals({ payload: { kind: 'job', contract: 'cdd' }, current })).toEqual([])
    expect(refusals({ payload: { phone: 'x' }, current: [] })).toEqual([])
  })

  it('lets doubts pass: the screen asked', () => {
    const place = aForm(aField({ field: 'lat', type: 'float', kind: 'number', format: 'latitude' }), aField({ field: 'lng', type: 'float', kind: 'number', format: 'longitude' }))

    expect(judge(aWrite({ form: place, columns: new Set(['lat', 'lng']), payload: { lat: 0, lng: 0 } })).errors).toEqual([])
  })
})

describe('newOwner', () => {
  it('is the owner of a new row, or of a row that changes hands', () => {
    expect(newOwner({ case: 'a' }, 'case', null)).toBe('a')
    expect(newOwner({ case: 'a' }, 'case', [{ case: 'a' }, { case: 'b' }])).toBe('a')
    expect(newOwner({ case: 'a' }, 'case', [])).toBe('a')
  })
  it('is nobody when the owner stays or is not said', () => {
    expect(newOwner({ case: 'a' }, 'case', [{ case: 'a' }])).toBeNull()
    expect(newOwner({}, 'case', null)).toBeNull()
    expect(newOwner({ case: null }, 'case', [{ case: 'a' }])).toBeNull()
  })
})
