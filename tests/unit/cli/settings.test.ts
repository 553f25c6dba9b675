import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSettings, serverEnvironment } from '../../../cli/settings.ts'
import { resolveConfig } from '../../../directus.config.ts'

const folder = mkdtempSync(join(tmpdir(), 'relais-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function inFile(name: string, value: string): string {
  const path = join(folder, name)
  writeFileSync(path, `${value}\n`)
  return path
}

describe('the settings of a command', () => {
  const env = { RELAIS_DATA: folder, DB_HOST: 'database', DB_SSL: 'true', DB_PASSWORD_FILE: inFile('password', 'kept-in-a-file'), SECRET_FILE: inFile('secret', 'another-secret-of-more-than-32-bytes') }

  it('take the secrets that are in files, and the TLS of the database', () => {
    expect(readSettings(env).database).toMatchObject({ host: 'database', password: 'kept-in-a-file', ssl: true })
    expect(readSettings({ RELAIS_DATA: folder, DB_PASSWORD: 'typed' }).database).toEqual({ host: '127.0.0.1', port: 5433, user: 'relais', password: 'typed', database: 'relais' })
  })

  it('leave those to the servers in their files, where each is read once', () => {
    const given = serverEnvironment(readSettings(env), env)

    expect(given).not.toHaveProperty('SECRET')
    expect(given).not.toHaveProperty('DB_PASSWORD')
    expect(resolveConfig(given)).toMatchObject({ DB_PASSWORD: 'kept-in-a-file', SECRET: 'another-secret-of-more-than-32-bytes' })
  })

  it('draw what nobody gave', () => {
    const given = serverEnvironment(readSettings({ RELAIS_DATA: folder }), {})

    expect([given['SECRET'], given['DB_PASSWORD'], given['RELAIS_NOTES_KEY'], given['RELAIS_STUDIO_SECRET']].every(secret => secret && secret.length >= 32)).toBe(true)
  })
})
