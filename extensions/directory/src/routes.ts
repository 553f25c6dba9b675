import { readSettings } from '@relais/extensions/platform'
import type { Domain } from '@relais/extensions/platform'
import { directoryHandlers } from './handlers/directory.ts'
import { partnerHandlers } from './handlers/partner.ts'
import { reportHandlers } from './handlers/reports.ts'
import { reviewHandlers } from './handlers/review.ts'
import { EnvSchema } from './env.schema.ts'

/** The addresses of this domain. */
export const routes: NonNullable<Domain['routes']> = (context) => {
  const settings = readSettings('directory', EnvSchema, context.env)
  const host = { ...context, settings }
  const directory = directoryHandlers(host)
  const partner = partnerHandlers(host)
  const reports = reportHandlers(host)
  const review = reviewHandlers(host)
  return {
    'GET /directory/search': directory.search,
    'GET /directory/map': directory.map,
    'GET /directory/facets': directory.facets,
    'GET /directory/territories': directory.territories,
    'GET /directory/places': directory.places,
    'GET /directory/vocabularies': directory.vocabularies,
    'GET /directory/organizations/:id': directory.organization,
    'GET /directory/offers/:id': directory.offer,
    'GET /directory/partner': partner.home,
    'GET /directory/partner/referrals': partner.referrals,
    'GET /directory/partner/organizations/:id': partner.organization,
    'POST /directory/partner/organizations/:id/:collection': partner.create,
    'POST /directory/partner/offers/:id/confirm': partner.confirm,
    'POST /directory/partner/proposals/:id/withdraw': partner.withdraw,
    'DELETE /directory/partner/members/:id': partner.endMembership,
    'PATCH /directory/partner/:collection/:id': partner.edit,
    'GET /reports': reports.list,
    'GET /reports/:key': reports.read,
    'GET /directory/proposals': review.list,
    'POST /directory/proposals/:id/accept': review.accept,
    'POST /directory/proposals/:id/refuse': review.refuse,
  }
}
