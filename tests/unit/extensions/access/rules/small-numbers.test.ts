import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collections } from '../../../../../schema/index.ts'
import { LEAST_TOLD, addUp, leastTold, tell, tellPart, tellPeriod, tellRow, tellRuns } from '../../../../../extensions/access/src/rules/small-numbers.ts'

/** Every series of `size` numbers up to `most`. */
function series(size: number, most: number): number[][] {
  return size === 0 ? [[]] : series(size - 1, most).flatMap(rest => Array.from({ length: most + 1 }, (_, value) => [...rest, value]))
}

/**
 * Somebody who knows the rule and sees what is published: for each answer, what each number may be. Hidden ones that can
 * be one thing only are found.
 */
function deduced<Published>(all: readonly number[][], publish: (counts: number[]) => Published, hiddenIn: (published: Published) => number[]): string[] {
  const alike = Map.groupBy(all, counts => JSON.stringify(publish(counts)))
  return [...alike].flatMap(([said, tables]) => {
    const [first] = tables
    return first ? hiddenIn(publish(first)).filter(index => new Set(tables.map(table => table[index])).size < 2).map(index => `${index} of ${said}: ${first.join(' ')}`) : []
  })
}

describe('who is told small numbers', () => {
  it.each([['admin', 'cases', 1], ['manager', 'cases', 1], ['configurator', 'organizations', 1], ['steering', 'offers', 1], ['configurator', 'cases', LEAST_TOLD], ['public', 'cases', LEAST_TOLD]] as const)('%s of %s: from %d', (audience, collection, least) => {
    expect(leastTold(audience, collection)).toBe(least)
  })

  it('steering and configurators, of nothing that is in a file', () => {
    for (const { collection } of Object.values(collections).filter(({ domain }) => domain === 'cases')) expect([collection, leastTold('steering', collection), leastTold('configurator', collection)]).toEqual([collection, LEAST_TOLD, LEAST_TOLD])
  })
})

describe('a number', () => {
  it.each([[0, 0], [1, null], [4, null], [5, 5]])('%d is told as %s', (count, told) => {
    expect(tell(count, LEAST_TOLD)).toBe(told)
  })

  it('that is part of another does not tell the rest of it', () => {
    const pairs = series(2, 24).filter(([part = 0, whole = 0]) => part <= whole)
    const publish = ([part = 0, whole = 0]: number[]) => [tellPart(part, whole, LEAST_TOLD), tell(whole, LEAST_TOLD)]

    expect(deduced(pairs, publish, said => said.flatMap((one, index) => (one === null ? [index] : [])))).toEqual([])
    for (const [part = 0, whole = 0] of pairs) {
      if (tellPart(part, whole, LEAST_TOLD) !== null) for (const count of [part, whole - part]) expect(count === 0 || count >= LEAST_TOLD).toBe(true)
    }
  })
})

describe('a total', () => {
  it('is the sum of what is told, says when it is not whole, and is never a zero that hides something', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.nat(40))), (parts) => {
      const { count, isPartial } = addUp(parts)
      const told = parts.filter(part => part !== null)
      expect(count ?? 0).toBe(told.reduce((sum, part) => sum + part, 0))
      if (told.length < parts.length) expect(count === null ? isPartial : !isPartial || count === 0).toBe(false)
      else expect(isPartial).toBe(false)
    }))
  })

  it('says nothing of a hidden cell, whatever the tables and whoever adds them up: the same answer for every value of it', () => {
    const cell = fc.nat(30)
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 4 }), fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 }), (table, others) => {
      const published = (rows: number[][]) => {
        const told = rows.map(row => row.map(count => tell(count, LEAST_TOLD)))
        return { told, columns: [0, 1, 2].map(column => addUp(told.map(row => row[column] ?? null))), rows: told.map(addUp), parts: told.map((_, skipped) => addUp(told.filter((_row, index) => index !== skipped).flat())) }
      }
      const other = table.map((row, line) => row.map((count, column) => (count > 0 && count < LEAST_TOLD ? others[line * 3 + column] ?? 1 : count)))
      expect(published(other)).toEqual(published(table))
    }))
  })
})

describe('a row whose total is known', () => {
  it.each([[2, 24], [3, 16], [4, 9], [5, 6], [6, 5], [7, 3]])('of %d numbers leaves two values or more to each that is hidden', (size, most) => {
    // Up to what the largest numbers allow: beyond, the end of the enumeration would tell.
    const rows = series(size, most)
    const publish = (counts: number[]) => ({ ...tellRow(counts, LEAST_TOLD), known: counts.reduce((sum, count) => sum + count, 0) })
    const inside = ({ cells, known }: ReturnType<typeof publish>) => (tell(known, LEAST_TOLD) === null || known > most + LEAST_TOLD - 1 ? [] : cells.flatMap((cell, index) => (cell === null ? [index] : [])))

    expect(deduced(rows, publish, inside)).toEqual([])
  })

  it('tells each that is large enough when nothing is hidden, and all to whoever reads the rows', () => {
    expect(tellRow([0, 7, 12], LEAST_TOLD)).toEqual({ cells: [0, 7, 12], total: 19 })
    expect(tellRow([1, 7, 0], 1)).toEqual({ cells: [1, 7, 0], total: 8 })
  })

  it('never leaves few together among those that are hidden', () => {
    expect(tellRow([11, 1, 2], LEAST_TOLD)).toEqual({ cells: [null, null, null], total: 14 })
    for (const counts of series(4, 9)) {
      const { cells, total } = tellRow(counts, LEAST_TOLD)
      const hidden = counts.filter((_, index) => cells[index] === null).reduce((sum, count) => sum + count, 0)
      if (total !== null && cells.includes(null)) expect(hidden).toBeGreaterThanOrEqual(LEAST_TOLD)
    }
  })

  it('of as many numbers as there are records does not tell that each is one, whatever else tells how many they are', () => {
    expect(tellRow([1, 1, 1, 1, 1, 0], LEAST_TOLD)).toEqual({ cells: [null, null, null, null, null, null], total: null })
    expect(tellRow([3, 0, 2, 0, 0, 0], LEAST_TOLD).cells).toEqual(tellRow([1, 1, 1, 1, 1, 0], LEAST_TOLD).cells)
    expect(tellRow([5, 0, 0, 0, 0, 0], LEAST_TOLD)).toEqual({ cells: [5, 0, 0, 0, 0, 0], total: 5 })
  })

  it('hides the smallest of the others beside a single small one', () => {
    expect(tellRow([3, 20, 9, 0], LEAST_TOLD)).toEqual({ cells: [null, 20, null, 0], total: 32 })
  })
})

describe('a series', () => {
  const MOST = 12

  it('cut into runs leaves two values or more to each month of them, whatever periods are asked', () => {
    const publish = (counts: number[]) => tellRuns(counts, LEAST_TOLD)
    const inside = (runs: ReturnType<typeof publish>) => runs.filter(({ from, until, count }) => count === null || (until - from > 1 && count <= MOST)).flatMap(({ from, until }) => Array.from({ length: until - from }, (_, index) => from + index))

    expect(deduced(series(4, MOST), publish, inside)).toEqual([])
  })

  it('is told to any two periods as sums of the same runs', () => {
    const month = fc.nat(9)
    fc.assert(fc.property(fc.array(month, { minLength: 12, maxLength: 12 }), fc.nat(11), fc.integer({ min: 1, max: 12 }), (counts, from, until) => {
      const runs = tellRuns(counts, LEAST_TOLD)
      for (const run of tellPeriod(runs, from, until)) {
        if (run.count === null) continue
        expect(runs).toContainEqual(run)
        expect(run.count === 0 || run.count >= LEAST_TOLD).toBe(true)
        expect(counts.slice(run.from, run.until).reduce((sum, count) => sum + count, 0)).toBe(run.count)
      }
    }))
  })

  it('is told month by month to whoever reads the rows', () => {
    expect(tellRuns([1, 0, 4], 1).map(({ count }) => count)).toEqual([1, 0, 4])
  })
})
