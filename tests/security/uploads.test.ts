import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { LOGO_FOLDER, RECORD_FOLDER } from '../../schema/access/index.ts'
import { aDocx, aHeic, aPdf, aPng, aRelation, aZip } from '../support/files.ts'
import { inObjects } from '../support/pdf.ts'
import { call, codeOf, db, stack, tokenFor } from '../support/stack.ts'
import { insert, makeWorld, send, userId } from './world.ts'

const codeAnd = ({ status, body }: { status: number, body: { errors?: { extensions: { code: string, reason?: unknown } }[] } }) => [status, body.errors?.[0]?.extensions.code, body.errors?.[0]?.extensions['reason']]
const fileCount = async () => (await db.query('select count(*)::int as n from directus_files')).rows[0]?.n
const bytesOf = async (id: string, as: string) => Buffer.from(await (await fetch(`${stack.directusUrl}/assets/${id}`, { headers: { authorization: `Bearer ${await tokenFor(as)}` } })).arrayBuffer())

describe('an upload', () => {
  it.each([null, 'usager', 'prescripteur', 'configurateur', 'pilotage'])('is refused to %s, who has nothing to add', async (as) => {
    const before = await fileCount()

    expect(codeAnd(await send(as, aPng()))).toEqual([403, 'FORBIDDEN', undefined])
    expect(await fileCount()).toBe(before)
  })

  it.each([
    ['SVG with script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'active'],
    ['GIF and script at once', 'GIF89a/*\n*/=1;alert(1)', 'unknown'],
    ['PDF and zip at once', Buffer.concat([aPdf(), aZip([{ name: 'a', content: 'b' }])]), 'damaged'],
    ['a zip bomb that lies', aDocx({ name: 'word/a.xml', content: Buffer.alloc(5_000_000), told: 1000 }), 'expanded'],
    ['a zip bomb that tells its size', aDocx({ name: 'word/a.xml', content: 'x', told: 2 ** 31 }), 'expanded'],
    ['a document with a part of no kind', aDocx({ name: 'word/vbaProject.bin', content: 'x' }), 'part'],
    ['an image of 900 million pixels', aPng({ claimed: { width: 30_000, height: 30_000 } }), 'dimensions'],
    ['a page called PNG', '<!doctype html><script>alert(1)</script>', 'active'],
    ['a PDF with script among compressed objects', aPdf(inObjects('6 0 <</S/JavaScript/JS(app.alert(1))>>')), 'active'],
    ['a document with a template of elsewhere', aDocx({ name: 'word/_rels/settings.xml.rels', content: aRelation('attachedTemplate', 'http://198.51.100.7/x.dotm') }), 'active'],
  ])('refuses %s from everybody, and keeps nothing of it', async (_what, content, reason) => {
    const before = await fileCount()
    for (const as of ['partenaire', 'conseiller', 'responsable', 'admin']) {
      const [status, code, why] = codeAnd(await send(as, content, { name: 'logo.png', type: 'image/png' }))
      expect([as, status, code, why]).toEqual([as, 400, 'FILE_REFUSED', reason === 'unknown' ? (why === 'active' ? 'active' : 'unknown') : reason])
    }
    expect(await fileCount()).toBe(before)
  })

  it('takes a document from administrators only, by what it is', async () => {
    expect(codeAnd(await send('partenaire', aPdf(), { name: 'logo.png', type: 'image/png' }))).toEqual([400, 'FILE_REFUSED', 'type'])
    const { body } = await send('admin', aPdf(), { name: '../../charte.exe', type: 'text/html' })

    expect(body.data).toMatchObject({ type: 'application/pdf', filename_download: 'charte.pdf' })
    const { headers } = await call(`/assets/${body.data?.['id']}`, { as: 'admin' })
    expect([headers.get('content-disposition')?.startsWith('attachment'), headers.get('x-content-type-options'), headers.get('content-security-policy')]).toEqual([true, 'nosniff', 'default-src \'none\''])
  })

  it('keeps of a logo what draws it, shows it as an image, and only to people of the network', async () => {
    const { body, status } = await send('partenaire', Buffer.concat([aPng({ extra: [['eXIf', 'GPS 48.8566'], ['tEXt', 'Author\0Jeanne']] }), Buffer.from('<script>alert(1)</script>')]), { name: 'Ô "logo"\r\n.php' })
    const id = String(body.data?.['id'])
    const stored = await bytesOf(id, 'conseiller')
    const { headers } = await call(`/assets/${id}`, { as: 'conseiller' })

    expect(status).toBe(200)
    expect(stored.equals(aPng())).toBe(true)
    expect([headers.get('content-type'), headers.get('content-disposition')?.startsWith('inline')]).toEqual(['image/png', true])
    expect((await db.query('select uploaded_by, folder, filename_download from directus_files where id = $1', [id])).rows).toEqual([{ uploaded_by: userId('partenaire'), folder: LOGO_FOLDER, filename_download: 'Ô logo.png' }])
    for (const as of [null, 'usager']) expect((await call(`/assets/${id}`, { as })).status).toBe(403)
    // The name is that of the record, whatever the link says.
    for (const path of [`/assets/${id}/facture.html`, `/assets/${id}/a%2Fb.exe?download`]) {
      const named = await call(path, { as: 'conseiller' })
      expect([named.status, named.headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/filename="[^"]*logo\.png"/)])
    }
  })

  it('is one of a hundred a day, a logo like the rest, and none is looked at beyond', async () => {
    const file = { storage: 'local', filename_download: 'a.png', title: 'centième', type: 'image/png', filesize: 10, folder: LOGO_FOLDER, uploaded_by: userId('partenaire2'), uploaded_on: new Date() }
    for (let at = 0; at < 100; at += 1) await insert('directus_files', file)
    const [logo, damaged] = [await send('partenaire2', aPng()), await send('partenaire2', '<svg/>')]
    await db.query('delete from directus_files where title = \'centième\'')

    expect([codeAnd(logo), codeAnd(damaged)]).toEqual([[400, 'FILE_REFUSED', 'many'], [400, 'FILE_REFUSED', 'many']])
    expect((await send('partenaire2', aPng())).status).toBe(200)
  })

  it('has a size, told or not', async () => {
    expect(codeAnd(await send('partenaire', Buffer.alloc(600 * 1024)))).toEqual([413, 'CONTENT_TOO_LARGE', undefined])
    expect(codeAnd(await send('admin', Buffer.alloc(21 * 1024 ** 2)))).toEqual([413, 'CONTENT_TOO_LARGE', undefined])
  })

  it.each([['no file', ''], ['garbage', '--x\r\nnothing'], ['a form cut short', '--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc']])('refuses %s', async (_what, body) => {
    const answer = await call('/files', { as: 'partenaire', method: 'POST', body, headers: { 'content-type': 'multipart/form-data; boundary=x' } })

    expect([answer.status, codeOf(answer)]).toEqual([400, 'FILE_REFUSED'])
  })
})

describe('a file whose content is lost', () => {
  it('is said to be missing to whoever may read it, and to the operator; to others it is nothing', async () => {
    const { body } = await send('conseiller', aPdf(), { name: 'a.pdf', fields: { folder: RECORD_FOLDER } })
    const id = String(body.data?.['id'])
    const [path, kept] = [join(stack.data, 'uploads', `${id}.pdf`), join(stack.data, `${id}.kept`)]
    renameSync(path, kept)
    try {
      for (const as of ['conseiller', 'admin']) {
        const answer = await call(`/assets/${id}`, { as })
        expect([as, answer.status, codeOf(answer), answer.body.errors?.[0]?.message]).toEqual([as, 404, 'FILE_MISSING', expect.stringContaining('manque sur le serveur')])
      }
      for (const as of [null, 'responsable', 'usager']) expect([as, (await call(`/assets/${id}`, { as })).status]).toEqual([as, 403])
      expect(readFileSync(join(stack.data, 'logs', 'directus.log'), 'utf8')).toContain(`FILE_MISSING ${id}`)
    }
    finally {
      renameSync(kept, path)
    }
    expect((await call(`/assets/${id}`, { as: 'conseiller' })).status).toBe(200)
  })
})

describe('row 32: a logo whose content is lost', () => {
  const FORMS = [['small', '?width=40', {}], ['with a name', '/logo.png?download', {}], ['in part', '', { range: 'bytes=0-9' }], ['by a preset', '?key=system-small-cover', {}]] as const

  it('is said to be missing however it is asked, to its partner too, and is nothing to others', async () => {
    const { body } = await send('partenaire', aPng(), { name: 'logo.png' })
    const id = String(body.data?.['id'])
    const [path, kept] = [join(stack.data, 'uploads', `${id}.png`), join(stack.data, `${id}.kept`)]
    renameSync(path, kept)
    try {
      for (const [form, query, headers] of FORMS) {
        for (const as of ['partenaire', 'conseiller']) {
          const answer = await call(`/assets/${id}${query}`, { as, headers })
          expect([form, as, answer.status, codeOf(answer)]).toEqual([form, as, 404, 'FILE_MISSING'])
        }
        for (const as of [null, 'usager']) expect([form, as, (await call(`/assets/${id}${query}`, { as, headers })).status]).toEqual([form, as, 403])
      }
      expect((await call(`/assets/${id}`, { as: 'conseiller', method: 'HEAD' })).status).toBe(404)
    }
    finally {
      renameSync(kept, path)
    }
    expect((await call(`/assets/${id}?width=40`, { as: 'conseiller' })).status).toBe(200)
  })

  it('is missing too where its storage is no longer there', async () => {
    const file = await insert('directus_files', { storage: 'ancien', filename_disk: 'a.png', filename_download: 'a.png', type: 'image/png', folder: LOGO_FOLDER, uploaded_by: userId('partenaire'), uploaded_on: new Date(), created_on: new Date() })
    const answer = await call(`/assets/${file}`, { as: 'conseiller' })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'FILE_MISSING'])
    expect((await call(`/assets/${file}`, { as: 'usager' })).status).toBe(403)
    await db.query('delete from directus_files where id = $1', [file])
  })
})

describe('row 7: what people really send', () => {
  const sent = async (content: Buffer, name: string) => send('conseiller', content, { name, fields: { folder: RECORD_FOLDER } })

  it('is taken: a photo of a phone, a scan with words around it, a table of Windows', async () => {
    const { body } = await sent(aHeic(), 'IMG_0001.HEIC')
    expect(body.data).toMatchObject({ type: 'image/jpeg', filename_download: 'IMG_0001.jpg', width: 64, height: 32 })
    expect((await sent(Buffer.concat([Buffer.from('\uFEFF\n'), aPdf(), Buffer.from('\nfin')]), 'scan.pdf')).body.data).toMatchObject({ type: 'application/pdf', filesize: String(aPdf().length) })
    const table = Buffer.from('nom;pr\xe9nom\n', 'latin1')
    const id = String((await sent(table, 'liste.csv')).body.data?.['id'])
    expect((await bytesOf(id, 'conseiller')).equals(table)).toBe(true)
  })

  it('is refused with what to do', async () => {
    const locked = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')])
    for (const [content, reason, remedy] of [[locked, 'encrypted', 'Retirez le mot de passe'], [Buffer.from('x'), 'unknown', 'Enregistrez-le en PDF'], [aPdf('3 0 obj<</S/JavaScript/JS(x)>>endobj'), 'active', 'Enregistrer en PDF'], [Buffer.from(aHeic()).fill(0, 100), 'heic', 'Le plus compatible']] as const) {
      const answer = await sent(content, 'a.docx')
      expect([...codeAnd(answer), answer.body.errors?.[0]?.message]).toEqual([400, 'FILE_REFUSED', reason, expect.stringContaining(remedy)])
    }
  })
})

describe('a file of somebody else', () => {
  const hidden = { storage: 'local', filename_disk: 'hidden.pdf', filename_download: 'hidden.pdf', type: 'application/pdf', title: 'Secret', uploaded_on: new Date(), created_on: new Date() }
  let id: string
  beforeAll(async () => { id = await insert('directus_files', { ...hidden, uploaded_by: userId('admin') }) })

  it.each([null, 'usager', 'partenaire', 'conseiller', 'responsable', 'configurateur'])('answers like a missing one (%s)', async (as) => {
    const nobody = '00000000-0000-4000-8000-000000000000'
    for (const path of ['/files/ID', '/assets/ID', '/assets/ID?download', '/assets/ID/hidden.pdf', '/assets/ID?key=system-small-cover']) {
      const [foreign, missing] = await Promise.all([id, nobody].map(key => call(path.replace('ID', key), { as })))
      expect([path, foreign?.status, JSON.stringify(foreign?.body).replaceAll(id, 'X')]).toEqual([path, 403, JSON.stringify(missing?.body).replaceAll(nobody, 'X')])
    }
    expect(JSON.stringify((await call('/files?limit=-1', { as })).body)).not.toContain(id)
  })

  it('becomes no logo: whoever cannot read it cannot point at it', async () => {
    const { organization } = await makeWorld()
    for (const logo of [id, '00000000-0000-4000-8000-000000000000', { id, title: 'x' }, { type: 'image/png', storage: 'local', filename_disk: 'hidden.pdf' }]) {
      const answer = await call(`/items/organizations/${organization}`, { as: 'conseiller', method: 'PATCH', body: { logo } })
      expect([answer.status >= 400, answer.status < 500]).toEqual([true, true])
      const byPartner = await call(`/relais/directory/partner/organizations/${organization}`, { as: 'partenaire', method: 'PATCH', body: { values: { logo }, base: { logo: null } } })
      expect([byPartner.status >= 400, byPartner.status < 500]).toEqual([true, true])
    }
    expect((await db.query('select logo from organizations where id = $1', [organization])).rows).toEqual([{ logo: null }])
  })

  it('is another matter when it is their own', async () => {
    const { organization } = await makeWorld()
    const logo = (await send('partenaire', aPng())).body.data?.['id']
    const answer = await call(`/relais/directory/partner/organizations/${organization}`, { as: 'partenaire', method: 'PATCH', body: { values: { logo }, base: { logo: null } } })

    expect(answer.status).toBe(200)
    expect((await db.query('select logo from organizations where id = $1', [organization])).rows).toEqual([{ logo }])
  })
})
