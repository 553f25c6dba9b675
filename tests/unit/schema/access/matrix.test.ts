import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { RELATIONS, reachesRow, renderAccessMatrix } from '../../../../docs/scripts/access-matrix.ts'

describe('the access matrix', () => {
  it('is the one that the declarations give', () => {
    const written = readFileSync(new URL('../../../../docs/access-matrix.md', import.meta.url), 'utf8')

    expect(written, 'run node docs/scripts/access-matrix.ts').toBe(renderAccessMatrix())
  })

  it.each([
    ['adviser', 'people', 'own', true], ['adviser', 'people', 'same', false], ['adviser', 'people', 'expired', false],
    ['manager', 'people', 'same', true], ['manager', 'people', 'other', false], ['manager', 'people', 'former', false],
    ['beneficiary', 'actions', 'own', true], ['beneficiary', 'actions', 'withheld', false],
    ['partner', 'referrals', 'own', true], ['partner', 'referrals', 'withheld', false], ['partner', 'referrals', 'expired', false], ['partner', 'people', 'own', false],
    ['configurator', 'people', 'own', false], ['steering', 'people', 'own', false],
  ] as const)('lets the %s read %s that are « %s »: %s', (audience, collection, relation, expected) => {
    expect(reachesRow(audience, collection, 'read', RELATIONS[relation].tie)).toBe(expected)
  })
})
