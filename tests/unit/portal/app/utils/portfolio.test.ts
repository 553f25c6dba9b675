import { describe, expect, it } from 'vitest'
import {
  portfolioFilter, portfolioFromQuery, portfolioSort, portfolioToQuery, queryFromSaved, savedQuery, searchWords,
} from '../../../../../portal/app/utils/portfolio.ts'

const reader = { userId: 'adviser-1', today: '2026-11-24', search: '' }

describe('the address of the portfolio', () => {
  it('is empty for the view everyone starts with', () => {
    expect(portfolioToQuery(portfolioFromQuery({}, 'mine'), 'mine')).toEqual({})
    expect(portfolioToQuery(portfolioFromQuery({}, 'all'), 'all')).toEqual({})
  })

  it('brings back the view it was written from', () => {
    const query = {
      portee: 'tous', programme: 'cej,pacea', statut: 'support', urgence: 'high', theme: 'housing',
      sans_contact: '30', tri: '-last_contact_on', colonnes: 'status,x_vehicle', page: '3',
    }

    expect(portfolioToQuery(portfolioFromQuery(query, 'mine'), 'mine')).toEqual(query)
  })

  it('ignores what it does not understand', () => {
    const view = portfolioFromQuery({ page: '-4', tri: 'password', theme: '{"_or":[]}', programme: 'cej,<script>' }, 'mine')

    expect(view).toMatchObject({ page: 1, sort: 'next_step_on', theme: null, programmes: ['cej'] })
  })

  it('remembers that no optional column was wanted', () => {
    const view = portfolioFromQuery({ colonnes: 'aucune' }, 'mine')

    expect(view.columns).toEqual([])
    expect(portfolioToQuery(view, 'mine')).toEqual({ colonnes: 'aucune' })
  })

  it('keeps in a saved view the scope, whatever is usual for the reader, and not the page', () => {
    expect(savedQuery(portfolioFromQuery({ urgence: 'high', page: '4' }, 'mine'))).toEqual({ portee: 'mes', urgence: 'high' })
    expect(savedQuery(portfolioFromQuery({ urgence: 'high' }, 'all'))).toEqual({ portee: 'tous', urgence: 'high' })
  })

  it('reads only texts from a saved view', () => {
    expect(queryFromSaved({ urgence: 'high', page: 4, theme: null })).toEqual({ urgence: 'high' })
    expect(queryFromSaved('urgence=high')).toEqual({})
  })
})

describe('portfolioFilter', () => {
  it('looks for one need that is both on the theme and open', () => {
    const filter = portfolioFilter(portfolioFromQuery({ portee: 'tous', theme: 'housing' }, 'mine'), reader)

    expect(filter).toEqual({
      _and: [
        { status: { _neq: 'closed' } },
        { needs: { _and: [{ theme: { _eq: 'housing' } }, { status: { _in: ['open', 'in_progress'] } }] } },
      ],
    })
  })

  it('shows my open files by default', () => {
    expect(portfolioFilter(portfolioFromQuery({}, 'mine'), reader)).toEqual({
      _and: [{ referent: { _in: ['adviser-1'] } }, { status: { _neq: 'closed' } }],
    })
  })

  it('counts a person never met as without contact', () => {
    const filter = portfolioFilter(portfolioFromQuery({ portee: 'tous', sans_contact: '30' }, 'mine'), reader)

    expect(filter).toEqual({
      _and: [
        { status: { _neq: 'closed' } },
        { _or: [{ last_contact_on: { _lt: '2026-10-25' } }, { last_contact_on: { _null: true } }] },
      ],
    })
  })

  it('asks every word of a name, in any order', () => {
    const filter = portfolioFilter(portfolioFromQuery({ portee: 'tous' }, 'mine'), { ...reader, search: 'Belkacém, Inès' })

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
    expect(portfolioSort(portfolioFromQuery({ tri: '-name' }, 'mine'))).toEqual(['-person.last_name', '-person.first_name', 'id'])
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
