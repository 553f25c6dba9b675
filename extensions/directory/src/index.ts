import { defineEndpoint } from '@directus/extensions-sdk'
import { readEnv } from './env.schema.ts'
import { directoryHandlers } from './handlers/directory.ts'
import { partnerHandlers } from './handlers/partner.ts'
import { reportHandlers } from './handlers/reports.ts'
import { reviewHandlers } from './handlers/review.ts'
import { asyncHandler } from './http/async-handler.ts'

export default defineEndpoint({
  id: 'relais',
  handler: (router, context) => {
    const settings = readEnv(context.env)
    const host = { ...context, settings }

    const directory = directoryHandlers(host)
    router.get('/directory/search', asyncHandler(directory.search))
    router.get('/directory/map', asyncHandler(directory.map))
    router.get('/directory/facets', asyncHandler(directory.facets))
    router.get('/directory/territories', asyncHandler(directory.territories))
    router.get('/directory/places', asyncHandler(directory.places))
    router.get('/directory/vocabularies', asyncHandler(directory.vocabularies))
    router.get('/directory/organizations/:id', asyncHandler(directory.organization))
    router.get('/directory/offers/:id', asyncHandler(directory.offer))

    const partner = partnerHandlers(host)
    router.get('/directory/partner', asyncHandler(partner.home))
    router.get('/directory/partner/referrals', asyncHandler(partner.referrals))
    router.get('/directory/partner/organizations/:id', asyncHandler(partner.organization))
    router.post('/directory/partner/organizations/:id/:collection', asyncHandler(partner.create))
    router.post('/directory/partner/offers/:id/confirm', asyncHandler(partner.confirm))
    router.post('/directory/partner/proposals/:id/withdraw', asyncHandler(partner.withdraw))
    router.delete('/directory/partner/members/:id', asyncHandler(partner.endMembership))
    router.patch('/directory/partner/:collection/:id', asyncHandler(partner.edit))

    const reports = reportHandlers(host)
    router.get('/reports', asyncHandler(reports.list))
    router.get('/reports/:key', asyncHandler(reports.read))

    const review = reviewHandlers(host)
    router.get('/directory/proposals', asyncHandler(review.list))
    router.post('/directory/proposals/:id/accept', asyncHandler(review.accept))
    router.post('/directory/proposals/:id/refuse', asyncHandler(review.refuse))
  },
})
