import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeName, normalizeWords, wordsOf } from '../../../schema/names/index.ts'
import { db } from '../../support/stack.ts'

const LETTERS = ['abcdefghijklmnopqrstuvwxyz', 'àâäçéèêëîïôöùûüÿœæ', 'łśćńóżźąęđðøßıİşğħŧŋşţăőű', 'ạảấầẩẫậắằẳẵặẹẻếềểễệịọộơợụưứừửữựỳỵỷỹ', 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'αβγδεζηθικλμνξοπρστυφχψως', 'ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآؤئةى', 'אבגדהוזחטיכלמנסעפצקרשת', 'აბგდევზთიკლმნ', 'աբգդեզէը', '王李張刘陈', '김이박최', 'अआकखगघचजा']
const SIGNS = ['’', '\'', '-', ' ', '\u2011', '\u00A0', '.', '(', ')', '\u200B', '\u0301', '\u0640', '\u064E']

/** Not the capitals of scripts that were added after the ICU of an old system: Vithkuqi, Garay, late Latin letters of dictionaries. */
const isSettled = (code: number) => code < 0x10570 ? code !== 0x1C89 && code !== 0x2C2F && !(code >= 0xA7B8 && code <= 0xA7F6) : (code >= 0x1D400 && code <= 0x1D7FF) || code >= 0x1F000

const word = fc.constantFrom(...LETTERS).chain(letters => fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 10 }))
const cased = fc.tuple(word, fc.boolean()).map(([text, isUpper]) => isUpper ? text.toUpperCase() : text.slice(0, 1).toUpperCase() + text.slice(1))
const name = fc.array(fc.tuple(cased, fc.constantFrom(...SIGNS)), { minLength: 1, maxLength: 3 }).map(parts => parts.map(([text, sign], index) => index === 0 ? text : `${sign}${text}`).join(''))

describe('row 11: one spelling in the database and the browser', () => {
  it('every letter of every alphabet is written the same', async () => {
    const { rows } = await db.query<{ code: number, written: string }>('select code, relais_normalize(chr(code)) as written from unnest(array(select generate_series(1, 55295)) || array(select generate_series(57344, 131071))) as code')
    const apart = rows.filter(({ code, written }) => isSettled(code) && !/\p{Cn}/u.test(String.fromCodePoint(code)) && normalizeWords(String.fromCodePoint(code)) !== written)

    expect(rows.length).toBeGreaterThan(120_000)
    expect(apart.map(({ code, written }) => `${code.toString(16)} ${String.fromCodePoint(code)} ${written}`)).toEqual([])
  })

  it('2,000 names are written the same, and found by what is displayed', async () => {
    const names = fc.sample(fc.tuple(name, name), { numRuns: 2000, seed: 11 })
    const { rows } = await db.query<{ written: string, is_found: boolean, is_found_the_other_way: boolean }>(
      `select relais_name(family, first) as written, relais_is_named(relais_name(family, first), first || ' ' || family) as is_found,
         relais_is_named(relais_name(family, first), upper(family) || ' ' || replace(first, '-', ' ')) as is_found_the_other_way
       from unnest($1::text[], $2::text[]) with ordinality as n (family, first, rank) order by rank`,
      [names.map(([family]) => family), names.map(([, first]) => first)],
    )

    expect(rows.map(({ written }) => written)).toEqual(names.map(normalizeName))
    expect(names.filter((each, index) => wordsOf(each.join(' ')).length > 0 && rows[index]?.is_found !== true)).toEqual([])
    expect(names.filter((each, index) => wordsOf(each.join(' ')).length > 0 && rows[index]?.is_found_the_other_way !== true)).toEqual([])
  })

  it.each(['', '-', '???', '🙂', ' . '])('signs alone (« %s ») name nobody', async (typed) => {
    expect((await db.query('select relais_is_named(\'ndiaye awa\', $1) as found', [typed])).rows).toEqual([{ found: false }])
  })
})
