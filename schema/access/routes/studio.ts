import { open } from './define.ts'
import type { OpenRoute } from './define.ts'

const ROWS = ['fields', 'filter', 'search', 'sort', 'limit', 'offset', 'page', 'meta', 'deep', 'alias', 'aggregate', 'groupBy', 'version', 'backlink'] as const
const IMAGE = ['key', 'width', 'height', 'fit', 'quality', 'format', 'withoutEnlargement', 'download', 'cache-buster'] as const
const configuring = { only: ['configurator'] } as const
const inLayer = { ...configuring, query: ['layer'] } as const

/** What the sign-in page of the Studio asks before anybody is known, and the sessions after it. */
export const DOORSTEP_ROUTES: readonly OpenRoute[] = [
  ...open('GET /server/ping', 'probes'),
  ...open('GET /server/info', 'the name of the instance; a visitor gets nothing more (CVE-2025-53887)'),
  ...open('GET /auth', 'the providers', { query: ['sessionOnly'] }),
  ...open('GET /auth/login/keycloak', 'the way to the provider', { query: ['redirect', 'prompt'] }),
  ...open('GET POST /auth/login/keycloak/callback', 'the way back', { query: ['code', 'state', 'session_state', 'iss', 'error', 'error_description'] }),
  ...open('GET /translations', 'the words that an administrator changed; a visitor gets none', { query: ROWS }),
  ...open('POST /auth/refresh', 'a session that goes on'),
  ...open('POST /auth/logout', 'signing out'),
  ...open('GET /extensions/sources/:file', 'our screens of the Studio'),
  ...open('GET /assets/:uuid', 'the pictures of the sign-in page, when the settings name some', { query: IMAGE }),
]

/**
 * What the Studio asks for those who work in it without being its administrators: its own frame, lists and forms, then our screens.
 * Administrators reach everything that is not closed to everybody.
 */
export const STUDIO_ROUTES: readonly OpenRoute[] = [
  ...open('GET PATCH /users/me', 'who is signed in, the choice of a language', { query: ROWS }),
  ...open('PATCH /users/me/track/page', 'the page to come back to'),
  ...open('GET /roles/me', 'their role', { query: ROWS }),
  ...open('GET /roles', 'the names of roles in lists', { query: ROWS }),
  ...open('GET /roles/:uuid', 'the name of a role', { query: ROWS }),
  ...open('GET /policies/me/globals', 'what they may do'),
  ...open('GET /permissions/me', 'their rights, which hide what they may not do'),
  ...open('GET /permissions/me/:collection', 'the same for a new record'),
  ...open('GET /permissions/me/:collection/:id', 'the same for a record'),
  ...open('GET /settings', 'the look of the Studio', { query: ROWS }),
  ...open('GET /translations', 'its words', { query: ROWS }),
  ...open('GET /extensions', 'our screens'),
  ...open('GET /collections', 'what its lists show', { query: ROWS }),
  ...open('GET /collections/:collection', 'what a list shows'),
  ...open('GET /fields', 'what its forms show', { query: ROWS }),
  ...open('GET /fields/:collection', 'what a form shows', { query: ROWS }),
  ...open('GET /fields/:collection/:field', 'what a field shows'),
  ...open('GET /relations', 'what its forms follow', { query: ROWS }),
  ...open('GET SEARCH POST PATCH DELETE /presets', 'saved lists', { query: ROWS }),
  ...open('GET PATCH DELETE /presets/:id', 'a saved list', { query: ROWS }),
  ...open('GET SEARCH PATCH /notifications', 'what they are told', { query: ROWS }),
  ...open('GET /activity', 'what they did', { query: ROWS }),
  ...open('GET /activity/:id', 'the same', { query: ROWS }),
  ...open('GET SEARCH POST /comments', 'their own comments', { query: ROWS }),
  ...open('PATCH DELETE /comments/:id', 'the same', { query: ROWS }),

  ...open('GET /items/:collection', 'lists, and their export', { query: [...ROWS, 'export'] }),
  ...open('SEARCH POST PATCH DELETE /items/:collection', 'lists, new records, several at once', { query: ROWS }),
  ...open('GET PATCH DELETE /items/:collection/:id', 'a record', { query: ROWS }),
  ...open('GET SEARCH /users', 'the choice of a colleague', { query: ROWS }),
  ...open('GET /users/:uuid', 'the card of a colleague', { query: ROWS }),
  ...open('GET SEARCH POST /files', 'the choice of a file, a file sent', { query: ROWS }),
  ...open('GET PATCH /files/:uuid', 'what is said of a file', { query: ROWS }),
  ...open('GET /folders', 'the choice of a folder', { query: ROWS }),
  ...open('GET /assets/:uuid/:file', 'a file under its name', { query: IMAGE }),
  ...open('POST /utils/export/:collection', 'an export kept as a file'),
  ...open('POST /utils/import/:collection', 'an import'),

  ...open('GET /relais/workflow/states', 'the step that a new record begins at'),
  ...open('GET /relais/workflow/:collection/:id/transitions', 'the steps of a record'),
  ...open('GET /relais/workflow/:collection/:id/history', 'the way of a record'),
  ...open('POST /relais/workflow/:collection/:id/transitions/:key', 'a step'),

  ...open('GET /relais/access/explain', '« Pourquoi ? »', { only: ['manager'], query: ['user', 'collection', 'item', 'field', 'action'] }),
  ...open('POST /relais/access/explain/accounts', '« Pourquoi ? »', { only: ['manager'] }),

  ...open('GET /relais/configurator', 'the Configurateur', inLayer),
  ...open('GET /relais/configurator/:collection', 'its fields', inLayer),
  ...open('GET /relais/configurator/:collection/forms/:audience', 'its preview', inLayer),
  ...open('POST /relais/configurator/:collection/fields', 'a field added', inLayer),
  ...open('PATCH /relais/configurator/:collection/fields/:field', 'a field changed', inLayer),
  ...open('GET /relais/configurator/:collection/fields/:field/impact', 'what a change would touch', inLayer),
  ...open('POST /relais/configurator/:collection/fields/:field/retire', 'a field retired', inLayer),
  ...open('POST /relais/configurator/:collection/fields/:field/restore', 'a field restored', inLayer),
  ...open('POST /relais/configurator/:collection/sections', 'a section added', inLayer),
  ...open('PATCH /relais/configurator/:collection/sections/:section', 'a section changed', inLayer),
  ...open('POST /relais/configurator/:collection/sections/:section/retire', 'a section retired', inLayer),
  ...open('POST /relais/configurator/:collection/sections/:section/restore', 'a section restored', inLayer),
  ...open('POST /relais/configurator/changes/:change/undo', 'a change undone', inLayer),
  ...open('GET /relais/rules/:collection/:field', 'the rules of a field', inLayer),

  ...open('GET POST /relais/workflows', 'the drawing of workflows', configuring),
  ...open('GET DELETE /relais/workflows/:key', 'a workflow', configuring),
  ...open('GET /relais/workflows/:key/versions/:number', 'one of its versions', configuring),
  ...open('PUT DELETE /relais/workflows/:key/draft', 'its draft', configuring),
  ...open('POST /relais/workflows/:key/draft/publish', 'its next version', configuring),
  ...open('POST DELETE /relais/workflows/:key/application', 'the records that it holds', configuring),
  ...open('POST /relais/workflows/:key/simulation', 'what it would change', configuring),
  ...open('POST /relais/workflows/:key/walk', 'what it would answer to somebody', configuring),
  ...open('GET /relais/workflow/fields', 'what a workflow may hold', configuring),
  ...open('POST /relais/workflow/accounts', 'those for whom a workflow is tried', configuring),
  ...open('POST /relais/workflow/versions/:id/migrate', 'records moved to another version', configuring),
]
