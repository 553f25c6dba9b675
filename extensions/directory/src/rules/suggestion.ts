import { normalizeWords, wordsOf } from '@relais/schema/names'
import type { Criteria } from './search-params.ts'
import { OPEN_OFFER, isShown } from './search-sql.ts'
import type { Statement } from './search-sql.ts'

const LEAST_LETTERS = 4
const MOST_WORDS = 6
const WORD = /[\p{L}\p{M}\p{N}]+/gu

/** For each word that no title has: the word that looks the most like it, with its accents, among the titles that the same search can find. */
export function suggestionStatement(criteria: Criteria, typed: string): Statement {
  const { visibilities, statuses, viewer } = criteria
  return {
    sql: `with said as (
        select distinct word from (
          select o.title as line from offers o join organizations g on g.id = o.organization where ${OPEN_OFFER} and ${isShown(criteria)}
          union all select g.name from organizations g where ${isShown(criteria)}
        ) lines, regexp_split_to_table(lower(line), '\\W+') as word
        where length(word) >= ${LEAST_LETTERS}
      ), known as materialized (select word, relais_normalize(word) as plain from said)
      select typed.word, near.word as near
      from unnest(cast(:typed as text[])) as typed (word)
      left join lateral (
        select known.word from known where similarity(known.plain, typed.word) >= 0.35 order by similarity(known.plain, typed.word) desc, known.word limit 1
      ) near on true
      where not exists (select 1 from known where known.plain = typed.word or to_tsvector('french', known.plain) @@ plainto_tsquery('french', typed.word))`,
    bindings: { visibilities, statuses, ...(viewer && { viewer }), typed: wordsOf(typed).filter(word => word.length >= LEAST_LETTERS).slice(0, MOST_WORDS) },
  }
}

/** What was typed with some of its words replaced; null when none is. */
export function correctedBy(typed: string, nearest: ReadonlyMap<string, string>): string | null {
  const corrected = typed.replaceAll(WORD, word => nearest.get(normalizeWords(word)) ?? word)
  return normalizeWords(corrected) === normalizeWords(typed) ? null : corrected
}
