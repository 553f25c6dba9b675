/** Pages leave compressed; files are already, and what the API answers is where it passes. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('render:response', async (response, { event }) => {
    const type = String(response.headers?.['content-type'] ?? '')
    if (import.meta.dev || typeof response.body !== 'string' || !type.startsWith('text/html') || !isPublicPage(event.path)) return
    response.headers = { ...response.headers, vary: 'accept-encoding' }
    const encoding = encodingOf(getRequestHeader(event, 'accept-encoding'))
    if (!encoding) return
    response.body = await compressText(response.body, encoding)
    response.headers['content-encoding'] = encoding
  })
})
