import { PUBLISHED_STATUSES } from '../../core/directory/organizations.ts'
import { all, any, inScope, memberOf, through } from '../filters.ts'
import type { RowFilter } from '../filters.ts'
import type { AudienceRules, CollectionRules } from '../row-rules.ts'

const CONTRIBUTORS = ['contribute', 'manage'] as const

/** Where the organisation stands from each collection of the directory. */
const organizationPath = {
  organizations: [],
  sites: ['organization'],
  contacts: ['organization'],
  commitments: ['organization'],
  offers: ['organization'],
  offer_sessions: ['offer', 'organization'],
  offer_places: ['organization'],
} as const satisfies Record<string, readonly string[]>

type DirectoryCollection = keyof typeof organizationPath

const directory = Object.keys(organizationPath).filter((name): name is DirectoryCollection => name in organizationPath)

/** Shared with the network, or kept by a structure of the reader's. `restricted_to` is set only then, which keeps the join small. */
function sharedWithStaff(path: readonly string[]): RowFilter {
  return any(through(path, { visibility: { _in: ['public', 'network'] } }), inScope([...path, 'restricted_to']))
}

function sharedWithNetwork(path: readonly string[]): RowFilter {
  return all(through(path, { visibility: { _in: ['public', 'network'] } }), through(path, { status: { _in: [...PUBLISHED_STATUSES] } }))
}

function staffRules(collection: DirectoryCollection): CollectionRules {
  const path = organizationPath[collection]
  return { read: sharedWithStaff(path), create: {}, update: inScope([...path, 'structure'], CONTRIBUTORS) }
}

function rulesFor(names: readonly DirectoryCollection[], rule: (collection: DirectoryCollection) => CollectionRules): Record<string, CollectionRules> {
  return Object.fromEntries(names.map(name => [name, rule(name)]))
}

const staff: Record<string, CollectionRules> = {
  ...rulesFor(directory, staffRules),
  interactions: {
    read: inScope(['structure']),
    create: { presets: { user: '$CURRENT_USER' } },
    update: inScope(['structure'], CONTRIBUTORS),
  },
  accreditations: { read: inScope(['structure']), create: {}, update: inScope(['structure'], CONTRIBUTORS) },
  organization_members: { read: inScope(['organization', 'structure'], CONTRIBUTORS) },
}

const network = (names: readonly DirectoryCollection[]) => rulesFor(names, name => ({ read: sharedWithNetwork(organizationPath[name]) }))

/** Partners and what they offer. Partners write through their own endpoints, which know reviews and conflicts. */
export const directoryRules: AudienceRules = {
  partner: {
    ...rulesFor(directory, name => ({ read: memberOf(organizationPath[name]) })),
    accreditations: { read: memberOf(['organization']) },
    organization_members: { read: { user: { _in: ['$CURRENT_USER'] } } },
  },
  adviser: staff,
  manager: staff,
  prescriber: network(directory),
  steering: network(['organizations', 'sites', 'offers', 'offer_sessions', 'offer_places', 'commitments']),
  service: network(['organizations', 'sites', 'offers', 'offer_sessions', 'offer_places']),
  configurator: network(['organizations', 'sites', 'offers']),
}
