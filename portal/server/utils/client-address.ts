import type { H3Event } from 'h3'

declare module 'h3' {
  interface H3EventContext {
    /** Address of the browser, kept through the calls that a page makes while it is rendered. */
    browserAddress?: string
    /** Random value that allows the scripts of this page, and no other, to run. */
    cspNonce?: string
  }
}

/**
 * Address of the browser behind a request.
 * `X-Forwarded-For` is believed only when `NUXT_TRUST_PROXY` says that a proxy of ours writes it.
 */
export function readBrowserAddress(event: H3Event, trustsProxy: boolean): string | undefined {
  return event.context.browserAddress ?? (getRequestIP(event, { xForwardedFor: trustsProxy }) || undefined)
}
