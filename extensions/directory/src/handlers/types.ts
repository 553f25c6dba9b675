import type { Host } from '@relais/extensions/platform'
import type { Settings } from '../env.schema.ts'

export type DirectoryHost = Host & { settings: Settings }
