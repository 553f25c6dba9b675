import { stack } from '../../support/stack.ts'
import { Browser } from '../../unit/cli/identity/browser.ts'

/** Signs in to the Studio as a browser does, by its « openid » driver. */
export async function signInToStudio(email: string): Promise<{ browser: Browser, end: string }> {
  const browser = new Browser()
  const toProvider = await browser.follow(`${stack.directusUrl}/auth/login/keycloak?redirect=${encodeURIComponent(`${stack.directusUrl}/admin/content`)}`)
  const login = await browser.follow(toProvider.url)
  const answer = await browser.post(login.url, { account: email })
  const callback = await browser.follow(login.url, answer)
  const studio = await browser.request(callback.url)
  return { browser, end: studio.headers.get('location') ?? '' }
}
