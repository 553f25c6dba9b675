import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import Provider from 'oidc-provider'
import { errorLine } from '../../schema/logs.ts'
import { providerConfiguration } from './configuration.ts'
import { loadKeys } from './keys.ts'
import { handleCookieCheck, handleLogin } from './login.ts'
import { registerPasswordGrant, shapeRefreshTokens } from './password-grant.ts'
import type { Realm } from './realm.ts'
import { loadRealm, matchesRedirect } from './realm.ts'
import { openStore } from './store.ts'
import { createThrottle } from './throttle.ts'

export interface IdentityOptions {
  port: number
  /** Address that browsers and servers know the provider by, without `/realms/…`. */
  url: string
  portalUrl: string
  /** Address of the Directus back office. */
  publicUrl: string
  studioSecret: string
  /** Folder of the runtime data; keys and sessions go to its `identity` sub-folder. */
  dataFolder: string
  host?: string
  /** Shorter life for the access tokens, for tests of expiry. */
  accessTokenSeconds?: number
  log?: (message: string) => void
}

export interface Identity {
  /** Issuer, as written in the tokens. */
  url: string
  close: () => Promise<void>
}

/** Raised instead of starting where the demo accounts must never exist. */
export class ProductionRefusedError extends Error {
  constructor() {
    super('Le fournisseur d’identité embarqué ne contient que des comptes de démonstration : il refuse de démarrer avec NODE_ENV=production. Utilisez Keycloak (docker-compose.yml).')
  }
}

/** Starts the embedded OpenID Connect provider at Keycloak's addresses, fed by the realm file. */
export async function startIdentity(options: IdentityOptions): Promise<Identity> {
  if (process.env['NODE_ENV'] === 'production') throw new ProductionRefusedError()
  if (options.studioSecret.length < 16) throw new Error('RELAIS_STUDIO_SECRET must have at least 16 characters.')

  const realm = realmFor(options)
  const mountPath = `/realms/${realm.realm}`
  const issuer = `${options.url.replace(/\/$/, '')}${mountPath}`
  const listener = createListener({ realm, mountPath, issuer, folder: join(options.dataFolder, 'identity'), log: options.log ?? (() => undefined) })

  const server = createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '127.0.0.1', resolve)
  })

  return {
    url: issuer,
    close: () => new Promise((resolve, reject) => {
      server.close(error => (error ? reject(error) : resolve()))
      server.closeAllConnections()
    }),
  }
}

function realmFor(options: IdentityOptions): Realm {
  const origin = (url: string) => url.replace(/\/$/, '')
  const realm = loadRealm({ PORTAL_URL: origin(options.portalUrl), PUBLIC_URL: origin(options.publicUrl), RELAIS_STUDIO_SECRET: options.studioSecret })
  return options.accessTokenSeconds ? { ...realm, accessTokenLifespan: options.accessTokenSeconds } : realm
}

interface ListenerOptions { realm: Realm, mountPath: string, issuer: string, folder: string, log: (message: string) => void }

function createListener({ realm, mountPath, issuer, folder, log }: ListenerOptions): RequestListener {
  const provider = new Provider(issuer, providerConfiguration({ realm, keys: loadKeys(folder), store: openStore(folder), mountPath }))
  const throttle = createThrottle(realm)
  registerPasswordGrant(provider, realm, throttle)
  shapeRefreshTokens(provider)
  allowWildcards(provider, realm)
  allowCredentials(provider, realm)
  provider.on('server_error', (_ctx, error) => log(`identity: ${errorLine(error)}`))

  const callback = provider.callback()
  return (req, res) => {
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/'
    if (path.startsWith(`${mountPath}/login/`)) {
      handleLogin({ provider, realm, throttle, mountPath }, req, res).catch(error => fail(res, error, log))
    }
    else if (path.startsWith(`${mountPath}/protocol/openid-connect/3p-cookies/`)) {
      handleCookieCheck(realm, path.slice(path.lastIndexOf('/') + 1), req, res)
    }
    else if (path.startsWith(`${mountPath}/`)) {
      mount(req, mountPath)
      callback(req, res).catch((error: unknown) => fail(res, error, log))
    }
    else if (path === '/') {
      res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ issuer }))
    }
    else {
      res.writeHead(404, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: 'not_found' }))
    }
  }
}

/** `oidc-provider` wants addresses without the path it is mounted on, and the whole one beside, as Express gives them. */
function mount(req: IncomingMessage, mountPath: string): void {
  Object.assign(req, { originalUrl: req.url })
  req.url = req.url?.slice(mountPath.length)
}

/** Accepts the `/*` of Keycloak's redirect addresses, on the clients of the realm file only. */
function allowWildcards(provider: Provider, realm: Realm): void {
  const declared = (clientId: string) => realm.clients.find(client => client.clientId === clientId)
  provider.Client.prototype.redirectUriAllowed = function (value) {
    return matchesRedirect(value, declared(this.clientId)?.redirectUris ?? [])
  }
  provider.Client.prototype.postLogoutRedirectUriAllowed = function (value) {
    return matchesRedirect(value, this.postLogoutRedirectUris ?? [])
  }
}

/** keycloak-js sends its requests with cookies, which browsers allow only when the answer says so to that very origin. */
function allowCredentials(provider: Provider, realm: Realm): void {
  const origins = realm.clients.flatMap(client => client.webOrigins)
  provider.use(async (ctx, next) => {
    await next()
    const origin = ctx.get('Origin')
    if (origins.includes(origin) && ctx.response.get('Access-Control-Allow-Origin') === origin) ctx.set('Access-Control-Allow-Credentials', 'true')
  })
}

function fail(res: ServerResponse, error: unknown, log: (message: string) => void): void {
  log(`identity: ${errorLine(error)}`)
  if (!res.headersSent) res.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' })
  res.end('Le service de connexion a rencontré une erreur. Réessayez dans un instant.')
}
