import { describe, expect, it } from 'vitest'
import {
  portfolioFilter, portfolioFromQuery, portfolioSort, portfolioToQuery, queryFromSaved, savedQuery, searchWords,
} from '../../../../../portal/app/utils/portfolio.ts'

const reader = { userId: 'adviser-1', today: '2026-11-24', search: '' }

describe('the address of the portfolio', () => {
  it('is empty for the view everyone starts with', () => {
    expect(portfolioToQuery(portfolioFromQuery({}))).toEqual({})
  })

  it('brings back the view it was written from', () => {
    const query = {
      portee: 'tous', programme: 'cej,pacea', statut: 'support', urgence: 'high', theme: 'housing',
      sans_contact: '30', tri: '-last_contact_on', colonnes: 'status,x_vehicle', page: '3',
    }

    expect(portfolioToQuery(portfolioFromQuery(query))).toEqual(query)
  })

  it('ignores what it does not understand', () => {
    const view = portfolioFromQuery({ page: '-4', tri: 'password', theme: '{"_or":[]}', programme: 'cej,<script>' })

    expect(view).toMatchObject({ page: 1, sort: 'next_step_on', theme: null, programmes: ['cej'] })
  })

  it('remembers that no optional column was wanted', () => {
    const view = portfolioFromQuery({ colonnes: 'aucune' })

    expect(view.columns).toEqual([])
    expect(portfolioToQuery(view)).toEqual({ colonnes: 'aucune' })
  })

  it('leaves the page out of a saved view', () => {
    expect(savedQuery(portfolioFromQuery({ urgence: 'high', page: '4' }))).toEqual({ urgence: 'high' })
  })

  it('reads only texts from a saved view', () => {
    expect(queryFromSaved({ urgence: 'high', page: 4, theme: null })).toEqual({ urgence: 'high' })
    expect(queryFromSaved('urgence=high')).toEqual({})
  })
})

describe('portfolioFilter', () => {
  it('shows my open files by default', () => {
    expect(portfolioFilter(portfolioFromQuery({}), reader)).toEqual({
      _and: [{ referent: { _in: ['adviser-1'] } }, { status: { _neq: 'closed' } }],
    })
  })

  it('counts a person never met as without contact', () => {
    const filter = portfolioFilter(portfolioFromQuery({ portee: 'tous', sans_contact: '30' }), reader)

    expect(filter).toEqual({
      _and: [
        { status: { _neq: 'closed' } },
        { _or: [{ last_contact_on: { _lt: '2026-10-25' } }, { last_contact_on: { _null: true } }] },
      ],
    })
  })

  it('asks every word of a name, in any order', () => {
    const filter = portfolioFilter(portfolioFromQuery({ portee: 'tous' }), { ...reader, search: 'Belkacém, Inès' })

    expect(filter).toEqual({
      _and: [
        { status: { _neq: 'closed' } },
        { person: { normalized_name: { _contains: 'belkacem' } } },
        { person: { normalized_name: { _contains: 'ines' } } },
      ],
    })
  })
})

describe('portfolioSort', () => {
  it('ends with the identifier so that pages do not overlap', () => {
    expect(portfolioSort(portfolioFromQuery({ tri: '-name' }))).toEqual(['-person.last_name', '-person.first_name', 'id'])
  })
})

describe('searchWords', () => {
  it.each([
    ['  Zoé  ', ['zoe']],
    ['Jean-François', ['jean', 'francois']],
    ['N’Diaye', ['n', 'diaye']],
    ['Cœur', ['coeur']],
    ['%_', []],
  ])('turns « %s » into %j', (search, words) => {
    expect(searchWords(search)).toEqual(words)
  })
})
