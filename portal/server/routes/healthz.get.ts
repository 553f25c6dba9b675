/** `GET /healthz`: answers as soon as the portal itself can serve pages. */
export default defineEventHandler((event) => {
  setResponseHeader(event, 'cache-control', 'no-store')
  return { status: 'ok' }
})
