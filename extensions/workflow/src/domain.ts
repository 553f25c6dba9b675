import type { Domain } from '@relais/extensions/platform'
import { hook } from './hook.ts'
import { routes } from './routes.ts'

export const workflow: Domain = { name: 'workflow', routes, hook }
