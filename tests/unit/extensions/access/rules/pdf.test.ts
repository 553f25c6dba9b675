import { createCipheriv, createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { checkFile } from '../../../../../extensions/access/src/rules/file-kinds.ts'
import { aPdf, aPdfOf } from '../../../../support/files.ts'
import { ascii85, hexadecimal, inObjects, noise, rowsBySub, rowsByUp, stream } from '../../../../support/pdf.ts'

const PAGES = '2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj'
const SCRIPT = '6 0 <</S/JavaScript/JS(app.alert\\(1\\))>>'
const taken = { type: 'application/pdf' }
const check = (bytes: Buffer) => checkFile(bytes, 'x.pdf')
const packed = (objects: string, more: object = {}) => aPdf(inObjects(objects, more))

describe('a PDF that does something by itself is refused', () => {
  it.each([
    ['script among packed objects, as editors write it', packed(SCRIPT)],
    ['the same in disguise', packed('6 0 <</S/J#61vaScript/JS 7 0 R>>')],
    ['the same compressed twice', packed(SCRIPT, { encode: (bytes: Buffer) => deflateSync(deflateSync(bytes)), dictionary: '/Filter[/FlateDecode/FlateDecode]' })],
    ['the same behind letters', packed(SCRIPT, { encode: (bytes: Buffer) => ascii85(deflateSync(bytes)), dictionary: '/Filter[/ASCII85Decode/FlateDecode]' })],
    ['the same behind digits', packed(SCRIPT, { encode: (bytes: Buffer) => hexadecimal(deflateSync(bytes)), dictionary: '/Filter[/ASCIIHexDecode/FlateDecode]' })],
    ['the same behind rows', packed(SCRIPT, { encode: (bytes: Buffer) => deflateSync(rowsByUp(bytes, 5)), dictionary: '/Filter/FlateDecode/DecodeParms<</Columns 5/Predictor 12>>' })],
    ['rows whose length stands elsewhere', aPdf(`7 0 obj 40 endobj\n${inObjects(SCRIPT.padEnd(76), { encode: (bytes: Buffer) => deflateSync(rowsBySub(bytes, 40)), dictionary: '/Filter/FlateDecode/DecodeParms<</Predictor 11/Columns 7 0 R>>' })}`)],
    ['letters that begin like digits', packed(SCRIPT, { encode: (bytes: Buffer) => { const letters = ascii85(deflateSync(bytes, { windowBits: 12 })).toString('latin1'); return Buffer.from(`${letters[0]}${'\n'.repeat(20)}${letters.slice(1)}`) }, dictionary: '/Filter[/ASCII85Decode/FlateDecode]' })],
    ['filters that stand elsewhere', aPdf(`7 0 obj/FlateDecode endobj\n${inObjects(SCRIPT, { dictionary: '/Filter 7 0 R' })}`)],
    ['objects that do not say that they are packed', aPdfOf(`1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n${PAGES}\n4 0 obj/ObjStm endobj\n${inObjects(SCRIPT, { type: '4 0 R' })}`)],
    ['script', aPdf('3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj')],
    ['script whose name stands elsewhere', aPdf('3 0 obj/JavaScript endobj 4 0 obj<</S 3 0 R>>endobj')],
    ['a form of another language', aPdf('3 0 obj<</XFA [(template) 5 0 R]>>endobj')],
    ['the same behind a remark', aPdf('3 0 obj<</XFA%\n[(template) 5 0 R]>>endobj')],
    ['an order of menus', aPdf('3 0 obj<</OpenAction<</S/Named/N/SaveAs>>>>endobj')],
    ['a program', aPdf('3 0 obj<</S/Launch/F(a.exe)>>endobj')],
    ['a link to a document of a server', aPdf('3 0 obj<</S/GoToR/F(\\\\\\\\198.51.100.7\\\\x.pdf)>>endobj')],
    ['a document in the document', aPdf('3 0 obj<</S/GoToE/T<</R/C>>>>endobj')],
    ['a file of a server', aPdf('3 0 obj<</F(\\\\\\\\198.51.100.7\\\\x.pdf)>>endobj')],
    ['pages of a server, in octal', aPdf('4 0 obj<</Type/XObject/Subtype/Form/Ref<</F(\\134\\134198.51.100.7\\134s\\134a.pdf)/Page 0>>>>endobj')],
    ['a file of a server, in two bytes a letter', aPdf('3 0 obj<</S/URI/URI<FEFF005C005C0031>>>endobj')],
    ['a place of the disk', aPdf('3 0 obj<</S/URI/URI(file:///etc/passwd)>>endobj')],
    ['a place of the disk opened at once, in octal', aPdf('4 0 obj<</OpenAction<</S/URI/URI(\\146ile://198.51.100.7/s/a.exe)>>>>endobj')],
    ['a page of the web opened at once', aPdf('4 0 obj<</OpenAction<</S/URI/URI(http://198.51.100.7/t)>>>>endobj')],
    ['the same after a harmless one', aPdf('4 0 obj<</OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/URI/URI(http://198.51.100.7/t)>>>>>>endobj')],
    ['the same when a page is looked at', aPdf('4 0 obj<</AA<</O<</S/URI/URI(http://198.51.100.7/t)>>>>>>endobj')],
    ['the same when one types', aPdf('4 0 obj<</AA 5 0 R>>endobj 5 0 obj<</K 6 0 R>>endobj 6 0 obj<</S/URI/URI(http://198.51.100.7/t)>>endobj')],
    ['a share opened at once', aPdf('4 0 obj<</OpenAction<</S/URI/URI(smb://198.51.100.7/x)>>>>endobj')],
    ['an action of no known kind opened at once', aPdf('4 0 obj<</OpenAction<</S/Whatever>>>>endobj')],
    ['links under an address of elsewhere', aPdf('4 0 obj<</URI<</Base(file://198.51.100.7/)>>>>endobj')],
    ['script in a link', aPdf('3 0 obj<</S/URI/URI(java\\tscript:alert(1))>>endobj')],
    ['bytes that are elsewhere', aPdf('4 0 obj<</Length 0/F<</FS/URL/F(http://198.51.100.7/x)>>>>stream\n\nendstream endobj')],
    ['bytes that are in a file', aPdf('4 0 obj<</Length 0/F(x)>>stream\n\nendstream endobj')],
    ['a form that is sent', aPdf('3 0 obj<</S/SubmitForm/F<</FS/URL/F(https://relais.example/)>>>>endobj')],
    ['data that are fetched', aPdf('3 0 obj<</S/ImportData/F(a.fdf)>>endobj')],
    ['a file inside', aPdf('3 0 obj<</Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>>>endobj')],
    ['a file pinned on a page', aPdf('3 0 obj<</Type/Annot/Subtype/FileAttachment/FS 4 0 R>>endobj')],
    ['a collection of files', aPdf('3 0 obj<</Collection<</View/D>>>>endobj')],
    ['a film', aPdf('3 0 obj<</Type/Annot/Subtype/Movie>>endobj')],
    ['a sound', aPdf('3 0 obj<</S/Sound/Sound 4 0 R>>endobj')],
    ['a scene', aPdf('3 0 obj<</Type/Annot/Subtype/3D>>endobj')],
    ['a player', aPdf('3 0 obj<</S/Rendition/JS(x)>>endobj')],
    ['media', aPdf('3 0 obj<</Type/Annot/Subtype/RichMedia>>endobj')],
    ['script in a past version', aPdf('3 0 obj<</S/JavaScript/JS(x)>>endobj\n3 0 obj<</S/GoTo/D[2 0 R/Fit]>>endobj')],
    ['script that its trailer holds', aPdfOf(`1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n${PAGES}`, '/Root 1 0 R/X<</S/JavaScript/JS(x)>>')],
  ])('%s', async (_what, bytes) => {
    expect(await check(bytes)).toBe('active')
  })
})

describe('a PDF that two readers could read in two ways is refused', () => {
  const script = deflateSync('6 0 <</S/JavaScript/JS(x)>>')
  const between = (what: string) => aPdf(`5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${script.length}>>stream${what}${script.toString('latin1')}\nendstream endobj`)
  it.each([
    ['a blank before its bytes', between(' \n')],
    ['a remark before its bytes', between('%x\n')],
    ['half an end of line before its bytes', between('\r')],
    ['something between its parts', aPdf('<html><script>alert(1)</script></html>')],
    ['no table', Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')],
    ['a table that leads elsewhere', Buffer.from(aPdf('3 0 obj<</A 1>>endobj').toString('latin1').replace(/(?<=\n3 1\n)\d{10}/, '0000000012'), 'latin1')],
    ['a key written twice', aPdf('3 0 obj<</S/GoTo/S/Launch>>endobj')],
    ['a length that is false', aPdf('3 0 obj<</Length 900>>stream\nx\nendstream endobj')],
    ['a length of nothing', aPdf('3 0 obj<<>>stream\nx\nendstream endobj')],
    ['packed objects behind an unknown filter', packed(SCRIPT, { dictionary: '/Filter/LZWDecode' })],
    ['packed objects under a secret', packed(SCRIPT, { dictionary: '/Filter/Crypt' })],
    ['packed objects whose filter is packed', packed(SCRIPT, { dictionary: '/Filter 99 0 R' })],
    ['packed objects whose rows are of no length', packed(SCRIPT, { dictionary: '/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns<41>>>' })],
    ['packed objects cut short', aPdf('5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 4>>stream\nx\x9cab\nendstream endobj')],
    ['packed objects that are not where they say', packed('6 1 <</A 1>>', { first: 4 })],
    ['a remark in its table', Buffer.from(aPdf('3 0 obj<</A 1>>endobj').toString('latin1').replace(/(?<=\n3 1\n\d{10})/, ' %'), 'latin1')],
    ['a reference to another generation', aPdf('3 0 obj<</A 2 1 R>>endobj')],
    ['a table of another generation', Buffer.from(aPdf('3 0 obj<</A 1>>endobj').toString('latin1').replace(/(?<=\n3 1\n\d{10} )00000/, '00001'), 'latin1')],
    ['a reference to a place of nothing', Buffer.from(aPdf('3 0 obj<</A 9 0 R>>endobj').toString('latin1').replace('trailer', '9 1\n0000000000 00000 n \ntrailer'), 'latin1')],
    ['no pages', aPdfOf('1 0 obj<</Type/Catalog>>endobj')],
    ['no end', aPdf().subarray(0, -30)],
    ['an archive behind it', Buffer.concat([aPdf(), Buffer.from('PK\x03\x04\x00')])],
  ])('%s', async (_what, bytes) => {
    expect(await check(bytes)).toBe('damaged')
  })

  it('and one that becomes too much is stopped', async () => {
    expect(await check(aPdf(stream(deflateSync(Buffer.alloc(40 * 1024 ** 2)), { dictionary: '/Type/ObjStm/N 0/First 0/Filter/FlateDecode' })))).toBe('expanded')
  })
})

describe('a harmless PDF passes', () => {
  const picture = Buffer.concat([noise(200_000), Buffer.from('/JS\x00/XFA\x01/S/JavaScript PK\x05\x06 endobj \\\\host'), noise(200_000)])

  it.each([
    ['a scan, whatever its pictures hold by chance', aPdf(stream(picture, { dictionary: '/Subtype/Image/Filter/DCTDecode' }))],
    ['a drawing', aPdf(stream(deflateSync(picture), { dictionary: '/Subtype/Image/Filter/FlateDecode' }))],
    ['a page that becomes large', aPdf(stream(deflateSync(Buffer.alloc(40 * 1024 ** 2))))],
    ['links to the web and to mail', aPdf('3 0 obj<</S/URI/URI(https://relais.example/)>>endobj 4 0 obj<</S/URI/URI(mailto:a@relais.example)>>endobj 5 0 obj<</S/URI/URI(www.relais.example)>>endobj')],
    ['a page shown at once', aPdf('3 0 obj<</OpenAction[1 0 R/XYZ null null 0]>>endobj 4 0 obj<</OpenAction<</S/GoTo/D[1 0 R/Fit]>>>>endobj')],
    ['a place of nothing that nothing names', Buffer.from(aPdf().toString('latin1').replace('trailer', '9 1\n0000000000 00000 n \ntrailer'), 'latin1')],
    ['a form to fill in', aPdf('3 0 obj<</AcroForm<</Fields[4 0 R]/NeedAppearances true>>>>endobj 4 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/F 4/T(nom)>>endobj')],
    ['a font called F', aPdf('3 0 obj<</Font<</F 4 0 R>>>>endobj 4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj')],
    ['words about code', aPdf('3 0 obj<</Title(Le JavaScript et /Launch)/A<</O/Layout>>/S/Link>>endobj')],
    ['a signature', aPdf('3 0 obj<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 10 20 30]/Contents<00ff>>>endobj')],
    ['a length that stands further on', aPdf('3 0 obj<</Length 4 0 R>>stream\nabc\nendstream endobj 4 0 obj 3 endobj')],
    ['a length off by an end of line', aPdf('3 0 obj<</Length 5>>stream\nabc\r\nendstream endobj')],
    ['a mark of order before it', Buffer.concat([Buffer.from('\uFEFF'), aPdf()])],
    ['blanks before it', Buffer.concat([Buffer.from(' \r\n\n'), aPdf()])],
    ['words of a server before it', Buffer.concat([Buffer.from('Content-Type: application/pdf\r\n\r\n'), aPdf()])],
    ['text behind it', Buffer.concat([aPdf(), Buffer.from('\n<!-- envoyé à 10 h -->\n')])],
    ['blanks behind it', Buffer.concat([aPdf(), Buffer.alloc(3000)])],
    ['an end without its mark', aPdf().subarray(0, -6)],
  ])('%s', async (_what, bytes) => {
    expect(await check(bytes)).toMatchObject(taken)
  })

  it('is kept from its first line to its last', async () => {
    const kept = await check(Buffer.concat([Buffer.from('\uFEFF \n'), aPdf(), Buffer.from('\n<script>alert(1)</script>')]))

    expect(kept).toEqual({ ...taken, extension: 'pdf', bytes: aPdf() })
  })

  it('is kept where its table says, when the table counts what stood before it', async () => {
    const before = 'Content-Type: application/pdf\r\n\r\n'
    const shifted = Buffer.from(aPdf().toString('latin1').replaceAll(/\d{10}(?= 00000 n)/g, at => String(Number(at) + before.length).padStart(10, '0')).replace(/(?<=startxref\n)\d+/, at => String(Number(at) + before.length)), 'latin1')
    const kept = await check(Buffer.concat([Buffer.from(before), shifted]))

    expect(kept).toMatchObject(taken)
    expect(await check(typeof kept === 'string' ? shifted : kept.bytes)).toEqual(kept)
  })
})

/** A file that opens without a password and forbids the rest (ISO 32000-2, 7.6.4, AES of 256 bits, first form). */
function encrypted(uri: string, password = ''): Buffer {
  const key = Buffer.alloc(32, 7)
  const hash = (salt: string) => createHash('sha256').update(`${password}${salt}`).digest()
  const wrap = createCipheriv('aes-256-cbc', hash('keysalt!'), Buffer.alloc(16)).setAutoPadding(false)
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16, 1))
  const text = Buffer.concat([Buffer.alloc(16, 1), cipher.update(uri), cipher.final()]).toString('hex')
  const user = Buffer.concat([hash('validate'), Buffer.from('validatekeysalt!')]).toString('hex')
  const dictionary = `<</Filter/Standard/V 5/R 5/Length 256/P -44/U<${user}>/UE<${Buffer.concat([wrap.update(key), wrap.final()]).toString('hex')}>/O<${'00'.repeat(48)}>/OE<${'00'.repeat(32)}>/CF<</StdCF<</CFM/AESV3>>>>/StmF/StdCF/StrF/StdCF>>`
  return aPdfOf(`1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n${PAGES}\n3 0 obj<</S/URI/URI<${text}>>>endobj\n4 0 obj${dictionary}endobj`, '/Root 1 0 R/Encrypt 4 0 R')
}

describe('an encrypted PDF', () => {
  it('is read when it opens without a password', async () => {
    expect(await check(encrypted('https://relais.example/'))).toMatchObject(taken)
    expect(await check(encrypted('file:///etc/passwd'))).toBe('active')
  })

  it('is refused otherwise, and says so', async () => {
    expect(await check(encrypted('https://relais.example/', 'secret'))).toBe('encrypted')
    for (const dictionary of ['/Filter/Other', '/Filter/Standard/V 9/R 9', '']) {
      expect(await check(aPdfOf(`1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n${PAGES}`, `/Root 1 0 R/Encrypt<<${dictionary}>>`))).toBe('encrypted')
    }
  })
})
