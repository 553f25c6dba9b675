interface PolicyOptions { nonce: string, identityOrigin: string | undefined, mapOrigin: string | undefined, framedBy: 'none' | 'self' }

/** The origin of an address, or undefined when it is ours or not an address. */
export function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined
}

const HSTS = 'max-age=31536000; includeSubDomains'

/** What every answer says to browsers. HTTPS is demanded for a year once the installation is on it, which its provider tells. */
export function securityHeaders({ framedBy, identityUrl }: { framedBy: PolicyOptions['framedBy'], identityUrl: string }): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': framedBy === 'self' ? 'SAMEORIGIN' : 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), payment=(), usb=(), geolocation=(self)',
    ...(identityUrl.startsWith('https://') ? { 'strict-transport-security': HSTS } : {}),
  }
}

/** What a page may load: our own origin, the identity provider for signing in, and nothing else. */
export function contentSecurityPolicy({ nonce, identityOrigin, mapOrigin, framedBy }: PolicyOptions): string {
  const sources = (...list: (string | undefined)[]) => list.filter(item => item !== undefined).join(' ')
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'`,
    // Components position menus and bars by style attributes.
    `style-src 'self' 'unsafe-inline'`,
    sources('img-src', `'self'`, 'data:', 'blob:', mapOrigin),
    `font-src 'self'`,
    sources('connect-src', `'self'`, identityOrigin, mapOrigin),
    sources('frame-src', `'self'`, identityOrigin),
    `worker-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    sources('form-action', `'self'`, identityOrigin),
    `frame-ancestors '${framedBy}'`,
  ].join('; ')
}

// A whole script, or a whole tag with what its attributes quote: people's words live there, and may read « <script ».
const SCRIPT_OR_TAG = /<script(?=[\s>])((?:"[^"]*"|'[^']*'|[^"'>])*>[\s\S]*?<\/script>)|<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi

/** Marks the scripts that a page itself writes as allowed to run, and nothing that people wrote in it. */
export function allowScripts(chunks: string[], nonce: string): string[] {
  return chunks.map(chunk => chunk.replaceAll(SCRIPT_OR_TAG, (tag, rest?: string) => rest === undefined ? tag : `<script nonce="${nonce}"${rest}`))
}
