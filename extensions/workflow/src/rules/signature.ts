import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** The secret of a webhook, computed from the one of the installation: nothing is kept that could be read. */
export function secretOf(installation: string, { id, secret_number: number }: { id: string, secret_number: number }): string {
  return `${PREFIX}${createHmac('sha256', installation).update(`relais webhook ${id} ${number}`).digest('base64')}`
}

/** The headers that prove who sends a body, and when, in the manner of Standard Webhooks (https://www.standardwebhooks.com). */
export function signedHeaders(secret: string, { id, at, body }: { id: string, at: Date, body: string }): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
