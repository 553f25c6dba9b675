import { z } from 'zod'

/** Age, in months, from which the journal is archived. */
export function retentionMonths(env: NodeJS.ProcessEnv = process.env): number {
  return z.coerce.number().int().min(6).max(60).default(12).parse(env.PRIVACY_RETENTION_MONTHS)
}

/** The instant `months` before `now`. */
export function monthsBefore(now: Date, months: number): Date {
  const then = new Date(now)
  then.setUTCMonth(then.getUTCMonth() - months)
  return then
}
