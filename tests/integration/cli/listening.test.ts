import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { stack } from '../../support/stack.ts'

const PORTS: Record<string, number> = {
  portal: Number(new URL(stack.portalUrl).port), directus: Number(new URL(stack.directusUrl).port), identity: Number(new URL(stack.identityUrl).port), postgres: stack.database.port,
}
/** `127.0.0.1` and `::1`, as the kernel writes them. */
const LOOPBACK = ['0100007F', '00000000000000000000000001000000']

/** The addresses on which something listens at a port. */
function listeningAt(port: number): string[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].filter(path => existsSync(path)).flatMap(path => readFileSync(path, 'utf8').split('\n').flatMap((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/)
    const [address = '', hex = ''] = local.split(':')
    return state === '0A' && Number.parseInt(hex, 16) === port ? [address] : []
  }))
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 })
    const end = (isOpen: boolean) => { socket.destroy(); resolve(isOpen) }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
    socket.on('timeout', () => end(false))
  })
}

describe('the servers of npm start', () => {
  it.skipIf(process.platform !== 'linux').each(Object.entries(PORTS))('%s listens on this machine only', (_name, port) => {
    const addresses = listeningAt(port)

    expect(addresses).not.toEqual([])
    expect(addresses.filter(address => !LOOPBACK.includes(address))).toEqual([])
  })

  it.each(Object.entries(PORTS))('%s does not answer at the other addresses of this machine', async (_name, port) => {
    const others = Object.values(networkInterfaces()).flatMap(list => list ?? []).filter(({ internal, family }) => !internal && family === 'IPv4')

    expect(await accepts('127.0.0.1', port)).toBe(true)
    for (const { address } of others) expect([address, await accepts(address, port)]).toEqual([address, false])
  })
})
