/** Who may do what, said again in the simplest way: periods compared one by one at one instant, nothing kept. */
export type Level = 'read' | 'contribute' | 'manage'
export interface Period { from: number, until: number }
export interface Structure { id: string, offset: number, zone: string, parent: string | null, isActive: boolean }
export interface Account { id: string, audience: 'adviser' | 'manager', function: string, theme: string | null }
/** Days are counted from today; no last day is no end. */
export interface Days { from: number, until: number | null }
export interface Membership extends Days { id: string, user: string, structure: string, function: string, theme: string | null }
/** Days are counted where the file was when they were written; once it has left, its former team only reads, from `leftAt` on. */
export interface Member extends Days { id: string, file: string, user: string, function: string, place: string, leftAt?: number }
export interface Person { id: string, structure: string, author: string | null, isYoung: boolean }
export interface File { id: string, person: string, structure: string, referent: string | null, hasHousingNeed: boolean }
export interface State {
  now: number
  today: number
  structures: Structure[]
  accounts: Account[]
  memberships: Membership[]
  members: Member[]
  people: Person[]
  files: File[]
  emergencies: (Period & { file: string, user: string })[]
}

const DAY = 86_400_000
const HOUR = 3_600_000
const RANKS: readonly Level[] = ['read', 'contribute', 'manage']
const strongest = (levels: readonly Level[]): Level | null => RANKS.findLast(level => levels.includes(level)) ?? null
const isIn = ({ from, until }: Period, at: number): boolean => from <= at && at < until
const meets = (one: Period, other: Period): boolean => Math.max(one.from, other.from) < Math.min(one.until, other.until)

function find<T extends { id: string }>(rows: readonly T[], id: string): T {
  const row = rows.find(one => one.id === id)
  if (!row) throw new Error(`no ${id}`)
  return row
}

/** The days of a right are those of a structure's clock, the last one included. */
function periodOf(state: State, days: Days, structure: string): Period {
  const { offset } = find(state.structures, structure)
  const start = (day: number) => state.today + day * DAY - offset * HOUR
  return { from: start(days.from), until: days.until === null ? Infinity : start(days.until + 1) }
}

function isWithin(state: State, structure: string, top: string): boolean {
  const { parent } = find(state.structures, structure)
  return structure === top || (parent !== null && isWithin(state, parent, top))
}

interface Work { structure: string, function: string, period: Period }

function workOf(state: State, user: string): Work[] {
  return state.memberships
    .filter(post => post.user === user && post.function !== 'configurator' && find(state.structures, post.structure).isActive)
    .map(post => ({ structure: post.structure, function: post.function, period: periodOf(state, post, post.structure) }))
}

/** Whether somebody has a mandate anywhere: without, an account of staff has no profile. */
export const isAtWork = (state: State, user: string, at: number): boolean =>
  state.memberships.some(post => post.user === user && find(state.structures, post.structure).isActive && isIn(periodOf(state, post, post.structure), at))

/** A colleague's right stops with the work in that structure; somebody else's, with any work. */
function isBackedByWork(state: State, { user, file, period, at }: { user: string, file: File, period: Period, at: number }): boolean {
  const work = workOf(state, user)
  const here = work.filter(post => isWithin(state, file.structure, post.structure) && meets(post.period, period)).map(post => post.period)
  if (here.some(one => isIn(one, at))) return true
  const firstHere = Math.min(...here.map(({ from }) => Math.max(from, period.from)))
  return at < firstHere && work.some(post => isIn(post.period, at))
}

/** The right that somebody has on one file. */
export function fileLevel(state: State, user: string, file: File, at: number): Level | null {
  const given: { level: Level, period: Period }[] = []
  if (file.referent === user) given.push({ level: 'manage', period: { from: 0, until: Infinity } })
  for (const member of state.members.filter(one => one.user === user && one.file === file.id)) {
    const isReader = member.function === 'reader' || (member.leftAt !== undefined && member.leftAt <= at)
    given.push({ level: isReader ? 'read' : member.function === 'referent' ? 'manage' : 'contribute', period: periodOf(state, member, member.place) })
  }
  for (const post of state.memberships.filter(one => one.user === user && one.function === 'theme_referent' && one.theme === 'housing' && isWithin(state, file.structure, one.structure))) {
    if (file.hasHousingNeed) given.push({ level: 'contribute', period: periodOf(state, post, post.structure) })
  }
  for (const opened of state.emergencies.filter(one => one.user === user && one.file === file.id)) given.push({ level: 'read', period: opened })
  return strongest(given.filter(({ period }) => isIn(period, at) && isBackedByWork(state, { user, file, period, at })).map(({ level }) => level))
}

/** The strongest right over all the files of a person. */
export function personLevel(state: State, user: string, person: string, at: number): Level | null {
  return strongest(state.files.filter(file => file.person === person).flatMap(file => fileLevel(state, user, file, at) ?? []))
}

/** The right that work gives on a whole structure. */
export function scopeLevel(state: State, user: string, structure: string, at: number): Level | null {
  const levels = workOf(state, user).filter(post => isIn(post.period, at) && isWithin(state, structure, post.structure))
    .map((post): Level => (post.function === 'manager' ? 'manage' : post.function === 'reception' ? 'read' : 'contribute'))
  return strongest(levels)
}

const followers = (state: State, person: string): string[] => [find(state.people, person).structure, ...state.files.filter(file => file.person === person).map(file => file.structure)]

/** Whether somebody may open a file on a person now. */
export function mayName(state: State, { id, audience }: Account, person: string): boolean {
  const { now } = state
  const contributes = (structure: string) => ['contribute', 'manage'].includes(scopeLevel(state, id, structure, now) ?? '')
  const { author, isYoung } = find(state.people, person)
  const isAlone = followers(state, person).every(contributes) && state.accounts.every(other => other.id === id || personLevel(state, other.id, person, now) === null)
  if (author === id && state.structures.some(structure => contributes(structure.id)) && (isYoung || isAlone)) return true
  if (audience === 'manager') return followers(state, person).some(structure => scopeLevel(state, id, structure, now) === 'manage')
  return ['contribute', 'manage'].includes(personLevel(state, id, person, now) ?? '')
}

/** Whether the rows of `/items` open a file to somebody, to read it or to change it. */
export function reaches(state: State, account: Account, file: File, action: 'read' | 'update'): boolean {
  if (account.audience === 'manager') return scopeLevel(state, account.id, file.structure, state.now) === 'manage'
  const level = fileLevel(state, account.id, file, state.now)
  return level !== null && (action === 'read' || level !== 'read')
}

/** Whether the rows of `/items` open a person to somebody. */
export function reachesPerson(state: State, account: Account, person: string): boolean {
  if (account.audience === 'manager') return followers(state, person).some(structure => scopeLevel(state, account.id, structure, state.now) === 'manage')
  return personLevel(state, account.id, person, state.now) !== null
}
