import { describe, expect, it } from 'vitest'
import { anOffer, anOrganization, aStructure } from '../integration/directory/world.ts'
import { call, codeOf, stack } from '../support/stack.ts'
import { send } from './world.ts'

const PAYLOADS = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</script><script>alert(1)</script>', '\'-alert(1)-\'', '<svg/onload=alert(1)>', '{{constructor.constructor("alert(1)")()}}', '<!--<script>', '</title><script>alert(1)</script>']

/** The tags of a page as a browser cuts them, quoted words left inside of their tag; scripts with what they run. */
function partsOf(html: string): { tag: string, body?: string }[] {
  return [...html.matchAll(/<!--[\s\S]*?-->|(<script(?=[\s>/])(?:"[^"]*"|'[^']*'|[^"'>])*>)([\s\S]*?)<\/script>|<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi)]
    .map(([whole, tag, body]) => tag === undefined ? { tag: whole.replaceAll(/"[^"]*"|'[^']*'/g, '') } : { tag, body: body ?? '' })
}

describe('stored scripts (NocoDB CVE-2026-28401, 28357, 28397; Directus block editor)', () => {
  it.each(PAYLOADS)('%s is shown as text on the public pages', async (payload) => {
    const structure = await aStructure()
    const organization = await anOrganization(structure, { name: `Essai ${payload}`, description: `${payload} ${'mot '.repeat(20)}` })
    const offer = await anOffer(organization, structure, { title: `Offre ${payload}`, summary: payload, description: `${payload} ${'mot '.repeat(20)}` })

    for (const path of [`/organisations/${organization}`, `/offres/${offer}`, `/?q=${encodeURIComponent(payload)}`]) {
      const response = await fetch(`${stack.portalUrl}${path}`)
      const html = await response.text()
      const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? 'none'
      const parts = partsOf(html)

      expect(response.status).toBe(200)
      expect(parts.filter(({ tag }) => /^<(?:img[^>]*\sonerror|svg[/\s]onload)/i.test(tag))).toEqual([])
      expect(parts.filter(({ body }) => body !== undefined).filter(({ tag, body }) => !tag.includes(`nonce="${nonce}"`) || /^\s*alert\(1\)/.test(body ?? ''))).toEqual([])
      expect(html).not.toContain(`>${payload}<`)
    }
  })

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', ' javascript:alert(1)', 'java\tscript:alert(1)', '//evil.example'])('%s is no address of a site', async (website) => {
    const structure = await aStructure()
    const { aMember } = await import('../integration/directory/world.ts')
    const organization = await anOrganization(structure)
    await aMember(organization, 'partenaire', 'owner')
    const edit = (value: string) => call(`/relais/directory/partner/organizations/${organization}`, { as: 'partenaire', method: 'PATCH', body: { values: { website: value }, base: { website: null } } })
    const refused = await edit(website)

    expect([refused.status, codeOf(refused), refused.body.errors?.[0]?.extensions['errors']]).toEqual([400, 'FORM_INVALID', [expect.objectContaining({ field: 'website' })]])
    // The same change with an address of a site is made: it is the address that was refused.
    expect((await edit('https://exemple.example')).status).toBe(200)
  })

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'], ['SVG called PNG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'image/png'], ['HTML', '<!doctype html><script>alert(1)</script>', 'text/html'], ['XML', '<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>', 'text/plain'],
  ])('Twenty GHSA-x7hp-f23m-66mj: %s is not stored, whoever sends it', async (_kind, content, type) => {
    for (const as of ['partenaire', 'conseiller', 'admin']) {
      const answer = await send(as, content, { name: 'logo.svg', type })
      expect([as, answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([as, 400, 'FILE_REFUSED'])
    }
  })
})
