import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFile } from '../../../../../extensions/access/src/rules/file-kinds.ts'
import { cleanFileName } from '../../../../../extensions/access/src/rules/file-names.ts'
import { aDocx, aJpeg, aPdf, aPng, aSheet, aWebp, aZip, anOdt } from '../../../../support/files.ts'

const text = (content: string) => Buffer.from(content)

describe('what a file is', () => {
  it.each([
    ['a PNG called a page', aPng(), 'page.html', 'image/png'],
    ['a JPEG called a program', aJpeg(), 'setup.exe', 'image/jpeg'],
    ['a WebP without a name', aWebp(), '', 'image/webp'],
    ['a PDF', aPdf(), 'x.txt', 'application/pdf'],
    ['a Word document', aDocx(), 'x.zip', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a workbook', aSheet(), 'x', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['an open document', anOdt(), 'x', 'application/vnd.oasis.opendocument.text'],
    ['a table', text('a;b\n1;2\n'), 'x.csv', 'text/csv'],
    ['a table in the alphabet of Windows', Buffer.from('nom;pr\xe9nom\nN\x92Diaye;\x80uro\n', 'latin1'), 'x.csv', 'text/csv'],
    ['a note in the alphabet of Windows', Buffer.from('D\xe9j\xe0 vu', 'latin1'), 'x.txt', 'text/plain'],
    ['a table whose first name is Mzé', text('Mzé Ali;1975\n'), 'x.csv', 'text/csv'],
    ['a note about bicycles', text('BMX le samedi'), 'x.txt', 'text/plain'],
    ['a table that a spreadsheet calls Unicode', Buffer.from('\uFEFFNom\tÉté\r\nĐặng\t1\r\n', 'utf16le'), 'x.txt', 'text/plain'],
    ['a calendar', text('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'), 'x', 'text/calendar'],
  ])('comes from its content: %s', async (_what, bytes, name, type) => {
    expect(await checkFile(bytes, name)).toMatchObject({ type })
  })

  it.each([
    ['a drawing with script', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'logo.png', 'active'],
    ['a drawing after its declaration', text('\uFEFF <?xml version="1.0"?><svg/>'), 'logo.txt', 'active'],
    ['a page called a table', text('<!doctype html><p>x</p>'), 'x.csv', 'active'],
    ['a page further down', text('nom;prénom\n<script>alert(1)</script>;x'), 'x.csv', 'active'],
    ['GIF and script at once', text('GIF89a/*\n*/=1;alert(1)'), 'x.txt', 'active'],
    ['a program', Buffer.from('4d5a90000300', 'hex'), 'x.txt', 'unknown'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x41]), 'x.txt', 'unknown'],
    ['signs that no alphabet has', Buffer.from('nom;pr\xe9nom\x81', 'latin1'), 'x.csv', 'unknown'],
    ['a page in the alphabet of Windows', Buffer.from('<script>alert("\xe9")</script>', 'latin1'), 'x.csv', 'active'],
    ['a page in the Unicode of spreadsheets', Buffer.from('\uFEFF<script>alert(1)</script>\n', 'utf16le'), 'x.txt', 'active'],
    ['a document of the old kind', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'x.doc', 'unknown'],
    ['a document under a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]), 'x.docx', 'encrypted'],
    ['a text of no known kind', text('bonjour'), 'x.sh', 'unknown'],
    ['nothing', Buffer.alloc(0), 'x.txt', 'unknown'],
    ['a PNG cut short', aPng().subarray(0, 40), 'x.png', 'damaged'],
    ['a PNG with a changed byte', Buffer.from(aPng()).fill(1, 18, 19), 'x.png', 'damaged'],
    ['a JPEG without an image', Buffer.from('ffd8ffd9', 'hex'), 'x.jpg', 'damaged'],
    ['PNG of 30 000 pixels a side', aPng({ claimed: { width: 30_000, height: 30_000 } }), 'x.png', 'dimensions'],
    ['JPEG of 65 000 pixels a side', aJpeg({ width: 65_000, height: 65_000 }), 'x.jpg', 'dimensions'],
    ['PDF with script', aPdf('3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj'), 'x.pdf', 'active'],
    ['PDF with script in disguise', aPdf('3 0 obj<</S/J#61vaScript>>endobj'), 'x.pdf', 'active'],
    ['PDF and zip at once', Buffer.concat([aPdf(), aZip([{ name: 'a', content: 'b' }])]), 'x.pdf', 'damaged'],
    ['PDF with a zip inside', aPdf(aZip([{ name: 'a', content: 'b' }]).toString('latin1')), 'x.pdf', 'damaged'],
    ['PDF after something else', Buffer.concat([text('MZ'), aPdf()]), 'x.pdf', 'active'],
    ['a zip that is no document', aZip([{ name: 'a.txt', content: 'x' }]), 'x.docx', 'unknown'],
    ['a document with a part of no kind', aDocx({ name: 'word/vbaProject.bin', content: 'x' }), 'x.docx', 'part'],
    ['a document with a page in it', aDocx({ name: 'word/afchunk.html', content: 'x' }), 'x.docx', 'part'],
    ['two parts of one name', aDocx({ name: 'word/a.xml', content: '<a/>' }, { name: 'word/A.xml', content: '<b/>' }), 'x.docx', 'damaged'],
    ['a path out of the archive', aDocx({ name: '../../etc/passwd', content: 'x' }), 'x.docx', 'damaged'],
    ['a link', aDocx({ name: 'word/x', content: '/etc/passwd', link: true }), 'x.docx', 'damaged'],
    ['a bomb that tells its size', aDocx({ name: 'word/a.xml', content: Buffer.alloc(1000), told: 2 ** 31 }), 'x.docx', 'expanded'],
    ['a bomb that lies', aDocx({ name: 'word/a.xml', content: Buffer.alloc(5_000_000), told: 1000 }), 'x.docx', 'expanded'],
    ['a document after something else', Buffer.concat([text('GIF89a'), aDocx()]), 'x.docx', 'unknown'],
    ['a document before something else', Buffer.concat([aDocx(), text('<script>')]), 'x.docx', 'damaged'],
  ])('refuses %s', async (_what, bytes, name, reason) => {
    expect(await checkFile(bytes, name)).toBe(reason)
  })

  it.each([
    ['PNG', Buffer.concat([aPng({ extra: [['eXIf', 'GPS 48.8566'], ['tEXt', 'Author\0Jeanne'], ['iCCP', 'x']] }), text('<script>alert(1)</script>')])],
    ['JPEG', Buffer.concat([aJpeg(), text('<script>alert(1)</script>')])],
    ['WebP', Buffer.concat([aWebp(), text('<script>alert(1)</script>')])],
  ])('keeps of a %s what draws it: no place, no author, nothing behind it', async (_kind, bytes) => {
    const checked = await checkFile(bytes, 'x')

    expect(typeof checked === 'string' ? checked : checked.bytes.toString('latin1')).not.toMatch(/GPS|Jeanne|script|Exif/)
    if (typeof checked === 'string') throw new Error(checked)
    expect(await checkFile(checked.bytes, 'x')).toEqual(checked)
  })
})

describe('any bytes', () => {
  const whole = [aPng(), aJpeg(), aWebp(), aPdf(), aDocx()]
  const wounds = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 6 })

  it('are a file or a refusal, never a crash nor a hang', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...whole), wounds, fc.nat({ max: 400 }), async (source, changes, cut) => {
      const bytes = Buffer.from(source.subarray(0, Math.max(4, source.length - cut)))
      for (const [at, value] of changes) bytes[at % bytes.length] = value
      const checked = await checkFile(bytes, 'x.csv')
      if (typeof checked !== 'string' && checked.type.startsWith('image/')) expect(await checkFile(checked.bytes, 'x')).toMatchObject({ type: checked.type })
    }), { numRuns: 1000 })
  })
})

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd.png', 'png', 'passwd.png'],
    ['C:\\Windows\\logo.exe', 'jpg', 'logo.jpg'],
    ['facture\u202Egpj.exe', 'pdf', 'facturegpj.pdf'],
    ['a\r\nSet-Cookie: x=1.csv', 'csv', 'aSet-Cookie x=1.csv'],
    ['..', 'txt', 'fichier.txt'],
    ['', 'png', 'fichier.png'],
    ['Curriculum vitæ – été.docx', 'docx', 'Curriculum vitæ – été.docx'],
  ])('%j becomes safe', (name, extension, expected) => {
    expect(cleanFileName(name, extension)).toBe(expected)
  })

  it('is never long', () => {
    expect([...cleanFileName('é'.repeat(5000), 'png')]).toHaveLength(104)
  })
})
