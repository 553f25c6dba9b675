import type { Domain } from '@relais/extensions/platform'
import { hook } from './hook.ts'
import { routes } from './routes.ts'

export const access: Domain = { name: 'access', routes, hook }
