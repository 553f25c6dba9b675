import type { Accountability } from '@directus/types'
import { isAdministrator } from '@relais/schema/access'

/** Modules of Directus that manage what only administrators manage: to others they open on a refusal. */
const OF_ADMINISTRATORS: readonly unknown[] = ['files', 'users']

/** The bar of the Studio, as one setting for everybody, without the modules that do nothing for whoever asks. */
export function withOwnModules<Rows>(rows: Rows, accountability: Accountability | null): Rows | unknown[] {
  // Without a caller it is the product itself that reads.
  if (accountability === null || isAdministrator(accountability) || !Array.isArray(rows)) return rows
  return rows.map((row: unknown) => {
    const bar: unknown = Reflect.get(Object(row), 'module_bar')
    return Array.isArray(bar) ? { ...Object(row), module_bar: bar.filter(entry => !OF_ADMINISTRATORS.includes(Reflect.get(Object(entry), 'id'))) } : row
  })
}
