import { randomFor } from '../lib/prng.ts'
import { uuidOf } from '../lib/uuid.ts'
import { programmes } from './content/casework/programmes.ts'
import { themeStories } from './content/casework/themes.ts'
import { staffId } from './users.ts'
import { structurePlans } from './structures.ts'
import { zones } from './places.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { SeedRow } from '../lib/rows.ts'
import type { CasePlan } from './case-plans.ts'

type InterviewRow = SeedRow<'interviews'>
type MilestoneRow = SeedRow<'milestones'>

const FIRST = 'Premier accueil. Présentation du service, de l’accompagnement et des droits de la personne sur ses données. La situation a été parcourue thème par thème ; deux sujets sont à reprendre au prochain rendez-vous.'
const SHORT = [
  'Appel de suivi : tout va bien, les démarches avancent. Rappel du rendez-vous de la semaine prochaine.',
  'Message laissé, la personne a rappelé dans la journée. Rendez-vous déplacé à sa demande.',
  'Point rapide après l’atelier : bonne participation, envie de continuer.',
]
const PLACES = ['Bureau 3', 'Accueil', 'Salle des entretiens', 'Permanence en mairie']
const TIMES = ['09:00', '09:45', '10:30', '11:15', '14:00', '14:45', '15:30', '16:15']

/** Days between two interviews, by programme. */
const RHYTHM: Partial<Record<string, number>> = { cej: 16, pacea: 28, guardianship: 35, protection: 21 }

/** The history of interviews of every file: the first day, then at the rhythm of the programme until the last contact. */
export function interviewRows(plans: readonly CasePlan[], calendar: Calendar): InterviewRow[] {
  return plans.flatMap(plan => interviewDays(plan, calendar).map((offset, index) => interviewRow(plan, offset, index, calendar)))
}

const MOST = 14

/** Offsets in days, oldest first, the last one being the last contact of the file. */
function interviewDays({ key, openedDaysAgo, lastContactDaysAgo, programme }: CasePlan, calendar: Calendar): number[] {
  if (lastContactDaysAgo === null) return []
  const random = randomFor(`interview days ${key}`)
  const days = [-openedDaysAgo]
  const rhythm = Math.max(RHYTHM[programme] ?? 30, Math.ceil((openedDaysAgo - lastContactDaysAgo) / (MOST - 2)))
  for (let day = -openedDaysAgo + rhythm; day < -lastContactDaysAgo - 5; day += rhythm) {
    days.push(Math.min(calendar.weekday(day + random.int(-3, 3)), -lastContactDaysAgo - 1))
  }
  if (lastContactDaysAgo < openedDaysAgo) days.push(-lastContactDaysAgo)
  return days
}

function interviewRow(plan: CasePlan, offset: number, index: number, calendar: Calendar): InterviewRow {
  const random = randomFor(`interview ${plan.key} ${index}`)
  const { timeZone } = zones[structurePlans[plan.structure].zone]
  const isFirst = index === 0
  const kind = isFirst ? 'meeting' : random.pick(['meeting', 'meeting', 'meeting', 'phone', 'phone', 'video', 'email', plan.programme === 'guardianship' ? 'visit' : 'workshop'] as const)
  const theme = plan.needs[index % Math.max(1, plan.needs.length)]?.theme
  const isLong = kind === 'meeting' || kind === 'visit'
  return {
    id: uuidOf('interview', plan.key, index),
    case: plan.id,
    user: staffId(plan.referent),
    kind,
    happened_at: calendar.at(offset, random.pick(TIMES), timeZone),
    place: kind === 'meeting' ? random.pick(PLACES) : kind === 'visit' ? 'Domicile' : null,
    summary: isFirst ? FIRST : isLong && theme ? themeStories[theme].interview : random.pick(SHORT),
    next_step: isLong ? random.pick(programmes[plan.programme].nextSteps) : null,
    visible_to_beneficiary: random.chance(plan.person.user ? 0.75 : 0.35),
    date_created: calendar.at(offset, '17:30', timeZone),
  }
}

/** The obligations of the programme, placed from the opening of the file. */
export function milestoneRows(plans: readonly CasePlan[], calendar: Calendar): MilestoneRow[] {
  return plans.flatMap(plan => programmes[plan.programme].milestones.map(({ title, kind, after }, index): MilestoneRow => {
    const random = randomFor(`milestone ${plan.key} ${index}`)
    const due = -plan.openedDaysAgo + after
    const end = plan.closedDaysAgo === null ? 0 : -plan.closedDaysAgo
    const status = milestoneStatus(plan, due, end, random.chance(plan.person.user ? 1 : 0.86))
    return {
      id: uuidOf('milestone', plan.key, index),
      case: plan.id,
      title,
      kind,
      theme: plan.programme === 'tig' || plan.programme === 'spip_followup' ? 'justice' : null,
      due_on: calendar.day(due),
      done_on: status === 'done' ? calendar.day(Math.max(-plan.openedDaysAgo, Math.min(end, due + random.int(-5, 4)))) : null,
      status,
      date_created: calendar.at(-plan.openedDaysAgo, '10:30'),
    }
  }))
}

function milestoneStatus({ closedDaysAgo }: CasePlan, due: number, end: number, isKept: boolean): Required<MilestoneRow>['status'] {
  if (due >= end) return closedDaysAgo === null ? 'planned' : 'cancelled'
  if (isKept) return 'done'
  return closedDaysAgo === null ? 'late' : 'cancelled'
}
