import type { Caller, Host } from '@relais/extensions/platform'
import { MEMBER_NOW } from '@relais/extensions/platform'
import { measureCompleteness } from '../rules/completeness.ts'

interface Line {
  id: string
  name: string
  status: string
  right: string
  useful: Record<string, unknown>
  has_located_site: boolean
  has_contact: boolean
  offers_count: number
  offers_to_refresh: number
  pending_count: number
  referrals_waiting: number
}

/** The caller's organisations, with what each one asks of them today. */
export async function listOwnOrganizations(host: Host, caller: Caller, refreshMonths: number): Promise<unknown[]> {
  const { rows } = await host.database.raw<{ rows: Line[] }>(
    `select g.id, g.name, g.status, mine."right", to_jsonb(g) as useful,
       exists (select 1 from sites s where s.organization = g.id and s.status = 'active' and s.latitude is not null) as has_located_site,
       exists (select 1 from contacts c where c.organization = g.id) as has_contact,
       offers.total as offers_count, case when g.status = 'archived' then 0 else offers.stale end as offers_to_refresh,
       (select count(*)::int from change_proposals p where p.organization = g.id and p.status = 'pending') as pending_count,
       (select count(*)::int from referrals r where r.organization = g.id and r.status in ('sent', 'received') and g.status <> 'archived') as referrals_waiting
     from (
       select m.organization, (array_agg(m."right" order by array_position(array['owner', 'editor', 'reader'], m."right"::text)))[1] as "right"
       from organization_members m where m."user" = :user and ${MEMBER_NOW} group by m.organization
     ) mine
     join organizations g on g.id = mine.organization
     cross join lateral (
       select count(*)::int as total,
         count(*) filter (where o.status = 'active' and (
           (coalesce(o.last_confirmed_at, o.date_created) at time zone here.zone)::date <= relais_today(here.zone) - make_interval(months => :months) or o.expires_on < relais_today(here.zone) + 15
         ))::int as stale
       from offers o cross join lateral (select relais_zone_of('offers', to_jsonb(o)) as zone) here where o.organization = g.id and o.status <> 'archived'
     ) offers
     order by g.name, g.id`,
    { user: caller.user, months: refreshMonths },
  )
  return rows.map(({ useful, has_located_site: hasLocatedSite, has_contact: hasContact, ...line }) => ({
    ...line,
    ...measureCompleteness({ organization: useful, hasLocatedSite, hasContact, hasOffer: line.offers_count > 0 }),
  }))
}
