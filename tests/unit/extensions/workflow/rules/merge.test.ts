import { describe, expect, it } from 'vitest'
import { mergeDefinitions, withElement } from '../../../../../extensions/workflow/src/rules/merge.ts'
import { definition, state, transition } from '../../../schema/workflow/support.ts'

const base = definition()
const renamed = (key: string, text: string) => ({ ...base, states: base.states.map(own => (own.key === key ? { ...own, label: { fr: text, en: text } } : own)) })
const names = (said: typeof base) => said.states.map(({ label }) => label.fr)

describe('two people who draw the same workflow', () => {
  it('meet without a conflict when they change different things', () => {
    const mine = { ...renamed('a', 'Accueil'), transitions: [...base.transitions, transition('ac', 'a', 'c')] }
    const theirs = { ...renamed('b', 'Suivi'), transitions: base.transitions.filter(({ key }) => key !== 'bc') }
    const { definition: both, conflicts } = mergeDefinitions(base, mine, theirs)

    expect(names(both)).toEqual(['Accueil', 'Suivi', 'c'])
    expect(both.transitions.map(({ key }) => key)).toEqual(['ab', 'ac'])
    expect(conflicts).toEqual([])
  })

  it('are told what both changed, and nothing of either is lost', () => {
    const { definition: both, conflicts } = mergeDefinitions(base, renamed('a', 'Accueil'), renamed('a', 'Entrée'))

    expect(names(both)).toEqual(['Accueil', 'b', 'c'])
    expect(conflicts).toMatchObject([{ of: 'states', key: 'a', mine: { label: { fr: 'Accueil' } }, theirs: { label: { fr: 'Entrée' } } }])
    const [conflict] = conflicts
    expect(conflict && names(withElement(both, conflict, conflict.theirs))).toEqual(['Entrée', 'b', 'c'])
  })

  it('are told that one removed what the other changed', () => {
    const without = { ...base, states: base.states.filter(({ key }) => key !== 'b') }
    const { conflicts } = mergeDefinitions(base, renamed('b', 'Suivi'), without)
    expect(conflicts).toMatchObject([{ of: 'states', key: 'b', mine: { label: { fr: 'Suivi' } }, theirs: null }])
    const [conflict] = conflicts
    expect(conflict && names(withElement(renamed('b', 'Suivi'), conflict, null))).toEqual(['a', 'c'])
    expect(mergeDefinitions(base, without, renamed('b', 'Suivi')).definition.states).toHaveLength(2)
  })

  it('agree when both did the same, and keep the order of whoever changed it', () => {
    expect(mergeDefinitions(base, renamed('a', 'Accueil'), renamed('a', 'Accueil')).conflicts).toEqual([])
    const turned = { ...base, states: base.states.toReversed() }
    expect(names(mergeDefinitions(base, base, turned).definition)).toEqual(['c', 'b', 'a'])
    expect(names(mergeDefinitions(base, turned, { ...base, states: [...base.states, state('d')] }).definition)).toEqual(['c', 'b', 'a', 'd'])
  })
})
