import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call, db, stack } from '../../support/stack.ts'

interface Run { children: { name: string, pid: number }[] }

function pidOf(name: string): number {
  const run: Run = JSON.parse(readFileSync(join(stack.data, 'run.json'), 'utf8'))
  const child = run.children.find(entry => entry.name === name)
  if (!child) throw new Error(`${name} does not run`)
  return child.pid
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 45_000; waited += 250) {
    if (await check().catch(() => false)) return
    await new Promise(resolve => setTimeout(resolve, 250))
  }
  throw new Error('still away')
}

const answers = (base: string, path: string) => async () => (await call(path, { base })).status === 200
const PROOFS: Record<string, () => Promise<boolean>> = {
  portal: answers(stack.portalUrl, '/healthz'),
  identity: answers(stack.identityUrl, '/realms/relais/.well-known/openid-configuration'),
  directus: answers(stack.directusUrl, '/server/ping'),
  postgres: async () => (await db.query('SELECT 1')).rowCount === 1,
}

describe('a server killed at once', () => {
  db.on('error', () => undefined)

  it.each(Object.entries(PROOFS))('brings %s back by itself', async (name, isThere) => {
    const before = pidOf(name)

    process.kill(before, 'SIGKILL')
    await until(async () => pidOf(name) !== before && await isThere())

    expect(pidOf(name)).not.toBe(before)
  })

  it('keeps what was acknowledged: the directory still answers, and people still sign in', async () => {
    await until(async () => (await call('/relais/identity/me', { as: 'conseiller' })).status === 200)

    const search = await call<{ data: { items: unknown[] } }>('/relais/directory/search')

    expect(search.status).toBe(200)
    expect(search.body.data.items.length).toBeGreaterThan(0)
  })
})
