import { describe, expect, it } from 'vitest'
import {
  portfolioFromQuery, portfolioRequest, portfolioToQuery, queryFromSaved, savedQuery, searchWords,
} from '../../../../../portal/app/utils/portfolio.ts'

const reader = { today: '2026-11-24', search: '' }

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

describe('portfolioRequest', () => {
  it('asks for my open files, the next step first, by default', () => {
    expect(portfolioRequest(portfolioFromQuery({}, 'mine'), reader)).toEqual({
      scope: 'mine', status: [], programme: [], urgency: [], words: [], sort: 'next_step_on', page: 1, limit: 50,
    })
  })

  it('says every part of the view', () => {
    const query = { portee: 'tous', programme: 'cej', statut: 'support,closed', urgence: 'high', theme: 'housing', sans_contact: '30', tri: '-name', page: '3' }

    expect(portfolioRequest(portfolioFromQuery(query, 'mine'), reader)).toEqual({
      scope: 'all', status: ['support', 'closed'], programme: ['cej'], urgency: ['high'], theme: 'housing', quiet_before: '2026-10-25', words: [], sort: '-name', page: 3, limit: 50,
    })
  })

  it('asks every word of a name, without accents', () => {
    expect(portfolioRequest(portfolioFromQuery({}, 'mine'), { ...reader, search: 'Belkacém, Inès' })).toMatchObject({ words: ['belkacem', 'ines'] })
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
