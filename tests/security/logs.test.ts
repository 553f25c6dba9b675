import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOG_CANARIES as canary, assertDiscreetLogs, findLeaks } from '../support/log-canaries.ts'
import { call, db, stack, tokenFor } from '../support/stack.ts'

const LOGS = join(stack.data, 'logs')
const q = encodeURIComponent
const { query, name, token, body, wrong, header, email } = canary

const READS = [
  `/items/people?filter=${q(JSON.stringify({ last_name: { _eq: query } }))}`, `/items/people?filter[last_name][_eq]=${query}`, `/items/people?search=${query}`, `/items/people?sort=${query}`,
  `/items/people?fields=${query}`, `/items/people?filter[birth_date][_eq]=${q(wrong)}`, `/items/people?filter[id][_eq]=${q(wrong)}`, `/items/people/${q(wrong)}`, `/items/${q(name)}`, `/users/${q(wrong)}`,
  `/assets/${q(wrong)}/${q(name)}.pdf`, `/assets/8f14e45f-ceea-467f-9b1a-2c5f6d7e8a90/${q(name)}.pdf`, `/relais/identity/invitations/${token}`, `/relais/directory/search?q=${query}&email=${q(email)}`, `/users/me?access_token=${token}`,
  `/items/people?filter={"last_name":"${query}`, `/items/people?aggregate[sum]=${query}`, `/items/people?alias[${query}]=last_name`, `/auth/login/keycloak?redirect=http://${header}.example`, `/nothing?x=${query}`,
]
const HEADERS = { 'referer': `http://x.example/?q=${query}`, 'user-agent': header, 'cookie': `directus_session_token=${token}`, 'x-forwarded-for': header, 'x-request-id': header, 'if-none-match': `"${header}"` }

/** Every channel by which somebody gives a value to a server. */
async function sendEverything(): Promise<void> {
  const adviser = await tokenFor('conseiller')
  for (const path of READS) {
    for (const base of [stack.directusUrl, `${stack.portalUrl}/api`]) {
      await call(path, { as: 'conseiller', base, headers: HEADERS })
      await call(path, { base })
    }
    await call(path, { as: 'admin' })
  }
  for (const as of ['conseiller', 'admin', null]) {
    await call('/items/people', { as, method: 'POST', body: { first_name: name, last_name: body, birth_date: wrong, email } })
    await call('/items/people', { as, method: 'POST', body: { first_name: name, gender: wrong, user: wrong, phone: wrong } })
    await call('/items/people', { as, method: 'SEARCH', body: { query: { filter: { birth_date: { _eq: wrong } }, search: query } } })
    await call('/items/people', { as, method: 'POST', body: `{"last_name": "${body}` })
    await call('/items/people', { as, method: 'DELETE', body: [wrong] })
    await call('/items/people', { as, method: 'PATCH', body: { keys: [wrong], data: { last_name: body } } })
    await call('/relais/identity/invitations', { as, method: 'POST', body: { audience: wrong, person: wrong, email } })
    await call('/relais/identity/session', { as, method: 'POST', body: { invitation: token } })
    await call('/auth/login', { as, method: 'POST', body: { email, password: token } })
    await call('/auth/refresh', { as, method: 'POST', body: { refresh_token: token, mode: 'json' } })
  }
  for (const authorization of [`Bearer ${token}`, `Bearer ${adviser}x`, `Basic ${btoa(`${email}:${token}`)}`]) await call(`/users/me?search=${query}`, { headers: { authorization } })
  const form = new FormData()
  form.append('title', name)
  form.append('file', new Blob([body], { type: 'text/plain' }), `${name}.exe`)
  await fetch(`${stack.directusUrl}/files`, { method: 'POST', headers: { authorization: `Bearer ${adviser}` }, body: form })
  for (const path of [`/?q=${query}`, `/invitation/${token}`, `/organisations/${q(name)}?recherche=${query}`, `/%E0%A4%A?${query}`, `/conseiller/${q(name)}`, `/_icons/lucide.json?icons=${query}`]) await fetch(`${stack.portalUrl}${path}`, { headers: HEADERS })
}

async function signInWrongly(): Promise<void> {
  const realm = `${stack.identityUrl}/realms/relais/protocol/openid-connect`
  const forms: Record<string, string>[] = [
    { grant_type: 'password', client_id: 'relais-cli', username: email, password: token }, { grant_type: 'refresh_token', client_id: 'relais-portal', refresh_token: token },
    { grant_type: 'authorization_code', client_id: 'relais-portal', code: token, redirect_uri: `http://${header}.example` }, { grant_type: wrong, client_id: header },
  ]
  for (const form of forms) await fetch(`${realm}/token`, { method: 'POST', body: new URLSearchParams(form) })
  await fetch(`${realm}/auth?client_id=relais-portal&response_type=code&scope=openid&login_hint=${q(email)}&state=${token}&redirect_uri=${q(`http://${header}.example`)}`)
  await fetch(`${stack.identityUrl}/realms/relais/login/${token}`, { method: 'POST', body: new URLSearchParams({ login: email, password: token }) })
}

/** What PostgreSQL refuses, by its own connection: the statement, its parameters, the row. */
async function troubleDatabase(): Promise<void> {
  const refused = [
    db.query('SELECT $1::date', [wrong]), db.query(`SELECT '${wrong}'::uuid`), db.query(`SELECT "${name}"`), db.query('INSERT INTO people (id, first_name, last_name) VALUES ($1, $2, $3)', [wrong, name, body]),
    db.query('INSERT INTO directus_users (id, email, password) SELECT id, $1, $2 FROM directus_users', [email, token]), db.query(`DO $$ BEGIN RAISE EXCEPTION '${name}' USING DETAIL = '${body}'; END $$`), db.query(`DO $$ BEGIN RAISE WARNING '${name}'; END $$`),
  ]
  await Promise.allSettled(refused)
}

async function speakBadHttp(): Promise<void> {
  for (const base of [stack.directusUrl, stack.portalUrl, stack.identityUrl]) {
    const port = Number(new URL(base).port)
    for (const text of [`GET /${wrong} HTTP/9.9\r\n\r\n`, `${name}\r\n\r\n`, `GET /items/people?q=${query} HTTP/1.1\r\nHost: ${header}\r\nContent-Length: x\r\n\r\n`]) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, 'localhost', () => { socket.end(text) })
        socket.on('close', () => resolve())
        socket.on('error', () => resolve())
        socket.resume()
        socket.setTimeout(2_000, () => { socket.destroy() })
      })
    }
  }
}

describe('the logs of every server', () => {
  beforeAll(async () => {
    await sendEverything()
    await signInWrongly()
    await troubleDatabase()
    await speakBadHttp()
    // What is written is written behind the answers.
    await new Promise(resolve => setTimeout(resolve, 300))
  })

  it('say which requests came, by their method, their path and their status', () => {
    const lines = readFileSync(join(LOGS, 'directus.log'), 'utf8').split('\n').filter(line => line.startsWith('{')).map((line): { req?: { method: string, url: string }, res?: { statusCode: number } } => JSON.parse(line))

    expect(lines).toContainEqual(expect.objectContaining({ req: expect.objectContaining({ method: 'GET', url: '/items/people' }), res: expect.objectContaining({ statusCode: 200 }) }))
    expect(lines).toContainEqual(expect.objectContaining({ req: expect.objectContaining({ method: 'GET', url: '/relais/identity/invitations/*' }) }))
  })

  it('hold nothing of what was typed, sent or claimed', () => {
    expect(findLeaks(LOGS)).toEqual([])
  })
})

describe('the search that ends each run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relais-logs-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ...Object.values(canary).map(value => `x ${value} y`), '{"url":"/items/people?filter={}"}', 'authorization: Bearer eyJhbGciOi', 'conseiller@relais.example refused', '"name":"cn4f0a1bz"', 'Key (email)=(marie@essai.example) already exists',
    'cookie: directus_session_token=abc', 'GET /a?access_token=abc', 'last_name = Belkacem',
  ])('fails on « %s »', (line) => {
    writeFileSync(join(folder, 'directus.log'), `{"level":30}\n${line}\n`)

    expect(() => assertDiscreetLogs(folder)).toThrow(/directus\.log:2/)
  })

  it('accepts ids, codes and paths', () => {
    writeFileSync(join(folder, 'directus.log'), '{"req":{"url":"/items/people/60225595-1111-4111-8111-111111111111"},"err":{"code":"22P02","table":"people"}}\n')

    expect(() => assertDiscreetLogs(folder)).not.toThrow()
  })
})
