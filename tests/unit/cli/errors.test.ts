import { describe, expect, it } from 'vitest'
import { UserError, explain } from '../../../cli/errors.ts'

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
