import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import { themeStories } from './content/casework/themes.ts'
import { staffId } from './users.ts'
import { zones } from './places.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { Random } from '../lib/prng.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { CasePlan, NeedPlan } from './case-plans.ts'

type NeedRow = SeedRow<'needs'>
type ObjectiveRow = SeedRow<'objectives'>
type ActionRow = SeedRow<'actions'>
type Step = (typeof themeStories)[keyof typeof themeStories]['actions'][number]

/** The identifier of the need of a file about a theme. */
export function needId({ key }: CasePlan, theme: string): string {
  return uuidOf('need', key, theme)
}

/** What people need, in their own words. */
export function needRows(plans: readonly CasePlan[], calendar: Calendar): NeedRow[] {
  return plans.flatMap(plan => plan.needs.map((need): NeedRow => {
    const random = randomFor(`need ${plan.key} ${need.theme}`)
    const story = themeStories[need.theme]
    const identified = needDaysAgo(plan, need)
    return {
      id: needId(plan, need.theme),
      case: plan.id,
      theme: need.theme,
      urgency: need.urgency,
      description: plan.person.key === 'usager' && need.theme === 'housing' ? 'Hébergée chez une amie jusqu’à la fin du mois. Cherche une chambre en résidence, proche des transports.' : random.pick(story.needs),
      status: need.status,
      identified_on: calendar.day(-identified),
      origin: random.pick(['person', 'person', 'adviser', plan.programme === 'protection' ? 'relative' : 'partner']),
      resolution: need.status === 'met' ? story.resolution : need.status === 'abandoned' ? 'La personne ne souhaite plus de suite.' : null,
      date_created: calendar.at(-identified, '10:40'),
    }
  }))
}

function needDaysAgo(plan: CasePlan, { theme }: NeedPlan): number {
  const closed = plan.closedDaysAgo ?? 0
  return Math.max(closed + 1, plan.openedDaysAgo - randomFor(`need day ${plan.key} ${theme}`).int(0, Math.min(60, plan.openedDaysAgo - closed - 1)))
}

/** The needs that the plan works on: not those of a file that has just been opened. */
function worked({ needs, status }: CasePlan): readonly NeedPlan[] {
  return status === 'reception' ? [] : needs
}

const objectiveId = ({ key }: CasePlan, theme: string) => uuidOf('objective', key, theme)

/** One objective a need, with a deadline (ML-15). */
export function objectiveRows(plans: readonly CasePlan[], calendar: Calendar): ObjectiveRow[] {
  return plans.flatMap(plan => worked(plan).map((need): ObjectiveRow => {
    const random = randomFor(`objective ${plan.key} ${need.theme}`)
    const since = needDaysAgo(plan, need)
    const isOver = need.status === 'met' || need.status === 'abandoned'
    return {
      id: objectiveId(plan, need.theme),
      case: plan.id,
      theme: need.theme,
      title: themeStories[need.theme].objective,
      due_on: calendar.day(isOver ? -Math.max(0, since - random.int(20, 90)) : random.int(-10, 110)),
      status: need.status === 'met' ? 'reached' : need.status === 'abandoned' ? 'abandoned' : 'open',
      comment: need.status === 'abandoned' ? 'Le projet a changé, d’un commun accord.' : null,
      date_created: calendar.at(-since, '11:00'),
    }
  }))
}

/** The steps of the plan: done, late, in progress and to do. */
export function actionRows(plans: readonly CasePlan[], calendar: Calendar): ActionRow[] {
  return plans.flatMap(plan => worked(plan).flatMap((need) => {
    const random = randomFor(`actions ${plan.key} ${need.theme}`)
    const steps = plan.person.user ? themeStories[need.theme].actions : random.sample(themeStories[need.theme].actions, random.int(2, 4))
    return steps.map((step, index) => actionRow({ plan, need, step, index, calendar }))
  }))
}

interface ActionSeat { plan: CasePlan, need: NeedPlan, step: Step, index: number, calendar: Calendar }

function actionRow({ plan, need, step, index, calendar }: ActionSeat): ActionRow {
  const random = randomFor(`action ${plan.key} ${need.theme} ${index}`)
  const since = needDaysAgo(plan, need)
  const end = plan.closedDaysAgo ?? 1
  const status = actionStatus(plan, need, index, random)
  // What is done was done between the day the need was seen and yesterday.
  const doneDaysAgo = Math.max(end, since - random.int(2, Math.max(3, since - end)))
  const due = dueOffset(status, doneDaysAgo, since, random)
  const responsible = step.by ?? 'beneficiary'
  const isTicked = status === 'done' && responsible === 'beneficiary' && plan.person.user !== undefined && index % 2 === 0
  return {
    id: uuidOf('action', plan.key, need.theme, index),
    case: plan.id,
    objective: objectiveId(plan, need.theme),
    theme: need.theme,
    title: step.title,
    description: step.details ?? null,
    responsible,
    due_on: calendar.day(due),
    status,
    done_at: status === 'done' ? calendar.at(-doneDaysAgo, '16:20', zones[plan.person.zone].timeZone) : null,
    done_by: status === 'done' ? (isTicked ? plan.person.user ?? null : staffId(plan.referent)) : null,
    hours: responsible === 'beneficiary' ? step.hours ?? null : null,
    visible_to_beneficiary: plan.programme !== 'guardianship' || responsible === 'beneficiary',
    date_created: calendar.at(-since, '11:05'),
  }
}

function actionStatus(plan: CasePlan, need: NeedPlan, index: number, random: Random): Required<ActionRow>['status'] {
  if (need.status === 'met') return 'done'
  if (need.status === 'abandoned') return 'cancelled'
  if (plan.status === 'diagnosis') return 'todo'
  if (plan.person.user) return index < 2 ? 'done' : index === 2 ? 'doing' : 'todo'
  return random.pick(['done', 'done', 'doing', 'todo', 'todo'])
}

/** One action to do in four is late. */
function dueOffset(status: string, doneDaysAgo: number, since: number, random: Random): number {
  if (status === 'done') return Math.max(-since, -doneDaysAgo + random.int(-3, 8))
  if (status === 'cancelled') return -random.int(1, since)
  return random.chance(0.25) ? -random.int(1, Math.min(21, since)) : random.int(1, 30)
}
