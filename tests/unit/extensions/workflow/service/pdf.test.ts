import { createRequire } from 'node:module'
import type { NodeCompiler as Compiler } from '@myriaddreamin/typst-ts-node-compiler'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { checkFile } from '../../../../../extensions/access/src/rules/file-kinds.ts'
import { UnprintableError, blocksOf, lettersWithoutFont, toPdf } from '../../../../../extensions/workflow/src/service/pdf.ts'
import { readPdf } from '../../../../support/read-pdf.ts'

const require = createRequire(new URL('../../../../../extensions/workflow/src/service/pdf.ts', import.meta.url))
const at = new Date('2026-03-12T10:00:00Z')
const written = { title: 'Attestation de suivi', body: 'Suivi de Inès Łukasik — « œuvre ».\nÀ Paris.\n\n## Ce qui suit\n\nFin.', language: 'fr' as const, at }
const letterhead = { lines: ['Mission locale des essais', '12 rue des Essais, 75020 Paris', '01 99 00 12 34'], color: '#0f766e' }
/** One glyph draws every space: which one it is, `frenchTypography` says. */
const spaced = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')
const said = async (body: string, language: 'fr' | 'en' = 'fr') => spaced((await readPdf(toPdf({ ...written, body, language }))).text)

describe('a document as a PDF', () => {
  it('is a title, headings and paragraphs, in the order in which they are read', () => {
    expect(blocksOf(written)).toEqual([
      { tag: 'H1', text: 'Attestation de suivi' }, { tag: 'P', text: 'Suivi de Inès Łukasik — « œuvre ».\nÀ Paris.' }, { tag: 'H2', text: 'Ce qui suit' }, { tag: 'P', text: 'Fin.' },
    ])
    expect(blocksOf({ title: 'T', body: ' \r\n \r\n un\r\n\r\n\r\n deux ' }).map(({ text }) => text)).toEqual(['T', 'un', 'deux'])
  })

  it('tells screen readers its language, its title and its headings', async () => {
    const pdf = toPdf(written)
    const { info, roles, text } = await readPdf(pdf)

    expect([info.get('Language'), info.get('Title')]).toEqual(['fr-FR', 'Attestation de suivi'])
    expect(pdf.toString('latin1').match(/\/DisplayDocTitle true|\/Marked true|<pdfuaid:part>1/g)).toHaveLength(3)
    expect(roles.filter(role => ['Document', 'H1', 'H2', 'P'].includes(role))).toEqual(['Document', 'H1', 'P', 'H2', 'P'])
    expect(spaced(text)).toBe('Attestation de suivi\nSuivi de Inès Łukasik — « œuvre ».\nÀ Paris.\nCe qui suit\nFin.')
    expect((await readPdf(toPdf({ ...written, language: 'en' }))).info.get('Language')).toBe('en-GB')
  })

  it('is taken as a harmless PDF, and is the same bytes when it is written again', async () => {
    const pdf = toPdf(written)

    expect(await checkFile(pdf, 'x.pdf')).toMatchObject({ type: 'application/pdf' })
    expect(pdf.equals(toPdf(written))).toBe(true)
    expect(pdf.equals(toPdf({ ...written, language: 'en' }))).toBe(false)
  })

  it('goes over pages, each part of it tagged, each page numbered', async () => {
    const { pages, roles, text } = await readPdf(toPdf({ ...written, body: 'Une phrase de plus, puis une autre encore. '.repeat(400) }))

    expect(pages).toBeGreaterThan(2)
    expect(roles).toContain('P')
    expect(text).toContain(`2 / ${pages}`)
  })
})

describe('row 6: every letter is printed, or told before', () => {
  it.each(['10\u202F000\u202F€', 'Đặng', 'Олена Шевченко', '№\u00A012', 'Γιώργος', 'Łukasik, Işık, N’Diaye, œuvre — Ž', '½ ☐ ☑ ✓ → …'])('prints %j as it is typed', async (text) => {
    expect(await said(text)).toContain(spaced(text))
  })

  it('prints Arabic letters, from right to left', async () => {
    const text = await said('Suivi de محمد علي.')

    for (const letter of new Set('محمدعلي')) expect(text.normalize('NFKC')).toContain(letter)
    expect(lettersWithoutFont({ ...written, body: 'محمد علي' })).toEqual([])
  })

  it('names the letters that no font has, and writes nothing', () => {
    const body = 'Suivi de தமிழ் et 中文.'

    expect(lettersWithoutFont({ ...written, body })).toEqual(expect.arrayContaining(['த', '中', '文']))
    expect(() => toPdf({ ...written, body })).toThrow(UnprintableError)
    expect(() => toPdf({ ...written, title: '中' })).toThrow('aucune police n’a « 中 »')
    expect(() => toPdf({ ...written, letterhead: { lines: ['中'] } })).toThrow(UnprintableError)
  })

  it('prints the bullets that Word copies, and names by its number a sign that nobody sees', async () => {
    expect(await said('\uF0B7 Un premier point')).toContain('• Un premier point')
    expect(() => toPdf({ ...written, body: 'Signature \uE123' })).toThrow('aucune police n’a « U+E123 »')
  })

  it('names them in a text that could not be set as a whole, without failing', () => {
    expect(lettersWithoutFont({ ...written, body: 'mot 1er '.repeat(2500) })).toEqual([])
    expect(lettersWithoutFont({ ...written, title: '😀'.slice(0, 1), body: '中 '.repeat(5000) })).toEqual(['中'])
  })

  it('sets again no letter that was set before', () => {
    const { NodeCompiler }: { NodeCompiler: typeof Compiler } = require('@myriaddreamin/typst-ts-node-compiler')
    const body = 'Ḁ ḁ Ḃ ḃ'
    expect(lettersWithoutFont({ ...written, body })).toEqual([])
    const compile = vi.spyOn(NodeCompiler.prototype, 'compile')

    expect(lettersWithoutFont({ ...written, body: `${body} Ḃ` })).toEqual([])
    expect(compile).not.toHaveBeenCalled()
    expect(lettersWithoutFont({ ...written, body: `${body} 中` })).toEqual(['中'])
    expect(lettersWithoutFont({ ...written, body: `${body} 中` })).toEqual(['中'])
    expect(compile).toHaveBeenCalledTimes(2)
    compile.mockRestore()
  })

  it('sets French as printers do, and English as it is', async () => {
    expect(await said('Objet : "suivi" ; le 1 octobre 2026 ?')).toContain('Objet : « suivi » ; le 1er octobre 2026 ?')
    expect(await said('Subject: "support"; on 1 October?', 'en')).toContain('Subject: "support"; on 1 October?')
  })

  it('never reads what people write as code', async () => {
    const body = '#read("/etc/passwd") *gras* _x_ $x$ @ref <label> // x \\ `x` #import "@preview/x:1.0.0"'

    expect(await said(body, 'en')).toContain(body)
  })
})

describe('row 6: a letterhead', () => {
  it.each(['<g>'.repeat(20_000) + '</g>'.repeat(20_000), '<image href="/etc/passwd" width="50" height="50"/>', '<rect width="50" height="50"/>'])('draws no picture that is a program, which would stop the server', (drawn) => {
    const logo = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">${drawn}</svg>`)

    expect(toPdf({ ...written, letterhead: { ...letterhead, logo } }).equals(toPdf({ ...written, letterhead }))).toBe(true)
  })

  const logo = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#1d4f91' } }).png().toBuffer()

  it('says who writes, with the logo and its alternative, before the title', async () => {
    const { text, alternatives, roles } = await readPdf(toPdf({ ...written, letterhead: { ...letterhead, logo: await logo(300, 200) } }))

    expect(text.split('\n').slice(0, 4)).toEqual([...letterhead.lines, 'Attestation de suivi'])
    expect(alternatives).toEqual(['Logo : Mission locale des essais'])
    expect(roles.indexOf('Figure')).toBeLessThan(roles.indexOf('H1'))
  })

  it.each([[2000, 100], [100, 2000]])('has room for a logo of %d × %d', async (width, height) => {
    const { pages, text } = await readPdf(toPdf({ ...written, letterhead: { ...letterhead, logo: await logo(width, height) } }))

    expect([pages, text.includes('Mission locale des essais')]).toEqual([1, true])
  })

  it.each([['no logo', null], ['a logo that is no picture', Buffer.from('x')]])('goes without: %s', async (_, picture) => {
    const { text, roles } = await readPdf(toPdf({ ...written, letterhead: { ...letterhead, logo: picture } }))

    expect(text.split('\n')[0]).toBe('Mission locale des essais')
    expect(roles).not.toContain('Figure')
  })
})
