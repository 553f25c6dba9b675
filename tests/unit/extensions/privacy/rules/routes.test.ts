import { describe, expect, it } from 'vitest'
import { collectionOf, givesFiles, mayAnswerAbout, mayTellOfPeople, organizationAsked, partSeen, pathOf } from '../../../../../extensions/privacy/src/rules/routes.ts'

describe('what an answer shows of a file, by its address', () => {
  it.each([
    ['/items/needs/1', 'needs'], ['/relais/history/people/1', 'people'], ['/relais/directory/partner/referrals', 'referrals'], ['/relais/cases/referrals/1/answer', 'referrals'],
    ['/relais/cases/mine', 'cases'], ['/relais/cases/1/notes', 'cases'], ['/relais/cases/transfers', 'transfers'], ['/relais/workflow/referrals/1/transitions', 'referrals'],
    ['/relais/workflow/states', undefined], ['/relais/casesx', undefined],
  ])('%s: %s', (path, collection) => {
    expect(collectionOf(path)).toBe(collection)
  })

  it.each([['directory/partner', 'referrals'], ['cases/mine', 'cases'], ['people', 'people'], ['directory/proposals', 'directory/proposals'], ['', '']])('of an older line, « %s »: %s', (written, part) => {
    expect(partSeen(written)).toBe(part)
  })
})

describe('an address', () => {
  it.each([
    ['/Relais/Directory/Proposals?status=pending', '/relais/directory/proposals'], ['/RELAIS/cases/transfers', '/relais/cases/transfers'],
    ['/assets/%36c16', '/assets/6c16'], ['/ASSETS/ABC', '/assets/abc'], ['/items/people/%E0%A4%A', '/items/people/%e0%a4%a'],
  ])('%s is read as %s', (address, path) => {
    expect(pathOf(address)).toBe(path)
  })

  it('tells of people, of one or of files, however it is written', () => {
    expect(mayTellOfPeople(pathOf('/RELAIS/directory/partner/Referrals'))).toBe(true)
    expect(mayAnswerAbout(pathOf('/Relais/Forms/cases/1/counts'))).toBe(true)
    expect(mayAnswerAbout(pathOf('/relais/directory/search'))).toBe(false)
    expect([givesFiles(pathOf('/ASSETS/1')), givesFiles(pathOf('/assets')), givesFiles(pathOf('/assetsx'))]).toEqual([true, true, false])
  })
})

describe('row 22: the organisation for which a partner reads what it received', () => {
  const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

  it.each([
    ['/relais/directory/partner/referrals', id.toUpperCase(), { organization: id }],
    ['/relais/directory/partner/referrals', [id, id], {}], ['/relais/directory/partner/referrals', 'Alix Essai', {}], ['/relais/directory/partner/referrals', undefined, {}],
    ['/relais/cases/files', id, {}], ['/relais/directory/partner/referralsx', id, {}],
  ])('of %s asked with %j', (path, asked, expected) => {
    expect(organizationAsked(path, asked)).toEqual(expected)
  })
})
