import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compressStream, compressText, encodingOf, isPublicPage, isPublicRead } from '../../../../../portal/server/utils/compression.ts'

describe('encodingOf', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'], ['gzip, deflate', 'gzip'], ['GZIP;q=0.5', 'gzip'], ['br;q=0, gzip', 'gzip'], ['br;q=0.0,gzip;q=0', undefined],
    ['identity', undefined], ['', undefined], [undefined, undefined], ['brotli', undefined],
  ])('takes of %j %j', (accepted, encoding) => {
    expect(encodingOf(accepted)).toBe(encoding)
  })
})

describe('isPublicRead', () => {
  const read = { method: 'GET', path: '/relais/directory/search?q=a&box=1,2,3,4', authorization: undefined }

  it('knows what anybody reads without an account', () => {
    expect(isPublicRead(read)).toBe(true)
    expect(isPublicRead({ ...read, path: '/relais/directory/map' })).toBe(true)
  })

  it.each([
    ['somebody who is signed in', { authorization: 'Bearer x' }],
    ['a person’s own file', { path: '/relais/cases/mine' }],
    ['the account', { path: '/relais/identity/me' }],
    ['a secret that is sent', { method: 'POST', path: '/relais/identity/invitations/view' }],
    ['an address that is not open', { path: '/users/me' }],
  ])('leaves %s as it is', (_, change) => {
    expect(isPublicRead({ ...read, ...change })).toBe(false)
  })
})

describe('isPublicPage', () => {
  it.each(['/', '/en', '/offres/1?a=b', '/invitations'])('compresses %s', path => expect(isPublicPage(path)).toBe(true))
  it.each(['/invitation', '/invitation/a', '/en/invitation?x', '/__nuxt_error?url=/'])('leaves %s as it is', path => expect(isPublicPage(path)).toBe(false))
})

describe('what is compressed', () => {
  const text = 'Été à La Réunion. '.repeat(5000)
  const parts = () => new Blob([text]).stream()

  it('is the same once opened, in either way', async () => {
    expect(brotliDecompressSync(await compressText(text, 'br')).toString()).toBe(text)
    expect(gunzipSync(await compressText(text, 'gzip')).toString()).toBe(text)
    expect(brotliDecompressSync(await buffer(compressStream(parts(), 'br'))).toString()).toBe(text)
    expect(gunzipSync(await buffer(compressStream(parts(), 'gzip'))).toString()).toBe(text)
  })

  it('breaks when what it comes from breaks', async () => {
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => {
      controller.enqueue(new Uint8Array(10))
      controller.error(new Error('cut'))
    } })

    await expect(buffer(compressStream(broken, 'gzip'))).rejects.toThrow('cut')
  })
})
