/** Days in the words of OpenStreetMap, Monday first. */
export const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const
export type Day = (typeof DAYS)[number]
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
export type Month = (typeof MONTHS)[number]

/** A span of a day, `09:00` to `12:30`; `to` is null when the end is open. */
export interface TimeSpan { from: string, to: string | null }

/** A day, or only its nth ones in the month (`Th[1]`: first Thursday; -1 is the last). */
export interface DayChoice { day: Day, nth: readonly number[] | null }

/** An end of a period: a month, a day when both ends have one, a year when it comes once. */
export interface PeriodEnd { year?: number, month: Month, day: number | null }

/** A period of every year, or of one: whole months, or days. */
export interface Period { from: PeriodEnd, to: PeriodEnd }

export interface HoursRule {
  periods: readonly Period[]
  /** Empty means every day. */
  days: readonly DayChoice[]
  publicHolidays: boolean
  schoolHolidays: boolean
  allDay: boolean
  spans: readonly TimeSpan[]
  state: 'open' | 'closed'
  /** Words for people, such as « sur rendez-vous ». */
  comment: string | null
}

/** What the editor shows: spans for each day of an ordinary week. */
export interface Week {
  days: Record<Day, TimeSpan[]>
  publicHolidays: 'closed' | 'unsaid'
  /** Days when nothing is open, whatever the week says. */
  closings: Period[]
  comment: string | null
}

export interface ParsedHours {
  rules: HoursRule[]
  /** Null when the hours say more than an ordinary week can (seasons, first Thursday…): edit them as text. */
  week: Week | null
}

const MAX_LENGTH = 500
const TIME = /^([01]\d|2[0-4]):([0-5]\d)$/
const isDay = (word: string): word is Day => DAYS.some(day => day === word)
const isMonth = (word: string): word is Month => MONTHS.some(month => month === word)

/** The hours with the usual slips corrected: spaces, `9:00`, `mo-fr`, long dashes, midnight as the end of a day. */
export function tidyHours(text: string): string {
  const quoted: string[] = []
  const masked = text.trim().replace(/"[^"]*"/g, match => `\uE000${quoted.push(match) - 1}\uE000`)
  return masked
    .replace(/[–—]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/(?<![\d:])(\d):(\d{2})/g, '0$1:$2')
    .replace(/[A-Za-z]+/g, word => WORDS.get(word.toLowerCase()) ?? word)
    .replace(/\s*([,-])\s*/g, '$1')
    .replace(/\s*;\s*/g, '; ')
    .replace(/-00:00(?![\d:])/g, '-24:00')
    .replace(/(?:; )+$/, '')
    .replace(/\uE000(\d+)\uE000/g, (_, index: string) => quoted[Number(index)] ?? '')
}

const WORDS = new Map<string, string>([
  ...[...DAYS, ...MONTHS, 'PH', 'SH'].map((word): [string, string] => [word.toLowerCase(), word]),
  ['off', 'off'], ['closed', 'off'], ['open', 'open'],
])

/**
 * Read opening hours written as OpenStreetMap does, in the subset the product knows: days, nth days, months and
 * dates, several spans a day, holidays, `off`, `24/7` and a comment in quotes. Null when they cannot be read.
 */
export function parseHours(text: string): ParsedHours | null {
  if (text.trim() === '' || text.length > MAX_LENGTH) return null
  const rules: HoursRule[] = []
  for (const part of splitRules(tidyHours(text))) {
    const rule = parseRule(part)
    if (rule === null) return null
    rules.push(rule)
  }
  return rules.length === 0 ? null : { rules, week: toWeek(rules) }
}

/** Whether the text is opening hours that the product can show to people. */
export function isValidHours(text: string): boolean {
  return parseHours(text) !== null
}

function splitRules(text: string): string[] {
  return (text.match(/(?:"[^"]*"|[^;"])+/g) ?? []).map(part => part.trim())
}

function parseRule(text: string): HoursRule | null {
  const commented = /^(.*?)\s*"([^"]{1,200})"$/.exec(text)
  const comment = commented?.[2]?.trim() ?? null
  const body = commented ? commented[1] ?? '' : text
  if (body.includes('"')) return null
  const rule = { periods: [], days: [], publicHolidays: false, schoolHolidays: false, allDay: false, spans: [], state: 'open', comment } satisfies HoursRule
  if (body === '') return comment ? rule : null
  return readWords(body.split(' '), rule)
}

function readWords(words: readonly string[], start: HoursRule): HoursRule | null {
  let rule = start
  const rest = [...words]
  const periods = readPeriods(rest)
  if (periods === null) return null
  rule = { ...rule, periods }
  const days = rest[0] === undefined ? null : readDays(rest[0])
  if (days) {
    rule = { ...rule, ...days }
    rest.shift()
  }
  const time = rest.shift()
  if (rest.length > 0) return rest.length === 1 && rest[0] === 'open' && time ? readTime(time, rule) : null
  if (time === undefined) return days || periods.length > 0 ? asStated(rule) : null
  return readTime(time, rule)
}

/** Days without times say something only with a comment (« sur rendez-vous ») or as whole days. */
const asStated = (rule: HoursRule): HoursRule => rule.comment ? rule : { ...rule, allDay: true }

function readTime(word: string, rule: HoursRule): HoursRule | null {
  if (word === 'off') return { ...rule, state: 'closed' }
  if (word === 'open') return asStated(rule)
  if (word === '24/7') return rule.days.length === 0 && rule.periods.length === 0 && !rule.publicHolidays ? { ...rule, allDay: true } : null
  const spans = readSpans(word)
  return spans && (isWholeDay(spans) ? { ...rule, allDay: true } : { ...rule, spans })
}

const isWholeDay = ([span, ...others]: readonly TimeSpan[]): boolean => others.length === 0 && span?.from === '00:00' && span.to === '24:00'

function readSpans(word: string): TimeSpan[] | null {
  const spans: TimeSpan[] = []
  for (const part of word.split(',')) {
    const open = /^(\d{2}:\d{2})\+$/.exec(part)
    const [from = '', to = '', ...extra] = part.split('-')
    if (open?.[1] && TIME.test(open[1]) && open[1] < '24:00') spans.push({ from: open[1], to: null })
    else if (extra.length === 0 && isSpan(from, to)) spans.push({ from, to })
    else return null
  }
  return areApart(spans) ? spans : null
}

/** A span may end after midnight, as `22:00-02:00`, but not be empty, nor last nearly a whole day: `09:30-08:00` is a slip. */
const isSpan = (from: string, to: string): boolean =>
  TIME.test(from) && TIME.test(to) && from !== to && from < '24:00' && to <= '24:00' && to !== '00:00' && !isBackward(from, to)

const LONGEST_NIGHT_MIN = 18 * 60
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
const isBackward = (from: string, to: string): boolean => to < from && 24 * 60 - minutesOf(from) + minutesOf(to) > LONGEST_NIGHT_MIN

/** Whether a span of the text ends before it begins, the night shift apart. */
export function hasBackwardSpan(text: string): boolean {
  return [...tidyHours(text).matchAll(/(\d{2}:\d{2})-(\d{2}:\d{2})/g)].some(([, from = '', to = '']) => isBackward(from, to))
}

function areApart(spans: readonly TimeSpan[]): boolean {
  return spans.every((span, index) => {
    const next = spans[index + 1]
    return next === undefined || (span.to !== null && span.from < span.to && span.to <= next.from)
  })
}

type DaysPart = Pick<HoursRule, 'days' | 'publicHolidays' | 'schoolHolidays'>

function readDays(word: string): DaysPart | null {
  const days: DayChoice[] = []
  let [publicHolidays, schoolHolidays] = [false, false]
  for (const part of word.split(/,(?![^[]*\])/)) {
    if (part === 'PH') publicHolidays = true
    else if (part === 'SH') schoolHolidays = true
    else {
      const choices = readDayPart(part)
      if (choices === null) return null
      days.push(...choices)
    }
  }
  return { days, publicHolidays, schoolHolidays }
}

function readDayPart(part: string): DayChoice[] | null {
  const nth = /^([A-Z][a-z])\[(-?[1-5](?:,-?[1-5])*)\]$/.exec(part)
  if (nth?.[1] && isDay(nth[1])) return [{ day: nth[1], nth: (nth[2] ?? '').split(',').map(Number) }]
  const [from = '', to = from, ...extra] = part.split('-')
  if (extra.length > 0 || !isDay(from) || !isDay(to)) return null
  return range(DAYS, from, to).map(day => ({ day, nth: null }))
}

/** From one word to another in a circle: `Sa-Mo` is Saturday, Sunday, Monday. */
function range<T>(circle: readonly T[], from: T, to: T): T[] {
  const [first, last] = [circle.indexOf(from), circle.indexOf(to)]
  return first <= last ? circle.slice(first, last + 1) : [...circle.slice(first), ...circle.slice(0, last + 1)]
}

function readPeriods(words: string[]): Period[] | null {
  const taken: string[] = []
  while (words[0] !== undefined && (isMonth(words[0].slice(0, 3)) || (/^\d{4}$/.test(words[0]) && isMonth(words[1]?.slice(0, 3) ?? '')) || (taken.length > 0 && /^\d{1,2}(?![\d:])/.test(words[0])))) {
    taken.push(words.shift() ?? '')
  }
  if (taken.length === 0) return []
  const periods = taken.join(' ').split(',').map(readPeriod)
  return periods.every(period => period !== null) ? periods : null
}

function readPeriod(text: string): Period | null {
  const groups = PERIOD.exec(text)?.groups
  const month = groups?.['month'] ?? ''
  const last = groups?.['last'] ?? month
  if (!groups || !isMonth(month) || !isMonth(last)) return null
  const day = dayOf(groups['day'])
  const lastDay = dayOf(groups['lastDay'] ?? groups['same'] ?? (groups['last'] ? undefined : groups['day']))
  const isWhole = day === null && lastDay === null
  if (!isWhole && !(isDayOf(month, day) && isDayOf(last, lastDay))) return null
  return inYears({ from: { month, day }, to: { month: last, day: lastDay } }, dayOf(groups['year']), dayOf(groups['lastYear']))
}

const PERIOD = /^(?:(?<year>20\d{2}) )?(?<month>[A-Z][a-z]{2})(?: (?<day>\d{1,2}))?(?:-(?:(?:(?<lastYear>20\d{2}) )?(?<last>[A-Z][a-z]{2})(?: (?<lastDay>\d{1,2}))?|(?<same>\d{1,2})))?$/

/** A period that comes once ends after it begins; one that comes every year may go over New Year. */
function inYears({ from, to }: Period, year: number | null, lastYear: number | null): Period | null {
  if (year === null) return lastYear === null ? { from, to } : null
  const dated = { from: { year, ...from }, to: { year: lastYear ?? year, ...to } }
  const rank = (end: PeriodEnd) => ((end.year ?? 0) * 12 + MONTHS.indexOf(end.month)) * 31 + (end.day ?? 0)
  return rank(dated.from) <= rank(dated.to) ? dated : null
}

const dayOf = (text: string | undefined): number | null => text === undefined ? null : Number(text)
const isDayOf = (month: Month, day: number | null): boolean =>
  day !== null && day >= 1 && day <= (month === 'Feb' ? 29 : ['Apr', 'Jun', 'Sep', 'Nov'].includes(month) ? 30 : 31)

/** A week where nothing is open. */
export function emptyWeek(): Week {
  return { days: { Mo: [], Tu: [], We: [], Th: [], Fr: [], Sa: [], Su: [] }, publicHolidays: 'unsaid', closings: [], comment: null }
}

const isClosing = (rule: HoursRule): boolean =>
  rule.state === 'closed' && rule.periods.length > 0 && rule.days.length === 0 && !rule.publicHolidays && !rule.schoolHolidays && rule.comment === null

/** Later rules replace earlier ones for the days they name, as OpenStreetMap says. */
function toWeek(rules: readonly HoursRule[]): Week | null {
  const week = emptyWeek()
  for (const rule of rules) {
    if (isClosing(rule)) {
      week.closings.push(...rule.periods)
      continue
    }
    if (rule.periods.length > 0 || rule.schoolHolidays || rule.days.some(({ nth }) => nth !== null)) return null
    if (rule.publicHolidays) {
      if (rule.days.length > 0 || rule.state === 'open' || rule.comment) return null
      week.publicHolidays = 'closed'
      continue
    }
    if (rule.comment) {
      if (week.comment !== null || rule.days.length > 0 || rule.allDay || rule.spans.length > 0 || rule.state === 'closed') return null
      week.comment = rule.comment
      continue
    }
    const days = rule.days.length > 0 ? rule.days.map(({ day }) => day) : DAYS
    const spans = rule.allDay ? [{ from: '00:00', to: '24:00' }] : rule.spans
    for (const day of days) week.days[day] = rule.state === 'closed' ? [] : spans.map(span => ({ ...span }))
  }
  return week
}

/** Write a week of the editor as OpenStreetMap does; an empty text when it says nothing. */
export function formatHours(week: Week): string {
  const parts = sameDays(week).filter(({ spans }) => spans !== '').map(({ days, spans }) => days.length === 7 && spans === '00:00-24:00' ? '24/7' : `${formatDays(days)} ${spans}`)
  if (week.publicHolidays === 'closed') parts.push('PH off')
  parts.push(...week.closings.map(period => `${formatPeriod(period)} off`))
  const comment = week.comment?.replace(/"/g, '').trim()
  if (comment) parts.push(`"${comment}"`)
  return parts.join('; ')
}

function formatPeriod({ from, to }: Period): string {
  const end = ({ year, month, day }: PeriodEnd) => [year, month, day].filter(part => part !== undefined && part !== null).join(' ')
  return end(from) === end(to) ? end(from) : `${end(from)}-${end(to)}`
}

function sameDays(week: Week): { days: Day[], spans: string }[] {
  const groups: { days: Day[], spans: string }[] = []
  for (const day of DAYS) {
    const spans = [...week.days[day]].sort((a, b) => a.from.localeCompare(b.from)).map(({ from, to }) => to === null ? `${from}+` : `${from}-${to}`).join(',')
    const group = groups.find(candidate => candidate.spans === spans)
    if (group) group.days.push(day)
    else groups.push({ days: [day], spans })
  }
  return groups
}

/** Runs of three days or more are written as a range, as people do. */
function formatDays(days: readonly Day[]): string {
  return dayRuns(days).map(([first, last]) => first === last ? first : `${first}-${last}`).join(',')
}

/** The consecutive runs of a list of days, as first and last day. */
export function dayRuns(days: readonly Day[]): [Day, Day][] {
  const runs: [Day, Day][] = []
  for (const day of DAYS.filter(candidate => days.includes(candidate))) {
    const run = runs.at(-1)
    if (run && DAYS.indexOf(run[1]) === DAYS.indexOf(day) - 1) run[1] = day
    else runs.push([day, day])
  }
  return runs
}
