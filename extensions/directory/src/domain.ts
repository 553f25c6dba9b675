import type { Domain } from '@relais/extensions/platform'
import { hook } from './hook.ts'
import { routes } from './routes.ts'

export const directory: Domain = { name: 'directory', routes, hook }
