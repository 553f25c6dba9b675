/** Whether an address carries an access token, in any of the spellings that the query parser of Directus reads. */
export function hasQueryToken(url: string): boolean {
  const start = url.indexOf('?')
  if (start === -1) return false
  return [...new URLSearchParams(url.slice(start + 1)).keys()].some(key => key === 'access_token' || key.startsWith('access_token['))
}
