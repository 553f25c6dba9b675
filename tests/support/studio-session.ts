import { createHmac, randomBytes } from 'node:crypto'
import { roleIds } from '../../schema/access/index.ts'
import { db, stack } from './stack.ts'
import type { SignedInAudience } from '../../schema/access/index.ts'

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The headers of a session of Directus, made as it makes them. */
export async function studioSession(id: string, audience: SignedInAudience): Promise<Record<string, string>> {
  const session = randomBytes(32).toString('base64url')
  const expires = Math.floor(Date.now() / 1000) + 3600
  await db.query('insert into directus_sessions (token, "user", expires) values ($1, $2, to_timestamp($3))', [session, id, expires])
  const signed = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64({ id, role: roleIds[audience], app_access: true, admin_access: false, session, iss: 'directus', exp: expires })}`
  const token = `${signed}.${createHmac('sha256', stack.secret).update(signed).digest('base64url')}`
  return { cookie: `directus_session_token=${token}` }
}
