import type { IncomingHttpHeaders } from 'node:http'

/**
 * Gives a request the address that the portal is known by: pages write their own address, in links to other languages
 * and in structured data, and must not write the one that somebody claims.
 */
export function claimOwnHost(headers: IncomingHttpHeaders, portalUrl: string): void {
  if (!URL.canParse(portalUrl)) return
  const { host, protocol } = new URL(portalUrl)
  delete headers['x-forwarded-host']
  headers.host = host
  headers['x-forwarded-proto'] = protocol.slice(0, -1)
}
