/** A run of text that is the same on both sides, or only on this one. */
export interface DiffPart { text: string, changed: boolean }
export interface WordDiff { before: DiffPart[], after: DiffPart[] }

/** Beyond this many comparisons the middle is shown as wholly replaced: a reader could not follow more anyway. */
const MAX_COMPARISONS = 4_000_000

/** Compares two texts word by word, keeping every space and line break. */
export function diffWords(before: string, after: string): WordDiff {
  const left = tokenize(before)
  const right = tokenize(after)
  const start = commonPrefix(left, right)
  const end = commonSuffix(left, right, start)
  const middle = compareMiddle(left.slice(start, left.length - end), right.slice(start, right.length - end))
  const head = left.slice(0, start).map(same)
  const tail = left.slice(left.length - end).map(same)
  return {
    before: join([...head, ...middle.before, ...tail]),
    after: join([...head, ...middle.after, ...tail]),
  }
}

function tokenize(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []
}

function same(text: string): DiffPart {
  return { text, changed: false }
}

function commonPrefix(left: string[], right: string[]): number {
  const limit = Math.min(left.length, right.length)
  let count = 0
  while (count < limit && left[count] === right[count]) count++
  return count
}

function commonSuffix(left: string[], right: string[], start: number): number {
  const limit = Math.min(left.length, right.length) - start
  let count = 0
  while (count < limit && left[left.length - 1 - count] === right[right.length - 1 - count]) count++
  return count
}

function compareMiddle(left: string[], right: string[]): WordDiff {
  if (left.length * right.length > MAX_COMPARISONS) {
    return { before: left.map(changed), after: right.map(changed) }
  }
  const lengths = longestCommonLengths(left, right)
  const width = right.length + 1
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0
  const result: WordDiff = { before: [], after: [] }
  let row = 0
  let column = 0
  while (row < left.length || column < right.length) {
    const mine = left[row]
    const theirs = right[column]
    if (mine !== undefined && mine === theirs) {
      result.before.push(same(mine))
      result.after.push(same(mine))
      row++
      column++
    }
    else if (mine !== undefined && (theirs === undefined || at(row + 1, column) >= at(row, column + 1))) {
      result.before.push(changed(mine))
      row++
    }
    else if (theirs !== undefined) {
      result.after.push(changed(theirs))
      column++
    }
  }
  return result
}

/** Length of the longest common subsequence of the ends of both lists, for every pair of starts. */
function longestCommonLengths(left: string[], right: string[]): Uint16Array {
  const width = right.length + 1
  const lengths = new Uint16Array((left.length + 1) * width)
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      lengths[row * width + column] = left[row] === right[column]
        ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
        : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0)
    }
  }
  return lengths
}

function changed(text: string): DiffPart {
  return { text, changed: true }
}

/** A shorter run than this between two changes is read with them: islands of two letters only make a text harder to read. */
const SHORTEST_ISLAND = 5

/** Glues neighbours together, and the small islands between two changes to them. */
function join(parts: DiffPart[]): DiffPart[] {
  const runs = merge(parts)
  return merge(runs.map((run, index) => {
    const isIsland = !run.changed && run.text.length < SHORTEST_ISLAND && index > 0 && index < runs.length - 1
    return isIsland ? changed(run.text) : run
  }))
}

function merge(parts: DiffPart[]): DiffPart[] {
  const runs: DiffPart[] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (last && last.changed === part.changed) last.text += part.text
    else runs.push({ ...part })
  }
  return runs
}
