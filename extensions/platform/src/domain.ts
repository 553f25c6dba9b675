import type { EndpointExtensionContext, HookConfig } from '@directus/types'
import type { Routes } from './http/routes.ts'

/** What a domain registers with Directus. */
export interface Domain {
  name: string
  /** Its addresses under `/relais`. */
  routes?: (context: EndpointExtensionContext) => Routes
  /** What it watches or refuses, and what it does by the clock. */
  hook?: HookConfig
}
