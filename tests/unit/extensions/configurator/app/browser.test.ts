import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepInTab, readTab } from '../../../../../extensions/configurator/src/app/browser.ts'

afterEach(() => vi.unstubAllGlobals())

describe('what a tab keeps', () => {
  it('is read back as it was', () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) })
    expect(readTab('drafts')).toBeNull()
    keepInTab('drafts', { label: 'Accès' })
    expect(readTab('drafts')).toEqual({ label: 'Accès' })
  })

  it('is nothing, without a failure, where the browser keeps nothing', () => {
    const refuse = () => {
      throw new Error('denied')
    }
    vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse })
    expect(() => keepInTab('drafts', [])).not.toThrow()
    expect(readTab('drafts')).toBeNull()
  })
})
