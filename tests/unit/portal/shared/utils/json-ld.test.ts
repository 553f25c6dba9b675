import { describe, expect, it } from 'vitest'
import { toScript } from '../../../../../portal/shared/utils/json-ld.ts'

describe('toScript', () => {
  it('lets no text end the script that carries it', () => {
    expect(toScript({ name: '</script><script>alert(1)</script>' })).not.toContain('<')
  })
})
