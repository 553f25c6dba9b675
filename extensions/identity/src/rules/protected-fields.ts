/** What makes an account who it is and gives it its rights: written by administrators and by the product, nobody else. */
const PROTECTED_FIELDS = ['role', 'policies', 'status', 'external_identifier', 'provider', 'token', 'auth_data', 'email', 'password', 'tfa_secret']

/** Names of the protected fields that a payload touches. */
export function protectedFieldsIn(payload: unknown): string[] {
  const payloads = Array.isArray(payload) ? payload : [payload]
  return PROTECTED_FIELDS.filter(field => payloads.some(item => typeof item === 'object' && item !== null && field in item))
}

/** The collections of Directus that give rights, or run what is written in them. */
export const RIGHTS_SCOPES = ['users', 'roles', 'policies', 'access', 'permissions', 'shares', 'flows', 'operations', 'settings'] as const
