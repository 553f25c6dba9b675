import { ENDED_STATUSES } from '../../core/cases/referral-statuses.ts'
import { all, any, CURRENT_USER, granted, grantedPerson, inScope, memberOf, through } from '../filters.ts'
import type { RowFilter } from '../filters.ts'
import type { AudienceRules, CollectionRules } from '../row-rules.ts'

const CONTRIBUTORS = ['contribute', 'manage'] as const
const MANAGERS = ['manage'] as const

/** Rows of a file that its team writes directly. */
const written = ['needs', 'objectives', 'actions', 'interviews', 'milestones'] as const

function writable(read: RowFilter, update: RowFilter, presets?: Record<string, unknown>): CollectionRules {
  return { read, create: presets ? { presets } : {}, update }
}

const ledBy = { user: '$CURRENT_USER' }

/** An adviser reaches files one by one, by the grants that the team of each file gives. */
const adviser: Record<string, CollectionRules> = {
  people: writable(grantedPerson(), grantedPerson([], CONTRIBUTORS)),
  person_identifiers: writable(grantedPerson(['person']), grantedPerson(['person'], CONTRIBUTORS)),
  relatives: writable(grantedPerson(['person']), grantedPerson(['person'], CONTRIBUTORS)),
  cases: writable(granted(), granted([], CONTRIBUTORS), { referent: '$CURRENT_USER' }),
  case_members: { read: granted(['case']) },
  ...Object.fromEntries(written.map(name => [name, writable(granted(['case']), granted(['case'], CONTRIBUTORS), name === 'interviews' ? ledBy : undefined)])),
  referrals: { read: granted(['case']) },
  referral_steps: { read: granted(['referral', 'case']) },
  // Whoever asked learns the answer, also once the file has left, for as long as they work where it was.
  transfers: { read: any(granted(['case']), all({ user_created: CURRENT_USER }, inScope(['from_structure']))), create: {} },
  documents: { read: granted(['case']) },
}

/**
 * A manager reaches whole structures, never file by file: one condition and no "or", so that the database reads the
 * few rows of the scope instead of testing every row of the table.
 */
const managedPeople = (path: readonly string[]): RowFilter => inScope([...path, 'structures', 'structure'], MANAGERS)
const manager: Record<string, CollectionRules> = {
  people: writable(managedPeople([]), managedPeople([])),
  person_identifiers: writable(managedPeople(['person']), managedPeople(['person'])),
  relatives: writable(managedPeople(['person']), managedPeople(['person'])),
  cases: writable(inScope(['structure'], MANAGERS), inScope(['structure'], MANAGERS)),
  ...Object.fromEntries(['case_members', ...written].map(name => [
    name, writable(inScope(['case', 'structure'], MANAGERS), inScope(['case', 'structure'], MANAGERS), name === 'interviews' ? ledBy : undefined),
  ])),
  referrals: { read: inScope(['case', 'structure'], MANAGERS) },
  referral_steps: { read: inScope(['referral', 'case', 'structure'], MANAGERS) },
  documents: { read: inScope(['case', 'structure'], MANAGERS) },
  // Those who receive decide before the file is theirs to open; those who asked learn the answer, also once it has left.
  transfers: { read: any(inScope(['from_structure'], MANAGERS), inScope(['structure'], MANAGERS)), create: {} },
  break_glass_accesses: { read: inScope(['case', 'structure'], MANAGERS) },
}

const self = (path: readonly string[]): RowFilter => through([...path, 'user'], CURRENT_USER)
const visible: RowFilter = { visible_to_beneficiary: { _eq: true } }

/** People in their own space: their rows only, and of those what the team shows. */
const beneficiary: Record<string, CollectionRules> = {
  people: { read: self([]) },
  relatives: { read: self(['person']) },
  cases: { read: self(['person']) },
  needs: { read: self(['case', 'person']) },
  objectives: { read: self(['case', 'person']) },
  actions: { read: all(visible, self(['case', 'person'])) },
  interviews: { read: all(visible, self(['case', 'person'])) },
  milestones: { read: self(['case', 'person']) },
  referrals: { read: self(['case', 'person']) },
  referral_steps: { read: self(['referral', 'case', 'person']) },
}

/** A prescriber reads, of the files that it was granted, what finding a place takes. */
const prescriber: Record<string, CollectionRules> = {
  people: { read: grantedPerson() },
  cases: { read: granted() },
  needs: { read: granted(['case']) },
  objectives: { read: granted(['case']) },
  actions: { read: granted(['case']) },
  referrals: { read: granted(['case']) },
  referral_steps: { read: granted(['referral', 'case']) },
}

/** A partner sees the referral from the day it is sent until it is over, never the file; a list of theirs keeps what was asked of them, without anybody's name. */
const sent: RowFilter = { status: { _nin: ['proposed'] } }
const running: RowFilter = { status: { _nin: ['proposed', ...ENDED_STATUSES] } }
const partner: Record<string, CollectionRules> = {
  referrals: { read: all(running, memberOf(['organization'])) },
  referral_steps: { read: all(sent, through(['referral'], running), memberOf(['referral', 'organization'])) },
}

/** People and their files. Nobody deletes; referrals move through their endpoints only. Steering has numbers and no row. */
export const caseRules: AudienceRules = { adviser, manager, beneficiary, prescriber, partner }
