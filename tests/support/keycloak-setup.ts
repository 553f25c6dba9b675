import { randomBytes } from 'node:crypto'
import { freePort } from '../../cli/ephemeral.ts'
import { findKeycloak, keycloakService } from '../../cli/keycloak.ts'
import { bootProduct } from './global-setup.ts'
import type { FirstAdministrator } from '../../cli/keycloak.ts'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext { keycloak: FirstAdministrator }
}

/** The product against the Keycloak of production, which imports the realm of production. */
export default async function setup(project: TestProject) {
  const found = findKeycloak(message => process.stderr.write(`  ${message}\n`))
  if ('missing' in found) throw new Error(found.missing)
  const administrator = { username: 'operator', password: randomBytes(24).toString('base64url') }
  const managementPort = await freePort()
  project.provide('keycloak', administrator)
  return bootProduct(project, settings => keycloakService(settings, { home: found.home, administrator, managementPort }))
}
