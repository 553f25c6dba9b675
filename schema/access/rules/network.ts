import { EVERYTHING, inScope } from '../filters.ts'
import { STAFF_ROLES } from '../staff.ts'
import type { AudienceRules } from '../row-rules.ts'

const reference = { territories: { read: EVERYTHING }, vocabulary_terms: { read: EVERYTHING } }
const activeStructures = { structures: { read: { status: { _in: ['active'] } } } }
const colleagues = { directus_users: { read: { role: { _in: [...STAFF_ROLES] } } } }

/** The network itself: its structures, its territories, its words, its staff. */
export const networkRules: AudienceRules = {
  partner: { ...reference, ...activeStructures },
  beneficiary: { ...reference, ...activeStructures },
  prescriber: { ...reference, ...activeStructures },
  service: { ...reference, ...activeStructures },
  adviser: { ...reference, ...colleagues, structures: { read: EVERYTHING }, memberships: { read: inScope(['structure']) } },
  manager: {
    ...reference, ...colleagues,
    structures: { read: EVERYTHING, update: inScope([], ['manage']) },
    memberships: { read: inScope(['structure']) },
  },
  steering: { ...reference, structures: { read: EVERYTHING } },
  configurator: {
    territories: { read: EVERYTHING },
    vocabulary_terms: { read: EVERYTHING, create: {}, update: EVERYTHING },
    structures: { read: EVERYTHING },
  },
}
