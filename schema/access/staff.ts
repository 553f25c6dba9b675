import { roleIds } from './audiences.ts'

/** Roles whose holders are shown by name to their colleagues. */
export const STAFF_ROLES = [roleIds.adviser, roleIds.manager, roleIds.prescriber, roleIds.configurator, roleIds.steering] as const

/** What is shown of a colleague. */
export const STAFF_FIELDS = ['id', 'first_name', 'last_name', 'title'] as const
