import { describe, expect, it } from 'vitest'
import { realmRoles } from '../../seeds/identity/realm.ts'
import { answerOf, addPerson, demand, enterPortal } from './realm.ts'
import { Visitor, codeOf, nextCode, periodNow } from './visitor.ts'
import type { Person } from './visitor.ts'

const PROFESSIONS = Object.values(realmRoles).filter(role => role !== realmRoles.beneficiary)
const KEY_BITS = 112

async function atTheCode(person: Person) {
  const visitor = new Visitor()
  const password = await visitor.arrive(demand().url)
  const stop = await visitor.send(password, { username: person.username, password: person.password })
  return { visitor, stop }
}

describe('a second factor', () => {
  it.each([...PROFESSIONS.map(role => [role, [role]] as const), ['nobody', []] as const, ['both followed and partner', ['beneficiary', 'partner']] as const])(
    'is set up at the first sign-in of somebody who is %s, and asked at the next', async (name, groups) => {
      const person = await addPerson(`facteur-${name.replaceAll(' ', '-')}`, [...groups])
      const first = await enterPortal(person)
      const second = await enterPortal(person)

      expect(first.stop.steps).toEqual(['password', 'set-up'])
      expect(second.stop.steps).toEqual(['password', 'code'])
      expect(second.tokens.access_token).not.toBe('')
    })

  it('is not imposed on the people followed, and is asked of those who chose it', async () => {
    const person = await addPerson('facteur-au-choix', ['beneficiary'])
    const before = await enterPortal(person)
    const chosen = await new Visitor().signIn(demand({ kc_action: 'CONFIGURE_TOTP' }).url, person)
    const after = await enterPortal(person)

    expect(before.stop.steps).toEqual(['password'])
    expect(chosen.steps).toEqual(['password', 'set-up'])
    expect(after.stop.steps).toEqual(['password', 'code'])
  })

  it('cannot be left out: the page of the code gives nothing else', async () => {
    const person = await addPerson('facteur-contourne', ['adviser'])
    const { visitor, stop } = await atTheCode(person)
    const around = await visitor.arrive(demand({ prompt: 'none' }).url)

    expect(stop.asked).toBe('set-up')
    expect(answerOf(around).get('error')).toBe('login_required')
    expect(answerOf(around).get('code')).toBeNull()
  })

  it('refuses a code that served, a code of two minutes ago and a code invented', async () => {
    const person = await addPerson('facteur-codes', ['manager'])
    await enterPortal(person)
    const { visitor, stop } = await atTheCode(person)
    const used = nextCode(person)
    const entered = await visitor.send(stop, { otp: used })
    const again = await atTheCode(person)
    const replayed = await again.visitor.send(again.stop, { otp: used })
    const old = await again.visitor.send(replayed, { otp: codeOf(person.secret ?? '', periodNow() - 4) })

    expect(answerOf(entered).get('code')).not.toBeNull()
    expect([replayed.asked, old.asked]).toEqual(['code', 'code'])
    expect((await again.visitor.send(old, { otp: '000000' })).asked).toBe('code')
  })

  it('has six digits, from a key drawn at random for each person', async () => {
    const people = [await addPerson('facteur-cle-1', ['adviser']), await addPerson('facteur-cle-2', ['adviser'])]
    const keys = await Promise.all(people.map(async person => (await atTheCode(person)).stop.form.fields.totpSecret ?? ''))

    expect(new Set(keys).size).toBe(2)
    for (const key of keys) expect(key.length * Math.log2(62)).toBeGreaterThanOrEqual(KEY_BITS)
    expect(codeOf(keys[0] ?? '', periodNow())).toMatch(/^\d{6}$/)
  })
})
