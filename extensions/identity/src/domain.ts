import type { Domain } from '@relais/extensions/platform'
import { hook } from './hook.ts'
import { routes } from './routes.ts'

export const identity: Domain = { name: 'identity', routes, hook }
