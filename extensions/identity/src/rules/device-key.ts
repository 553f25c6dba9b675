import { hkdfSync } from 'node:crypto'

/** What seals the drafts of an account on its devices: drawn from the key of the installation, the same each time, kept nowhere. */
export function deviceKey(secret: string, account: string): string {
  return Buffer.from(hkdfSync('sha256', secret, account, 'relais drafts on a device', 32)).toString('base64url')
}
