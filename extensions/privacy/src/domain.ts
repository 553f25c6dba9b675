import type { Domain } from '@relais/extensions/platform'
import { hook } from './hook.ts'
import { routes } from './routes.ts'

export const privacy: Domain = { name: 'privacy', routes, hook }
