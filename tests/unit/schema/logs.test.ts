import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeError, errorLine, redactLine, redactPath, redactText } from '../../../schema/logs.ts'

const ID = '60225595-1111-4111-8111-111111111111'
const TOKEN = '-rbQKvADF3i4HQ3fm3LPz17x33OFsM9l-WQO07Fp5U4'
const server = createServer()

// A server listens: people may have typed something.
beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => { server.close() })

function databaseError(): Error {
  return Object.assign(new Error('insert into "people" values ($1) - invalid input syntax for type date: "Dupont"'), {
    code: '22007', severity: 'ERROR', detail: 'Failing row contains (Dupont)', table: 'people', column: 'birth_date', constraint: undefined, where: 'unnamed portal parameter $1 = \'Dupont\'', hint: 'Dupont',
  })
}

describe('the address of a request in a log', () => {
  it.each([
    ['/items/people?filter={"last_name":{"_eq":"Dupont"}}', '/items/people'],
    [`/items/people/${ID}?search=Dupont`, `/items/people/${ID}`],
    ['/items/people/Dupont', '/items/people/*'],
    ['/items/people/dupont', '/items/people/*'],
    ['/users/me', '/users/me'],
    ['/users/dupont', '/users/*'],
    [`/assets/${ID}/cv-dupont.pdf`, `/assets/${ID}/*`],
    [`/relais/identity/invitations/${TOKEN}`, '/relais/identity/invitations/*'],
    [`/relais/workflow/cases/${ID}/transitions/to-support`, `/relais/workflow/cases/${ID}/transitions/*`],
    ['/relais/cases/0612345678', '/relais/cases/*'], ['/dupont', '/*'], ['/items/dupont', '/items/*'], ['/relais/history/people/dupont', '/relais/history/people/*'],
    ['/relais/directory/organizations/dupont-ines', '/relais/directory/organizations/*'], ['/auth/login/dupont', '/auth/login/*'], ['/auth/login/keycloak', '/auth/login/keycloak'],
    ['/items/people/0612345678', '/items/people/*'], ['/items/people/612345678', '/items/people/*'], ['/items/people/20070720', '/items/people/*'], ['/relais/workflows/dupont/versions/17', '/relais/workflows/*/versions/*'],
    ['/revisions/4812', '/revisions/4812'], ['/items/people/1/2', '/items/people/1/*'], ['/users/me/dupont', '/users/me/*'], ['/constructor/x', '/*/*'], ['/Relais/Cases', '/*/*'],
    ['/relais/cases/by-reference/ML-CREUSE-0194', '/relais/cases/*/*'],
    ['/items/people/%E0%A4%A', '/items/people/*'],
    ['/', '/'],
    ['', ''],
  ])('%s becomes %s', (address, shown) => {
    expect(redactPath(address)).toBe(shown)
  })
})

describe('a sentence in a log', () => {
  it.each([
    [`Listening on http://127.0.0.1:3000`, 'Listening on http://127.0.0.1:3000'],
    [`[request error] [GET] http://localhost:3000/invitation/${TOKEN}?q=Dupont`, '[request error] [GET] http://localhost:3000/invitation/*'],
    ['User marie.dupont@essai.example is unknown', 'User * is unknown'],
    ['Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', 'Authorization: *'],
    [`token ${TOKEN} kept`, 'token * kept'],
    [`The effect ${ID} failed`, `The effect ${ID} failed`],
    ['Unexpected token "Dupont" in « Inès »', 'Unexpected token * in *'],
    ['"SECRET" env variable is missing', '"SECRET" env variable is missing'],
  ])('%s', (text, shown) => {
    expect(redactText(text)).toBe(shown)
  })
})

describe('an error in a log', () => {
  it('keeps its code, its table and its place, never its message, its detail or its parameters', () => {
    const shown = describeError(databaseError())

    expect(shown).toMatchObject({ type: 'Error', code: '22007', table: 'people', column: 'birth_date' })
    expect(shown['stack']).toMatch(/^ {4}at .*logs\.test\.ts/)
    expect(JSON.stringify(shown) + errorLine(databaseError())).not.toContain('Dupont')
  })

  it('says nothing of what was thrown that is no error', () => {
    expect(describeError('Dupont')).toEqual({ type: 'string' })
    expect(describeError({ message: 'Dupont', code: 'Dupont and son' })).toEqual({ type: 'object' })
  })
})

describe('a line of Directus', () => {
  it('of a request keeps the method, the path, the status and the times', () => {
    const line = redactLine(`${JSON.stringify({
      level: 30, time: 1, pid: 2, hostname: 'h', req: {
        id: 1, method: 'GET', url: '/items/people?search=Dupont', query: { search: 'Dupont' }, params: { 0: 'Dupont' }, remoteAddress: '127.0.0.1',
        headers: { 'referer': 'http://x/?q=Dupont', 'user-agent': 'Dupont', 'x-forwarded-for': '203.0.113.9' },
      }, res: { statusCode: 200, headers: { location: 'Dupont' } }, responseTime: 3, dupont: 'Dupont', msg: 'request completed',
    })}\n`)

    expect(JSON.parse(line)).toEqual({
      level: 30, time: 1, pid: 2, hostname: 'h', req: { id: 1, method: 'GET', url: '/items/people', remoteAddress: '127.0.0.1', forwardedFor: '203.0.113.9' },
      res: { statusCode: 200 }, responseTime: 3, msg: 'request completed',
    })
    expect(line.endsWith('\n')).toBe(true)
  })

  it('of an error repeats its message nowhere', () => {
    const { message, stack, ...facts } = Object.assign(databaseError(), { type: 'error' })
    const line = redactLine(JSON.stringify({ level: 50, err: { ...facts, message, stack }, msg: message }))

    expect(JSON.parse(line)).toMatchObject({ err: { code: '22007', table: 'people' }, msg: 'error 22007' })
    expect(line).not.toContain('Dupont')
  })

  it('that is not one is dropped', () => {
    expect(redactLine('Dupont')).toBe('')
  })

  it('says what is missing while nothing listens yet, but no value of the database', () => {
    const code = 'import { redactLine } from \'./schema/logs.ts\'\n'
      + 'for (const err of [{ message: \'Invalid setting: PORT\' }, { message: \'row Dupont\', severity: \'ERROR\', code: \'23505\' }]) process.stdout.write(redactLine(JSON.stringify({ err, msg: err.message })))'
    const { stdout } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], { cwd: new URL('../../../', import.meta.url), encoding: 'utf8' })

    expect(stdout).toContain('Invalid setting: PORT')
    expect(stdout).toContain('23505')
    expect(stdout).not.toContain('Dupont')
  })
})

describe('an error that nobody caught', () => {
  it('ends the program without showing the values it holds', () => {
    const code = 'import { reportCrashes } from \'./schema/logs.ts\'\nreportCrashes()\nPromise.reject(Object.assign(new Error(\'Dupont\'), { code: \'23505\', detail: \'Dupont\' }))'
    const { status, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], { cwd: new URL('../../../', import.meta.url), encoding: 'utf8' })

    expect(status).toBe(1)
    expect(stderr).toContain('Error 23505')
    expect(stderr).not.toContain('Dupont')
  })
})
