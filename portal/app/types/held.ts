import type { RecordValues } from '#shared/utils/record-form'
import type { PersonName } from './case'

interface Named { id: string, name: string }

/** A record of a workflow in a list, with where it stands. */
interface Held extends RecordValues {
  id: string
  status: string
  since: string
  /** Until when it may be in its state without being late. */
  deadline_at: string | null
  /** Since when a delay is over that nobody could have answered. */
  unanswerable_at: string | null
  /** What happens if nobody acts, and its day. */
  automatic: { transition: string, on: string } | null
}

export interface Transfer extends Held {
  reason: string
  /** The bare key for those to whom the file is not open. */
  case: { id: string, reference: string | null, person: PersonName | string | null } | string | null
  from_structure: Named | null
  structure: Named | null
  user_created?: PersonName | string | null
  date_created?: string | null
}

export interface Accreditation extends Held {
  kind: string
  request: string
  organization: Named | null
  structure: Named | null
  decision_number: string | null
  decided_on: string | null
  valid_until: string | null
}

export interface HeldPage<T> { items: T[], has_more: boolean }
