import { describe, expect, it } from 'vitest'
import { checkFile } from '../../../../../extensions/access/src/rules/file-kinds.ts'
import { blocksOf, toPdf } from '../../../../../extensions/workflow/src/service/pdf.ts'

const at = new Date('2026-03-12T10:00:00Z')
const written = { title: 'Attestation de suivi', body: 'Suivi de Inès Łukasz — « œuvre ».\nÀ Paris.\n\n## Ce qui suit\n\nFin.', language: 'fr' as const, at }
const partsOf = (pdf: Buffer, mark: RegExp) => [...pdf.toString('latin1').matchAll(mark)].map(([, name]) => name)

describe('a document as a PDF', () => {
  it('is a title, headings and paragraphs, in the order in which they are read', () => {
    expect(blocksOf(written)).toEqual([
      { tag: 'H1', text: 'Attestation de suivi' }, { tag: 'P', text: 'Suivi de Inès Łukasz — « œuvre ».\nÀ Paris.' }, { tag: 'H2', text: 'Ce qui suit' }, { tag: 'P', text: 'Fin.' },
    ])
    expect(blocksOf({ title: 'T', body: ' \r\n \r\n un\r\n\r\n\r\n deux ' }).map(({ text }) => text)).toEqual(['T', 'un', 'deux'])
  })

  it('tells screen readers its language, its title and its headings', async () => {
    const pdf = await toPdf(written)

    expect(partsOf(pdf, /\/Lang \(([^)]+)\)/g)).toEqual(['fr-FR'])
    expect(partsOf(pdf, /\/S \/(\w+)/g).sort()).toEqual(['Document', 'H1', 'H2', 'P', 'P'])
    expect(partsOf(pdf, /(\/DisplayDocTitle true|\/Marked true|<pdfuaid:part>1)/g)).toHaveLength(3)
    expect(partsOf(pdf, /\/FontName \/\w+\+(\w+)/g)).toEqual(expect.arrayContaining([expect.stringMatching(/^AtkinsonHyperlegibleNext/)]))
  })

  it('is taken as a harmless PDF, and is the same bytes when it is written again', async () => {
    const pdf = await toPdf(written)

    expect(await checkFile(pdf, 'x.pdf')).toMatchObject({ type: 'application/pdf' })
    expect(pdf.equals(await toPdf(written))).toBe(true)
    expect(pdf.equals(await toPdf({ ...written, language: 'en' }))).toBe(false)
  })

  it('goes over pages, each part of it tagged', async () => {
    const pdf = await toPdf({ ...written, body: 'Une phrase de plus, puis une autre encore. '.repeat(400) })

    expect(partsOf(pdf, /\/Type \/(Page)\b/g).length).toBeGreaterThan(2)
    expect(partsOf(pdf, /\/S \/(\w+)/g)).toContain('P')
  })
})
