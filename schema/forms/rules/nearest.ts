/** The candidate that looks most like a mistyped word, if one is close enough to be offered. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const typed = fold(word)
  const [best] = candidates.map(candidate => ({ candidate, distance: distance(typed, fold(candidate)) })).sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(1, Math.floor(typed.length / 3)) ? best.candidate : null
}

const MAX_WORD = 64

const fold = (word: string): string => word.normalize('NFD').replace(/[\u0300-\u036F]/g, '').toLowerCase().slice(0, MAX_WORD)

/** How many letters must change to make one word the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + Number(letter !== other)))
    }
    row = next
  }
  return row[b.length] ?? b.length
}
