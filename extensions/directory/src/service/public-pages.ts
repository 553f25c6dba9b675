import type { Host, Row } from '@relais/extensions/platform'
import { ForbiddenError, fieldsOf, sudoRead } from '@relais/extensions/platform'
import type { Filter } from '@directus/types'
import { PUBLISHED_STATUSES } from '@relais/schema'
import type { Form, FormField } from '@relais/schema/forms'
import { formOf } from './forms.ts'

const PUBLIC = { audience: 'public' } as const
const OPEN: Filter = { status: { _eq: 'active' }, visibility: { _eq: 'public' } }
const PUBLISHED = { _in: [...PUBLISHED_STATUSES] }
const LISTED: Filter = { status: PUBLISHED, visibility: { _eq: 'public' } }
// Directus reads only the first key of a nested filter: one condition each.
const OPEN_OWNER: Filter[] = [{ organization: { status: PUBLISHED } }, { organization: { visibility: { _eq: 'public' } } }]
const NOT_PAST: Filter = { _or: [{ open_until: { _null: true } }, { open_until: { _gt: '$NOW' } }] }

/** The public page of an organisation, or the same refusal whether it is missing, closed or internal. */
export async function readPublicOrganization(host: Host, id: string): Promise<Row> {
  const form = await formOf(host, 'organizations', PUBLIC)
  const [organization] = await sudoRead(host, host.database, 'organizations', {
    filter: { _and: [{ id: { _eq: id } }, LISTED] }, fields: fieldsOf(form, ['updated_by_partner_at', 'date_updated']),
  })
  if (!organization) throw new ForbiddenError()
  const [sites, contacts, offers] = await Promise.all([
    readPublic(host, 'sites', { organization: { _eq: id }, status: { _eq: 'active' } }, ['-is_main', 'name', 'id']),
    readPublic(host, 'contacts', { organization: { _eq: id }, is_public: { _eq: true } }, ['last_name', 'id']),
    readPublic(host, 'offers', { _and: [{ organization: { _eq: id } }, OPEN, NOT_PAST] }, ['title', 'id']),
  ])
  return {
    organization,
    sites,
    contacts,
    offers,
    local_fields: localFields(form, organization),
    updated_by_partner_at: organization['updated_by_partner_at'] ?? null,
  }
}

/** The public page of an offer. */
export async function readPublicOffer(host: Host, id: string): Promise<Row> {
  const form = await formOf(host, 'offers', PUBLIC)
  const [offer] = await sudoRead(host, host.database, 'offers', {
    filter: { _and: [{ id: { _eq: id } }, OPEN, ...OPEN_OWNER, NOT_PAST] },
    fields: fieldsOf(form, ['organization', 'site', 'updated_by_partner_at', 'date_updated']),
  })
  if (!offer) throw new ForbiddenError()
  const owner = String(offer['organization'])
  const [[organization], [site], sessions, places] = await Promise.all([
    readPublic(host, 'organizations', { id: { _eq: owner } }, ['id']),
    readPublic(host, 'sites', { status: { _eq: 'active' }, ...(offer['site'] ? { id: { _eq: offer['site'] } } : { organization: { _eq: owner } }) }, ['-is_main', 'id']),
    readPublic(host, 'offer_sessions', { offer: { _eq: id }, starts_at: { _gte: '$NOW' }, status: { _in: ['open', 'full'] } }, ['starts_at', 'id']),
    readPublic(host, 'offer_places', { offer: { _eq: id }, session: { _null: true } }, ['id']),
  ])
  return { offer, organization: organization ?? null, site: site ?? null, sessions, places: places[0] ? left(places[0]) : null, local_fields: localFields(form, offer) }
}

/** What is left and of how many: what else visitors may read of places is no matter of a page. */
const left = (places: Row): Row => Object.fromEntries(['id', 'capacity', 'available', 'confirmed_at'].map(name => [name, places[name] ?? null]))

async function readPublic(host: Host, collection: string, filter: Filter, sort: string[]): Promise<Row[]> {
  const form = await formOf(host, collection, PUBLIC)
  if (form.fields.length === 0) return []
  return sudoRead(host, host.database, collection, { filter, sort, fields: fieldsOf(form) })
}

interface LocalField { field: string, label: FormField['label'], value: unknown, value_label: string }

/** What local administrators added and opened to everyone, in words. */
function localFields(form: Form, row: Row): LocalField[] {
  return form.fields.filter(field => field.local && !isBlank(row[field.field])).map(field => ({
    field: field.field, label: field.label, value: row[field.field], value_label: inWords(field, row[field.field]),
  }))
}

function inWords(field: FormField, value: unknown): string {
  if (Array.isArray(value)) return value.map(item => inWords(field, item)).join(', ')
  if (typeof value === 'boolean') return value ? 'Oui' : 'Non'
  return field.choices?.find(choice => choice.value === value)?.label.fr ?? String(value)
}

const isBlank = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
