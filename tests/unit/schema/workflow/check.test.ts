import { describe, expect, it } from 'vitest'
import { getCollection } from '@relais/schema'
import { levelOf } from '@relais/schema/access'
import { checkDefinition, contextOf, shippedWorkflows, warningsOf } from '@relais/schema/workflow'
import type { Definition, Transition } from '@relais/schema/workflow'
import { context, definition, state, transition } from './support.ts'

const codes = (of: Definition, within = context()) => checkDefinition(of, within).map(({ code }) => code)
const guard = (rule: string) => ({ guard: { rule, message: { fr: 'Non.', en: 'No.' } } })
const day = { unit: 'days' as const }

describe('a definition', () => {
  it('that is sound has nothing to say', () => {
    expect(checkDefinition(definition(), context())).toEqual([])
  })

  it.each<[string, Definition, string]>([
    ['101 states', { states: Array.from({ length: 101 }, (_, index) => state(`s${index}`)), transitions: [] }, 'TOO_MANY_STATES'],
    ['501 transitions', definition(...Array.from({ length: 500 }, (_, index) => transition(`t${index}`, 'a', 'c'))), 'TOO_MANY_TRANSITIONS'],
    ['no initial state', { ...definition(), states: [state('a'), state('b'), state('c', 'final')] }, 'NO_INITIAL'],
    ['no state at all', { states: [], transitions: [] }, 'NO_INITIAL'],
    ['a key with a space', { ...definition(), states: [...definition().states, state('d e', 'final')] }, 'BAD_KEY'],
    ['two states of one key', { ...definition(), states: [...definition().states, state('b')] }, 'DUPLICATE_STATE'],
    ['two transitions of one key', definition(transition('ab', 'a', 'c')), 'DUPLICATE_TRANSITION'],
    ['a state without label', { ...definition(), states: [...definition().states.slice(0, 2), state('c', 'final', { label: { fr: 'Fin', en: ' ' } })] }, 'LABEL_MISSING'],
    ['a missing state', definition(transition('ad', 'a', 'd')), 'MISSING_STATE'],
    ['a transition from nowhere', definition(transition('xc', [], 'c')), 'NO_ORIGIN'],
    ['a transition to the same state', definition(transition('aa', ['a', 'b'], 'b')), 'TO_ITSELF'],
    ['a state that nothing reaches', { ...definition(transition('dc', 'd', 'c')), states: [...definition().states, state('d')] }, 'UNREACHABLE_STATE'],
    ['a state without way out', { ...definition(transition('ad', 'a', 'd')), states: [...definition().states, state('d')] }, 'DEAD_END'],
    ['states that lead to one another only', { ...definition(transition('ad', 'a', 'd'), transition('de', 'd', 'e'), transition('ed', 'e', 'd')), states: [...definition().states, state('d'), state('e')] }, 'DEAD_END'],
    ['automatic transitions in a loop', definition(transition('go', 'a', 'b', { timer: { delay: { amount: 1, ...day } } }), transition('back', 'b', 'a', { timer: { delay: { amount: 1, ...day } } })), 'AUTOMATIC_LOOP'],
    ['two automatic transitions at once', definition(transition('x', 'a', 'b', { timer: { delay: { amount: 1, ...day } } }), transition('y', 'a', 'c', { timer: { delay: { amount: 1, ...day } } })), 'TWO_TIMERS'],
    ['nobody to act', definition(transition('ac', 'a', 'c', { who: { audiences: [] } })), 'NOBODY'],
    ['an audience that sees nothing of it', definition(transition('ac', 'a', 'c', { who: { audiences: ['public'] } })), 'UNKNOWN_ACTOR'],
    ['a function that does not exist', definition(transition('ac', 'a', 'c', { who: { functions: ['king'] } })), 'UNKNOWN_ACTOR'],
    ['the person of what is about nobody', definition(transition('ac', 'a', 'c', { who: { person: true } })), 'UNKNOWN_ACTOR'],
    ['a guard that is no rule', definition(transition('ac', 'a', 'c', guard('age <'))), 'GUARD_INVALID'],
    ['a guard on a missing field', definition(transition('ac', 'a', 'c', guard('height > 3'))), 'GUARD_INVALID'],
    ['a guard on a field that one of them cannot read', definition(transition('ac', 'a', 'c', { ...guard('!is_empty(secret)'), who: { organization: true } })), 'GUARD_UNREADABLE'],
    ['a guard that can never hold', definition(transition('ac', 'a', 'c', guard('age > 18 && age < 12'))), 'GUARD_NEVER'],
    ['a choice that is two at once', definition(transition('ac', 'a', 'c', guard('kind == "x" && kind == "y"'))), 'GUARD_NEVER'],
    ['an empty answer of a kind', definition(transition('ac', 'a', 'c', guard('is_empty(kind) && kind in ["x", "y"]'))), 'GUARD_NEVER'],
    ['a required field that does not exist', definition(transition('ac', 'a', 'c', { fields: ['nothing'] })), 'UNKNOWN_FIELD'],
    ['the state itself among required fields', definition(transition('ac', 'a', 'c', { fields: ['status'] })), 'UNKNOWN_FIELD'],
    ['a required field hidden from who acts', definition(transition('ac', 'a', 'c', { fields: ['secret'], who: { organization: true } })), 'FIELD_HIDDEN'],
    ['a required field that who acts only reads', definition(transition('ac', 'a', 'c', { fields: ['age'], who: { organization: true } })), 'FIELD_CLOSED'],
    ['a required file that who acts only reads', definition(transition('ac', 'a', 'c', { files: ['proof'], who: { audiences: ['adviser', 'partner'] } })), 'FIELD_CLOSED'],
    ['a file in a field that holds none', definition(transition('ac', 'a', 'c', { files: ['age'] })), 'NOT_A_FILE'],
    ['a delay of no day', definition(transition('ac', 'a', 'c', { timer: { delay: { amount: 0, ...day } } })), 'BAD_DELAY'],
    ['a reminder before the beginning', definition(transition('ac', 'a', 'c', { timer: { delay: { amount: 3, ...day }, reminders: [4] } })), 'BAD_DELAY'],
    ['a deadline of half a day', { ...definition(), states: [state('a', 'initial', { deadline: { amount: 0.5, ...day } }), ...definition().states.slice(1)] }, 'BAD_DELAY'],
    ['an effect that is not there', definition(transition('ac', 'a', 'c', { effects: [{ kind: 'generate_document', template: 'x' }] })), 'EFFECT_UNAVAILABLE'],
    ['a field that the product fills', definition(transition('ac', 'a', 'c', { fields: ['made_at'] })), 'UNKNOWN_FIELD'],
    ['a link asked of somebody who writes no record', definition(transition('ac', 'a', 'c', { who: { organization: true }, fields: ['owner'] })), 'UNKNOWN_FIELD'],
    ['an effect that moves a record to somebody else', definition(transition('ac', 'a', 'c', { effects: [{ kind: 'set_field', field: 'owner', value: 'x' }] })), 'EFFECT_INVALID'],
    ['an effect that writes what the product fills', definition(transition('ac', 'a', 'c', { effects: [{ kind: 'set_field', field: 'made_at', value: 'x' }] })), 'EFFECT_INVALID'],
    ['an effect that writes the state', definition(transition('ac', 'a', 'c', { effects: [{ kind: 'set_field', field: 'status', value: 'a' }] })), 'EFFECT_INVALID'],
    ['a notice to nobody', definition(transition('ac', 'a', 'c', { effects: [{ kind: 'notify', to: [], subject: { fr: 'x', en: 'x' }, message: { fr: 'x', en: 'x' } }] })), 'EFFECT_INVALID'],
  ])('with %s is refused', (_, of, code) => {
    expect(codes(of)).toContain(code)
  })

  it('says where and in both languages what is wrong', () => {
    expect(checkDefinition(definition(transition('aa', 'a', 'a')), context())).toEqual([{
      code: 'TO_ITSELF', path: 'transitions.aa.to', message: { fr: '« aa » part de « a » et y revient aussitôt. Choisissez une autre étape d’arrivée.', en: '“aa” leaves “a” for itself. Choose another destination.' },
    }])
  })

  it.each(['age > 18 || age < 12', 'count(needs) > 3', 'age >= 18 && age <= 18', 'kind != "x" && kind != "y"', '!(age > 3)'])('may have the guard %s', (rule) => {
    expect(codes(definition(transition('ac', 'a', 'c', guard(rule))))).toEqual([])
  })
})

describe('what follows a transition', () => {
  const related = [{ collection: 'needs', via: ['case'], inherited: [], fields: ['title', 'status'], changed: ['status'], required: ['case', 'title'] }, { collection: 'tasks', via: ['case'], inherited: ['structure'], fields: ['to'], changed: ['to'], required: ['case', 'to'] }]
  const effects = ['create_related', 'close_related', 'start_workflow', 'call_webhook', 'generate_document'] as const
  const check = (effect: object) => codes(definition(transition('ac', 'a', 'c', { effects: [effect as never] })), context({ effects, related, workflows: { task: 'tasks', files: 'cases' }, webhooks: ['tool'], documents: ['letter'] }))

  it.each([
    ['rows of a collection that is not theirs', { kind: 'create_related', collection: 'memberships', via: 'user', values: {} }],
    ['rows that belong to nothing', { kind: 'create_related', collection: 'needs', via: 'title', values: { title: 'x' } }],
    ['rows without what they need', { kind: 'create_related', collection: 'needs', via: 'case', values: {} }],
    ['rows with an unknown field', { kind: 'create_related', collection: 'needs', via: 'case', values: { title: 'x', owner: 'x' } }],
    ['rows moved to another record', { kind: 'close_related', collection: 'needs', via: 'case', values: { case: 'x' } }],
    ['what is chosen once and for all', { kind: 'close_related', collection: 'needs', via: 'case', values: { title: 'x' } }],
    ['a link that the record gives', { kind: 'create_related', collection: 'tasks', via: 'case', values: { to: 'x', structure: 'x' } }],
    ['rows closed without a word', { kind: 'close_related', collection: 'needs', via: 'case', values: {} }],
    ['an unknown workflow', { kind: 'start_workflow', workflow: 'x', via: 'case', values: { to: 'x' } }],
    ['a workflow of records that are no part of it', { kind: 'start_workflow', workflow: 'files', via: 'case', values: {} }],
    ['an unknown template', { kind: 'generate_document', template: 'x' }],
    ['an unknown webhook', { kind: 'call_webhook', webhook: 'x' }],
  ])('is not %s', (_, effect) => {
    expect(check(effect)).toEqual(['EFFECT_INVALID'])
  })

  it.each([
    [{ kind: 'create_related', collection: 'needs', via: 'case', values: { title: 'x' } }], [{ kind: 'close_related', collection: 'needs', via: 'case', values: { status: 'closed' } }],
    [{ kind: 'start_workflow', workflow: 'task', via: 'case', values: { to: 'x' } }], [{ kind: 'call_webhook', webhook: 'tool' }], [{ kind: 'generate_document', template: 'letter' }],
  ])('may be %j', (effect) => {
    expect(check(effect)).toEqual([])
  })
})

describe.each(shippedWorkflows.map(shipped => [shipped.key, shipped] as const))('the workflow « %s » that is shipped', (_, { collection, field, definition: shipped }) => {
  it('is sound', () => {
    const declaration = getCollection(collection)!

    expect(checkDefinition(shipped, contextOf(declaration, { stateField: field }))).toEqual([])
    expect(shipped.states.map(({ key }) => key)).toEqual(declaration.fields[field]?.choices?.map(({ value }) => value))
  })
})

describe('what a definition may ask of each audience', () => {
  // Over every collection that a workflow may hold: a definition opens no field to anybody.
  it.each(shippedWorkflows.map(({ collection, field }) => [collection, field] as const))('is what it writes (%s)', (collection, field) => {
    const declaration = getCollection(collection)!
    const within = contextOf(declaration, { stateField: field })
    const states = [state('a', 'initial'), state('b', 'final')]
    const asked = within.audiences.flatMap(audience => within.fields.map(({ name }) => ({ audience, name })))
      .filter(({ audience, name }) => checkDefinition({ states, transitions: [transition('ab', 'a', 'b', { who: { audiences: [audience] }, fields: [name] })] }, { ...within, fields: within.fields.map(own => (own.name === field ? { ...own, choices: null } : own)) }).length === 0)

    expect(asked.filter(({ audience, name }) => levelOf(declaration, name, audience) !== 'write' || declaration.fields[name]?.immutable === true)).toEqual([])
    expect(asked.some(({ audience }) => audience === 'admin') || !Object.keys(declaration.fields).some(name => levelOf(declaration, name, 'admin') === 'write' && declaration.fields[name]?.immutable !== true && declaration.fields[name]?.type !== 'alias')).toBe(true)
  })
})

describe('row 5: the moment of a step', () => {
  const filling = (field: string, value: string) => checkDefinition(definition(transition('ac', 'a', 'c', { effects: [{ kind: 'set_field', field, value }] })), dated).map(({ code }) => code)
  const dated = context({ fields: [...context().fields, { name: 'confirmed_at', label: { fr: 'Confirmée le', en: 'Confirmed on' }, type: 'datetime', hiddenFrom: [], closedTo: [] }] })

  it('fills a date, and nothing else; no other word of the product does', () => {
    expect([filling('confirmed_at', '$NOW'), filling('kind', '$NOW'), filling('secret', '$NOW'), filling('confirmed_at', '$CURRENT_USER')]).toEqual([[], ['EFFECT_INVALID'], ['EFFECT_INVALID'], ['EFFECT_INVALID']])
  })

  it('settles a condition that would be met again at once: without it, the author is warned', () => {
    const asking = (effects: Transition['effects']) => definition(
      transition('ask', 'a', 'b', { timer: { delay: { amount: 1, unit: 'days' } }, guard: { rule: 'days_between(confirmed_at, today()) > 182', message: { fr: 'x', en: 'x' } } }),
      transition('confirm', 'b', 'a', { effects }),
    )
    expect(warningsOf(asking([]), dated)).toMatchObject([{ code: 'GUARD_UNSETTLED', path: 'transitions.ask.guard', message: { fr: expect.stringContaining('Confirmée le') } }])
    expect(warningsOf(asking([{ kind: 'set_field', field: 'confirmed_at', value: '$NOW' }]), dated)).toEqual([])
    expect(checkDefinition(asking([]), dated)).toEqual([])
  })
})
