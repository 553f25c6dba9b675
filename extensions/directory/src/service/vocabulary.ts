import type { Host } from '@relais/extensions/platform'

/** Communes, départements and regions whose name, postal code or code begins with what was typed, best known first. */
export async function findTerritories(host: Host, typed: string): Promise<unknown[]> {
  const { rows } = await host.database.raw<{ rows: unknown[] }>(
    `with query as (select nullif(regexp_replace(regexp_replace(relais_normalize(:typed), '\\yst\\y', 'saint', 'g'), '\\yste\\y', 'sainte', 'g'), '') as plain),
     last as (
       select distinct on (t.kind, t.code) t.* from territories t, query
       where t.kind in ('commune', 'departement', 'region') and (
         starts_with(t.normalized_name, query.plain) or query.plain <% t.normalized_name
         or t.code = upper(:typed) and t.kind <> 'region' or jsonb_exists(coalesce(t.postal_codes, '[]'::jsonb), :typed)
       )
       order by t.kind, t.code, t.vintage desc
     )
     select case when t.kind = 'region' then 'R' || t.code else t.code end as code, t.name, t.kind, t.latitude, t.longitude, coalesce(t.postal_codes, '[]'::jsonb) as postal_codes,
       case when t.kind = 'region' then null when t.kind = 'departement' then t.code when t.code ~ '^9[78]' then left(t.code, 3) else left(t.code, 2) end as departement
     from last t, query
     order by t.normalized_name = query.plain desc, t.code = upper(:typed) desc, starts_with(t.normalized_name, query.plain) desc,
       word_similarity(query.plain, t.normalized_name) desc, t.population desc nulls last, t.code
     limit 10`,
    { typed },
  )
  return rows
}

/** Active terms of every vocabulary, in their order. */
export async function listVocabularies(host: Host): Promise<Record<string, unknown>> {
  const { rows } = await host.database.raw<{ rows: { vocabulary: string, terms: unknown }[] }>(
    `select v.vocabulary, jsonb_agg(jsonb_build_object(
       'code', v.code, 'label', v.label, 'label_en', v.label_en, 'color', v.color, 'icon', v.icon
     ) order by v.sort nulls last, v.label) as terms
     from vocabulary_terms v where v.status = 'active' group by v.vocabulary`,
  )
  return Object.fromEntries(rows.map(row => [row.vocabulary, row.terms]))
}
