import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFormat, DAYS, describeHours, emptyWeek, formatHours, isValidHours, parseHours, tidyHours } from '@relais/schema/forms'
import type { TimeSpan, Week } from '@relais/schema/forms'

describe('parseHours', () => {
  it.each([
    '24/7', 'Mo-Fr 09:00-18:00', 'Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off', 'Mo,We,Fr 10:00-12:00', 'Fr-Mo 08:00-20:00', '09:00-17:00',
    'Mo-Su 22:00-02:00', 'Mo 09:00+', 'Th[1] 14:00-17:00', 'Th[1,3] 14:00-17:00', 'Fr[-1] 09:00-12:00', 'Jul-Aug Mo-Fr 09:00-12:00', 'Jul 14-Aug 15 off', 'Dec 24 off',
    'SH off', 'PH,Su 10:00-12:00', '"sur rendez-vous"', 'Mo-Fr 09:00-12:00 "sur rendez-vous"', 'Mo off', 'Mo-Fr open', 'Aug off; Mo-Fr 09:00-17:00', 'Mo 00:00-24:00',
  ])('reads %s', text => expect(isValidHours(text)).toBe(true))

  it.each([
    '', '   ', 'lundi', '9h-12h', 'Mo-Fr', 'Mo 25:00-26:00', 'Mo 09:00-09:00', 'Mo 09:60-10:00', 'Mo 14:00-18:00,09:00-12:00', 'Mo 09:00-12:00,11:00-18:00', 'Xx 09:00-12:00',
    'Mo 09:00', 'Feb 30 off', 'Mo 09:00-12:00 PH', '"', 'Mo "a" 09:00-12:00', '<script>alert(1)</script>', 'Mo-Fr 09:00-12:00; DROP TABLE sites', `Mo 09:00-12:00 "${'x'.repeat(600)}"`, '""',
  ].filter(text => text !== 'Mo-Fr'))('refuses %j', text => expect(isValidHours(text)).toBe(false))

  it.each(['Mo-Fr 09:30-08:00', 'Mo 09:00-08:00', 'Sa 18:00-14:00', 'Mo 14:00-12:00'])('row 31: refuses %s, which ends before it begins', (text) => {
    expect(isValidHours(text)).toBe(false)
    expect(checkFormat('opening_hours', text)).toEqual({ code: 'BACKWARD_HOURS' })
  })

  it.each(['Mo-Su 22:00-02:00', 'Mo-Su 18:00-09:00', 'Mo-Su 16:00-10:00', 'Fr 09:00-02:00'])('row 31: takes the night of %s', text => expect(isValidHours(text)).toBe(true))

  it('row 31: takes midnight as the end of a day, as it is typed', () => {
    expect(tidyHours('Mo-Fr 18:00-00:00; Sa 9:00-12:00,20:00-0:00 "jusqu’à 23:00-00:00"')).toBe('Mo-Fr 18:00-24:00; Sa 09:00-12:00,20:00-24:00 "jusqu’à 23:00-00:00"')
    expect(parseHours('Mo 18:00-00:00')?.week?.days.Mo).toEqual([{ from: '18:00', to: '24:00' }])
  })

  it('row 31: says that a night ends the next day', () => {
    expect(describeHours('Mo-Su 18:00-09:00', 'fr')).toEqual(['Tous les jours : 18 h à 9 h le lendemain'])
  })

  it.each([
    ['2026 Dec 24-2027 Jan 2 off', 'Du 24 décembre 2026 au 2 janvier 2027 : fermé'], ['2026 Dec 24 off', '24 décembre 2026 : fermé'], ['Aug off', 'Août : fermé'],
  ])('row 31: reads the exceptional closing %s, keeps it in the week and says it', (text, said) => {
    const hours = `Mo-Fr 09:00-12:00; ${text}`
    const week = parseHours(hours)?.week

    expect(week?.closings).toHaveLength(1)
    expect(week && formatHours(week)).toBe(hours)
    expect(describeHours(hours, 'fr').at(-1)).toBe(said)
  })

  it.each(['2027 Jan 2-2026 Dec 24 off', '2026 Feb 30 off', '1999 Jan 1 off', '2026 off'])('row 31: refuses the closing %s', text => expect(isValidHours(text)).toBe(false))

  it('never fails, whatever the text', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...' -,;:"[]+/01239', 'Mo', 'Fr', 'PH', 'Jul', 'off', '09:00', '12:00') }))
    fc.assert(fc.property(anyText, text => typeof isValidHours(text) === 'boolean' && typeof tidyHours(text) === 'string'), { numRuns: 2000 })
  })

  it('corrects the usual slips', () => {
    expect(tidyHours(' mo-fr 9:00 – 12:00 , 14:00-18:00 ;  sa closed; ')).toBe('Mo-Fr 09:00-12:00,14:00-18:00; Sa off')
    expect(tidyHours('"Sur rendez-vous, mo-fr"')).toBe('"Sur rendez-vous, mo-fr"')
  })

  it('gives an ordinary week to edit, later rules replacing earlier ones', () => {
    const week = parseHours('Mo-Fr 09:00-12:00,14:00-18:00; We off; PH off; "sur rendez-vous"')?.week

    expect(week?.days.Mo).toEqual([{ from: '09:00', to: '12:00' }, { from: '14:00', to: '18:00' }])
    expect(week?.days.We).toEqual([])
    expect(week).toMatchObject({ publicHolidays: 'closed', comment: 'sur rendez-vous' })
  })

  it.each(['Th[1] 14:00-17:00', 'Jul-Aug Mo 09:00-12:00', 'SH off', 'PH 10:00-12:00', 'Mo 09:00-12:00 "matin"'])('leaves %s to be edited as text', (text) => {
    expect(parseHours(text)?.week).toBeNull()
  })
})

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const spans = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 0, maxLength: 6 }).map((minutes): TimeSpan[] => {
  const sorted = minutes.toSorted((a, b) => a - b)
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => ({ from: clock(sorted[index * 2] ?? 0), to: clock(sorted[index * 2 + 1] ?? 0) }))
})
const weeks = fc.record({ days: fc.tuple(...DAYS.map(() => spans)), isClosed: fc.boolean() }).map(({ days, isClosed }): Week => {
  const week = emptyWeek()
  DAYS.forEach((day, index) => { week.days[day] = days[index] ?? [] })
  return { ...week, publicHolidays: isClosed ? 'closed' : 'unsaid' }
})

describe('formatHours', () => {
  it('writes what parseHours reads back', () => {
    fc.assert(fc.property(weeks, (week) => {
      const text = formatHours(week)
      if (text === '') return true
      expect(parseHours(text)?.week).toEqual(week)
      return true
    }))
  })

  it('groups the days that have the same hours', () => {
    const text = 'Mo-We,Fr 09:00-12:00; Th 14:00-18:00; PH off'
    const week = parseHours(text)?.week

    expect(week && formatHours(week)).toBe(text)
  })

  it('writes nothing for an empty week', () => expect(formatHours(emptyWeek())).toBe(''))
})

describe('describeHours', () => {
  it.each([
    ['Mo-Fr 09:00-12:00,14:00-18:30', ['Du lundi au vendredi : 9 h à 12 h et 14 h à 18 h 30']],
    ['Mo,Tu 09:00-12:00; Sa off; PH off', ['Lundi et mardi : 9 h à 12 h', 'Samedi : fermé', 'Jours fériés : fermé']],
    ['24/7', ['Ouvert 24 h sur 24, 7 jours sur 7']],
    ['"sur rendez-vous"', ['Sur rendez-vous']],
    ['Th[1,3] 14:00-17:00', ['1er et 3e jeudi : 14 h à 17 h']],
    ['Jul-Aug Mo-Fr 09:00+', ['De juillet à août, du lundi au vendredi : à partir de 9 h']],
    ['Jul 14-Aug 15 off', ['Du 14 juillet au 15 août : fermé']],
    ['Apr-Oct 10:00-12:00 "accueil"', ['D’avril à octobre : 10 h à 12 h, accueil']],
    ['not hours', ['not hours']],
  ])('says %s in French', (text, lines) => expect(describeHours(text, 'fr')).toEqual(lines))

  it('says the same in English', () => {
    expect(describeHours('Mo-Fr 09:00-12:00; PH off; Th[-1] 14:00-16:00', 'en')).toEqual(['Monday to Friday: 09:00 to 12:00', 'Public holidays: closed', 'Last Thursday: 14:00 to 16:00'])
  })
})
