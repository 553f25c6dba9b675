import { normalizeWords, wordsOf } from '@relais/schema/names'
import type { Criteria } from './search-params.ts'
import { ENTRIES, readable } from './search-sql.ts'
import type { Statement } from './search-sql.ts'

const LEAST_LETTERS = 4
/** Longer words are no slip of the finger: one letter of Unicode may be taken apart into eighteen, and the database compares no more than 255. */
const MOST_LETTERS = 60
/** From here on a word may have two mistakes. */
const LONG_WORD = 8
const MOST_WORDS = 6
const MOST_NEAR = 5
/** Words that are looked at, for one typed, before those that the reader does not find are left out. */
const MOST_READ = 40
const WORD = /[\p{L}\p{M}\p{N}]+/gu

const letters = (word: string) => `(select string_agg(letter, '' order by letter) from regexp_split_to_table(${word}, '') as letter)`

/**
 * For each word typed that the reader finds nowhere: the nearest words of what the reader finds, with their accents. `is_meant` when they are a
 * mistake away (one letter, two in a long word, or as many swapped) or begin with it; else they only look like it.
 */
export function suggestionStatement(criteria: Criteria, typed: string): Statement {
  const { visibilities, statuses, viewer } = criteria
  return {
    sql: `select typed.word, near.words as near, near.is_meant
      from (select word, case when length(word) < ${LONG_WORD} then 1 else 2 end as most from unnest(cast(:typed as text[])) as word) typed
      cross join lateral (
        select array_agg(best.word order by best.far, best.alike desc, best.word) as words, best.is_meant from (
          select known.*, min(known.rank) over () as first_rank from (
            select k.word, k.far, k.alike, k.rank, k.rank < 2 as is_meant from (
              select w.word, d.far, similarity(w.plain, typed.word) as alike,
                case when d.far <= typed.most or d.far <= 2 * typed.most and ${letters('w.plain')} = ${letters('typed.word')} then 0 when w.plain like typed.word || '%' then 1 else 2 end as rank
              from relais_private.search_words w, lateral (select levenshtein_less_equal(left(w.plain, ${2 * MOST_LETTERS}), typed.word, 2 * typed.most) as far offset 0) d
            ) k
            where k.rank < 2 or k.alike >= 0.35
            order by k.rank, k.far, k.alike desc limit ${MOST_READ}
          ) known
          where exists (select 1 from ${ENTRIES} where e.spelt @> array[known.word] and ${readable(criteria)})
          order by known.rank, known.far, known.alike desc, known.word limit ${MOST_NEAR}
        ) best
        where best.rank = best.first_rank group by best.is_meant
      ) near
      where numnode(plainto_tsquery('french', typed.word)) > 0 and not exists (select 1 from ${ENTRIES} where e.words @@ plainto_tsquery('french', typed.word) and ${readable(criteria)})`,
    bindings: { visibilities, statuses, ...viewer && { viewer }, typed: [...new Set(wordsOf(typed))].filter(({ length }) => length >= LEAST_LETTERS && length <= MOST_LETTERS).slice(0, MOST_WORDS) },
  }
}

/** What was typed with some of its words replaced; null when none is. */
export function correctedBy(typed: string, nearest: ReadonlyMap<string, string>): string | null {
  const corrected = typed.replaceAll(WORD, word => nearest.get(normalizeWords(word)) ?? word)
  return normalizeWords(corrected) === normalizeWords(typed) ? null : corrected
}
