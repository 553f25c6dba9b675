import { describe, expect, it } from 'vitest'
import { isSessionError, toApiError } from '../../../../../portal/shared/utils/api-error.ts'

describe('toApiError', () => {
  it('reads the first error of the answer', () => {
    const error = toApiError(409, { errors: [{ message: 'Déjà complet.', extensions: { code: 'OFFER_FULL', offer: '1' } }] })

    expect([error.status, error.code, error.message, error.extensions]).toEqual([409, 'OFFER_FULL', 'Déjà complet.', { code: 'OFFER_FULL', offer: '1' }])
  })

  it.each([
    ['no body', undefined],
    ['a page of a proxy', '<html>'],
    ['an empty list', { errors: [] }],
    ['something else', { errors: ['oops'] }],
  ])('keeps the status when the body is %s', (_, body) => {
    expect(toApiError(502, body).code).toBe('HTTP_502')
  })

  it('says that nothing answered', () => {
    expect(toApiError(0, undefined).code).toBe('UNREACHABLE')
  })
})

describe('isSessionError', () => {
  it('tells an ended session from a missing right', () => {
    expect(isSessionError(toApiError(401, { errors: [{ message: '', extensions: { code: 'TOKEN_EXPIRED' } }] }))).toBe(true)
    expect(isSessionError(toApiError(403, { errors: [{ message: '', extensions: { code: 'FORBIDDEN' } }] }))).toBe(false)
  })
})
