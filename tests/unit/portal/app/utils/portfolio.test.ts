import { describe, expect, it } from 'vitest'
import {
  boardRequest, columnRequest, portfolioFromQuery, portfolioRequest, portfolioToQuery, queryFromSaved, savedQuery,
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

  it('keeps the columns, the one shown and what is late', () => {
    const query = { retard: '1', a_reprendre: '1', vue: 'etapes', etape: 'support' }

    expect(portfolioToQuery(portfolioFromQuery(query, 'mine'), 'mine')).toEqual(query)
    expect(portfolioToQuery(portfolioFromQuery({ etape: 'support' }, 'mine'), 'mine')).toEqual({})
    expect(savedQuery(portfolioFromQuery(query, 'mine'))).toEqual({ portee: 'mes', retard: '1', a_reprendre: '1', vue: 'etapes' })
  })

  it('ignores what it does not understand', () => {
    const view = portfolioFromQuery({ page: '-4', tri: 'password', theme: '{"_or":[]}', programme: 'cej,<script>' }, 'mine')

    expect(portfolioFromQuery({ tri: '-deadline_at' }, 'mine')).toMatchObject({ sort: 'deadline_at', isDescending: true })
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
      scope: 'mine', status: [], programme: [], urgency: [], search: '', sort: 'next_step_on', page: 1, limit: 50,
    })
  })

  it('says every part of the view', () => {
    const query = { portee: 'tous', programme: 'cej', statut: 'support,closed', urgence: 'high', theme: 'housing', sans_contact: '30', tri: '-name', page: '3' }

    expect(portfolioRequest(portfolioFromQuery(query, 'mine'), reader)).toEqual({
      scope: 'all', status: ['support', 'closed'], programme: ['cej'], urgency: ['high'], theme: 'housing', quiet_before: '2026-10-25', search: '', sort: '-name', page: 3, limit: 50,
    })
  })

  it('asks every word of a name, without accents', () => {
    expect(portfolioRequest(portfolioFromQuery({}, 'mine'), { ...reader, search: 'Belkacém, Inès' })).toMatchObject({ search: 'Belkacém, Inès' })
  })
})

describe('the columns of the portfolio', () => {
  const states = ['reception', 'support', 'closed']
  const ask = (query: Record<string, string>) => boardRequest(portfolioFromQuery(query, 'mine'), reader, states)

  it('are all the states, or those chosen, in their order', () => {
    expect(ask({}).status).toEqual(states)
    expect(ask({ statut: 'closed,reception' }).status).toEqual(['reception', 'closed'])
    expect(ask({ statut: 'gone' }).status).toEqual(states)
  })

  it('ask the view once, with nothing of its page', () => {
    expect(ask({ retard: '1', a_reprendre: '1', page: '3' })).toEqual({ scope: 'mine', status: states, programme: [], urgency: [], late: true, without_referent: true, search: '', sort: 'next_step_on', limit: 20 })
  })

  it('go on after their top, each by itself', () => {
    expect(columnRequest(portfolioFromQuery({ page: '3' }, 'all'), reader, { state: 'support', page: 2 })).toMatchObject({ scope: 'all', status: ['support'], page: 2, limit: 20 })
  })
})
