import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings, serverEnvironment } from '../../../cli/settings.ts'
import { assertClosed, exposureWarning } from '../../../cli/start.ts'

const data = mkdtempSync(join(tmpdir(), 'relais-listen-'))
const environment = (env: NodeJS.ProcessEnv) => serverEnvironment(readSettings({ RELAIS_DATA: data, ...env }), { RELAIS_DATA: data, ...env })

describe('npm start', () => {
  it.each([{ RELAIS_OPEN_DIRECTUS: 'true' }, { RELAIS_OPEN_DIRECTUS: 'YES' }, { RELAIS_OPEN_DIRECTUS_FILE: '/run/secrets/open' }])('refuses %j', (env) => {
    expect(() => assertClosed(env)).toThrow(expect.objectContaining({ code: 'OPEN_DIRECTUS' }))
  })

  it.each([{}, { RELAIS_OPEN_DIRECTUS: '' }, { RELAIS_OPEN_DIRECTUS: 'false' }])('takes %j', (env) => {
    expect(() => assertClosed(env)).not.toThrow()
  })
})

describe('where the embedded servers listen', () => {
  it('is this machine, whatever the shell says of its own name', () => {
    expect(environment({ HOST: '0.0.0.0' })).toMatchObject({ RELAIS_LISTEN: '127.0.0.1', HOST: '127.0.0.1' })
  })

  it('is elsewhere when one variable says so', () => {
    expect(environment({ RELAIS_LISTEN: '0.0.0.0' })).toMatchObject({ RELAIS_LISTEN: '0.0.0.0', HOST: '0.0.0.0' })
  })

  it.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('needs no warning on %s', (listen) => {
    expect(exposureWarning(listen)).toBeUndefined()
  })

  it.each(['0.0.0.0', '::', '192.0.2.2'])('is warned about on %s', (listen) => {
    expect(exposureWarning(listen)).toContain(`RELAIS_LISTEN=${listen}`)
  })
})
