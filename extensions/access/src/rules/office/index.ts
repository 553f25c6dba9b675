import type { Entry } from '../archives.ts'
import { readArchive } from '../archives.ts'
import { isRelations, partProblem } from './part.ts'
import { readPackage } from './package.ts'
import { isPicture, isProgram } from './pictures.ts'

/** `part` is something that is neither known to be harmless nor to be active. */
export type OfficeProblem = 'active' | 'damaged' | 'encrypted' | 'expanded' | 'part' | 'unknown'
export interface OfficeKind { type: string, extension: string }

const OFFICE = 'application/vnd.openxmlformats-officedocument.'
const KINDS: Record<string, OfficeKind> = {
  [`${OFFICE}wordprocessingml.document.main+xml`]: { type: `${OFFICE}wordprocessingml.document`, extension: 'docx' },
  [`${OFFICE}spreadsheetml.sheet.main+xml`]: { type: `${OFFICE}spreadsheetml.sheet`, extension: 'xlsx' },
}
const OPEN_DOCUMENTS: Record<string, string> = { 'application/vnd.oasis.opendocument.text': 'odt', 'application/vnd.oasis.opendocument.spreadsheet': 'ods' }
const ACTIVE_TYPE = /macro|vba|activex|oleobject|externallink|connections|querytable|webextension|customui|dialogsheet|attachedtoolbars|rtf|html|mht|message|script|x-msdownload/
const XML_TYPE = /^(?:application|text)\/xml$|\+xml$/
/** Drawings of comments and buttons, in which Excel writes breaks that it does not close. */
const DRAWING_TYPE = /vmldrawing$/
const OPEN_BREAK = /<br>/gi
/** Bytes that Office keeps for itself: settings of a printer, values of an extension, fonts, the beginning of signatures. */
const KEPT_TYPE = /printersettings$|\.customproperty$|obfuscatedfont$|x-font-ttf$|x-fontdata$|fontdata$|digital-signature-origin$/
const ACTIVE_FOLDER = /(?:^|\/)(?:Basic|Scripts|Dialogs)\//
const MAX_INSIDE = 2

/** What an office document is, once every part of it has been read, or why it is refused. */
export async function readOffice(bytes: Buffer, inside = 0): Promise<OfficeKind | OfficeProblem> {
  const entries = await readArchive(bytes)
  if (!Array.isArray(entries)) return entries
  const files = entries.filter(({ name, bytes: { length } }) => !(name.endsWith('/') && length === 0))
  const [first] = files
  return first?.name === 'mimetype' ? readOpenDocument(files, first.bytes.toString('latin1')) : readOoxml(files, inside)
}

async function readOoxml(files: readonly Entry[], inside: number): Promise<OfficeKind | OfficeProblem> {
  if (!files.some(({ name }) => name.toLowerCase() === '[content_types].xml')) return 'unknown'
  const told = await readPackage(files)
  if (typeof told === 'string') return told
  const type = told.main === undefined ? '' : told.typeOf(told.main) ?? ''
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  if (!kind || !files.some(({ name }) => name.toLowerCase() === told.main)) return /macro/.test(type) ? 'active' : 'unknown'
  for (const { name, bytes } of files) {
    if (name.toLowerCase() === '[content_types].xml' || isRelations(name)) continue
    const problem = await ooxmlPartProblem(told.typeOf(name) ?? '', bytes, inside)
    if (problem) return problem
  }
  return kind
}

async function ooxmlPartProblem(type: string, bytes: Buffer, inside: number): Promise<OfficeProblem | undefined> {
  if (ACTIVE_TYPE.test(type)) return 'active'
  if (XML_TYPE.test(type)) return partProblem(bytes)
  if (DRAWING_TYPE.test(type)) return partProblem(Buffer.from(bytes.toString('latin1').replaceAll(OPEN_BREAK, '<br/>'), 'latin1'))
  // The workbook of a chart is a document in the document.
  if (type === `${OFFICE}spreadsheetml.sheet` || type === `${OFFICE}wordprocessingml.document`) {
    const read = inside < MAX_INSIDE ? await readOffice(bytes, inside + 1) : 'part'
    return typeof read === 'string' ? read : undefined
  }
  if (isProgram(bytes)) return 'active'
  if (type.startsWith('image/')) return isPicture(bytes) ? undefined : 'part'
  return KEPT_TYPE.test(type) ? undefined : 'part'
}

async function readOpenDocument(files: readonly Entry[], mimetype: string): Promise<OfficeKind | OfficeProblem> {
  const extension = Object.hasOwn(OPEN_DOCUMENTS, mimetype) ? OPEN_DOCUMENTS[mimetype] : undefined
  if (extension === undefined) return 'unknown'
  for (const { name, bytes } of files.slice(1)) {
    if (ACTIVE_FOLDER.test(name)) return 'active'
    const problem = await openPartProblem(name, bytes)
    if (problem) return problem
  }
  return { type: mimetype, extension }
}

/** Its parts have no type that programs believe: they are what they begin with. */
async function openPartProblem(name: string, bytes: Buffer): Promise<OfficeProblem | undefined> {
  if (name === 'META-INF/manifest.xml' && bytes.includes('encryption-data')) return 'encrypted'
  if (isProgram(bytes)) return 'active'
  if (bytes.length === 0 || isPicture(bytes) || name === 'layout-cache' || /^Fonts\//.test(name)) return undefined
  return /^(?:\uFEFF|\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\0?</.test(bytes.toString('latin1', 0, 100)) ? partProblem(bytes) : 'part'
}
