import type { Caller, Host, Row } from '@relais/extensions/platform'
import { DISPLAY_NAME, MEMBER_NOW, fieldsOf, sudoRead } from '@relais/extensions/platform'
import type { Form } from '@relais/schema/forms'
import { formOf } from './forms.ts'
import type { Origin } from './history.ts'
import { latestChanges } from './history.ts'
import { MEMBERS, assertMember } from './members.ts'
import { othersWithSiret } from './same-siret.ts'

const DECISIONS_SHOWN = 50

/** Everything that a partner sees of one of its organisations. */
export async function readOwnOrganization(host: Host, caller: Caller, id: string): Promise<Row> {
  const right = await assertMember(host.database, caller, id, MEMBERS)
  const [organization, sites, contacts, offers, places] = await Promise.all(
    ['organizations', 'sites', 'contacts', 'offers', 'offer_places'].map(name => readOwned(host, caller, name, id)),
  )
  const [own] = organization?.rows ?? []
  const [pending, decisions, team, sameSiret, zones] = await Promise.all([
    readProposals(host, caller, id, ['pending']),
    readProposals(host, caller, id, ['accepted', 'refused']),
    readTeam(host, caller, id),
    // A form without this field says nothing of it.
    own && 'siret' in own ? othersWithSiret(host.database, id, own['siret']) : null,
    readZones(host, id),
  ])
  return {
    organization: own ?? null,
    right,
    sites: sites?.rows ?? [],
    contacts: contacts?.rows ?? [],
    offers: offers?.rows.map(offer => ({ ...offer, places: places?.rows.find(row => row['offer'] === offer['id'] && !row['session']) ?? null, time_zone: zones.get(String(offer['id'])) ?? null })) ?? [],
    pending,
    decisions,
    team,
    same_siret: sameSiret,
    history: {
      organizations: organization?.history[id] ?? {},
      sites: sites?.history ?? {},
      contacts: contacts?.history ?? {},
      offers: offers?.history ?? {},
      offer_places: places?.history ?? {},
    },
  }
}

interface Owned { rows: Row[], history: Record<string, Record<string, Origin>> }

const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  organizations: ['status', 'updated_by_partner_at', 'date_updated'],
  offers: ['status', 'updated_by_partner_at', 'date_updated'],
  offer_places: ['offer', 'session', 'capacity', 'reserved', 'outside', 'over', 'available', 'confirmed_at'],
}
const SORTS: Readonly<Record<string, readonly string[]>> = { sites: ['-is_main', 'name', 'id'], contacts: ['last_name', 'id'], offers: ['title', 'id'] }

async function readOwned(host: Host, caller: Caller, collection: string, organization: string): Promise<Owned> {
  const form: Form = await formOf(host, collection, caller)
  const owner = collection === 'organizations' ? 'id' : 'organization'
  const rows = await sudoRead(host, host.database, collection, {
    filter: { [owner]: { _in: [organization] } },
    fields: fieldsOf(form, ALWAYS[collection]),
    sort: [...SORTS[collection] ?? ['id']],
  })
  const history = await latestChanges(host.database, collection, rows.map(row => String(row['id'])), form.fields.map(field => field.field))
  return { rows, history }
}

async function readProposals(host: Host, caller: Caller, organization: string, statuses: string[]): Promise<unknown[]> {
  const { rows } = await host.database.raw<{ rows: unknown[] }>(
    `select p.id, p.collection, p.item, p.field, p.base_value as base, p.proposed_value as proposed, p.status, p.reason,
       p.date_created, p.decided_at, p.proposed_by = :user as is_mine, ${DISPLAY_NAME} as proposed_by_name
     from change_proposals p left join directus_users u on u.id = p.proposed_by
     where p.organization = :organization and p.status = any(:statuses)
     order by coalesce(p.decided_at, p.date_created) desc, p.id limit ${DECISIONS_SHOWN}`,
    { organization, statuses, user: caller.user },
  )
  return rows
}

/** Where each offer takes place: its days and those of its confirmation are said there. */
async function readZones(host: Host, organization: string): Promise<Map<string, string>> {
  const { rows } = await host.database.raw<{ rows: { id: string, zone: string }[] }>(`select o.id, relais_zone_of('offers', to_jsonb(o)) as zone from offers o where o.organization = ?`, [organization])
  return new Map(rows.map(({ id, zone }) => [id, zone]))
}

/** Who else looks after the listing now, by name only. */
async function readTeam(host: Host, caller: Caller, organization: string): Promise<unknown[]> {
  const { rows } = await host.database.raw<{ rows: unknown[] }>(
    `select m.id, m."right", m.job_title, m.valid_until, ${DISPLAY_NAME} as name, m."user" = :user as is_me
     from organization_members m join directus_users u on u.id = m."user"
     where m.organization = :organization and ${MEMBER_NOW}
     order by array_position(array['owner', 'editor', 'reader'], m."right"::text), u.last_name, m.id limit 200`,
    { organization, user: caller.user },
  )
  return rows
}
