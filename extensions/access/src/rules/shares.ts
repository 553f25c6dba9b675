/** What decides whose rights a share lends, and on what: fixed when it is made (CVE-2026-129239). */
const FIXED_FIELDS = ['user_created', 'role', 'item', 'collection']

/** Names of the fixed fields that an update of a share touches. */
export function fixedShareFieldsIn(payload: unknown): string[] {
  return FIXED_FIELDS.filter(field => typeof payload === 'object' && payload !== null && field in payload)
}
