import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../../extensions/identity/src/env.schema.ts'

const SECRET = 's'.repeat(32)

describe('readSettings', () => {
  it('makes the issuer and the address of its keys from the address of the provider', () => {
    expect(readSettings({ SECRET, IDENTITY_URL: 'https://id.example/' })).toMatchObject({
      issuer: 'https://id.example/realms/relais',
      jwksUrl: 'https://id.example/realms/relais/protocol/openid-connect/certs',
      audience: 'relais-api',
      clients: ['relais-portal', 'relais-cli'],
    })
  })

  it('reads keys from elsewhere than the issuer, inside containers', () => {
    expect(readSettings({ SECRET, IDENTITY_ISSUER: 'https://id.example/realms/relais', IDENTITY_JWKS_URL: 'http://keycloak:8080/certs' })).toMatchObject({
      issuer: 'https://id.example/realms/relais', jwksUrl: 'http://keycloak:8080/certs',
    })
  })

  it('reads lists as Directus gives them and as the environment writes them', () => {
    expect(readSettings({ SECRET, RELAIS_ALLOWED_CLIENTS: 'a, b,' }).clients).toEqual(['a', 'b'])
    expect(readSettings({ SECRET, RELAIS_ALLOWED_CLIENTS: ['a', 'b'] }).clients).toEqual(['a', 'b'])
  })

  it.each([{ SECRET: 'court' }, { IDENTITY_URL: 'no address' }, { IDENTITY_CACHE_SECONDS: '3600' }, { RELAIS_API_AUDIENCE: '' }])('names the setting that stops it (%o)', (env) => {
    expect(() => readSettings({ SECRET, ...env })).toThrow(Object.keys(env)[0])
  })
})
