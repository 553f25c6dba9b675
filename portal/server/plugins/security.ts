import { randomBytes } from 'node:crypto'

// This page is opened in a hidden frame by the identity adapter, on our own origin.
const FRAMED_PAGE = '/silent-check-sso.html'

export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('request', (event) => {
    const config = useRuntimeConfig(event)
    claimOwnHost(event.node.req.headers, config.public.portalUrl)
    const nonce = randomBytes(16).toString('base64')
    event.context.cspNonce = nonce
    event.context.browserAddress ??= readBrowserAddress(event, config.trustProxy)
    // What sits here is handed to the calls that a page makes while it is rendered.
    event.context._platform = { ...event.context._platform, browserAddress: event.context.browserAddress }
    const framedBy = event.path.split('?')[0] === FRAMED_PAGE ? 'self' : 'none'
    setResponseHeaders(event, securityHeaders({ framedBy, identityUrl: config.public.identityUrl }))
    // The development server injects scripts of its own.
    if (import.meta.dev) return
    setResponseHeader(event, 'content-security-policy', contentSecurityPolicy({
      nonce,
      identityOrigin: originOf(config.public.identityUrl),
      mapOrigin: originOf(config.public.mapStyleUrl),
      framedBy,
    }))
  })

  nitro.hooks.hook('render:response', (response) => {
    delete response.headers?.['x-powered-by']
  })

  nitro.hooks.hook('render:html', (html, { event }) => {
    const nonce = event.context.cspNonce
    if (!nonce) return
    html.head = allowScripts(html.head, nonce)
    html.bodyPrepend = allowScripts(html.bodyPrepend, nonce)
    html.bodyAppend = allowScripts(html.bodyAppend, nonce)
  })
})
