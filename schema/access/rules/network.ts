import { LOGO_FOLDER } from '../files.ts'
import { CURRENT_USER, EVERYTHING, all, any, inScope } from '../filters.ts'
import { STAFF_ROLES } from '../staff.ts'
import type { AudienceRules } from '../row-rules.ts'

const reference = { territories: { read: EVERYTHING }, vocabulary_terms: { read: EVERYTHING } }
const activeStructures = { structures: { read: { status: { _in: ['active'] } } } }
// What somebody sent is theirs to see for the day it takes to put it in a record; then it follows the records that name it (`files.ts`).
const theirs = all({ uploaded_by: CURRENT_USER }, { uploaded_on: { _gte: '$NOW(-1 day)' } })
const logos = { directus_files: { read: any({ folder: { _in: [LOGO_FOLDER] } }, theirs) } }
const colleagues = { directus_users: { read: { role: { _in: [...STAFF_ROLES] } } } }

/** The network itself: its structures, its territories, its words, its staff. */
export const networkRules: AudienceRules = {
  partner: { ...reference, ...activeStructures, ...logos },
  beneficiary: { ...reference, ...activeStructures, directus_files: { read: theirs } },
  prescriber: { ...reference, ...activeStructures, ...logos },
  service: { ...reference, ...activeStructures, ...logos },
  adviser: { ...reference, ...colleagues, ...logos, structures: { read: EVERYTHING }, memberships: { read: inScope(['structure']) } },
  manager: {
    ...reference, ...colleagues, ...logos,
    structures: { read: EVERYTHING, update: inScope([], ['manage']) },
    memberships: { read: inScope(['structure']) },
  },
  steering: { ...reference, ...logos, structures: { read: EVERYTHING } },
  configurator: {
    ...logos,
    territories: { read: EVERYTHING },
    vocabulary_terms: { read: EVERYTHING, create: {}, update: EVERYTHING },
    structures: { read: EVERYTHING },
  },
}
