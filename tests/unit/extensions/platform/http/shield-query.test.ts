import { queryOf } from '../../../../../extensions/platform/src/http/input.ts'
import { shieldQuery } from '../../../../../extensions/platform/src/http/shield-query.ts'
import { describe, expect, it, vi } from 'vitest'

describe('shieldQuery', () => {
  it('hides the parameters from whoever lists them and keeps them for whoever asks', () => {
    const req = { query: { page: '-3', access_token: 'secret' } }
    const next = vi.fn()

    Reflect.apply(shieldQuery, null, [req, {}, next])

    expect(Object.keys(req.query)).toEqual([])
    expect(req.query.page).toBe('-3')
    expect(Reflect.apply(queryOf, null, [req])).toEqual({ page: '-3' })
    expect(next).toHaveBeenCalledOnce()
  })
})
