import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { secretOf, signedHeaders } from '../../../../../extensions/workflow/src/rules/signature.ts'

describe('the signature of a call', () => {
  const at = new Date('2026-03-12T10:00:00Z')

  it('is the one of Standard Webhooks', () => {
    // The example of the reference implementation.
    const headers = signedHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1614265330_000), body: '{"test": 2432232314}' })

    expect(headers).toEqual({ 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' })
  })

  it('is by a secret of each webhook, that changes with its number', () => {
    const secrets = [['a', 1], ['a', 2], ['b', 1]].map(([id, number]) => secretOf('installation', { id: String(id), secret_number: Number(number) }))

    expect(new Set(secrets).size).toBe(3)
    for (const secret of secrets) expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32)
    expect(secretOf('another', { id: 'a', secret_number: 1 })).not.toBe(secrets[0])
    const [{ 'webhook-signature': one = '' }, { 'webhook-signature': two = '' }] = [signedHeaders(secrets[0] ?? '', { id: 'x', at, body: '{}' }), signedHeaders(secrets[1] ?? '', { id: 'x', at, body: '{}' })]
    expect(one).not.toBe(two)
    expect(one).toBe(`v1,${createHmac('sha256', Buffer.from((secrets[0] ?? '').slice(6), 'base64')).update(`x.${at.getTime() / 1000}.{}`).digest('base64')}`)
  })
})
