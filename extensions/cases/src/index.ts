import { defineEndpoint } from '@directus/extensions-sdk'
import { asyncHandler } from '@relais/extension-directory'
import { breakGlassHandlers } from './handlers/break-glass.ts'
import { historyHandlers } from './handlers/history.ts'
import { readEnv } from './env.schema.ts'
import { mineHandlers } from './handlers/mine.ts'
import { noteHandlers } from './handlers/notes.ts'
import { readHandlers } from './handlers/reads.ts'
import { referralHandlers } from './handlers/referrals.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, host) => {
    const referrals = referralHandlers(host)
    router.get('/cases/offers', asyncHandler(referrals.offers))
    router.get('/cases/organizations', asyncHandler(referrals.organizations))
    router.post('/cases/referrals', asyncHandler(referrals.create))
    router.post('/cases/referrals/:id/answer', asyncHandler(referrals.answer))
    router.post('/cases/referrals/:id/finish', asyncHandler(referrals.finish))
    router.post('/cases/referrals/:id/cancel', asyncHandler(referrals.cancel))

    const reads = readHandlers(host)
    router.get('/cases/portfolio', asyncHandler(reads.portfolio))
    router.search('/cases/portfolio', asyncHandler(reads.portfolio))
    router.get('/cases/workload', asyncHandler(reads.workload))
    router.search('/cases/board', asyncHandler(reads.board))
    router.get('/cases/transfers', asyncHandler(reads.transfers))
    router.get('/cases/accreditations', asyncHandler(reads.accreditations))
    router.get('/cases/files/:id', asyncHandler(reads.file))

    const mine = mineHandlers(host)
    router.get('/cases/mine', asyncHandler(mine.read))
    router.patch('/cases/mine/person', asyncHandler(mine.edit))
    router.post('/cases/mine/actions/:id', asyncHandler(mine.tick))

    const accesses = breakGlassHandlers(host)
    router.get('/cases/break-glass', asyncHandler(accesses.list))
    router.post('/cases/break-glass', asyncHandler(accesses.open))
    router.post('/cases/break-glass/:id/seen', asyncHandler(accesses.seen))

    const notes = noteHandlers(host, readEnv(host.env).RELAIS_NOTES_KEY)
    router.get('/cases/:id/notes', asyncHandler(notes.list))
    router.post('/cases/:id/notes', asyncHandler(notes.add))
    router.patch('/cases/notes/:note', asyncHandler(notes.change))
    router.delete('/cases/notes/:note', asyncHandler(notes.drop))

    const history = historyHandlers(host)
    router.get('/history/:collection', asyncHandler(history.list))
    router.get('/history/:collection/:id', asyncHandler(history.read))
  },
})
