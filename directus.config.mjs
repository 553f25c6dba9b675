// Directus parses a `.ts` named by CONFIG_PATH as dotenv and starts without any configuration: name this file instead.
import { reportCrashes } from './schema/logs.ts'

reportCrashes()
export { default } from './directus.config.ts'
