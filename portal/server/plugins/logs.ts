import { errorLine, redactText } from '@relais/schema/logs'

/** What Nitro, Vue and their modules say passes here: errors without their message, texts without queries. */
export default defineNitroPlugin(() => {
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    const write = console[level].bind(console)
    console[level] = (...parts: unknown[]) => write(...parts.map(part => typeof part === 'string' ? redactText(part) : errorLine(part)))
  }
})
