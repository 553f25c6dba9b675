/** After a change of page the focus goes to the content, as it would with a full load; a filter in the address moves nothing. */
export default defineNuxtPlugin((nuxtApp) => {
  const router = useRouter()
  let hasChangedPage = false

  router.afterEach((to, from) => {
    hasChangedPage = from.matched.length > 0 && to.path !== from.path
  })
  nuxtApp.hook('page:finish', () => {
    if (!hasChangedPage) return
    hasChangedPage = false
    document.getElementById('content')?.focus({ preventScroll: true })
  })
})
