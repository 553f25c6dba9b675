import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChainCheck } from '../../../../cli/journal/chain.ts'
import type { Line, Problem } from '../../../../cli/journal/chain.ts'

const START = { position: 0, hash: '00' }

function chainOf(texts: readonly string[]): Line[] {
  let previous = START.hash
  return texts.map((text, index) => {
    const hash = createHash('sha256').update(Buffer.from(previous, 'hex')).update(text).digest('hex')
    const line = { chain: 3, position: index + 1, previous, hash, text }
    previous = hash
    return line
  })
}

function problemsOf(lines: readonly Line[], whole: readonly Line[]): Problem[] {
  const check = new ChainCheck(3, START)
  const found = lines.flatMap(line => check.next(line))
  const last = whole.at(-1)
  return [...found, ...check.end(last ? { position: last.position, hash: last.hash } : START)]
}

const someTexts = fc.array(fc.string(), { minLength: 2, maxLength: 20 })

describe('the check of a chain', () => {
  it('finds nothing in a chain as it was written', () => {
    fc.assert(fc.property(fc.array(fc.string()), texts => problemsOf(chainOf(texts), chainOf(texts)).length === 0))
  })

  it('names the one line whose text changed', () => {
    fc.assert(fc.property(someTexts, fc.nat(), fc.string(), (texts, at, text) => {
      const whole = chainOf(texts)
      const index = at % whole.length
      fc.pre(whole[index]?.text !== text)
      const found = problemsOf(whole.map((line, place) => place === index ? { ...line, text } : line), whole)
      expect(found).toEqual([{ chain: 3, position: index + 1, problem: 'altered' }])
    }))
  })

  it('names the lines that are missing, the last ones too', () => {
    fc.assert(fc.property(someTexts, fc.nat(), (texts, at) => {
      const whole = chainOf(texts)
      const index = at % whole.length
      const found = problemsOf(whole.filter((_, place) => place !== index), whole)
      expect(found).toEqual([{ chain: 3, position: index + 1, until: index + 1, problem: 'removed' }])
    }))
  })

  it('finds a change that rewrites every hash after it, by the end that was kept', () => {
    fc.assert(fc.property(someTexts, fc.nat(), (texts, at) => {
      const index = at % texts.length
      const forged = chainOf(texts.map((text, place) => place === index ? `${text}!` : text))
      expect(problemsOf(forged, chainOf(texts))).toEqual([{ chain: 3, position: texts.length, problem: 'altered' }])
    }))
  })
})
