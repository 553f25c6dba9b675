import type { AnswerOf } from '@relais/schema/contracts'

/** Somebody who looked at the file of the person signed in, on a day. */
type MyVisit = AnswerOf<'GET /privacy/mine'>['days'][number]

/** Says who looked at a file and what they saw of it, in the words of the person it is about. */
export function useVisitText() {
  const { t } = useI18n()
  const { language, hour } = useDates()

  function roleOf({ function: role }: MyVisit): string {
    const labels: Record<string, string> = {
      adviser: t('beneficiary.visits.who.adviser'),
      manager: t('beneficiary.visits.who.manager'),
      theme_referent: t('beneficiary.visits.who.theme_referent'),
      reception: t('beneficiary.visits.who.reception'),
      configurator: t('beneficiary.visits.who.configurator'),
      steering: t('beneficiary.visits.who.steering'),
      partner: t('beneficiary.visits.who.partner'),
      prescriber: t('beneficiary.visits.who.prescriber'),
      admin: t('beneficiary.visits.who.admin'),
    }
    return labels[role] ?? t('beneficiary.visits.who.other')
  }

  function partsOf({ parts }: MyVisit): string {
    const labels: Record<string, string> = {
      people: t('beneficiary.visits.part.people'),
      cases: t('beneficiary.visits.part.cases'),
      needs: t('beneficiary.visits.part.needs'),
      objectives: t('beneficiary.visits.part.objectives'),
      actions: t('beneficiary.visits.part.actions'),
      interviews: t('beneficiary.visits.part.interviews'),
      milestones: t('beneficiary.visits.part.milestones'),
      referrals: t('beneficiary.visits.part.referrals'),
      referral_steps: t('beneficiary.visits.part.referrals'),
      transfers: t('beneficiary.visits.part.transfers'),
      case_members: t('beneficiary.visits.part.case_members'),
      documents: t('beneficiary.visits.part.documents'),
      relatives: t('beneficiary.visits.part.relatives'),
      person_identifiers: t('beneficiary.visits.part.person_identifiers'),
    }
    // In the order of the file; « the file » when nothing of it is named.
    const named = new Set(Object.entries(labels).flatMap(([part, name]) => (parts.includes(part) ? [name] : [])))
    return new Intl.ListFormat(language.value).format(named.size > 0 ? named : [t('beneficiary.visits.part.other')])
  }

  function whoOf(visit: MyVisit): string {
    const who = visit.name ? `${visit.name} (${roleOf(visit)})` : roleOf(visit)
    return visit.structure ? t('beneficiary.visits.at', { who, structure: visit.structure }) : who
  }

  function deedOf(visit: MyVisit): string {
    const parts = partsOf(visit)
    if (visit.kinds.includes('export')) return t('beneficiary.visits.deed.export', { parts })
    if (visit.kinds.includes('read')) return t('beneficiary.visits.deed.read', { parts })
    if (visit.kinds.includes('download')) return t('beneficiary.visits.deed.download')
    return t('beneficiary.visits.deed.list', { parts })
  }

  function hoursOf({ first_at, last_at }: MyVisit): string {
    const [first, last] = [hour(first_at), hour(last_at)]
    return first === last ? first : t('beneficiary.visits.between', { first, last })
  }

  /** Lines that read the same, as of two colleagues whose names are not shown, are one. */
  function grouped(visits: MyVisit[]): { visit: MyVisit, times: number }[] {
    const same = Map.groupBy(visits, visit => [whoOf(visit), deedOf(visit), hoursOf(visit), visit.is_exceptional].join())
    return [...same.values()].flatMap(group => (group[0] ? [{ visit: group[0], times: group.reduce((sum, visit) => sum + visit.times, 0) }] : []))
  }

  return { whoOf, deedOf, hoursOf, grouped }
}
