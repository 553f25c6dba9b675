import { describe, expect, it } from 'vitest'
import { UserError, explain, explainDatabase } from '../../../cli/errors.ts'

const refusal = (code: string) => Object.assign(new Error(code), { code })

describe('explain', () => {
  it.each([['ENOSPC', 'DISK_FULL', /disque est plein/], ['EACCES', 'READ_ONLY', /ne peut pas écrire/], ['EROFS', 'READ_ONLY', /RELAIS_DATA/]])('turns %s into a sentence', (code, expected, words) => {
    const error = explain(refusal(code), '/srv/relais')

    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ code: expected, message: expect.stringMatching(words) })
  })

  it('leaves anything else as it is', () => {
    const error = refusal('EIO')

    expect(explain(error, '/srv/relais')).toBe(error)
  })
})

describe('explainDatabase', () => {
  const place = { host: '127.0.0.1', port: 5433, user: 'relais', database: 'relais_essai' }

  it.each([
    ['ECONNREFUSED', 'NO_DATABASE', /ne répond pas sur 127\.0\.0\.1:5433/],
    ['28P01', 'DATABASE_REFUSES', /refuse le rôle « relais »[^]*DB_PASSWORD/],
    ['28000', 'DATABASE_REFUSES', /Une autre installation y répond peut-être/],
    ['3D000', 'UNKNOWN_DATABASE', /« relais_essai » n’existe pas/],
  ])('says what %s means and what to look at', (code, expected, words) => {
    const error = explainDatabase(refusal(code), place)

    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ code: expected, message: expect.stringMatching(words) })
  })

  it('leaves anything else as it is', () => {
    const error = refusal('42P01')

    expect(explainDatabase(error, place)).toBe(error)
  })
})
