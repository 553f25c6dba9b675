/** A space of the portal, the first segment of its addresses. */
export const SPACES = ['partenaire', 'usager', 'conseiller', 'prescripteur', 'pilotage'] as const
export type Space = (typeof SPACES)[number]

/** The person signed in, as `GET /relais/identity/me` tells. */
export interface Me {
  id: string
  first_name: string | null
  last_name: string | null
  email: string | null
  audience: string
  spaces: Space[]
  organizations: { id: string, name: string, right: 'owner' | 'editor' | 'reader' }[]
  /** `level` is what the function lets them do in the structure: a reception only reads. */
  structures: { id: string, name: string, function: string, level: 'read' | 'contribute' | 'manage' | 'configure' | 'steer', time_zone: string }[]
  /** Where the account works, or whose they are. */
  time_zone: string
  person: { id: string, first_name: string, last_name: string } | null
  can_review: boolean
}

/** Where the session stands; `expired` keeps `me`, so that the page under it stays as it was. */
export type SessionStatus = 'unknown' | 'checking' | 'signed_out' | 'signed_in' | 'expired' | 'not_invited' | 'unavailable'
