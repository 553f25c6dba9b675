/** Writes docs/access-matrix.md from the declarations: `node docs/scripts/access-matrix.ts`. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AUDIENCES, FIELD_GROUPS, collections, groupOf } from '../../schema/index.ts'
import { computePermissions, conditionsOf, holds, isSelf, levelOf, levelsOf, mandateOf, policyIds } from '../../schema/access/index.ts'
import type { Condition, PermissionAction, PermissionRow } from '../../schema/access/index.ts'
import type { Audience, CollectionDefinition } from '../../schema/index.ts'

/** What ties an account to a row, and whether what the row says of itself shows it. */
export interface Tie {
  /** In the team of the file, a member of the organisation, or the account of the person. */
  own: boolean
  /** Works where the row belongs. */
  sameStructure: boolean
  /** Shared, sent or visible, as far as the row itself decides. */
  shown: boolean
  /** Where a mandate is in force. */
  mandates: readonly ('structures' | 'organizations')[]
}

const EVERYWHERE = ['structures', 'organizations'] as const

/** Relations to a row, in the order of the columns; what each one comes down to once the dates and the account are looked at. */
export const RELATIONS = {
  own: { label: 'own', tie: { own: true, sameStructure: true, shown: true, mandates: EVERYWHERE } },
  same: { label: 'same structure', tie: { own: false, sameStructure: true, shown: true, mandates: EVERYWHERE } },
  other: { label: 'other structure', tie: { own: false, sameStructure: false, shown: true, mandates: EVERYWHERE } },
  withheld: { label: 'own, not shared', tie: { own: true, sameStructure: true, shown: false, mandates: EVERYWHERE } },
  expired: { label: 'grant expired', tie: { own: false, sameStructure: true, shown: true, mandates: ['structures'] } },
  former: { label: 'former member', tie: { own: false, sameStructure: false, shown: true, mandates: [] } },
} as const satisfies Record<string, { label: string, tie: Tie }>

/** The level that the usual function of an audience gives in its structure, and in the team of a file. */
export const SCOPE_LEVELS: Partial<Record<Audience, string>> = { adviser: 'contribute', manager: 'manage', steering: 'steer', configurator: 'configure' }
export const GRANT_LEVELS: Partial<Record<Audience, string>> = { adviser: 'manage', prescriber: 'contribute' }

const PERMISSIONS = computePermissions(collections)

/** The permission of an audience on a collection, if it has one. */
export function permissionOf(audience: Audience, collection: string, action: PermissionAction): PermissionRow | undefined {
  return PERMISSIONS.find(row => row.policy === policyIds[audience] && row.collection === collection && row.action === action)
}

function isMet(condition: Condition, audience: Audience, tie: Tie): boolean {
  if (condition.kind === 'value') return isSelf(condition) ? tie.own : tie.shown
  const levels = levelsOf(condition.filter)
  const accepts = (level: string | undefined) => level !== undefined && (levels.length === 0 || levels.includes(level))
  if (condition.rights === 'structure_scopes') return tie.sameStructure && accepts(SCOPE_LEVELS[audience])
  if (condition.rights === 'access_grants' || condition.rights === 'person_grants') return tie.own && accepts(GRANT_LEVELS[audience])
  if (condition.rights === 'organization_members') return tie.own && audience === 'partner'
  return tie.own
}

/** Whether an active account of an audience reaches a row, as the declarations say; `met` may say better of a condition. */
export function reachesRow(audience: Audience, collection: string, action: PermissionAction, tie: Tie, met: (condition: Condition) => boolean = condition => isMet(condition, audience, tie)): boolean {
  const permission = permissionOf(audience, collection, action)
  const mandate = mandateOf(audience)
  if (!permission || (mandate && !tie.mandates.includes(mandate))) return false
  return action === 'create' || holds(conditionsOf(collection, permission.permissions ?? {}), met)
}

/** How `reachesRow` judges a condition by itself. */
export { isMet as isMetByTie }

const SIGNED_IN = AUDIENCES.filter(audience => audience !== 'public' && audience !== 'admin')
const ACTIONS = [['read', 'R'], ['update', 'U'], ['delete', 'D']] as const
const ALL_ACTIONS = ['read', 'create', 'update', 'delete'] as const

function cell(audience: Audience, collection: string, tie: Tie): string {
  return ACTIONS.filter(([action]) => reachesRow(audience, collection, action, tie)).map(([, letter]) => letter).join(' ') || '·'
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)

function levelsByField(definition: CollectionDefinition): string[] {
  const audiences = AUDIENCES.filter(audience => audience !== 'admin')
  const groups = Map.groupBy(Object.keys(definition.fields).filter(name => name !== 'id'), (name) => {
    const group = groupOf(definition, name)
    const { label } = group ? FIELD_GROUPS[group] : definition.sections?.[definition.fields[name]?.section ?? ''] ?? {}
    return [label?.en ?? '—', ...audiences.map(audience => levelOf(definition, name, audience))].join('|')
  })
  const rows = [...groups].map(([key, names]) => {
    const [group = '', ...levels] = key.split('|')
    return [group, names.map(name => `\`${name}\``).join(' '), ...levels.map(level => (level === 'none' ? '·' : level))]
  })
  return table(['Group', 'Fields', ...audiences], rows)
}

const isOpen = (definition: CollectionDefinition): boolean => SIGNED_IN.some(audience => ALL_ACTIONS.some(action => permissionOf(audience, definition.collection, action)))

function sectionOf(definition: CollectionDefinition): string[] {
  const { collection } = definition
  const reached = SIGNED_IN.filter(audience => ACTIONS.some(([action]) => permissionOf(audience, collection, action)))
  const creators = SIGNED_IN.filter(audience => permissionOf(audience, collection, 'create'))
  const rows = reached.map(audience => [audience, ...Object.values(RELATIONS).map(({ tie }) => cell(audience, collection, tie))])
  return [
    `## ${collection}`, '', `${definition.label.en} (${definition.label.fr}).`, '',
    ...table(['Audience', ...Object.values(RELATIONS).map(({ label }) => label)], rows), '',
    `Created by: ${creators.join(', ') || 'nobody'}.`, '',
    '<details><summary>Levels of the fields</summary>', '', ...levelsByField(definition), '', '</details>', '',
  ]
}

/** Renders the matrix of every right of the product. */
export function renderAccessMatrix(): string {
  const all: CollectionDefinition[] = Object.values(collections)
  const closed = all.filter(definition => !isOpen(definition)).map(({ collection }) => `\`${collection}\``)
  return [
    '# Access matrix', '',
    '<!-- Written by docs/scripts/access-matrix.ts from schema/. Do not edit. -->', '',
    'Who does what through the API of the Studio and of the portal, for each collection: **R**ead, **U**pdate, **D**elete. An audience that is not',
    'in a table is refused, whatever the row. `tests/access/matrix.test.ts` runs all of it over HTTP, with a canary in every text.', '',
    '- **own**: in the team of the file, a member of the organisation, or the account of the person, and working in its structure;',
    '- **same structure**: works in the structure of the row, or above it, and nothing more;',
    '- **other structure**: neither;',
    '- **own, not shared**: what the row says of itself hides it: internal organisation, referral not sent, action not shown to the person, archived structure;',
    '- **grant expired**: still in the structure, no longer in the team nor in the organisation; **former member**: in neither any more. Staff who work in no structure',
    '  today, and partners who are in no organisation, have no right at all: their profile comes back with a mandate.', '',
    'A suspended account is refused everything (401), an account without profile is refused every row (403). Nobody but administrators shares a record by a link.',
    'Whoever creates a row must also be able to change the file, person, organisation or structure that it belongs to. Partners and people',
    'write through their own endpoints, which follow the levels below: `review` makes a proposal, `write` is published at once. `field_settings` closes fields',
    'further and opens local ones.', '',
    `Closed to everybody but administrators: ${closed.join(', ')}.`, '',
    ...all.filter(isOpen).flatMap(sectionOf),
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../access-matrix.md', import.meta.url), renderAccessMatrix())
}
