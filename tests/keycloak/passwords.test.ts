import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PASSWORD, addPerson, answerOf, demand, enterPortal, operator, refresh } from './realm.ts'
import { Visitor } from './visitor.ts'
import type { Person } from './visitor.ts'

const LONGEST = 128
const FAILURES = 5

/** What the operator gets when giving somebody a password. */
const give = async (person: Person, value: string) => (await operator(`/relais/users/${person.id}/reset-password`, 'PUT', { type: 'password', value, temporary: false })).status

async function fail(person: Person, times: number): Promise<string> {
  const visitor = new Visitor()
  let stop = await visitor.arrive(demand().url)
  for (let attempt = 0; attempt < times; attempt += 1) stop = await visitor.send(stop, { username: person.username, password: 'pas la bonne' })
  return stop.html
}

/** Opens the page where a person signed in changes their password, and answers what it asks first. */
async function changePassword(visitor: Visitor, person: Person, value: string) {
  const asked = await visitor.signIn(demand({ kc_action: 'UPDATE_PASSWORD' }).url, person)
  const done = await visitor.send(asked, { 'password-new': value, 'password-confirm': value, 'logout-sessions': 'on' })
  return { asked, done }
}

describe('the policy of passwords', () => {
  it.each([
    ['under twelve characters', 'une phrase'],
    ['over 128', 'a'.repeat(LONGEST + 1)],
    ['the identifier', 'mots-de-passe'],
    ['the e-mail address', 'mots-de-passe@ailleurs.example'],
    ['the one just used', PASSWORD],
  ])('refuses %s', async (name, value) => {
    const person = await addPerson('mots-de-passe', ['beneficiary'])
    const status = await give(person, value)
    await operator(`/relais/users/${person.id}`, 'DELETE')

    expect([name, status]).toEqual([name, 400])
  })

  it('accepts long ones without a rule of composition, and keeps every character', async () => {
    const person = await addPerson('mot-de-passe-long', ['beneficiary'])
    const long = 'é a'.repeat(LONGEST).slice(0, LONGEST)
    const status = await give(person, long)
    const whole = await enterPortal({ ...person, password: long })
    const cut = await enterPortal({ ...person, password: long.slice(0, -1) })

    expect(status).toBe(204)
    expect([cut.tokens.access_token === '', whole.tokens.access_token === '']).toEqual([true, false])
  })

  it('keeps them by a slow hash', async () => {
    const person = await addPerson('mot-de-passe-garde', ['beneficiary'])
    const credentials = z.array(z.object({ type: z.string(), credentialData: z.string() })).parse((await operator(`/relais/users/${person.id}/credentials`)).body)

    expect(credentials.map(({ type }) => type)).toEqual(['password'])
    expect(JSON.parse(credentials[0]?.credentialData ?? '{}')).toMatchObject({ algorithm: 'argon2', additionalParameters: { memory: ['7168'], type: ['id'] } })
  })
})

describe('changing a password', () => {
  it('asks for the present one, however recent the sign-in, and ends the other sessions', async () => {
    const person = await addPerson('changement', ['beneficiary'])
    const elsewhere = await enterPortal(person)
    const { visitor } = await enterPortal(person)
    // Recent is counted in whole seconds.
    await new Promise(resolve => setTimeout(resolve, 1_500))
    const { asked, done } = await changePassword(visitor, person, 'une autre grande phrase')
    const renewed = await refresh(elsewhere.visitor, elsewhere.tokens.refresh_token)
    // The right one first: Keycloak makes whoever has just failed wait.
    const recent = await enterPortal({ ...person, password: 'une autre grande phrase' })
    const old = await enterPortal(person)

    expect(asked.steps).toEqual(['password'])
    expect(asked.asked).toBe('new-password')
    expect(answerOf(done).get('kc_action_status')).toBe('success')
    expect(renewed.status).toBe(400)
    expect([old.tokens.access_token === '', recent.tokens.access_token === '']).toEqual([true, false])
  })
})

describe('guessing passwords', () => {
  it('closes the account after five failures, even to the right one', async () => {
    const person = await addPerson('devine', ['beneficiary'])
    await fail(person, FAILURES)
    const right = await enterPortal(person)
    await operator(`/relais/attack-detection/brute-force/users/${person.id}`, 'DELETE')
    const later = await enterPortal(person)

    expect([right.tokens.access_token === '', later.tokens.access_token === '']).toEqual([true, false])
    expect(right.stop.asked).toBe('password')
  })

  it('counts wrong codes as well', async () => {
    const person = await addPerson('devine-code', ['adviser'])
    await enterPortal(person)
    const visitor = new Visitor()
    let stop = await visitor.send(await visitor.arrive(demand().url), { username: person.username, password: person.password })
    for (let attempt = 0; attempt < FAILURES; attempt += 1) stop = await visitor.send(stop, { otp: '000000' })
    const right = await enterPortal(person)

    expect(right.tokens.access_token).toBe('')
  })
})
