import { createServer } from 'node:net'

/** A port that nobody uses. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Ports that nobody uses, as the variables that set them: a second product then runs beside the first. */
export async function freePorts(): Promise<Record<'PORTAL_PORT' | 'PORT' | 'IDENTITY_PORT' | 'DB_PORT', string>> {
  const next = async () => String(await freePort())
  return { PORTAL_PORT: await next(), PORT: await next(), IDENTITY_PORT: await next(), DB_PORT: await next() }
}
