import { defineEndpoint } from '@directus/extensions-sdk'
import { asyncHandler } from '@relais/extension-directory'
import { historyHandlers } from './handlers/history.ts'
import { mineHandlers } from './handlers/mine.ts'
import { referralHandlers } from './handlers/referrals.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, host) => {
    const referrals = referralHandlers(host)
    router.get('/cases/offers', asyncHandler(referrals.offers))
    router.get('/cases/organizations', asyncHandler(referrals.organizations))
    router.post('/cases/referrals', asyncHandler(referrals.create))
    router.post('/cases/referrals/:id/answer', asyncHandler(referrals.answer))
    router.post('/cases/referrals/:id/cancel', asyncHandler(referrals.cancel))

    const mine = mineHandlers(host)
    router.get('/cases/mine', asyncHandler(mine.read))
    router.patch('/cases/mine/person', asyncHandler(mine.edit))
    router.post('/cases/mine/actions/:id', asyncHandler(mine.tick))

    const history = historyHandlers(host)
    router.get('/history/:collection/:id', asyncHandler(history.read))
  },
})
