import { describe, expect, it } from 'vitest'
import { doorOf } from '../../../../../extensions/privacy/src/rules/visits.ts'
import { collectionOf, givesFiles, mayTellOfPeople, pathOf } from '../../../../../extensions/privacy/src/rules/routes.ts'

const token = (payload: object) => `x.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.y`

describe('the door of a request', () => {
  it('is the portal, the Studio or another client', () => {
    expect(doorOf(token({ azp: 'relais-portal', sid: 's' }), 'u').channel).toBe('portal')
    expect(doorOf(token({ session: 's' }), 'u').channel).toBe('studio')
    expect(doorOf(token({ azp: 'relais-cli' }), 'u').channel).toBe('api')
    expect(doorOf('static-token', 'u').channel).toBe('api')
    expect(doorOf(undefined, 'u').channel).toBe('api')
  })

  it('gives a session the same name, which does not contain it', () => {
    const first = doorOf(token({ azp: 'relais-portal', sid: 'my-session' }), 'u')
    expect(doorOf(token({ azp: 'relais-portal', sid: 'my-session', iat: 2 }), 'u')).toEqual(first)
    expect(doorOf(token({ azp: 'relais-portal', sid: 'my-session' }), 'v')).not.toEqual(first)
    expect(first.session).not.toContain('my-session')
  })
})

describe('an address', () => {
  it('says whether its answer may be about people', () => {
    expect(['/relais/cases/mine', '/relais/history/people/x', '/relais/directory/partner/referrals', '/relais/directory/proposals'].every(mayTellOfPeople)).toBe(true)
    expect(['/relais/identity/me', '/relais/forms', '/relais/home', '/relais/directory/search', '/relais/directory/partner', '/items/people', '/server/ping'].some(mayTellOfPeople)).toBe(false)
  })

  it('is kept without what was asked of it', () => {
    expect(pathOf('/items/people?search=Essai')).toBe('/items/people')
    expect(collectionOf('/items/people/1')).toBe('people')
    expect(givesFiles('/assets/00000000-0000-4000-8000-000000000001/photo.png')).toBe(true)
    expect(givesFiles('/files/x')).toBe(false)
  })
})
