import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut, NODE } from '../../../../../extensions/workflow/src/rules/layout.ts'
import { shippedWorkflows } from '../../../../../schema/workflow/index.ts'
import { definition, state, transition } from '../../../schema/workflow/support.ts'

const graph = fc.integer({ min: 1, max: 30 }).chain(count => fc.array(fc.tuple(fc.integer({ min: 0, max: count - 1 }), fc.integer({ min: 0, max: count - 1 })), { maxLength: 60 }).map(edges => ({
  states: Array.from({ length: count }, (_, index) => state(`s${index}`, index === 0 ? 'initial' : 'ordinary')),
  transitions: edges.map(([from, to], index) => transition(`t${index}`, `s${from}`, `s${to}`)),
})))

describe('the drawing of a workflow', () => {
  it('goes from the beginning to the end', () => {
    const { nodes } = layOut(definition())
    const x = (key: string) => nodes.find(node => node.key === key)?.x ?? 0
    expect([x('a') < x('b'), x('b') < x('c')]).toEqual([true, true])
  })

  it('never puts a box on another, nor outside the sheet, whatever the workflow', () => {
    fc.assert(fc.property(graph, (said) => {
      const { nodes, width, height } = layOut(said)
      expect(nodes).toHaveLength(said.states.length)
      for (const [index, one] of nodes.entries()) {
        expect(one.x - NODE.width / 2 >= 0 && one.x + NODE.width / 2 <= width && one.y - NODE.height / 2 >= 0 && one.y + NODE.height / 2 <= height).toBe(true)
        for (const other of nodes.slice(index + 1)) expect(Math.abs(one.x - other.x) >= NODE.width || Math.abs(one.y - other.y) >= NODE.height).toBe(true)
      }
    }), { numRuns: 200 })
  })

  it('draws every transition once for each state that it leaves, and nothing that goes nowhere', () => {
    const { arrows } = layOut(definition(transition('back', ['b', 'c'], 'a'), transition('again', 'a', 'b'), transition('lost', 'a', 'nowhere'), transition('self', 'a', 'a')))
    expect(arrows.map(({ from, to, transitions }) => [from, to, transitions])).toEqual([['a', 'b', ['ab', 'again']], ['b', 'c', ['bc']], ['b', 'a', ['back']], ['c', 'a', ['back']]])
    expect(arrows.every(({ path }) => /^M[\d., C-]+$/.test(path))).toBe(true)
  })

  it('draws those of the product, and a hundred states, at once', () => {
    const started = performance.now()
    for (const { definition: said } of shippedWorkflows) expect(layOut(said)).toEqual(layOut(said))
    const many = { states: Array.from({ length: 100 }, (_, index) => state(`s${index}`, index === 0 ? 'initial' : 'ordinary')), transitions: Array.from({ length: 300 }, (_, index) => transition(`t${index}`, `s${index % 100}`, `s${(index * 7 + 1) % 100}`)) }
    expect(layOut(many).nodes).toHaveLength(100)
    expect(performance.now() - started).toBeLessThan(1500)
  })

  it('is empty when there is nothing to draw', () => {
    expect(layOut({ states: [], transitions: [] }).nodes).toEqual([])
  })
})
