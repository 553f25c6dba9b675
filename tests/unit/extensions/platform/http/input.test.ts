import { parseId, parseInput } from '../../../../../extensions/platform/src/http/input.ts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const BodySchema = z.strictObject({ name: z.string().min(1).max(5), age: z.number().max(120).optional(), kind: z.enum(['a', 'b']).optional() })

function refusalOf(input: unknown): unknown {
  try {
    parseInput(BodySchema, input)
  }
  catch (error: unknown) {
    return error
  }
  return null
}

describe('parseInput', () => {
  it.each([
    [{}, 'name', 'REQUIRED', '« name » est obligatoire.'],
    [{ name: 'trop long' }, 'name', 'TOO_LONG', '« name » dépasse 5 caractères.'],
    [{ name: 'ok', age: 121 }, 'age', 'OUT_OF_RANGE', '« age » doit être au plus 120.'],
    [{ name: 'ok', kind: 'c' }, 'kind', 'NOT_A_CHOICE', '« kind » doit être l’une de ces valeurs : a, b.'],
    [{ name: 12 }, 'name', 'WRONG_TYPE', '« name » n’a pas la forme attendue.'],
    [{ name: 'ok', extra: 1 }, 'extra', 'UNKNOWN_FIELD', '« extra » n’est pas un paramètre connu : retirez-le.'],
    [{ name: 'a\u0000b' }, 'name', 'WRONG_TYPE', '« name » contient un caractère de contrôle interdit : retirez-le.'],
  ])('refuses %j and names the parameter', (input, field, code, fr) => {
    expect(refusalOf(input)).toMatchObject({
      status: 400, code: 'FORM_INVALID', message: `Rien n’a été enregistré. ${fr}`, extensions: { errors: [{ field, code, message: { fr } }] },
    })
  })

  it('finds a control character anywhere in the body', () => {
    const DeepSchema = z.strictObject({ values: z.record(z.string(), z.unknown()) })

    expect(() => parseInput(DeepSchema, { values: { a: [{ b: '\u0000' }] } })).toThrow('« values.a.0.b »')
  })

  it('keeps HTML, emoji and right-to-left text as they are', () => {
    expect(parseInput(z.strictObject({ text: z.string() }), { text: '<b>😀</b> שלום' })).toEqual({ text: '<b>😀</b> שלום' })
  })
})

describe('parseId', () => {
  it.each([undefined, '', '1', 'null', '00000000-0000-0000-0000-00000000000g', `' or 1=1`])('answers %j like an unknown record', (value) => {
    expect(() => parseId(value)).toThrow(expect.objectContaining({ code: 'FORBIDDEN', status: 403 }))
  })
})
