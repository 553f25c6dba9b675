import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'

const require = createRequire(import.meta.url)
const PLAIN = require.resolve('@expo-google-fonts/atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf')
const BOLD = require.resolve('@expo-google-fonts/atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf')

/** Points; A4, margins of 2.5 cm. */
const MARGIN = 71
const SIZES = { H1: 20, H2: 15, P: 11.5 } as const

/** Said to be for screen readers: the types of pdfkit do not know it yet. */
const CONFORMANCE: object = { subset: 'PDF/UA' }

export interface Written {
  title: string
  /** Paragraphs are parted by an empty line; one that begins with « ## » is a heading. */
  body: string
  language: 'fr' | 'en'
  /** Said to be its date: the same text at the same date gives the same bytes. */
  at: Date
}

interface Block { tag: keyof typeof SIZES, text: string }

/** What a text is made of, in the order in which it is read. */
export function blocksOf({ title, body }: Pick<Written, 'title' | 'body'>): Block[] {
  const paragraphs = body.replaceAll('\r\n', '\n').split(/\n[^\S\n]*\n\s*/).map(text => text.trim()).filter(text => text !== '')
  return [{ tag: 'H1', text: title }, ...paragraphs.map((text): Block => (text.startsWith('## ') ? { tag: 'H2', text: text.slice(3).trim() } : { tag: 'P', text }))]
}

/** A text as a PDF that screen readers follow (PDF/UA): title, language, headings, and the letters of the product. */
export async function toPdf(written: Written): Promise<Buffer> {
  const { title, language, at } = written
  const document = new PDFDocument({
    size: 'A4', margin: MARGIN, font: PLAIN, pdfVersion: '1.7', tagged: true, lang: language === 'en' ? 'en-GB' : 'fr-FR', displayTitle: true, ...CONFORMANCE,
    info: { Title: title, Creator: 'Relais', Producer: 'Relais', CreationDate: at, ModDate: at },
  })
  const root = document.struct('Document')
  document.addStructure(root)
  for (const { tag, text } of blocksOf(written)) {
    root.add(document.struct(tag, {}, () => {
      document.font(tag === 'P' ? PLAIN : BOLD).fontSize(SIZES[tag]).text(text, { lineGap: 4, paragraphGap: 0 })
    }))
    document.moveDown(tag === 'P' ? 0.8 : 0.6)
  }
  root.end()
  document.end()
  return buffer(document)
}
