/**
 * Reads the answer of the identity provider before the router sees the address, then forgets it.
 * Without such an answer nothing is loaded here: public pages only look, once idle, whether somebody came back.
 */
export default defineNuxtPlugin({
  name: 'identity',
  enforce: 'pre',
  async setup(nuxtApp) {
    if (!hasIdentityAnswer(location.hash)) return
    // The router has read the address by now, answer included: it must forget it too, or it writes it back.
    nuxtApp.hook('app:mounted', () => {
      const { path, query } = useRoute()
      void useRouter().replace({ path, query })
    })
    const { identityUrl, identityRealm, identityClientId } = useRuntimeConfig().public
    // A refusal or a stale answer leaves the person signed out: the page says what to do.
    await openIdentity({ url: identityUrl, realm: identityRealm, clientId: identityClientId }).catch(() => undefined)
    if (hasIdentityAnswer(location.hash)) history.replaceState(history.state, '', location.pathname + location.search)
  },
})
