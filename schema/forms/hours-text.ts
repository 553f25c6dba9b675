import type { Day, DayChoice, HoursRule, ParsedHours, Period, PeriodEnd, TimeSpan } from './hours.ts'
import { DAYS, dayRuns, MONTHS, parseHours } from './hours.ts'

type Language = 'fr' | 'en'

interface Words {
  days: readonly string[]
  months: readonly string[]
  nth: (n: number) => string
  everyDay: string
  range: (first: string, last: string) => string
  and: string
  publicHolidays: string
  schoolHolidays: string
  closed: string
  open: string
  allDay: string
  always: string
  colon: string
  time: (clock: string) => string
  span: (from: string, to: string) => string
  nextDay: string
  from: (from: string) => string
  period: (from: string, to: string) => string
  monthDay: (month: string, day: number) => string
  during: (period: string) => string
}

const ORDINALS_EN = ['', 'first', 'second', 'third', 'fourth', 'fifth']

const FR: Words = {
  days: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  months: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  nth: n => n === 1 ? '1er' : n === -1 ? 'dernier' : n < 0 ? `${-n}e avant la fin` : `${n}e`,
  everyDay: 'tous les jours',
  range: (first, last) => `du ${first} au ${last}`,
  and: 'et',
  publicHolidays: 'jours fériés',
  schoolHolidays: 'vacances scolaires',
  closed: 'fermé',
  open: 'ouvert',
  allDay: 'toute la journée',
  always: 'ouvert 24 h sur 24, 7 jours sur 7',
  colon: ' : ',
  time: (clock) => {
    const [hour, minute] = clock.split(':')
    return `${Number(hour)} h${minute === '00' ? '' : ` ${minute}`}`
  },
  span: (from, to) => `${from} à ${to}`,
  nextDay: ' le lendemain',
  from: from => `à partir de ${from}`,
  period: (from, to) => `de ${from} à ${to}`.replace(/^de (\d)/, 'du $1').replace(/ à (\d)/, ' au $1').replace(/^de ([ao])/, 'd’$1'),
  monthDay: (month, day) => `${day === 1 ? '1er' : day} ${month}`,
  during: period => period,
}

const EN: Words = {
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  nth: n => n === -1 ? 'last' : n < 0 ? `${ORDINALS_EN[-n]} to last` : ORDINALS_EN[n] ?? '',
  everyDay: 'every day',
  range: (first, last) => `${first} to ${last}`,
  and: 'and',
  publicHolidays: 'public holidays',
  schoolHolidays: 'school holidays',
  closed: 'closed',
  open: 'open',
  allDay: 'all day',
  always: 'open 24 hours a day, 7 days a week',
  colon: ': ',
  time: clock => clock,
  span: (from, to) => `${from} to ${to}`,
  nextDay: ' the next day',
  from: from => `from ${from}`,
  period: (from, to) => `from ${from} to ${to}`,
  monthDay: (month, day) => `${day} ${month}`,
  during: period => period,
}

/**
 * Opening hours as sentences for people, one a line (« Du lundi au vendredi : 9 h à 12 h et 14 h à 18 h »).
 * Hours that cannot be read are returned as they are written.
 */
export function describeHours(text: string, language: Language): string[] {
  const parsed = parseHours(text)
  if (parsed === null) return [text]
  const words = language === 'fr' ? FR : EN
  return parsed.rules.map(rule => capitalise(describeRule(rule, words, parsed)))
}

function describeRule(rule: HoursRule, words: Words, parsed: ParsedHours): string {
  const isBare = rule.days.length === 0 && rule.periods.length === 0 && !rule.publicHolidays && !rule.schoolHolidays
  if (isBare && rule.comment && !rule.allDay && rule.spans.length === 0) return rule.comment
  if (isBare && rule.allDay && parsed.rules.length === 1) return rule.comment ? `${words.always}, ${rule.comment}` : words.always
  return `${when(rule, words)}${words.colon}${[what(rule, words), rule.comment].filter(Boolean).join(', ')}`
}

function when(rule: HoursRule, words: Words): string {
  const periods = rule.periods.map(period => describePeriod(period, words))
  const days = describeDays(rule.days, words)
  if (rule.publicHolidays) days.push(words.publicHolidays)
  if (rule.schoolHolidays) days.push(words.schoolHolidays)
  if (days.length === 0 && periods.length === 0) return words.everyDay
  return [join(periods, words), join(days, words)].filter(Boolean).join(', ')
}

function what(rule: HoursRule, words: Words): string {
  if (rule.state === 'closed') return words.closed
  if (rule.allDay) return words.allDay
  return join(rule.spans.map(span => describeSpan(span, words)), words)
}

function describeSpan({ from, to }: TimeSpan, words: Words): string {
  return to === null ? words.from(words.time(from)) : words.span(words.time(from), words.time(to)) + (to < from ? words.nextDay : '')
}

function describeDays(choices: readonly DayChoice[], words: Words): string[] {
  const plain = choices.filter(({ nth }) => nth === null).map(({ day }) => day)
  if (plain.length > 0 && DAYS.every(day => plain.includes(day))) return [words.everyDay]
  const runs = dayRuns(plain).flatMap(([first, last]) => describeRun(first, last, words))
  const nths = choices.flatMap(({ day, nth }) => nth === null ? [] : [`${join(nth.map(words.nth), words)} ${dayName(day, words)}`])
  return [...runs, ...nths]
}

function describeRun(first: Day, last: Day, words: Words): string[] {
  const [start, end] = [DAYS.indexOf(first), DAYS.indexOf(last)]
  if (end - start >= 2) return [words.range(dayName(first, words), dayName(last, words))]
  return DAYS.slice(start, end + 1).map(day => dayName(day, words))
}

function describePeriod({ from, to }: Period, words: Words): string {
  const [first, last] = [describeEnd(from, words), describeEnd(to, words)]
  return first === last ? first : words.period(first, last)
}

function describeEnd({ year, month, day }: PeriodEnd, words: Words): string {
  const name = words.months[MONTHS.indexOf(month)] ?? month
  const said = day === null ? name : words.monthDay(name, day)
  return year === undefined ? said : `${said} ${year}`
}

const dayName = (day: Day, words: Words): string => words.days[DAYS.indexOf(day)] ?? day

function join(parts: readonly string[], words: Words): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${words.and} ${parts.at(-1)}`
}

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
