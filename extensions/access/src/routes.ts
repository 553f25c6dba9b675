import type { Domain } from '@relais/extensions/platform'
import { explainHandlers } from './handlers/explain.ts'

/** The addresses of this domain. */
export const routes: NonNullable<Domain['routes']> = (host) => {
  const explain = explainHandlers(host)
  return {
    'GET /access/explain': explain.explain,
    'POST /access/explain/accounts': explain.accounts,
  }
}
