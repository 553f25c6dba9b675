import type { FieldAccess } from '../define.ts'

/** Nobody but administrators and the server itself: keys, technical columns, mirrors used only by row rules. */
export const SEALED = {
  public: 'none', partner: 'none', beneficiary: 'none', adviser: 'none', manager: 'none', prescriber: 'none', configurator: 'none', steering: 'none', service: 'none',
} as const satisfies FieldAccess

/** Advisers and managers only: what the network says of a partner or a person among itself. */
export const STAFF_ONLY = {
  public: 'none', partner: 'none', beneficiary: 'none', prescriber: 'none', configurator: 'none', steering: 'none', service: 'none',
} as const satisfies FieldAccess
