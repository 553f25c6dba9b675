import type { RecordValues } from '#shared/utils/record-form'
import type { PersonName } from './case'

export interface PositionedReferral {
  id: string
  status: string
  sent_at: string | null
  case: { id: string } | string
  person: (PersonName & { id: string }) | string | null
}

export interface StaffOffer extends RecordValues {
  id: string
  title: string
  kind: string | null
  status: string
  is_suspended: boolean | null
  /** Those of the whole offer, and those of each of its sessions. */
  places: { session: string | null, available: number | null, capacity: number | null, reserved: number }[]
}

export interface Interaction extends RecordValues {
  id: string
  kind: string
  happened_at: string
  summary: string | null
  next_step: string | null
  next_step_at: string | null
}

export interface StaffSite extends RecordValues { id: string, name: string | null, address: string | null, postal_code: string | null, city: string | null, phone: string | null, hours: string | null, is_main: boolean, status: string }
export interface StaffContact extends RecordValues { id: string, first_name: string | null, last_name: string, job_title: string | null, phone: string | null, email: string | null, status: string }

/** An organisation as an adviser sees it. */
export interface StaffOrganization extends RecordValues {
  id: string
  name: string
  status: string
  updated_by_partner_at: string | null
  sites: StaffSite[]
  contacts: StaffContact[]
  offers: StaffOffer[]
}
