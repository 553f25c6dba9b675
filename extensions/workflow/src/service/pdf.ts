import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NodeCompiler as Compiler } from '@myriaddreamin/typst-ts-node-compiler'
import { frenchTypography } from '@relais/schema/templates'
import { DOCUMENT } from './typst-template.ts'

const require = createRequire(import.meta.url)

/** The letters of the product, then those of most of the languages of Europe, then Arabic ones; signs such as ☐ and ✓ are in a font that Typst brings. */
const FONTS = [
  require.resolve('@expo-google-fonts/atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf'),
  require.resolve('@expo-google-fonts/atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf'),
  require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf'),
]
const REGIONS = { fr: 'FR', en: 'GB' } as const
const USUAL_COLOR = '#1d4f91'
/** How many documents what was laid out before may still serve. */
const KEPT = 10

/** Who writes: the first line is the name. */
export interface Letterhead { lines: readonly string[], color?: string | null, logo?: Buffer | null }

export interface Written {
  title: string
  /** Paragraphs are parted by an empty line; one that begins with « ## » is a heading. */
  body: string
  language: 'fr' | 'en'
  /** Said to be its date: the same text at the same date gives the same bytes. */
  at: Date
  letterhead?: Letterhead | null
}

/** Letters that no font of the product has: nothing was written. */
export class UnprintableError extends Error {
  readonly letters: readonly string[]

  constructor(letters: readonly string[]) {
    super(`Le document n’a pas été écrit : aucune police n’a ${sayLetters(letters)}. Écrivez ces mots en lettres latines, cyrilliques, grecques ou arabes, puis relancez.`)
    this.letters = letters
  }
}

/** Letters as a sentence names them: those that nobody sees by their number. */
export const sayLetters = (letters: readonly string[]): string => letters.map(letter => `« ${/^\p{C}/u.test(letter) ? `U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}` : letter} »`).join(', ')

interface Block { tag: 'H1' | 'H2' | 'P', text: string }

/** What a text is made of, in the order in which it is read. */
export function blocksOf({ title, body }: Pick<Written, 'title' | 'body'>): Block[] {
  const paragraphs = body.replaceAll('\r\n', '\n').split(/\n[^\S\n]*\n\s*/).map(text => text.trim()).filter(text => text !== '')
  return [{ tag: 'H1', text: title }, ...paragraphs.map((text): Block => (text.startsWith('## ') ? { tag: 'H2', text: text.slice(3).trim() } : { tag: 'P', text }))]
}

/**
 * A text as a PDF that screen readers follow (PDF/UA), set as printers do, under the letterhead of who writes it. A logo that cannot be drawn is left out.
 *
 * @throws {UnprintableError} when a letter would be a square.
 */
export function toPdf(written: Written): Buffer {
  const { letterhead } = written
  try {
    return typeset(written)
  }
  catch (error: unknown) {
    if (error instanceof UnprintableError || !letterhead?.logo) throw error
    return typeset({ ...written, letterhead: { ...letterhead, logo: null } })
  }
}

const LETTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Letters that were set already: they have a font as long as the server runs. */
const PRINTED = new Set<string>()
const MOST_PRINTED = 10_000

/** The letters of a text that no font of the product has. Each is set once: this is asked while somebody waits, whatever the length of the text. */
export function lettersWithoutFont({ title, body, letterhead, ...written }: Written): readonly string[] {
  const text = [title, body, ...letterhead?.lines ?? []].join(' ')
  const letters = [...new Set(Array.from(LETTERS.segment(text), ({ segment }) => segment))].filter(letter => !PRINTED.has(letter))
  if (letters.length === 0) return []
  try {
    typeset({ ...written, title: 'x', body: letters.join(' ') })
    for (const letter of letters) if (PRINTED.size < MOST_PRINTED) PRINTED.add(letter)
    return []
  }
  catch (error: unknown) {
    if (error instanceof UnprintableError) return error.letters
    throw error
  }
}

let compiler: Compiler | undefined

/** Reads the fonts once. No file but those given is in reach: the folder of the compiler does not exist. */
function theCompiler(): Compiler {
  const { NodeCompiler }: { NodeCompiler: typeof Compiler } = require('@myriaddreamin/typst-ts-node-compiler')
  compiler ??= NodeCompiler.create({ workspace: join(tmpdir(), 'relais-documents'), fontArgs: [{ fontBlobs: FONTS.map(name => readFileSync(name)) }] })
  return compiler
}

/** Bullets that Word copies as signs of its own fonts. */
const BULLETS = /[\uF0A7\uF0B7\uF0D8\uF0FC]/g

const LOGO = 'logo'
/** How the pictures begin that Typst may draw: PNG, JPEG, WebP. Others are programs to it (SVG, PDF), in a library that a crafted one stops, and the server with it. */
const PICTURE = /^(?:\x89PNG|\xFF\xD8\xFF|RIFF[^]{4}WEBP)/
const isPicture = (bytes: Buffer): boolean => PICTURE.test(bytes.toString('latin1', 0, 12))

function typeset({ title, body, language, at, letterhead }: Written): Buffer {
  const typst = theCompiler()
  const set = (text: string) => (language === 'fr' ? frenchTypography(text) : text).toWellFormed().replaceAll(BULLETS, '•')
  const [heading, ...blocks] = blocksOf({ title, body })
  const { lines = [], color } = letterhead ?? {}
  const logo = letterhead?.logo && isPicture(letterhead.logo) ? letterhead.logo : null
  const document = {
    title: set(heading?.text ?? ''), language, region: REGIONS[language], blocks: blocks.map(({ tag, text }) => [tag, set(text)]),
    from: lines, logo: logo ? LOGO : null, alternative: `Logo : ${lines[0] ?? ''}`, color: /^#[0-9a-f]{6}$/i.test(color ?? '') ? color : USUAL_COLOR,
  }
  typst.resetShadow()
  if (logo) typst.mapShadow(join(tmpdir(), 'relais-documents', LOGO), logo)
  const compiled = typst.compile({ mainFileContent: DOCUMENT, inputs: { document: JSON.stringify(document) } })
  if (!compiled.result) throw new Error(JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics))
  try {
    return typst.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: Math.floor(at.getTime() / 1000) })
  }
  catch (error: unknown) {
    const letters = lettersIn(error)
    throw letters.length > 0 ? new UnprintableError(letters) : error
  }
  finally {
    typst.evictCache(KEPT)
  }
}

/** PDF/UA lets no letter be a square: Typst names those that would be. */
function lettersIn(error: unknown): string[] {
  const message = error instanceof Error ? error.message : ''
  const named = Array.from(message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g), ([, text = '']) => text.replaceAll(/\\+u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16))))
  return [...new Set(named)]
}
