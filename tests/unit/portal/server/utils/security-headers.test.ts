import { describe, expect, it } from 'vitest'
import { allowScripts, contentSecurityPolicy, originOf, securityHeaders } from '../../../../../portal/server/utils/security-headers.ts'

const OPTIONS = { nonce: 'abc', identityOrigin: 'https://id.example', mapOrigin: undefined, framedBy: 'none' } as const

describe('contentSecurityPolicy', () => {
  const policy = contentSecurityPolicy(OPTIONS)

  it('runs only our scripts and those of this very page', () => {
    expect(policy).toContain(`script-src 'self' 'nonce-abc';`)
    expect(policy).not.toContain('unsafe-eval')
  })

  it('connects to our origin and the identity provider only', () => {
    expect(policy).toContain(`connect-src 'self' https://id.example;`)
    expect(policy).toContain(`frame-src 'self' https://id.example;`)
  })

  it('is never framed by another page', () => {
    expect(policy).toContain(`frame-ancestors 'none'`)
  })

  it('has no inline script, no evaluated text and no base of another', () => {
    const scripts = policy.split('; ').find(part => part.startsWith('script-src'))

    expect(scripts).not.toMatch(/unsafe|\*|https?:|data:|blob:/)
    expect(policy).toContain(`base-uri 'none'`)
    expect(policy).toContain(`object-src 'none'`)
  })

  it('opens the origin of a map style that is not ours', () => {
    expect(contentSecurityPolicy({ ...OPTIONS, mapOrigin: 'https://maps.example' })).toContain(`connect-src 'self' https://id.example https://maps.example`)
  })
})

describe('securityHeaders', () => {
  it('demands HTTPS for a year once the installation is on it', () => {
    expect(securityHeaders({ framedBy: 'none', identityUrl: 'https://id.example' })).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains', 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin',
    })
    expect(securityHeaders({ framedBy: 'self', identityUrl: 'http://localhost:8080' })).not.toHaveProperty('strict-transport-security')
  })
})

describe('originOf', () => {
  it('has none for an address of our own', () => {
    expect([originOf('/map/style.json'), originOf(''), originOf('https://maps.example/style.json')]).toEqual([undefined, undefined, 'https://maps.example'])
  })
})

describe('allowScripts', () => {
  const allow = (html: string) => allowScripts([html], 'abc')[0]

  it('marks each script of the page', () => {
    expect(allow('<script>a()</script><link href="/x"><script type="module" src="/y.js"></script>'))
      .toBe('<script nonce="abc">a()</script><link href="/x"><script nonce="abc" type="module" src="/y.js"></script>')
  })

  it.each([
    '<meta name="description" content="<script>bad()</script>">',
    '<meta name="description" content="<script><script>bad()</script>"><meta content="fin">',
    '<meta name="description" content="1 < 2 > 0 <script src=https://bad.example>">',
    '<meta name=\'description\' content=\'"<script>bad()</script>\'>',
    '<title>&lt;script&gt;</title>',
  ])('leaves alone what people wrote: %s', (html) => {
    expect(allow(html)).toBe(html)
    expect(allow(`${html}<script>ours()</script>`)).toBe(`${html}<script nonce="abc">ours()</script>`)
  })

  it('does not look inside a script', () => {
    expect(allow('<script type="application/json">{"a":"<script \\u003C"}</script>')).toBe('<script nonce="abc" type="application/json">{"a":"<script \\u003C"}</script>')
  })
})
