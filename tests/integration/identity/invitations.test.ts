import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { drawToken, hashToken } from '../../../extensions/identity/src/rules/invitation.ts'
import { roleIds } from '../../../schema/access/index.ts'
import { findAccount } from '../../../seeds/identity/accounts.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import type { ApiBody, Answer, Call } from '../../support/stack.ts'
import { aCase, aPerson } from '../directory/world.ts'
import { bearer, mint } from './mint.ts'

const CreatedSchema = z.object({ data: z.object({ id: z.uuid(), token: z.string(), url: z.string(), expires_at: z.string() }) })
const idOf = (name: string): string => findAccount(name)?.id ?? ''
const strangers: string[] = []
let structure: string
let mine: string
let elsewhere: string
const personName = 'Invitée-Dossier'

let person: string

/** Somebody whom the identity provider knows and Relais does not. */
function stranger(): string {
  const sub = randomUUID()
  strangers.push(sub)
  return sub
}

const invite = (as: string, body: unknown) => call('/relais/identity/invitations', { as, method: 'POST', body })
const created = (answer: Answer) => CreatedSchema.parse(answer.body).data
const partnerInvitation = (overrides = {}) => ({ audience: 'partner', organization: mine, right: 'editor', ...overrides })
const view = (token: unknown) => call('/relais/identity/invitations/view', { method: 'POST', body: { token } })
const tokenFrom = async (as: string, body: unknown) => created(await invite(as, body)).token

async function accept(sub: string, invitation: unknown, claims = {}): Promise<Answer<ApiBody>> {
  const options: Call = { method: 'POST', body: { invitation }, headers: bearer(await mint(sub, claims)) }
  return call('/relais/identity/session', options)
}

const one = async (sql: string, values: unknown[] = []) => (await db.query(sql, values)).rows[0]

beforeAll(async () => {
  structure = (await one('select structure from memberships where "user" = $1 and function = \'adviser\' and valid_until is null limit 1', [idOf('conseiller')])).structure
  // Other tests leave the two of them colleagues somewhere.
  const other = (await one('select structure from memberships where "user" = $1 and structure not in (select structure from memberships where "user" = $2) limit 1', [idOf('conseiller2'), idOf('conseiller')])).structure
  const insert = async (name: string, owner: string) => (await one(
    `insert into organizations (id, name, kind, themes, description, status, visibility, structure)
     values (gen_random_uuid(), $1, 'association', '[]', $2, 'active', 'public', $3) returning id`,
    [name, 'Une association des tests, décrite assez longuement pour être acceptée par la base.', owner],
  )).id
  mine = await insert('Invitations, organisation suivie ici', structure)
  elsewhere = await insert('Invitations, organisation suivie ailleurs', other)
  person = await aPerson(structure, { last_name: personName })
  await aCase(person, structure, { conseiller: 'referent' })
})

beforeEach(() => db.query('update people set "user" = null where id = $1', [person]))

afterAll(async () => {
  await db.query('update people set "user" = null where id = $1', [person])
  await db.query('delete from organizations where id = any($1)', [[mine, elsewhere]])
  await db.query('delete from directus_users where external_identifier = any($1)', [strangers])
})

describe('creating an invitation', () => {
  it('gives its token once and stores only its hash', async () => {
    const answer = await invite('conseiller', partnerInvitation({ email: 'Nouvelle@exemple.example' }))
    const invitation = created(answer)
    const row = await one('select * from invitations where id = $1', [invitation.id])

    expect(answer.status).toBe(201)
    expect(new URL(invitation.url)).toMatchObject({ pathname: '/invitation', search: '', hash: `#${invitation.token}` })
    expect(JSON.stringify(row)).not.toContain(invitation.token)
    expect(row).toMatchObject({ token_hash: hashToken(invitation.token), audience: 'partner', organization: mine, right: 'editor', user_created: idOf('conseiller') })
  })

  it.each([
    ['the public', null, 401, 'UNAUTHENTICATED'],
    ['a person', 'usager', 403, 'FORBIDDEN'],
    ['a prescriber', 'prescripteur', 403, 'FORBIDDEN'],
    ['the steering', 'pilotage', 403, 'FORBIDDEN'],
    ['a partner who does not own the listing', 'partenaire', 403, 'FORBIDDEN'],
    ['an adviser of another structure', 'conseiller2', 403, 'FORBIDDEN'],
  ])('is refused to %s', async (_name, as, status, code) => {
    const answer = await call('/relais/identity/invitations', { as, method: 'POST', body: partnerInvitation() })

    expect([answer.status, codeOf(answer)]).toEqual([status, code])
  })

  it('answers the same for the organisation of others and for one that does not exist', async () => {
    const others = await invite('conseiller', partnerInvitation({ organization: elsewhere }))
    const missing = await invite('conseiller', partnerInvitation({ organization: randomUUID() }))

    expect(others.status).toBe(403)
    expect(missing).toMatchObject({ status: 403, body: others.body })
  })

  it.each([
    ['nothing', {}],
    ['an array', []],
    ['an administrator', { audience: 'admin' }],
    ['an unknown key', { audience: 'partner', right: 'editor', organization: randomUUID(), role: roleIds.admin }],
    ['SQL', { audience: 'partner', right: 'editor', organization: '\' or 1=1 --' }],
    ['a number for an e-mail', { audience: 'beneficiary', person: randomUUID(), email: 12 }],
  ])('refuses %s', async (_name, body) => {
    const answer = await invite('conseiller', body)

    expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
  })

  it('lets an adviser invite neither a colleague nor an administrator', async () => {
    const answer = await invite('conseiller', { audience: 'manager', structure, function: 'manager' })

    expect([answer.status, codeOf(answer)]).toEqual([403, 'FORBIDDEN'])
  })

  it('lets an owner invite editors and readers of the organisation, not another owner', async () => {
    await db.query('insert into organization_members (id, organization, "user", "right", valid_from) values (gen_random_uuid(), $1, $2, \'owner\', now() - interval \'1 day\')', [mine, idOf('partenaire2')])

    expect((await invite('partenaire2', partnerInvitation())).status).toBe(201)
    expect((await invite('partenaire2', partnerInvitation({ right: 'reader' }))).status).toBe(201)
    expect((await invite('partenaire2', partnerInvitation({ right: 'owner' }))).status).toBe(403)
    expect((await invite('partenaire2', partnerInvitation({ organization: elsewhere }))).status).toBe(403)
  })
})

describe('looking at an invitation', () => {
  it('says to whoever holds the link what it opens, and nothing about anybody', async () => {
    const token = await tokenFrom('conseiller', partnerInvitation({ email: 'secret@exemple.example' }))
    const answer = await view(token)

    expect(answer.status).toBe(200)
    expect(answer.body.data).toEqual({ audience: 'partner', organization_name: 'Invitations, organisation suivie ici', structure_name: null, is_addressed: true, expires_at: expect.any(String) })
  })

  it('does not name a person', async () => {
    const token = await tokenFrom('conseiller', { audience: 'beneficiary', person })

    expect(JSON.stringify((await view(token)).body)).not.toContain(personName)
  })

  it.each([['a short one', 'x'], ['a wrong one', 'A'.repeat(43)], ['a path', '../../me'], ['a NUL', '\u0000'], ['letters', 'é'.repeat(30)], ['nothing', undefined], ['an object', { like: '%' }]])('does not exist for a token that was never given (%s)', async (_name, token) => {
    const answer = await view(token)

    expect([answer.status, codeOf(answer)]).toEqual([404, 'INVITATION_INVALID'])
  })
})

describe('taking up an invitation', () => {
  it('makes an account of the right profile, attached by the subject, once', async () => {
    const sub = stranger()
    const token = await tokenFrom('conseiller', partnerInvitation())
    const answer = await accept(sub, token, { given_name: 'Zoé', family_name: 'D’Ô', email: `${sub}@exemple.example`, email_verified: true })
    const row = await one('select * from directus_users where external_identifier = $1', [sub])
    const again = await accept(stranger(), token)

    expect(answer.status).toBe(200)
    expect(answer.body.data).toMatchObject({ first_name: 'Zoé', last_name: 'D’Ô', audience: 'partner', spaces: ['partenaire'], organizations: [{ id: mine, right: 'editor' }] })
    expect(row).toMatchObject({ provider: 'keycloak', role: roleIds.partner, status: 'active', email: `${sub}@exemple.example` })
    expect((await call('/relais/identity/me', { headers: bearer(await mint(sub)) })).status).toBe(200)
    expect([again.status, codeOf(again)]).toEqual([404, 'INVITATION_INVALID'])
  })

  it('answers « déjà membre » to the same account once more, and to nobody else, nor once it is a member no more', async () => {
    const sub = stranger()
    const token = await tokenFrom('conseiller', partnerInvitation())
    expect((await accept(sub, token)).status).toBe(200)

    const again = await accept(sub, token)
    expect([again.status, codeOf(again), JSON.stringify(again.body)]).toEqual([409, 'ALREADY_MEMBER', expect.stringContaining('déjà membre')])
    expect(codeOf(await accept(stranger(), token))).toBe('INVITATION_INVALID')
    await db.query(`update organization_members m set valid_from = now() - interval '1 day', valid_until = now() - interval '1 minute' from directus_users u where u.id = m."user" and u.external_identifier = $1`, [sub])
    expect(codeOf(await accept(sub, token))).toBe('INVITATION_INVALID')
  })

  it('is refused without an invitation, whatever the e-mail', async () => {
    const answer = await accept(stranger(), undefined, { email: 'conseiller@relais.example', email_verified: true })

    expect([answer.status, codeOf(answer)]).toEqual([403, 'NOT_INVITED'])
  })

  it.each([['a wrong token', 'A'.repeat(43)], ['a number', 12], ['an object', { like: '%' }], ['a list', ['x']]])('is refused with %s', async (_name, invitation) => {
    const answer = await accept(stranger(), invitation)

    expect([answer.status, codeOf(answer)]).toEqual([404, 'INVITATION_INVALID'])
  })

  it('is refused to the public', async () => {
    const token = await tokenFrom('conseiller', partnerInvitation())
    const answer = await call('/relais/identity/session', { method: 'POST', body: { invitation: token } })

    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED'])
  })

  it('is refused once expired', async () => {
    const { id, token } = created(await invite('conseiller', partnerInvitation()))
    await db.query('update invitations set expires_at = now() - interval \'1 second\' where id = $1', [id])
    const answer = await accept(stranger(), token)

    expect([answer.status, codeOf(answer)]).toEqual([410, 'INVITATION_EXPIRED'])
    expect((await view(token)).status).toBe(410)
  })

  it('lets one of ten people in when they hurry with the same link', async () => {
    const token = await tokenFrom('conseiller', partnerInvitation())
    const subjects = Array.from({ length: 10 }, stranger)
    const answers = await Promise.all(subjects.map(sub => accept(sub, token)))
    const { count } = await one('select count(*)::int as count from directus_users where external_identifier = any($1)', [subjects])

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(answer => codeOf(answer) === 'INVITATION_INVALID')).toHaveLength(9)
    expect(count).toBe(1)
  })

  it('makes one account of somebody who takes up two invitations at once', async () => {
    const sub = stranger()
    const tokens = await Promise.all([tokenFrom('conseiller', partnerInvitation()), tokenFrom('conseiller', partnerInvitation({ right: 'reader' }))])
    const answers = await Promise.all(tokens.map(token => accept(sub, token)))
    const { count } = await one('select count(*)::int as count from directus_users where external_identifier = $1', [sub])

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(count).toBe(1)
  })

  it('adds an organisation to an account that exists, and refuses another profile', async () => {
    const token = await tokenFrom('conseiller', partnerInvitation({ right: 'reader' }))
    const refused = await accept(idOf('usager2'), token)
    const added = await accept(idOf('partenaire'), token)

    expect([refused.status, codeOf(refused)]).toEqual([403, 'FORBIDDEN'])
    expect(added.status).toBe(200)
    expect(added.body.data).toMatchObject({ organizations: expect.arrayContaining([expect.objectContaining({ id: mine, right: 'reader' })]) })
  })

  it('attaches a person to their file once', async () => {
    const sub = stranger()
    const first = await tokenFrom('conseiller', { audience: 'beneficiary', person })
    const second = drawToken()
    // As two invitations made at once before each replaced the other.
    await db.query(`insert into invitations (id, token_hash, audience, person, expires_at, user_created, date_created) values (gen_random_uuid(), $1, 'beneficiary', $2, now() + interval '1 day', $3, now())`, [hashToken(second), person, idOf('conseiller')])
    const answer = await accept(sub, first)
    const thief = await accept(stranger(), second)

    expect(answer.body.data).toMatchObject({ audience: 'beneficiary', spaces: ['usager'], person: { id: person, last_name: personName } })
    expect([thief.status, codeOf(thief)]).toEqual([404, 'INVITATION_INVALID'])
    expect((await one('select count(*)::int as count from directus_users where external_identifier = $1', [strangers.at(-1)])).count).toBe(0)
  })

  it.each([
    ['belongs to somebody', { email: 'CONSEILLER@relais.example', email_verified: true }],
    ['is not proven', { email: 'libre@exemple.example', email_verified: false }],
    ['is not one', { email: 'x" onload=alert(1)', email_verified: true }],
  ])('leaves aside an e-mail that %s', async (_name, claims) => {
    const sub = stranger()
    const answer = await accept(sub, await tokenFrom('conseiller', partnerInvitation()), claims)

    expect(answer.status).toBe(200)
    expect((await one('select email from directus_users where external_identifier = $1', [sub])).email).toBeNull()
  })
})
