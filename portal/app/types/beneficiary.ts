import type { ReferralSession } from './case'
import type { OriginEntry } from '#shared/types/api'
import type { RecordValues } from '#shared/utils/record-form'

export interface MyCase {
  id: string
  programme: string | null
  status: string
  structure: { name: string, phone: string | null, email: string | null }
  referent: { first_name: string | null, last_name: string | null } | null
}

export interface MyNeed {
  id: string
  theme: string
  description: string | null
  urgency: string
  status: string
}

export interface MyObjective { id: string, theme: string | null, title: string, due_on: string | null, status: string }

export interface MyAction {
  id: string
  objective: string | null
  theme: string | null
  title: string
  description: string | null
  responsible: string
  due_on: string | null
  done_at: string | null
  status: string
}

export interface MyMilestone { id: string, title: string, kind: string, due_on: string | null, done_on?: string | null, status: string }

export interface MyReferral {
  id: string
  status: string
  offer_title: string | null
  organization_name: string | null
  organization_phone?: string | null
  session?: ReferralSession | null
  steps: ReferralStep[]
}

export interface ReferralStep { id?: string, status: string, at: string, audience: string | null, comment: string | null }

export interface MyInterview {
  id: string
  kind: string
  happened_at: string
  place: string | null
  summary: string | null
  next_step: string | null
}

export interface MySituation {
  person: RecordValues & { id: string, first_name: string, last_name: string, preferred_name?: string | null }
  cases: MyCase[]
  needs: MyNeed[]
  objectives: MyObjective[]
  actions: MyAction[]
  milestones: MyMilestone[]
  referrals: MyReferral[]
  interviews: MyInterview[]
  history: { people?: Record<string, OriginEntry>, actions?: Record<string, Record<string, OriginEntry>> }
}
