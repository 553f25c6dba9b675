import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { drawToken, hashToken } from '../../../extensions/identity/src/rules/invitation.ts'
import { call, codeOf, db } from '../../support/stack.ts'
import { PAST, aCase, aMember, aPerson, aStructure, anOrganization, insert, makeWorld, rowOf, update, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'
import { bearer, mint } from './mint.ts'

interface Listed { id: string, to: string | null, by: string | null, right: string | null, accepted_at: string | null, can_revoke: boolean }
type Body = { data: { id: string, token: string, url: string, has_replaced: boolean }, errors?: unknown[] }

const ADDRESS = 'zoe.martin@exemple.example'
const strangers: string[] = []
let world: World
let person: string
let author: string

/** Somebody whom the identity provider knows and Relais does not. */
function stranger(): string {
  const sub = randomUUID()
  strangers.push(sub)
  return sub
}

const invite = (as: string, body: unknown) => call<Body>('/relais/identity/invitations', { as, method: 'POST', body })
const toPerson = (overrides = {}) => ({ audience: 'beneficiary', person, ...overrides })
const toOrganization = (overrides = {}) => ({ audience: 'partner', organization: world.organization, right: 'editor', ...overrides })
const view = (token: unknown) => call('/relais/identity/invitations/view', { method: 'POST', body: { token } })
const list = (as: string | null, query: string) => call<{ data: Listed[] }>(`/relais/identity/invitations?${query}`, { as })
const revoke = (as: string | null, id: string) => call(`/relais/identity/invitations/${id}`, { as, method: 'DELETE' })
const tokenFrom = async (as: string, body: unknown) => (await invite(as, body)).body.data.token
const accept = async (sub: string, invitation: unknown, claims = {}) =>
  call('/relais/identity/session', { method: 'POST', body: { invitation }, headers: bearer(await mint(sub, claims)) })
const proven = (email: string) => ({ email, email_verified: true })

/** An invitation as it is in the database, by an author of one's choice: what the endpoint would refuse today. */
async function stored(row: Record<string, unknown>): Promise<string> {
  const token = drawToken()
  await insert('invitations', { token_hash: hashToken(token), expires_at: new Date(Date.now() + 86_400_000), user_created: userId('conseiller'), date_created: new Date(), ...row })
  return token
}

beforeAll(async () => {
  world = await makeWorld()
  author = (await rowOf('directus_users', userId('conseiller')))['first_name'] as string
})

beforeEach(async () => {
  person = await aPerson(world.structure)
  await aCase(person, world.structure, { conseiller: 'social_worker' })
})

afterAll(async () => {
  await db.query('delete from invitations where organization = $1 or structure = any($2)', [world.organization, [world.structure, world.other]])
  await db.query('update people set "user" = null where "user" in (select id from directus_users where external_identifier = any($1))', [strangers])
  await db.query('delete from directus_users where external_identifier = any($1)', [strangers])
})

describe('inviting somebody to their own space', () => {
  it('is refused after an emergency access, which reads and no more', async () => {
    const somebody = await aPerson(world.other)
    const file = await aCase(somebody, world.other, {})
    await insert('break_glass_accesses', { case: file, user: userId('conseiller'), reason: 'Personne à l’accueil, équipe absente jusqu’à lundi.', valid_from: new Date(Date.now() - 60_000), valid_until: new Date(Date.now() + 3_600_000) })
    const missing = await invite('conseiller', toPerson({ person: randomUUID() }))
    const answer = await invite('conseiller', toPerson({ person: somebody, email: ADDRESS }))

    expect((await call(`/items/people/${somebody}`, { as: 'conseiller' })).status).toBe(200)
    expect([answer.status, codeOf(answer)]).toEqual([403, 'FORBIDDEN'])
    expect(answer.body).toEqual(missing.body)
    expect((await list('conseiller', `person=${somebody}`)).status).toBe(403)
  })

  it('is refused to whoever only reads the file, and to whoever has left it', async () => {
    const somebody = await aPerson(world.structure)
    const file = await aCase(somebody, world.structure, { conseiller: 'reader' })
    expect((await call(`/items/people/${somebody}`, { as: 'conseiller' })).status).toBe(200)
    expect((await invite('conseiller', toPerson({ person: somebody }))).status).toBe(403)

    await db.query(`update case_members set function = 'social_worker', valid_until = '2025-02-01' where "case" = $1`, [file])
    expect((await invite('conseiller', toPerson({ person: somebody }))).status).toBe(403)
  })

  it('is refused once the person has a space', async () => {
    await accept(stranger(), await tokenFrom('conseiller', toPerson()))
    const answer = await invite('conseiller', toPerson())

    expect([answer.status, codeOf(answer)]).toEqual([409, 'PERSON_HAS_SPACE'])
  })

  it('belongs to the team and to those who manage the structure', async () => {
    expect((await invite('conseiller', toPerson())).status).toBe(201)
    expect((await invite('responsable', toPerson())).status).toBe(201)
  })
})

describe('an invitation made to an address', () => {
  const kinds: [string, () => Record<string, unknown>][] = [
    ['a partner', () => ({ audience: 'partner', organization: world.organization, right: 'editor' })],
    ['a person', () => ({ audience: 'beneficiary', person })],
    ['a colleague', () => ({ audience: 'adviser', structure: world.structure, function: 'adviser', user_created: userId('admin') })],
  ]
  const wrong: [string, Record<string, unknown>][] = [
    ['another address', proven('autre@exemple.example')], ['the address, not proven', { email: ADDRESS, email_verified: false }], ['the address, proven by nobody', { email: ADDRESS }], ['no address', {}],
  ]

  it.each(kinds.flatMap(([name, row]) => wrong.map(([claim, claims]) => [name, claim, row, claims] as const)))('to %s is not taken with %s', async (_name, _claim, row, claims) => {
    const token = await stored({ ...row(), email: ADDRESS })
    const sub = stranger()
    const answer = await accept(sub, token, claims)
    const unknown = await accept(stranger(), 'A'.repeat(43), claims)

    expect([answer.status, codeOf(answer)]).toEqual([404, 'INVITATION_INVALID'])
    expect(answer.body).toEqual(unknown.body)
    expect((await db.query('select 1 from directus_users where external_identifier = $1', [sub])).rows).toEqual([])
  })

  it.each(kinds)('to %s is taken by that address, whatever its capitals', async (_name, row) => {
    const token = await stored({ ...row(), email: ADDRESS.toUpperCase() })

    expect((await accept(stranger(), token, proven('Zoe.Martin@exemple.example'))).status).toBe(200)
  })

  it('is not taken by an account that exists with another address', async () => {
    const token = await tokenFrom('conseiller', toOrganization({ email: ADDRESS }))
    const answer = await call('/relais/identity/session', { as: 'partenaire2', method: 'POST', body: { invitation: token } })
    const unproven = await accept(userId('partenaire2'), token, { email: ADDRESS, email_verified: false })

    expect([answer.status, codeOf(answer), unproven.status, codeOf(unproven)]).toEqual([404, 'INVITATION_INVALID', 404, 'INVITATION_INVALID'])
    expect((await accept(userId('partenaire2'), token, proven(ADDRESS))).status).toBe(200)
  })
})

describe('an invitation that may no longer be given', () => {
  it.each(['organization', 'structure'] as const)('opens no archived %s', async (kind) => {
    const make = (status: string) => kind === 'organization' ? anOrganization(world.structure, { status }) : aStructure({ status })
    const tokenTo = (id: string) => stored(kind === 'organization' ? { audience: 'partner', organization: id, right: 'editor' } : { audience: 'adviser', structure: id, function: 'adviser', user_created: userId('admin') })
    const archived = await make('archived')
    const token = await tokenTo(archived)
    const answer = await accept(stranger(), token)

    expect((await view(await tokenTo(await make('active')))).status).toBe(200)
    expect([(await view(token)).status, answer.status, codeOf(answer)]).toEqual([404, 404, 'INVITATION_INVALID'])
    if (kind === 'organization') expect((await invite('conseiller', toOrganization({ organization: archived }))).status).toBe(403)
  })

  it('ends with the right of its author', async () => {
    const organization = await anOrganization(world.other)
    const member = await aMember(organization, 'partenaire', 'owner')
    const token = await tokenFrom('partenaire', toOrganization({ organization }))
    expect((await view(token)).status).toBe(200)
    await update('organization_members', member, { right: 'editor' })

    expect([(await view(token)).status, (await accept(stranger(), token)).status]).toEqual([404, 404])
  })

  it('ends when its author leaves the file, and when their account is closed', async () => {
    const token = await tokenFrom('conseiller', toPerson())
    await db.query(`update case_members set valid_until = '2025-02-01' where "user" = $1 and "case" in (select id from cases where person = $2)`, [userId('conseiller'), person])
    const orphan = await stored({ audience: 'beneficiary', person, user_created: null })

    expect((await view(token)).status).toBe(404)
    expect((await view(orphan)).status).toBe(404)
    expect((await list('responsable', `person=${person}`)).body.data).toEqual([])
  })

  it('never promises more than its author could give', async () => {
    const token = await stored({ audience: 'partner', organization: world.organization, right: 'owner', user_created: userId('partenaire') })

    expect((await accept(stranger(), token)).status).toBe(404)
  })
})

describe('the list of invitations', () => {
  it('is refused to whoever may not invite there, like what does not exist', async () => {
    const missing = await list('conseiller', `organization=${randomUUID()}`)
    const answers = await Promise.all([
      list(null, `organization=${world.organization}`), list('usager', `person=${person}`), list('prescripteur', `person=${person}`), list('partenaire2', `organization=${world.organization}`),
      list('conseiller2', `organization=${world.organization}`), list('conseiller', `organization=${world.foreign}`), list('conseiller', `structure=${world.structure}`),
    ])

    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 403, 403, 403, 403])
    expect(answers[5]?.body).toEqual(missing.body)
  })

  it.each(['', 'person=x', 'person=&organization=', 'token=x', `person=${randomUUID()}&organization=${randomUUID()}`])('asks for one place (%s)', async (query) => {
    const answer = await list('conseiller', query)

    expect([answer.status, codeOf(answer)]).toEqual([400, 'FORM_INVALID'])
  })

  it('says to whom, by whom, until when, and no secret', async () => {
    const organization = await anOrganization(world.structure)
    await aMember(organization, 'partenaire', 'owner')
    const { id, token } = (await invite('conseiller', toOrganization({ organization, right: 'owner', email: ADDRESS }))).body.data
    const mine = await invite('partenaire', toOrganization({ organization, right: 'reader' }))
    const staff = await list('conseiller', `organization=${organization}`)
    const partner = await list('partenaire', `organization=${organization}`)

    expect(staff.body.data).toHaveLength(2)
    expect(staff.body.data.find(row => row.id === id)).toEqual({
      id, audience: 'partner', right: 'owner', function: null, to: 'z•••@exemple.example', by: expect.stringContaining(author), created_at: expect.any(String), expires_at: expect.any(String), accepted_at: null, can_revoke: true,
    })
    expect(partner.body.data.find(row => row.id === id)).toMatchObject({ by: null, can_revoke: false })
    expect(partner.body.data.find(row => row.id === mine.body.data.id)).toMatchObject({ to: null, by: expect.any(String), can_revoke: true })
    for (const secret of [token, hashToken(token), ADDRESS]) expect(JSON.stringify(staff.body)).not.toContain(secret)
  })

  it('keeps those taken up in sight of the team', async () => {
    await accept(stranger(), await tokenFrom('conseiller', toPerson()))

    expect((await list('responsable', `person=${person}`)).body.data).toEqual([expect.objectContaining({ accepted_at: expect.any(String), by: expect.stringContaining(author), can_revoke: false })])
  })
})

describe('revoking', () => {
  it('is refused to whoever may not invite there, like what does not exist', async () => {
    const { id } = (await invite('conseiller', toOrganization({ right: 'owner' }))).body.data
    const missing = await revoke('conseiller2', randomUUID())
    const answers = await Promise.all([null, 'usager', 'prescripteur', 'partenaire2', 'partenaire', 'conseiller2'].map(as => revoke(as, id)))

    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 403, 403, 403])
    expect(answers.at(-1)?.body).toEqual(missing.body)
    expect((await revoke('conseiller', 'x')).status).toBe(403)
    expect(await rowOf('invitations', id)).not.toEqual({})
  })

  it('closes the link at once', async () => {
    const { id, token } = (await invite('conseiller', toPerson())).body.data
    const answer = await revoke('responsable', id)

    expect(answer.status).toBe(200)
    expect([(await view(token)).status, (await accept(stranger(), token)).status]).toEqual([404, 404])
    expect((await list('conseiller', `person=${person}`)).body.data).toEqual([])
  })

  it('comes too late once it is taken', async () => {
    const { id, token } = (await invite('conseiller', toPerson())).body.data
    await accept(stranger(), token)
    const answer = await revoke('conseiller', id)

    expect([answer.status, codeOf(answer)]).toEqual([409, 'INVITATION_TAKEN'])
  })
})

describe('a second invitation', () => {
  it('of one person replaces the first, also when both are made at once', async () => {
    const first = await invite('conseiller', toPerson())
    const answers = await Promise.all([invite('responsable', toPerson()), invite('conseiller', toPerson({ email: ADDRESS }))])

    expect([first, ...answers].map(({ body }) => body.data.has_replaced)).toEqual([false, true, true])
    expect((await list('conseiller', `person=${person}`)).body.data).toHaveLength(1)
    expect((await view(first.body.data.token)).status).toBe(404)
  })

  it('of one address to the same right replaces the first, and no other', async () => {
    const organization = await anOrganization(world.structure)
    const first = await tokenFrom('conseiller', toOrganization({ organization, email: ADDRESS }))
    const others = [await tokenFrom('conseiller', toOrganization({ organization, email: ADDRESS, right: 'reader' })), await tokenFrom('conseiller', toOrganization({ organization })), await tokenFrom('conseiller', toOrganization({ organization }))]
    const again = await invite('conseiller', toOrganization({ organization, email: ADDRESS.toUpperCase() }))

    expect(again.body.data.has_replaced).toBe(true)
    expect((await view(first)).status).toBe(404)
    expect(await Promise.all(others.map(async token => (await view(token)).status))).toEqual([200, 200, 200])
  })
})

describe('what somebody already holds', () => {
  const rightOf = async (organization: string, account: string) => (await db.query('select "right", valid_until from organization_members where organization = $1 and "user" = $2', [organization, userId(account)])).rows

  it('is never lowered by a link of less', async () => {
    const token = await tokenFrom('conseiller', toOrganization({ right: 'reader' }))

    expect((await accept(userId('partenaire'), token)).status).toBe(200)
    expect(await rightOf(world.organization, 'partenaire')).toEqual([{ right: 'owner', valid_until: null }])
  })

  it('is given anew once it has ended', async () => {
    const organization = await anOrganization(world.structure)
    await aMember(organization, 'partenaire', 'owner', { valid_from: PAST, valid_until: '2025-01-01T00:00:00Z' })

    expect((await accept(userId('partenaire'), await tokenFrom('conseiller', toOrganization({ organization, right: 'reader' })))).status).toBe(200)
    expect(await rightOf(organization, 'partenaire')).toEqual([{ right: 'reader', valid_until: null }])
  })

  it('refuses the space of another to whoever has one, two at once too', async () => {
    const other = await aPerson(world.structure)
    await aCase(other, world.structure, { conseiller: 'social_worker' })
    const sub = stranger()
    const tokens = [await tokenFrom('conseiller', toPerson()), await tokenFrom('conseiller', toPerson({ person: other }))]
    const answers = await Promise.all(tokens.map(token => accept(sub, token)))
    const refused = answers.find(({ status }) => status !== 200)
    const known = await accept(userId('usager'), tokens[answers.findIndex(answer => answer === refused)])

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect([refused?.status, refused && codeOf(refused)]).toEqual([409, 'ACCOUNT_HAS_SPACE'])
    expect([known.status, codeOf(known)]).toEqual([409, 'ACCOUNT_HAS_SPACE'])
  })

  it('lets in two accounts of one address at once, which only one of them keeps', async () => {
    const organization = await anOrganization(world.structure)
    const [one, two] = [stranger(), stranger()]
    const address = `${randomUUID()}@exemple.example`
    const answers = await Promise.all([one, two].map(async sub => accept(sub, await tokenFrom('conseiller', toOrganization({ organization })), proven(address))))

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await db.query('select 1 from directus_users where email = $1', [address])).rows).toHaveLength(1)
  })
})

describe('when a space is taken', () => {
  it('the team and the author are told, without a name, and not whoever took it', async () => {
    const gone = { user: userId('conseiller2'), function: 'reader', valid_from: '2024-01-01', valid_until: '2024-06-30' }
    await insert('case_members', { case: (await db.query('select id from cases where person = $1', [person])).rows[0].id, ...gone })
    const sub = stranger()
    await accept(sub, await tokenFrom('responsable', toPerson()), { given_name: 'Zoé' })
    const { rows } = await db.query('select recipient, collection, subject, message from directus_notifications where item = $1', [person])

    expect(rows.map(row => row.recipient).sort()).toEqual([userId('conseiller'), userId('responsable')].sort())
    expect(rows[0]).toMatchObject({ collection: 'people', subject: 'Espace personnel ouvert' })
    expect(JSON.stringify(rows)).not.toMatch(/Essai|Alix|Zoé/)
    expect((await rowOf('people', person))['user']).toBe((await db.query('select id from directus_users where external_identifier = $1', [sub])).rows[0].id)
  })

  it('its token was in no address: the old one leads nowhere', async () => {
    const token = await tokenFrom('conseiller', toPerson())

    expect((await call(`/relais/identity/invitations/${token}`)).status).toBe(404)
    expect((await call(`/relais/identity/invitations/view?token=${token}`, { method: 'POST', body: {} })).status).toBe(404)
  })
})
