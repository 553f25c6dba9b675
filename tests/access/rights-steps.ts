import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Account, Days, State } from './rights-model.ts'

/** Writes to the database as an administrator would: what is under test is what it gives to others. */
export type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
export interface Attempt { author: string, person: string, structure: string }
/** Opens a file in somebody's name; the key of the file, or null when it was refused. */
export type OpenFile = (attempt: Attempt) => Promise<string | null>

const days = fc.record({ from: fc.constantFrom(-9, -1, 0, 1), length: fc.constantFrom(0, 1, 8, null) })
  .map(({ from, length }): Days => ({ from, until: length === null ? null : from + length }))
const row = fc.nat(20)

/** One change of who works where, who follows whom, or one attempt at opening a file. */
export const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('post' as const), who: row, structure: row, work: fc.constantFrom('own', 'own', 'reception', 'configurator'), days }),
  fc.record({ kind: fc.constant('repost' as const), post: row, days }),
  fc.record({ kind: fc.constant('leave' as const), post: row }),
  fc.record({ kind: fc.constant('join' as const), who: row, file: row, work: fc.constantFrom('referent', 'co_referent', 'reader'), days }),
  fc.record({ kind: fc.constant('rejoin' as const), member: row, days }),
  fc.record({ kind: fc.constant('lead' as const), who: row, file: row }),
  fc.record({ kind: fc.constant('emergency' as const), who: row, file: row, isOver: fc.boolean() }),
  fc.record({ kind: fc.constant('need' as const), file: row }),
  fc.record({ kind: fc.constant('move' as const), file: row, structure: row }),
  fc.record({ kind: fc.constant('transfer' as const), file: row, structure: row }),
  fc.record({ kind: fc.constant('archive' as const), structure: row }),
  fc.record({ kind: fc.constant('write down' as const), who: row, structure: row, isYoung: fc.boolean() }),
  fc.record({ kind: fc.constant('open' as const), who: row, person: row, structure: row }),
  fc.record({ kind: fc.constant('open' as const), who: row, person: row, structure: row }),
)
export type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

const DAY = 86_400_000
const HOUR = 3_600_000
const ACCOUNTS = [['adviser', 'adviser', 0], ['adviser', 'adviser', 1], ['manager', 'manager', 0], ['adviser', 'theme_referent', 0], ['adviser', 'adviser', 1]] as const

/** Two structures below one, on two clocks; an adviser of each, a manager, a referent of housing, and somebody who opens files in an emergency. */
export async function aModelWorld(sql: Sql, anAccount: (audience: 'adviser' | 'manager') => Promise<string>): Promise<State> {
  const [clock] = await sql(`select extract(epoch from now()) * 1000 as now`)
  const now = Number(clock?.['now'])
  const state: State = { now, today: Math.floor(now / DAY) * DAY, structures: [], accounts: [], memberships: [], members: [], people: [], files: [], emergencies: [] }
  for (const [zone, offset] of [['UTC', 0], ['Pacific/Noumea', 11], ['America/Cayenne', -3]] as const) {
    const structure = { id: randomUUID(), zone, offset, parent: state.structures[0]?.id ?? null, isActive: true }
    await sql(`insert into structures (id, name, code, level, kind, parent, time_zone, status, legal_basis_justice) values ($1, 'Structure du modèle', $4, 'local', 'mission_locale', $2, $3, 'active', false)`, [structure.id, structure.parent, zone, `M-${structure.id.slice(0, 13)}`])
    state.structures.push(structure)
  }
  for (const [audience, work, place] of ACCOUNTS) {
    const account: Account = { id: await anAccount(audience), audience, function: work, theme: work === 'theme_referent' ? 'housing' : null }
    state.accounts.push(account)
    await addPost(sql, state, { user: account.id, structure: state.structures[place + 1]?.id ?? '', function: work, theme: account.theme, from: -9, until: null })
  }
  for (const place of [1, 2]) {
    const structure = state.structures[place]?.id ?? ''
    const person = await addPerson(sql, state, { structure, author: null, isYoung: false })
    await addFile(sql, state, { person, structure, referent: state.accounts[place - 1]?.id ?? null })
  }
  return state
}

const dateOf = (state: State, day: number | null): string | null => (day === null ? null : new Date(state.today + day * DAY).toISOString().slice(0, 10))

async function addPost(sql: Sql, state: State, post: Omit<State['memberships'][number], 'id'>): Promise<void> {
  const id = randomUUID()
  await sql(`insert into memberships (id, structure, "user", function, theme, valid_from, valid_until) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, post.structure, post.user, post.function, post.theme, dateOf(state, post.from), dateOf(state, post.until)])
  state.memberships.push({ id, ...post })
}

async function addPerson(sql: Sql, state: State, person: Omit<State['people'][number], 'id'>): Promise<string> {
  const id = randomUUID()
  await sql(`insert into people (id, last_name, first_name, structure, user_created, date_created) values ($1, 'Essai', 'Alix', $2, $3, $4)`,
    [id, person.structure, person.author, new Date(state.now - (person.isYoung ? 0 : 2 * HOUR))])
  state.people.push({ id, ...person })
  return id
}

async function addFile(sql: Sql, state: State, file: { person: string, structure: string, referent: string | null }): Promise<void> {
  const id = randomUUID()
  await sql(`insert into cases (id, person, structure, programme, status, opened_on, urgency, reference, referent) values ($1, $2, $3, 'accompagnement', 'support', '2025-01-06', 'none', $4, $5)`,
    [id, file.person, file.structure, `M-${id.slice(0, 13)}`, file.referent])
  state.files.push({ id, ...file, hasHousingNeed: false })
}

function pick<T>(rows: readonly T[], index: number): T {
  const row = rows[index % rows.length]
  if (row === undefined) throw new Error('nothing to pick from')
  return row
}

/** Moves a file as an accepted transfer does: the referent reads with the rest of the team, until the last hour of the day there. */
async function transfer(sql: Sql, state: State, file: State['files'][number], target: State['structures'][number]): Promise<void> {
  const from = file.structure
  if (from === target.id) return
  const day = Math.floor((state.now + pick(state.structures.filter(({ id }) => id === from), 0).offset * HOUR - state.today) / DAY)
  const [asked] = await sql(`insert into transfers (id, "case", structure, status, reason) values ($1, $2, $3, 'requested', 'Déménagement') returning id`, [randomUUID(), file.id, target.id])
  const id = String(asked?.['id'])
  await sql(`do $$ begin
    perform set_config('relais.transition', 'accept', true), set_config('relais.item', '${id}', true);
    update transfers set status = 'accepted' where id = '${id}';
    perform set_config('relais.transition', '', true), set_config('relais.item', '', true);
  end $$`)
  const isThere = (member: State['members'][number]) => member.file === file.id && member.leftAt === undefined && (member.until ?? Infinity) >= day
  if (file.referent && !state.members.some(member => isThere(member) && member.user === file.referent && member.from <= day)) {
    const [made] = await sql(`select id from case_members where "case" = $1 and "user" = $2 and function = 'reader' and valid_from = $3 and left_at is not null`, [file.id, file.referent, dateOf(state, day)])
    state.members.push({ id: String(made?.['id']), file: file.id, user: file.referent, function: 'reader', place: from, from: day, until: null })
  }
  state.members = state.members.filter(member => member.file !== file.id || member.leftAt !== undefined || member.from <= day)
  for (const member of state.members.filter(isThere)) Object.assign(member, { until: day, leftAt: state.now, place: member.until === day ? member.place : from })
  const person = pick(state.people.filter(({ id }) => id === file.person), 0)
  Object.assign(file, { structure: target.id, referent: null })
  if (person.structure === from && !state.files.some(other => other.person === person.id && other.structure === from)) person.structure = target.id
}

/** Does a step in the database and in the model; an attempt at opening a file is returned with what the database or the product said. */
export async function take(step: Step, state: State, sql: Sql, open: OpenFile): Promise<{ attempt: Attempt, file: string | null } | null> {
  if (step.kind === 'post') {
    const { id, function: own, theme } = pick(state.accounts, step.who)
    const work = step.work === 'own' ? own : step.work
    await addPost(sql, state, { user: id, structure: pick(state.structures, step.structure).id, function: work, theme: work === 'theme_referent' ? theme : null, ...step.days })
  }
  else if (step.kind === 'repost' && state.memberships.length > 0) {
    const post = Object.assign(pick(state.memberships, step.post), step.days)
    await sql(`update memberships set valid_from = $2, valid_until = $3 where id = $1`, [post.id, dateOf(state, post.from), dateOf(state, post.until)])
  }
  else if (step.kind === 'leave' && state.memberships.length > 0) {
    const { id } = pick(state.memberships, step.post)
    await sql(`delete from memberships where id = $1`, [id])
    state.memberships = state.memberships.filter(post => post.id !== id)
  }
  else if (step.kind === 'join') {
    const file = pick(state.files, step.file)
    const member = { id: randomUUID(), file: file.id, user: pick(state.accounts, step.who).id, function: step.work, place: file.structure, ...step.days }
    await sql(`insert into case_members (id, "case", "user", function, valid_from, valid_until) values ($1, $2, $3, $4, $5, $6)`,
      [member.id, member.file, member.user, member.function, dateOf(state, member.from), dateOf(state, member.until)])
    state.members.push(member)
  }
  else if (step.kind === 'rejoin' && state.members.length > 0) {
    const member = pick(state.members, step.member)
    if (member.from !== step.days.from || member.until !== step.days.until) {
      delete member.leftAt
      member.place = state.files.find(({ id }) => id === member.file)?.structure ?? member.place
    }
    Object.assign(member, step.days)
    await sql(`update case_members set valid_from = $2, valid_until = $3 where id = $1`, [member.id, dateOf(state, member.from), dateOf(state, member.until)])
  }
  else if (step.kind === 'lead') {
    const file = pick(state.files, step.file)
    file.referent = [...state.accounts.map(({ id }) => id), null][step.who % (state.accounts.length + 1)] ?? null
    await sql(`update cases set referent = $2 where id = $1`, [file.id, file.referent])
  }
  else if (step.kind === 'emergency') {
    const from = Math.floor(state.now / 60_000) * 60_000 - (step.isOver ? 2 * DAY : 0)
    const opened = { file: pick(state.files, step.file).id, user: pick(state.accounts, step.who).id, from, until: from + DAY }
    await sql(`insert into break_glass_accesses (id, "case", "user", reason, valid_from, valid_until) values ($1, $2, $3, 'Absence de sa conseillère.', $4, $5)`,
      [randomUUID(), opened.file, opened.user, new Date(opened.from), new Date(opened.until)])
    state.emergencies.push(opened)
  }
  else if (step.kind === 'need') {
    const file = pick(state.files, step.file)
    if (file.hasHousingNeed) await sql(`update needs set status = 'met' where "case" = $1`, [file.id])
    else await sql(`insert into needs (id, "case", theme, description, identified_on, status) values ($1, $2, 'housing', 'Se loger', '2025-01-06', 'open')`, [randomUUID(), file.id])
    file.hasHousingNeed = !file.hasHousingNeed
  }
  else if (step.kind === 'move') {
    const file = pick(state.files, step.file)
    file.structure = pick(state.structures, step.structure).id
    await sql(`update cases set structure = $2 where id = $1`, [file.id, file.structure])
  }
  else if (step.kind === 'transfer') await transfer(sql, state, pick(state.files, step.file), pick(state.structures, step.structure))
  else if (step.kind === 'archive') {
    const structure = pick(state.structures, step.structure)
    structure.isActive = !structure.isActive
    await sql(`update structures set status = $2 where id = $1`, [structure.id, structure.isActive ? 'active' : 'archived'])
  }
  else if (step.kind === 'write down') {
    await addPerson(sql, state, { structure: pick(state.structures, step.structure).id, author: pick(state.accounts, step.who).id, isYoung: step.isYoung })
  }
  else if (step.kind === 'open') {
    const attempt = { author: pick(state.accounts, step.who).id, person: pick(state.people, step.person).id, structure: pick(state.structures, step.structure).id }
    return { attempt, file: await open(attempt) }
  }
  return null
}
