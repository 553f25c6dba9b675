import { describe, expect, it } from 'vitest'
import { explainLimits } from '../../../../../extensions/access/src/rules/directus-errors.ts'

const explained = (code: string, message: string) => explainLimits([{ message, extensions: { code } }])

describe('the limits of Directus', () => {
  it.each([
    ['REQUESTS_EXCEEDED', 'Too many requests, retry after 1s', 'REQUESTS_EXCEEDED'],
    ['INVALID_QUERY', 'Invalid query. Max relational depth exceeded.', 'QUERY_TOO_COMPLEX'],
    ['INVALID_QUERY', 'Invalid query. "limit" must be less than or equal to 1000.', 'QUERY_TOO_COMPLEX'],
    ['INVALID_PAYLOAD', 'Invalid payload. request entity too large.', 'CONTENT_TOO_LARGE'],
    ['INVALID_PAYLOAD', 'Invalid payload. Exceeded max batch mutation limit of 500.', 'BATCH_TOO_LARGE'],
  ])('are said in French with a code of ours: %s %s', (code, message, expected) => {
    expect(explained(code, message)).toEqual([{ message: expect.stringMatching(/^(?:Trop|Cette demande|Cet envoi)/), extensions: expect.objectContaining({ code: expected }) }])
  })

  it.each([
    ['INVALID_QUERY', 'Invalid query. "x" is not allowed.'], ['INVALID_PAYLOAD', 'Invalid payload. "a" is required.'], ['VALUE_TOO_LONG', 'Value for field "a" is too long.'], ['VALUE_OUT_OF_RANGE', 'Numeric value for field "a" is out of range.'],
  ])('say wrong input in French, with the same code: %s', (code, message) => {
    expect(explained(code, message)).toEqual([{ message: expect.stringMatching(/Rien n’a été modifié\. Corrigez/), extensions: { code } }])
  })

  it('say that a value is taken', () => {
    expect(explained('RECORD_NOT_UNIQUE', 'Value for field "structure, reference" in collection "cases" has to be unique.')).toEqual([{ message: expect.stringMatching(/^Une autre fiche porte déjà cette valeur/), extensions: { code: 'RECORD_NOT_UNIQUE' } }])
  })

  it.each([['INVALID_QUERY', 'Cette demande contient un nom.'], ['FORBIDDEN', 'You don\'t have permission to access this.']])('leaves the others: %s', (code, message) => {
    expect(explained(code, message)).toEqual([{ message, extensions: { code } }])
  })

  it.each([undefined, null, 'x', [null], [{}]])('takes anything: %j', (errors) => {
    expect(explainLimits(errors)).toEqual(errors)
  })
})
