import { ForbiddenError, fetchOutside, refusalOf } from '@relais/extensions/platform'
import type { Caller, Host, Row } from '@relais/extensions/platform'
import type { PrimaryKey } from '@directus/types'
import type { Knex } from 'knex'
import { z } from 'zod'
import type { Settings } from '../env.schema.ts'
import { WebhookRefusedError } from '../errors.ts'
import { secretOf, signedHeaders } from '../rules/signature.ts'

type Calling = Pick<Settings, 'SECRET' | 'RELAIS_WEBHOOK_HOSTS' | 'RELAIS_WEBHOOK_INTERNAL_HOSTS'>

/** The origins of the local network that the operator named, with their port: at most that of the address. */
function internalOrigins({ hostname, port, protocol, origin }: URL, { RELAIS_WEBHOOK_INTERNAL_HOSTS: hosts }: Calling): string[] {
  return hosts.includes(`${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`) ? [origin] : []
}

/** Why an address may not be called, or undefined: the operator says which hosts are, and none is of the local network but those named with their port. */
function whyNot(address: string, settings: Calling): string | undefined {
  if (!URL.canParse(address)) return 'address'
  const { RELAIS_WEBHOOK_HOSTS: hosts } = settings
  const url = new URL(address)
  const internal = internalOrigins(url, settings)
  if (internal.length > 0) return refusalOf(url, internal)
  return refusalOf(url) ?? (hosts.includes(url.hostname) ? undefined : 'not_allowed')
}

/** Refuses an address that could not be called. */
export function assertCallable(payload: Row, settings: Calling): Row {
  if (payload['url'] === undefined) return payload
  const reason = whyNot(String(payload['url']), settings)
  if (reason !== undefined) throw new WebhookRefusedError({ reason })
  return payload
}

const WebhookSchema = z.object({ id: z.string(), url: z.string(), secret_number: z.number() })

/** What is said of a transition: nothing about anybody. */
export interface Notice { id: string, collection: string, item: string, transition: string, from: string, to: string, at: Date }

const TIMEOUT_MS = 10_000
const MOST_BYTES = 64_000

/** Tells an address of a transition; anything but an answer of success within ten seconds is an error, and is tried again. */
export async function callWebhook(knex: Knex, key: string, { id, at, ...said }: Notice, { settings, now, send = fetchOutside }: { settings: Settings, now: Date, send?: typeof fetchOutside }): Promise<void> {
  const found: unknown = await knex('webhooks').where({ key, is_active: true }).first('id', 'url', 'secret_number')
  if (found === undefined) throw new Error(`no active webhook ${key}`)
  const webhook = WebhookSchema.parse(found)
  const reason = whyNot(webhook.url, settings)
  if (reason !== undefined) throw new WebhookRefusedError({ reason })
  const body = JSON.stringify({ type: 'workflow.transition', timestamp: at.toISOString(), data: said })
  const { status } = await send(webhook.url, {
    method: 'POST', body, allowed: internalOrigins(new URL(webhook.url), settings), timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES,
    headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...signedHeaders(secretOf(settings.SECRET, webhook), { id, at: now, body }) },
  })
  if (status < 200 || status > 299) throw new Error(`the webhook ${key} answered ${status}`)
}

/** The signing secret of a webhook, for the administrator who gives it to whoever receives. */
export async function readSecret(host: Host, caller: Caller, id: PrimaryKey, settings: Calling): Promise<{ secret: string }> {
  if (caller.audience !== 'admin') throw new ForbiddenError()
  const found: unknown = await host.database('webhooks').where({ id }).first('id', 'url', 'secret_number')
  if (found === undefined) throw new ForbiddenError()
  return { secret: secretOf(settings.SECRET, WebhookSchema.parse(found)) }
}
