import { contractRoutes, readSettings } from '@relais/extensions/platform'
import type { Domain } from '@relais/extensions/platform'
import { breakGlassHandlers } from './handlers/break-glass.ts'
import { historyHandlers } from './handlers/history.ts'
import { mineHandlers } from './handlers/mine.ts'
import { noteHandlers } from './handlers/notes.ts'
import { readHandlers } from './handlers/reads.ts'
import { referralHandlers } from './handlers/referrals.ts'
import { EnvSchema } from './env.schema.ts'

/** The addresses of this domain. */
export const routes: NonNullable<Domain['routes']> = (host) => {
  const referrals = referralHandlers(host)
  const reads = readHandlers(host)
  const mine = mineHandlers(host)
  const accesses = breakGlassHandlers(host)
  const notes = noteHandlers(host, readSettings('cases', EnvSchema, host.env).RELAIS_NOTES_KEY)
  const history = historyHandlers(host)
  return {
    'GET /cases/offers': referrals.offers,
    'GET /cases/organizations': referrals.organizations,
    'POST /cases/referrals': referrals.create,
    'POST /cases/referrals/:id/answer': referrals.answer,
    'POST /cases/referrals/:id/finish': referrals.finish,
    'POST /cases/referrals/:id/cancel': referrals.cancel,
    'GET /cases/portfolio': reads.portfolio,
    'SEARCH /cases/portfolio': reads.portfolio,
    'GET /cases/workload': reads.workload,
    'SEARCH /cases/board': reads.board,
    'GET /cases/transfers': reads.transfers,
    'GET /cases/accreditations': reads.accreditations,
    'GET /cases/files/:id': reads.file,
    'GET /cases/mine': mine.read,
    'PATCH /cases/mine/person': mine.edit,
    'POST /cases/mine/actions/:id': mine.tick,
    'GET /cases/break-glass': accesses.list,
    'POST /cases/break-glass': accesses.open,
    'POST /cases/break-glass/:id/seen': accesses.seen,
    ...contractRoutes(notes),
    'GET /history/:collection': history.list,
    'GET /history/:collection/:id': history.read,
  }
}
