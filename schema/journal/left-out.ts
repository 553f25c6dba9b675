/** Collections whose changes leave no line in the journal, and why; every other one does. */
export const NOT_JOURNALLED: Readonly<Record<string, string>> = {
  access_grants: 'computed from cases, case_members, needs, memberships and break_glass_accesses',
  person_grants: 'computed from access_grants',
  person_structures: 'computed from people and cases',
  structure_scopes: 'computed from memberships and structures',
  value_history: 'written by the same change as the line',
  workflow_objects: 'computed from the state of the records and from workflow_versions',
  workflow_events: 'written by the same change as the line',
  workflow_effects: 'a queue; what an effect does has its own lines',
  manifest: 'what an upgrade remembers; the upgrade has its line',
}
