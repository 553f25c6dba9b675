import type { Audience } from '../define.ts'
import type { RowFilter } from './filters.ts'
import { caseRules } from './rules/cases.ts'
import { configurationRules } from './rules/configuration.ts'
import { directoryRules } from './rules/directory.ts'
import { networkRules } from './rules/network.ts'

/** What a new row must satisfy, and what it starts with; the owner right is checked by the server's hook. */
export interface CreateRule { presets?: Record<string, unknown>, validation?: RowFilter }

/** Which rows an audience reaches through `/items`, action by action; an absent action is refused. */
export interface CollectionRules { read?: RowFilter, create?: CreateRule, update?: RowFilter, delete?: RowFilter }

export type AudienceRules = Partial<Record<Audience, Record<string, CollectionRules>>>

function merge(...parts: AudienceRules[]): AudienceRules {
  const merged: AudienceRules = {}
  for (const part of parts) {
    for (const [audience, rules] of Object.entries(part)) Object.assign(merged, { [audience]: { ...Reflect.get(merged, audience), ...rules } })
  }
  return merged
}

/** Every row rule of the product. `public` has none: only endpoints answer people who are not signed in. */
export const rowRules: AudienceRules = merge(networkRules, directoryRules, caseRules, configurationRules)
