import { createHash } from 'node:crypto'

/** One line as it is stored: hashes in hexadecimal, `text` is what the hash covers. */
export interface Line { chain: number, position: number, previous: string, hash: string, text: string }

/** A place of a chain: the number of its last line and the hash of it. */
export interface Place { position: number, hash: string }

/**
 * What is wrong with a line. `altered`: its hash is not that of its content; `unlinked`: it does not follow the line before
 * (the one before was rewritten, or lines were put in or moved); `removed`: lines `position` to `until` are missing;
 * `added`: lines after the end that the chain remembers.
 */
export interface Problem { chain: number, position: number, until?: number, problem: 'altered' | 'unlinked' | 'removed' | 'added' }

function hashOf(previous: string, text: string): string {
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(text).digest('hex')
}

/** Checks the lines of one chain, one after the other, from `start`; remembers nothing but the last line. */
export class ChainCheck {
  private readonly chain: number
  private last: Place

  constructor(chain: number, start: Place) {
    this.chain = chain
    this.last = start
  }

  /** The problems of the next line, in the order of positions. */
  next({ position, previous, hash, text }: Line): Problem[] {
    const problems: Problem[] = []
    const expected = this.last.position + 1
    if (position > expected) problems.push({ ...this.at(expected), until: position - 1, problem: 'removed' })
    else if (previous !== this.last.hash) problems.push({ ...this.at(position), problem: 'unlinked' })
    if (hashOf(previous, text) !== hash) problems.push({ ...this.at(position), problem: 'altered' })
    this.last = { position, hash }
    return problems
  }

  /** What the end that the chain remembers says of the last line seen. */
  end(head: Place): Problem[] {
    const { position, hash } = this.last
    if (position < head.position) return [{ ...this.at(position + 1), until: head.position, problem: 'removed' }]
    if (position > head.position) return [{ ...this.at(head.position + 1), until: position, problem: 'added' }]
    return hash === head.hash ? [] : [{ ...this.at(position), problem: 'altered' }]
  }

  private at(position: number) {
    return { chain: this.chain, position }
  }
}
