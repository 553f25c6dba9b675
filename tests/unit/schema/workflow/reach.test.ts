import { describe, expect, it } from 'vitest'
import { collections } from '@relais/schema'
import { opensRows, rowRules } from '@relais/schema/access'
import { checkDefinition, contextOf, isWithinReach, relatedTo } from '@relais/schema/workflow'
import type { Effect } from '@relais/schema/workflow'
import { definition, transition } from './support.ts'

const NAMES = Object.keys(collections)
const every = NAMES.flatMap(collection => Object.entries(collections[collection as keyof typeof collections].fields).map(([name, field]) => ({ collection, name, field })))
/** What gives rights, or moves a file, when its rows move. */
const GIVING = ['transfers', 'memberships', 'case_members', 'organization_members', 'invitations', 'break_glass_accesses', 'access_grants', 'person_grants', 'person_structures', 'structure_scopes', 'people', 'cases', 'structures', 'referrals', 'documents', 'change_proposals', 'saved_views']
const SIGNED = ['interviews', 'interactions']

const publishes = (collection: string, effect: Effect): boolean => {
  const declaration = collections[collection as keyof typeof collections]
  const codes = checkDefinition(definition(transition('ac', 'a', 'c', { effects: [effect] })), contextOf(declaration, { stateField: 'status' })).map(({ code }) => code)
  return !codes.includes('EFFECT_INVALID')
}
/** Whether an effect passes where it is published and where it is done: both must say the same. */
const passes = (collection: string, effect: Effect): boolean => {
  const verdicts = [publishes(collection, effect), isWithinReach(collection, effect, effect.kind === 'start_workflow' ? { transfer: 'transfers', case: 'cases' }[effect.workflow] : undefined)]
  expect(new Set(verdicts).size).toBe(1)
  return verdicts[0] === true
}

describe('an effect of a workflow, of whichever collection', () => {
  it('makes and changes no row that gives a right, moves a record or is signed', () => {
    const reached = new Set(NAMES.flatMap(collection => relatedTo(collection).map(({ collection: name }) => name)))

    expect([...GIVING, ...SIGNED].filter(name => reached.has(name))).toEqual([])
    expect([...reached].toSorted()).toEqual(['accreditations', 'actions', 'commitments', 'milestones', 'needs', 'objectives'])
  })

  it('asks no transfer in nobody’s name, and starts none', () => {
    const values = { structure: '00000000-0000-4000-8000-000000000000', reason: 'Suite du parcours' }

    expect(passes('cases', { kind: 'create_related', collection: 'transfers', via: 'case', values })).toBe(false)
    expect(passes('cases', { kind: 'start_workflow', workflow: 'transfer', via: 'case', values })).toBe(false)
  })

  it.each(NAMES)('sets no field of %s that opens a row, links it or is chosen once', (collection) => {
    for (const { name, field } of every.filter(one => one.collection === collection)) {
      const isForbidden = opensRows(collection, name) || field.relation !== undefined || field.readonly === true || field.immutable === true || field.primaryKey === true || field.type === 'alias'
      if (name === 'status' || !isForbidden) continue
      expect([name, passes(collection, { kind: 'set_field', field: name, value: null })]).toEqual([name, false])
    }
  })

  it.each(NAMES)('writes in the rows of %s no link, no author, no owner and nothing that opens them', (collection) => {
    for (const target of relatedTo(collection)) {
      for (const { name, field } of every.filter(one => one.collection === target.collection)) {
        const isForbidden = opensRows(target.collection, name) || field.relation !== undefined || field.readonly === true || field.primaryKey === true || field.type === 'alias'
        if (!isForbidden) continue
        const [via = ''] = target.via
        expect([target.collection, name, passes(collection, { kind: 'close_related', collection: target.collection, via, values: { [name]: null } })]).toEqual([target.collection, name, false])
        expect(target.fields).not.toContain(name)
      }
    }
  })

  it('opens no interview to the person, under somebody else’s name', () => {
    for (const collection of ['interviews', 'actions']) {
      expect(passes('cases', { kind: 'close_related', collection, via: 'case', values: { visible_to_beneficiary: true } })).toBe(false)
    }
    expect(passes('cases', { kind: 'close_related', collection: 'interviews', via: 'case', values: { user: 'x' } })).toBe(false)
  })

  it('still closes what is open and starts an accreditation in the structure of the organisation', () => {
    expect(passes('cases', { kind: 'close_related', collection: 'actions', via: 'case', values: { status: 'cancelled' } })).toBe(true)
    expect(passes('cases', { kind: 'create_related', collection: 'objectives', via: 'case', values: { theme: 'housing', title: 'Se loger' } })).toBe(true)
    expect(relatedTo('organizations').find(({ collection }) => collection === 'accreditations')).toMatchObject({ inherited: ['structure'], required: expect.not.arrayContaining(['structure']) })
  })

  it('is judged by every row rule: each field that one reads opens rows', () => {
    const named = Object.values(rowRules).flatMap(rules => Object.entries(rules).flatMap(([collection, { read }]) => Object.keys(read ?? {}).filter(key => !key.startsWith('_')).map(key => [collection, key] as const)))

    expect(named.length).toBeGreaterThan(50)
    expect(named.filter(([collection, key]) => !opensRows(collection, key))).toEqual([])
  })
})
