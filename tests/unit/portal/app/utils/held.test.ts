import { describe, expect, it } from 'vitest'
import { daysOfValidity, heldFromQuery, heldRequest, heldToQuery, transferName } from '~/utils/held'

describe('the view of a list in a workflow', () => {
  it('comes from the address, without what is not understood', () => {
    expect(heldFromQuery({})).toEqual({ state: '', sort: 'deadline', page: 1 })
    expect(heldFromQuery({ etat: 'instructed', tri: 'recentes', page: '3' })).toEqual({ state: 'instructed', sort: '-since', page: 3 })
    expect(heldFromQuery({ etat: '\'; drop', tri: 'password', page: '-2' })).toEqual({ state: '', sort: 'deadline', page: 1 })
    expect(heldFromQuery({ etat: ['granted', 'refused'], page: 'NaN' })).toEqual({ state: 'granted', sort: 'deadline', page: 1 })
  })

  it('goes back to the address as it came', () => {
    for (const view of [{ state: '', sort: 'deadline', page: 1 }, { state: 'tous', sort: '-since', page: 2 }] as const) {
      const query = Object.fromEntries(Object.entries(heldToQuery(view)).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))
      expect(heldFromQuery(query)).toEqual(view)
    }
    expect(Object.values(heldToQuery(heldFromQuery({}))).filter(value => value !== undefined)).toEqual([])
  })

  it('keeps the order of the list when the address says none, and says the other one', () => {
    expect(heldFromQuery({}, '-since').sort).toBe('-since')
    expect(heldFromQuery({ tri: 'constructor' }, '-since').sort).toBe('-since')
    expect(heldFromQuery({ tri: 'delai' }, '-since').sort).toBe('deadline')
    expect(heldToQuery({ state: '', sort: '-since', page: 1 }, '-since').tri).toBeUndefined()
    expect(heldToQuery({ state: '', sort: 'deadline', page: 1 }, '-since').tri).toBe('delai')
  })

  it('asks for every state of a list where nothing is left to do', () => {
    expect(heldRequest({ state: '', sort: '-since', page: 1 }, []).status).toBeUndefined()
  })

  it('asks the server for what is left to do, for one state, or for all', () => {
    const usual = ['submitted', 'instructed']
    expect(heldRequest({ state: '', sort: 'deadline', page: 1 }, usual).status).toBe('submitted,instructed')
    expect(heldRequest({ state: 'refused', sort: 'deadline', page: 1 }, usual).status).toBe('refused')
    expect(heldRequest({ state: 'tous', sort: 'deadline', page: 1 }, usual).status).toBeUndefined()
  })
})

describe('the validity of an accreditation', () => {
  const left = (status: string, until: string | null) => daysOfValidity({ status, valid_until: until }, '2026-03-01')

  it('is counted in days to its last one, past it included', () => {
    expect(left('granted', '2026-04-30')).toBe(60)
    expect(left('to_renew', '2026-03-01')).toBe(0)
    expect(left('expired', '2026-02-27')).toBe(-2)
  })

  it('is not said of what was never granted, nor without its end', () => {
    expect(['submitted', 'instructed', 'refused'].map(status => left(status, '2026-04-30'))).toEqual([null, null, null])
    expect(left('granted', null)).toBeNull()
  })
})

describe('the name of a transfer', () => {
  it('is that of the person for those to whom the file is open, and of the structure for the others', () => {
    const person = { first_name: 'Alix', last_name: 'Essai' }
    expect(transferName({ case: { id: '1', reference: 'E-1', person } }, 'Dossier de Guéret')).toBe('Alix ESSAI')
    for (const file of [null, '1', { id: '1', reference: 'E-1', person: null }, { id: '1', reference: 'E-1', person: '2' }]) expect(transferName({ case: file }, 'Dossier de Guéret')).toBe('Dossier de Guéret')
  })
})
