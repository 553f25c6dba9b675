import { addDays } from '@relais/schema/time'

interface Named { first_name?: string | null, last_name?: string | null, preferred_name?: string | null }

/** A person's name as a file says it: the name they go by, then the family name in capitals. */
export function personName(person: Named | null | undefined): string {
  if (!person) return ''
  const first = person.preferred_name || person.first_name || ''
  return `${first} ${(person.last_name ?? '').toLocaleUpperCase('fr')}`.trim()
}

/** A colleague's name, without capitals. */
export function userName(user: Named | null | undefined): string {
  return [user?.first_name, user?.last_name].filter(Boolean).join(' ')
}

/** Referrals that nobody has answered yet. */
export const WAITING_REFERRALS: readonly string[] = ['proposed', 'sent', 'received', 'waiting_list']
/** Referrals whose story is over. */
export const ENDED_REFERRALS: readonly string[] = ['refused', 'done', 'abandoned', 'expired', 'cancelled']

interface Doable { status: string, due_on: string | null }

/** Whether an action or an objective should have been done before today. */
export function isLate(task: Doable, today: string): boolean {
  return isOpenTask(task) && task.due_on !== null && task.due_on < today
}

/** Whether something is still to be done about it. */
export function isOpenTask(task: { status: string }): boolean {
  return ['todo', 'doing', 'open', 'in_progress', 'planned'].includes(task.status)
}

/** Tasks in the order one should look at them: the closest deadline first, those without one after, the closed ones last. */
export function sortTasks<T extends Doable>(tasks: readonly T[], today: string): T[] {
  const far = addDays(today, 365_000)
  const rank = (task: T) => `${isOpenTask(task) ? 0 : 1}${task.due_on ?? far}`
  return [...tasks].sort((left, right) => rank(left).localeCompare(rank(right)))
}

export interface ThemeGroup<T> { theme: string, items: T[] }

const URGENCY_RANK: Record<string, number> = { high: 0, medium: 1, low: 2 }

/** Needs by theme, the most urgent theme first. */
export function groupByTheme<T extends { theme: string | null, urgency?: string | null }>(items: readonly T[]): ThemeGroup<T>[] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const theme = item.theme ?? ''
    groups.set(theme, [...(groups.get(theme) ?? []), item])
  }
  const rank = (group: T[]) => Math.min(...group.map(item => URGENCY_RANK[item.urgency ?? ''] ?? 3))
  return [...groups.entries()]
    .map(([theme, group]) => ({ theme, items: [...group].sort((left, right) => rank([left]) - rank([right])) }))
    .sort((left, right) => rank(left.items) - rank(right.items))
}

/** The remedy offered next to a refusal to orient somebody, by error code. */
export const REFER_REMEDIES = ['OFFER_FULL', 'OFFER_NOT_OPEN', 'ALREADY_REFERRED'] as const
export type ReferRemedy = (typeof REFER_REMEDIES)[number]

/** The remedy to show for an error code, if the person can do something about it. */
export function referRemedy(code: string): ReferRemedy | null {
  return REFER_REMEDIES.find(known => known === code) ?? null
}

/** The département of a commune code, three digits long overseas. */
export function departementOf(commune: string): string {
  return /^9[78]/.test(commune) ? commune.slice(0, 3) : commune.slice(0, 2)
}

/** The acronym that a long label ends with, « CEJ » in « Contrat d’engagement jeune (CEJ) », else the label itself. */
export function shortLabel(label: string): string {
  return /\(([^()]{2,12})\)$/.exec(label)?.[1] ?? label
}
