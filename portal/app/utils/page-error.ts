/** The page shown when a record cannot be: missing and closed ones look the same, a broken server does not. */
export function asPageError(error: unknown) {
  const status = error instanceof ApiError ? error.status : isRecord(error) && isRecord(error.cause) && typeof error.cause.status === 'number' ? error.cause.status : 404
  const isMissing = status === 400 || status === 403 || status === 404
  return createError({ statusCode: isMissing ? 404 : 503, statusMessage: isMissing ? 'Not Found' : 'Service Unavailable', fatal: true })
}

/** The beginning of a text, whole words only, for search engines. */
export function shorten(text: string | null | undefined, length = 160): string | undefined {
  const plain = text?.replace(/\s+/g, ' ').trim()
  if (!plain || plain.length <= length) return plain || undefined
  return `${plain.slice(0, length).replace(/\s+\S*$/, '')}…`
}
