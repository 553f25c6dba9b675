/**
 * Families of what Directus reads by itself, whatever their case. A variable of one of them that is not in the table of the
 * configuration is refused: nobody has judged what it opens. A test looks for families that a new version would add.
 */
const FAMILIES = /^(?:ACCESS|ACTIVITY|ADMIN|AI|ASSETS|AUTH|BRAINTRUST|CACHE|COMPLIANCE|CONTENT_SECURITY_POLICY|CORS|CROSS_ORIGIN_OPENER_POLICY|DB|EMAIL|EXPORT|EXTENSIONS|FILES?|FLOWS?|GRAPHQL|HASH|HSTS|IMPORT|IP|LANGFUSE|LOG|LOGGER|LOGIN|MARKETPLACE|MAX|MCP|METRICS|MIGRATIONS|OPENAPI|PACKAGE_FILE|PASSWORD_RESET|PRESSURE_LIMITER|PROJECT|PUBLIC_URL|QUERY|QUERYSTRING|RATE_LIMITER|REDIS|REFRESH_TOKEN|REGISTER|RELATIONAL|RETENTION|REVISIONS|ROBOTS|ROOT_REDIRECT|SECRET|SERVE|SERVER|SESSION|STORAGE|SYNCHRONIZATION|TELEMETRY|TEMP_PATH|TUS|UNIX_SOCKET|USERS?_(?:ADMIN|API|APP|INVITE|REGISTER)|WEBSOCKETS|RELAIS|CONFIGURATOR|DIRECTORY|PRIVACY)(?:_|$)/i

/** Whether Directus or the product would read a variable of this name. */
export function isOfReadFamily(name: string): boolean {
  return FAMILIES.test(name)
}

/** Variables of Node.js that undo what the configuration protects, with what they open. */
export function unsafeRuntime(env: Record<string, string | undefined>): string[] {
  const found = [
    [env.NODE_TLS_REJECT_UNAUTHORIZED === '0', 'NODE_TLS_REJECT_UNAUTHORIZED', 'any certificate would be believed: name your authority with NODE_EXTRA_CA_CERTS'],
    [/--inspect|--(?:no-)?verify|--insecure/.test(env.NODE_OPTIONS ?? ''), 'NODE_OPTIONS', 'a debugger would be open'],
    [Boolean(env.DEBUG), 'DEBUG', 'queries and what people typed would be written: remove it'],
    [Boolean(env.NODE_DEBUG), 'NODE_DEBUG', 'requests would be written: remove it'],
  ] as const
  return found.filter(([isSet]) => isSet).map(([, name, reason]) => `${name} is refused in production: ${reason}.`)
}
