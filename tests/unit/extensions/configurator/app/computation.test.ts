import { describe, expect, it } from 'vitest'
import { COMPUTATIONS, lengthOf, pickComputation, startComputation, termsFor, writtenComputation } from '../../../../../extensions/configurator/src/app/computation.ts'
import type { RuleField } from '../../../../../schema/forms/rules/index.ts'

const label = (fr: string) => ({ fr, en: fr })
const fields: RuleField[] = [
  { name: 'x_lits', label: label('Lits'), type: 'number' }, { name: 'function', label: label('Fonction'), type: 'text' }, { name: 'city', label: label('Commune'), type: 'text' },
  { name: 'birth_date', label: label('Naissance'), type: 'date' }, { name: 'opened_on', label: label('Ouvert le'), type: 'date' }, { name: 'needs', label: label('Besoins'), type: 'rows' },
]

describe('a computation by pickers', () => {
  it.each(['', 'x_lits + 2', 'x_lits - 2 - x_lits', 'x_lits * 2', 'x_lits / 2', 'this.function + " " + city', 'age(birth_date)', 'days_between(birth_date, opened_on)', 'count(needs)'])('gives back « %s »', (text) => {
    const picked = pickComputation(text)
    expect(picked && writtenComputation(picked)).toBe(text)
  })

  it.each(['x_lits + 2 * 3', 'city + "!"', 'round(x_lits)', 'x_lits +', '(x_lits + 1) * 2', 'age("2020-01-01")'])('leaves « %s » to the text', (text) => {
    expect(pickComputation(text)).toBeNull()
  })

  it('starts with terms that suit it, and reads as a rule whatever is picked', () => {
    for (const kind of COMPUTATIONS) {
      const started = startComputation(kind, { kind: 'none', terms: [] }, termsFor(kind, fields, 'x_total'))
      expect(started.terms).toHaveLength(lengthOf(kind).min)
      expect(pickComputation(writtenComputation(started))).toEqual(started)
    }
    expect(termsFor('sum', fields, 'x_lits')).toEqual([])
  })
})
