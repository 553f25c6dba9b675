import { calendarOf } from '../lib/calendar.ts'
import { accreditationRows } from './accreditations.ts'
import { caseMemberRows, caseRows } from './cases.ts'
import { casePlans, firstOpenings } from './case-plans.ts'
import { changeProposalRows } from './change-proposals.ts'
import { contactRows } from './contacts.ts'
import { interviewRows, milestoneRows } from './follow-up.ts'
import { membershipRows } from './memberships.ts'
import { offerPlaceRows } from './offer-places.ts'
import { offerPlans, offerRows } from './offers.ts'
import { offerSessionRows } from './offer-sessions.ts'
import { organizationRows } from './organizations.ts'
import { partners as allPartners } from './partners.ts'
import { commitmentRows, interactionRows, organizationMemberRows } from './partnership.ts'
import { identifierRows, personRows, relativeRows } from './people.ts'
import { personPlans } from './people-plans.ts'
import { actionRows, needRows, objectiveRows } from './plan-of-action.ts'
import { referralPlans } from './referral-plans.ts'
import { referralRows, referralStepRows } from './referrals.ts'
import { savedViewRows } from './saved-views.ts'
import { siteRows } from './sites.ts'
import { structureRows } from './structures.ts'
import { transferRows } from './transfers.ts'
import { userRows } from './users.ts'
import { valueHistoryRows } from './value-history.ts'

export type World = ReturnType<typeof buildWorld>

/** The whole demo world as rows, in the order they can be written; nothing in it depends on chance. */
export function buildWorld(baseDate: Date) {
  const calendar = calendarOf(baseDate)
  const partners = allPartners()
  // Nobody of the demonstration works on the listings of the rest of the country: their values have no story.
  const followed = partners.filter(({ zone }) => zone !== 'elsewhere')
  const offers = offerPlans(partners)
  const people = personPlans(calendar)
  const cases = casePlans(people)
  const openings = firstOpenings(cases)
  const referrals = referralPlans(cases, offers, calendar)

  const organizations = organizationRows(partners, calendar)
  const offerList = offerRows(offers, calendar)
  const personList = personRows(people, openings, calendar)
  const actions = actionRows(cases, calendar)
  return {
    directus_users: userRows(),
    structures: structureRows(calendar),
    memberships: membershipRows(calendar),
    organizations,
    sites: siteRows(partners, calendar),
    contacts: contactRows(partners, calendar),
    organization_members: organizationMemberRows(partners, calendar),
    commitments: commitmentRows(partners, calendar),
    interactions: interactionRows(partners, calendar),
    accreditations: accreditationRows(partners, calendar),
    offers: offerList,
    offer_sessions: offerSessionRows(offers, calendar),
    offer_places: offerPlaceRows(offers, referrals, calendar),
    people: personList,
    relatives: relativeRows(people, calendar),
    person_identifiers: identifierRows(people),
    cases: caseRows(cases, partners, calendar),
    case_members: caseMemberRows(cases, calendar),
    needs: needRows(cases, calendar),
    objectives: objectiveRows(cases, calendar),
    actions,
    interviews: interviewRows(cases, calendar),
    milestones: milestoneRows(cases, calendar),
    referrals: referralRows(referrals, calendar),
    referral_steps: referralStepRows(referrals, calendar),
    transfers: transferRows(cases, calendar),
    change_proposals: changeProposalRows(partners, organizations, people, calendar),
    saved_views: savedViewRows(calendar),
    value_history: valueHistoryRows({
      people, personRows: personList, openings, cases, partners: followed, organizationRows: organizations, offers: offers.filter(({ partner }) => followed.includes(partner)), offerRows: offerList, actionRows: actions,
    }, calendar),
  }
}
