/** Runs the embedded identity provider: `node cli/identity/main.ts`, with the variables read below. */
import { reportCrashes } from '../../schema/logs.ts'
import { ProductionRefusedError, startIdentity } from './server.ts'
import type { Identity, IdentityOptions } from './server.ts'

/** Exit status of a wrong configuration (`EX_CONFIG` of sysexits): the supervisor must not try again. */
const EXIT_CONFIG = 78

function optionsFrom(env: NodeJS.ProcessEnv): IdentityOptions {
  const port = Number(env['IDENTITY_PORT'] ?? 8080)
  const seconds = Number(env['IDENTITY_ACCESS_TOKEN_SECONDS'] ?? 0)
  return {
    port,
    host: env['RELAIS_LISTEN'] ?? '127.0.0.1',
    url: env['IDENTITY_URL'] ?? `http://localhost:${port}`,
    portalUrl: env['PORTAL_URL'] ?? 'http://localhost:3000',
    publicUrl: env['PUBLIC_URL'] ?? 'http://localhost:8055',
    studioSecret: env['RELAIS_STUDIO_SECRET'] ?? '',
    dataFolder: env['RELAIS_DATA'] ?? '.data',
    ...(seconds > 0 ? { accessTokenSeconds: seconds } : {}),
    log: message => process.stderr.write(`${message}\n`),
  }
}

function explain(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'Le port du fournisseur d’identité est déjà pris : arrêtez le programme qui l’occupe ou choisissez IDENTITY_PORT.'
  }
  return error instanceof Error ? error.message : String(error)
}

async function run(): Promise<Identity | undefined> {
  try {
    const identity = await startIdentity(optionsFrom(process.env))
    process.stdout.write(`identity: ${identity.url}\n`)
    return identity
  }
  catch (error: unknown) {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = error instanceof ProductionRefusedError ? EXIT_CONFIG : 1
    return undefined
  }
}

reportCrashes()
const identity = await run()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void identity?.close())
