import { describe, expect, it } from 'vitest'
import { asWords, hasMarkup } from '@relais/schema/forms'

describe('markup in a text of a setting', () => {
  it.each(['<b>Étage</b>', '<svg onload=alert(1)>', '<!-- x -->', '[Ouvrez ceci](https://evil.example/x)', '![](https://evil.example/x.png)', 'Voir [ici][x]', '[x]: https://evil.example', 'Voir [ici](<https://evil.example>)'])('is seen in %s', (text) => {
    expect(hasMarkup(text)).toBe(true)
  })

  it.each(['Âge < 26 ans', 'Entre 16 et 25 ans [révolus]', 'Voir https://www.service-public.example (site officiel)', 'Étage [0-3] (rez-de-chaussée compris)', 'a ->b', '', null])('is not seen in %s', (text) => {
    expect(hasMarkup(text)).toBe(false)
  })
})

describe('words typed by somebody', () => {
  it.each([['[Ouvrez](https://evil.example)', '\\[Ouvrez\\](https://evil.example)'], ['ML-PARIS-2026-00012', 'ML-PARIS-2026-00012'], ['\\[x](y)', '\\\\\\[x\\](y)'], ['<https://evil.example>', '\\<https://evil.example\\>']])('make no link where Markdown is read: %s', (text, shown) => {
    expect(asWords(text)).toBe(shown)
  })
})
