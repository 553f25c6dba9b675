import type { Page } from 'playwright-core'

const refused: string[] = []
/** Asked of what is for administrators: the Studio does without. */
const EXPECTED = [/^GET \/shares$/]

/** Keeps what the Studio asks and does not get because the list of open addresses lacks it. */
export function watchRefusals(page: Page): void {
  page.on('response', (response) => {
    if (response.status() !== 404) return
    const asked = `${response.request().method()} ${new URL(response.url()).pathname}`
    if (EXPECTED.some(pattern => pattern.test(asked))) return
    // A page that goes away takes its answers with it.
    void response.text().then((text) => { if (text.includes('ROUTE_NOT_AVAILABLE')) refused.push(asked) }, () => undefined)
  })
}

/** What was refused since the last time. */
export const takeRefusals = (): string[] => refused.splice(0)
