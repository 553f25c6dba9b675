import { open } from './define.ts'
import type { OpenRoute } from './define.ts'

const everyone = { visitors: true } as const
const PLACE = ['lat', 'lng', 'radius', 'territory'] as const
const DIRECTORY = ['q', 'theme', 'kind', 'with_places', 'facet', ...PLACE] as const
const FROM_HOME = [...DIRECTORY, 'sort', 'page'] as const
const HELD = ['status', 'sort', 'page'] as const

/** What the portal asks, and so whoever holds a token of the identity provider; a test compares it with the sources of the portal. */
export const PORTAL_ROUTES: readonly OpenRoute[] = [
  ...open('GET /relais/directory/search', 'the public directory', { ...everyone, query: ['type', 'box', ...DIRECTORY, 'page', 'limit'] }),
  ...open('GET /relais/directory/map', 'its map', { ...everyone, query: ['type', ...DIRECTORY] }),
  ...open('GET /relais/directory/facets', 'the lists that narrow it', everyone),
  ...open('GET /relais/directory/territories', 'the choice of a place', { ...everyone, query: ['q'] }),
  ...open('GET /relais/directory/places', 'the place in what was typed', { ...everyone, query: ['q'] }),
  ...open('GET /relais/directory/vocabularies', 'the names of themes', everyone),
  ...open('GET /relais/directory/organizations/:id', 'the page of an organisation', everyone),
  ...open('GET /relais/directory/offers/:id', 'the page of an offer', everyone),
  ...open('GET /relais/forms', 'every form; the words of public pages', everyone),

  ...open('GET /relais/identity/me', 'who is signed in'),
  ...open('GET /relais/identity/device-key', 'drafts kept on a device, sealed'),
  ...open('POST /relais/identity/session', 'taking an invitation up', everyone),
  ...open('POST /relais/identity/invitations/view', 'the page of an invitation', everyone),
  ...open('GET /relais/identity/invitations', 'invitations that wait', { query: ['person', 'organization'] }),
  ...open('POST /relais/identity/invitations', 'inviting somebody'),
  ...open('DELETE /relais/identity/invitations/:id', 'taking an invitation back'),

  ...open('GET /relais/home', 'home pages, that of visitors too', everyone),
  ...open('GET /relais/forms/:collection/:id/counts', 'rules that count related rows'),
  ...open('GET /relais/history/:collection', 'the history of a file', { query: ['items'] }),
  ...open('GET /relais/history/:collection/:id', 'who wrote a value', { query: ['field'] }),
  ...open('GET /relais/reports', 'steering'),
  ...open('GET /relais/reports/:key', 'steering'),
  ...open('GET /relais/workflow/states', 'boards, steps and steering'),
  ...open('GET /relais/workflow/:collection/measures', 'steering', { query: ['from', 'to'] }),
  ...open('GET /relais/workflow/:collection/:id/transitions', 'the steps of a record'),
  ...open('GET /relais/workflow/:collection/:id/history', 'the way of a record'),
  ...open('POST /relais/workflow/:collection/:id/transitions/:key', 'a step'),

  ...open('SEARCH /relais/cases/portfolio', 'the portfolio'),
  ...open('SEARCH /relais/cases/board', 'the same by state'),
  ...open('GET /relais/cases/workload', 'the files of each referent'),
  ...open('GET /relais/cases/files/:id', 'a file'),
  ...open('GET /relais/cases/offers', 'the search for an offer', { query: FROM_HOME }),
  ...open('GET /relais/cases/organizations', 'the partners of the network', { query: ['q', 'theme', 'kind', 'status', 'page', 'limit'] }),
  ...open('POST /relais/cases/referrals', 'a referral'),
  ...open('POST /relais/cases/referrals/:id/answer', 'the answer of a partner'),
  ...open('POST /relais/cases/referrals/:id/finish', 'the end of a referral'),
  ...open('POST /relais/cases/referrals/:id/cancel', 'taking a referral back'),
  ...open('GET /relais/cases/transfers', 'transfers', { query: [...HELD, 'limit', 'id', 'case', 'direction'] }),
  ...open('GET /relais/cases/accreditations', 'accreditations', { query: [...HELD, 'organization'] }),
  ...open('GET POST /relais/cases/break-glass', 'emergency access'),
  ...open('POST /relais/cases/break-glass/:id/seen', 'an emergency access that a manager has seen'),
  ...open('GET POST /relais/cases/:id/notes', 'private notes'),
  ...open('PATCH DELETE /relais/cases/notes/:id', 'a private note'),

  ...open('GET /relais/cases/mine', 'one’s own file'),
  ...open('PATCH /relais/cases/mine/person', 'one’s own details'),
  ...open('POST /relais/cases/mine/actions/:id', 'an action done'),
  ...open('GET /relais/privacy/mine', 'who opened one’s own file', { query: ['before'] }),

  ...open('GET /relais/directory/partner', 'the space of a partner'),
  ...open('GET /relais/directory/partner/referrals', 'the referrals that it received', { query: ['organization', 'part', 'page'] }),
  ...open('GET /relais/directory/partner/organizations/:id', 'its listing'),
  ...open('POST /relais/directory/partner/organizations/:id/:collection', 'what it adds to it'),
  ...open('PATCH /relais/directory/partner/:collection/:id', 'what it changes'),
  ...open('POST /relais/directory/partner/offers/:id/confirm', 'an offer that is still true'),
  ...open('DELETE /relais/directory/partner/members/:id', 'a colleague who leaves'),
  ...open('POST /relais/directory/partner/proposals/:id/withdraw', 'a change taken back'),
  ...open('GET /relais/directory/proposals', 'changes to review', { query: ['status', 'page'] }),
  ...open('POST /relais/directory/proposals/:id/accept', 'a change accepted'),
  ...open('POST /relais/directory/proposals/:id/refuse', 'a change refused'),

  ...open('GET /items/:collection', 'the choice of a record in a form', { query: ['fields', 'filter', 'search', 'sort', 'limit'] }),
  ...open('SEARCH POST /items/:collection', 'lists and new records'),
  ...open('GET /items/:collection/:id', 'a record before it is changed', { query: ['fields'] }),
  ...open('PATCH DELETE /items/:collection/:id', 'a change, a removal'),
  ...open('GET /permissions/me/:collection/:id', 'what may be done with a record'),
  ...open('GET /users', 'the choice of a colleague in a form', { query: ['fields', 'filter', 'search', 'sort', 'limit'] }),
  ...open('POST /files', 'a logo or a file of a record', { query: ['fields'] }),
  ...open('GET /files/:uuid', 'the name of a file', { query: ['fields'] }),
  ...open('GET /assets/:uuid', 'a file'),
]
