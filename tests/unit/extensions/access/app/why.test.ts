import { describe, expect, it } from 'vitest'
import { textsFor } from '../../../../../extensions/access/src/app/texts.ts'
import { audienceName, createWhy, filterFor, labelOf } from '../../../../../extensions/access/src/app/why.ts'

const TEMPLATE = '{{reference}} — {{person.last_name}} {{person.first_name}}'

describe('the screen « Pourquoi ? »', () => {
  it('shows a record as its list does, and its key when the list shows nothing', () => {
    expect(labelOf({ id: 'k', reference: 'A-1', person: { last_name: 'Essai', first_name: 'Alix' } }, TEMPLATE)).toBe('A-1 — Essai Alix')
    expect(labelOf({ id: 'k', reference: null, person: null }, TEMPLATE)).toBe('k')
  })

  it('looks for every word in what the list shows, or for a key', () => {
    const key = '00000000-0000-4000-8000-000000000001'

    expect(filterFor(key, TEMPLATE)).toEqual({ id: { _eq: key } })
    expect(filterFor('essai', '{{person.last_name}}')).toEqual({ _and: [{ _or: [{ person: { last_name: { _icontains: 'essai' } } }] }] })
  })

  it('never puts what was typed in an address', async () => {
    const asked: { url: string, params?: object }[] = []
    const why = createWhy({ request: async (options) => {
      asked.push(options)
      return { data: { data: [] } }
    } })

    await why.accounts('Belkacem')
    await why.records('cases', TEMPLATE, 'Belkacem')

    expect(JSON.stringify(asked.map(({ url, params }) => ({ url, params })))).not.toContain('Belkacem')
  })

  it('speaks both languages', () => {
    expect(Object.values(textsFor('en')).filter(text => Object.values(textsFor('fr')).includes(text))).toEqual(['Action'])
    expect([audienceName('manager', 'fr'), audienceName('manager', 'en'), audienceName(null, 'fr')]).toEqual(['Responsable', 'Manager', ''])
  })
})
