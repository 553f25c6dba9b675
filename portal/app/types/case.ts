import type { RecordValues } from '#shared/utils/record-form'

export interface PersonName { first_name: string | null, last_name: string | null, preferred_name?: string | null }

export interface CasePerson extends PersonName, RecordValues {
  id: string
  birth_date: string | null
  phone: string | null
  email: string | null
  city: string | null
  commune_code: string | null
}

/** What the account may do with a file and with its person, and why not more; `until` is said in `zone`. */
export interface FileRights {
  file: 'contribute' | 'read'
  person: 'contribute' | 'read'
  why: 'break_glass' | 'left' | 'reader' | null
  until: string | null
  zone: string
  reason: string | null
}

export interface CaseFile extends RecordValues {
  id: string
  reference: string | null
  former_references?: string | null
  programme: string | null
  status: string
  urgency: string | null
  urgency_themes: string[] | null
  opened_on: string | null
  closed_on: string | null
  next_step: string | null
  next_step_on: string | null
  last_contact_on: string | null
  /** Until when it may be in its state without being late; in lists only. */
  deadline_at?: string | null
  summary: string | null
  /** Whether the account may act on it; in lists only. */
  can_write?: boolean
  person: CasePerson
  structure: { id: string, name: string, time_zone: string | null } | null
  referent: PersonName & { id: string } | null
}

/** A column of the board: the files at its top, one more than shown when others follow. */
export interface BoardColumn { state: string, /** 1,001 means « more than 1,000 ». */ count: number, files: CaseFile[] }

export interface CaseNeed extends RecordValues { id: string, theme: string, description: string | null, urgency: string | null, status: string, identified_on: string | null }
export interface CaseObjective extends RecordValues { id: string, theme: string | null, title: string, due_on: string | null, status: string, description: string | null }
export interface CaseAction extends RecordValues {
  id: string
  objective: string | null
  theme: string | null
  title: string
  description: string | null
  responsible: string | null
  due_on: string | null
  done_at: string | null
  status: string
}
export interface CaseMilestone extends RecordValues { id: string, title: string, kind: string, theme: string | null, due_on: string | null, done_on: string | null, status: string }
export interface CaseInterview extends RecordValues { id: string, kind: string, happened_at: string, place: string | null, summary: string | null, next_step: string | null }

/** When the person is expected. */
export interface ReferralSession { id: string, starts_at: string, time_zone: string | null, status: string }

export interface CaseReferral extends RecordValues {
  id: string
  status: string
  message: string | null
  sent_at: string | null
  answered_at: string | null
  answer_comment: string | null
  answer_reason: string | null
  offer: { id: string, title: string, kind?: string } | null
  organization: { id: string, name: string } | null
  session?: ReferralSession | null
  steps?: { id: string, status: string, at: string, audience: string | null, comment: string | null }[]
}

export interface CaseRelative extends RecordValues { id: string, first_name: string | null, last_name: string, relationship: string, phone: string | null, is_legal_representative: boolean, is_emergency_contact: boolean }

/** A file with everything its page shows, read at once. */
export interface FullCase extends CaseFile {
  rights: FileRights
  /** Since when a delay is over that nobody could have answered, for the referrals of which it is so. */
  stuck: Record<string, string>
  person: CasePerson & { relatives: CaseRelative[], user: string | null }
  needs: CaseNeed[]
  objectives: CaseObjective[]
  actions: CaseAction[]
  milestones: CaseMilestone[]
  interviews: CaseInterview[]
  referrals: CaseReferral[]
}
