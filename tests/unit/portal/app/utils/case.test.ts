import { describe, expect, it } from 'vitest'
import { departementOf, groupByTheme, isLate, personName, referRemedy, shortLabel, sortTasks, userName } from '../../../../../portal/app/utils/case.ts'

const TODAY = '2026-11-24'

describe('names', () => {
  it('shows the name a person goes by and the family name in capitals', () => {
    expect(personName({ first_name: 'Inès', last_name: 'N’Guyen-Élie' })).toBe('Inès N’GUYEN-ÉLIE')
    expect(personName({ first_name: 'Jean', preferred_name: 'Jo', last_name: 'Le Goff' })).toBe('Jo LE GOFF')
  })

  it('says nothing of an unknown person', () => {
    expect(personName(null)).toBe('')
    expect(userName(undefined)).toBe('')
  })
})

describe('tasks', () => {
  it('is late only when still open and past its day', () => {
    expect(isLate({ status: 'todo', due_on: '2026-11-23' }, TODAY)).toBe(true)
    expect(isLate({ status: 'todo', due_on: TODAY }, TODAY)).toBe(false)
    expect(isLate({ status: 'done', due_on: '2026-01-01' }, TODAY)).toBe(false)
    expect(isLate({ status: 'todo', due_on: null }, TODAY)).toBe(false)
  })

  it('puts the closest deadline first, then those without one, then what is closed', () => {
    const tasks = [
      { id: 'closed', status: 'done', due_on: '2026-01-01' },
      { id: 'whenever', status: 'todo', due_on: null },
      { id: 'soon', status: 'doing', due_on: '2026-11-25' },
      { id: 'late', status: 'todo', due_on: '2026-10-01' },
    ]

    expect(sortTasks(tasks, TODAY).map(task => task.id)).toEqual(['late', 'soon', 'whenever', 'closed'])
  })
})

describe('groupByTheme', () => {
  it('puts the most urgent theme first and keeps each need once', () => {
    const groups = groupByTheme([
      { id: 1, theme: 'mobility', urgency: 'low' },
      { id: 2, theme: 'housing', urgency: 'medium' },
      { id: 3, theme: 'mobility', urgency: 'high' },
      { id: 4, theme: null, urgency: null },
    ])

    expect(groups.map(group => [group.theme, group.items.map(item => item.id)])).toEqual([['mobility', [3, 1]], ['housing', [2]], ['', [4]]])
  })
})

describe('referRemedy', () => {
  it('offers a remedy only for what the person can act upon', () => {
    expect(referRemedy('OFFER_FULL')).toBe('OFFER_FULL')
    expect(referRemedy('INTERNAL_SERVER_ERROR')).toBeNull()
  })
})

describe('shortLabel', () => {
  it('keeps the acronym of a long label and any other label whole', () => {
    expect(shortLabel('Contrat d’engagement jeune (CEJ)')).toBe('CEJ')
    expect(shortLabel('PACEA')).toBe('PACEA')
    expect(shortLabel('Suivi (par un autre service de la ville)')).toBe('Suivi (par un autre service de la ville)')
  })
})

describe('departementOf', () => {
  it.each([['21231', '21'], ['2A004', '2A'], ['97411', '974'], ['98818', '988']])('finds the département of %s', (commune, departement) => {
    expect(departementOf(commune)).toBe(departement)
  })
})
