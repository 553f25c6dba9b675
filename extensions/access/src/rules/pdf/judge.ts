import { setImmediate } from 'node:timers/promises'
import type { PdfObject, PdfStructure } from './structure.ts'
import type { PdfValue } from './values.ts'
import { isDictionary, isName, isReference, isText } from './values.ts'

/** Actions that run code, open another file, send or play something (ISO 32000-2, 12.6.4). */
const ACTIONS = new Set(['JavaScript', 'Launch', 'GoToR', 'GoToE', 'SubmitForm', 'ImportData', 'Rendition', 'Movie', 'Sound', 'RichMediaExecute', 'GoTo3DView', 'Thread'])
/** What a file may do by itself when it is opened or looked at: show another of its places. */
const HARMLESS_ALONE = new Set(['GoTo', 'Named', 'Hide', 'SetOCGState', 'Trans', 'ResetForm', 'GoToDp'])
/** What a reader is asked by name; the others are orders of its menus. */
const HARMLESS_NAMES = new Set(['NextPage', 'PrevPage', 'FirstPage', 'LastPage', 'Print'])
const KINDS = new Set(['RichMedia', 'Movie', 'Sound', '3D', 'Screen', 'FileAttachment', 'U3D', 'PRC', 'EmbeddedFile', 'Rendition', 'MediaClip', 'Filespec', 'F', 'JavaScript'])
/** Keys that only lead to code, to another file or to a form of another language. */
const KEYS = new Set(['JS', 'JavaScript', 'XFA', 'EF', 'EmbeddedFiles', 'RichMediaContent', 'RichMediaSettings', 'Collection', 'OPI', 'FFilter', 'FDecodeParms', 'UF'])
const FILE_KEYS = ['F', 'UF', 'EF', 'FS', 'DOS', 'Mac', 'Unix']
const LINKS = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const MAX_STEPS = 2_000
const PAUSE_EVERY = 2_000

/** Whether a PDF does, fetches or carries something else than pages; every object of every version is looked at. */
export async function isActive(structure: PdfStructure): Promise<boolean> {
  for (const [index, object] of structure.objects.entries()) {
    if (objectActs(object, structure)) return true
    if (index % PAUSE_EVERY === PAUSE_EVERY - 1) await setImmediate()
  }
  return structure.trailers.some(trailer => actsIn(trailer, { structure, object: undefined }))
}

interface Context { structure: PdfStructure, object: PdfObject | undefined }

function objectActs(object: PdfObject, structure: PdfStructure): boolean {
  const { value, stream } = object
  // A name in an object of its own may be that of an action.
  if (isName(value) && (ACTIONS.has(value.name) || KINDS.has(value.name))) return true
  // The bytes of a stream may be said to be in another file.
  if (stream && isDictionary(value) && structure.resolve(value.entries.get('F')) !== null) return true
  return actsIn(value, { structure, object })
}

function actsIn(value: PdfValue, context: Context): boolean {
  if (Array.isArray(value)) return value.some(item => actsIn(item, context))
  if (isReference(value)) context.structure.resolve(value)
  if (!isDictionary(value)) return false
  return [...value.entries].some(([key, inner]) => entryActs(key, inner, context) || actsIn(inner, context))
}

function entryActs(key: string, inner: PdfValue, { structure, object }: Context): boolean {
  if (KEYS.has(key)) return inner !== null
  const value = structure.resolve(inner)
  if (value === null) return false
  if (key === 'S' || key === 'Subtype' || key === 'Type') return isName(value) && (key === 'S' ? ACTIONS : KINDS).has(value.name)
  if (key === 'F') return isText(value) || isFile(value, structure)
  if (key === 'Ref') return isDictionary(value) && structure.resolve(value.entries.get('F')) !== null
  if (key === 'URI') return isText(value) ? !isLink(textOf(value.bytes, { structure, object })) : isDictionary(value) && structure.resolve(value.entries.get('Base')) !== null && !isLink(textOf(structure.resolve(value.entries.get('Base')), { structure, object }))
  if (key === 'OpenAction') return actsAlone(value, structure)
  return key === 'AA' && (!isDictionary(value) || [...value.entries.values()].some(action => actsAlone(action, structure)))
}

/** A description of another file; a font or a picture may also be called F. */
function isFile(value: PdfValue, { resolve }: PdfStructure): boolean {
  if (!isDictionary(value)) return Array.isArray(value)
  const type = resolve(value.entries.get('Type'))
  return !(isName(type) && ['Font', 'XObject', 'ExtGState', 'Pattern'].includes(type.name)) && FILE_KEYS.some(key => value.entries.has(key))
}

/** An action that nobody asked for, and those that follow it. */
function actsAlone(action: PdfValue, { resolve }: PdfStructure): boolean {
  const todo = [action]
  for (let step = 0; todo.length > 0; step += 1) {
    if (step > MAX_STEPS) return true
    const value = resolve(todo.pop())
    // A place of the file: a page and how it is shown, or its name.
    if (!isDictionary(value)) continue
    const name = resolve(value.entries.get('S'))
    const isPlace = name === null && value.entries.has('D')
    if (!isPlace && !(isName(name) && HARMLESS_ALONE.has(name.name))) return true
    if (isName(name) && name.name === 'Named' && !isHarmlessName(resolve(value.entries.get('N')))) return true
    const next = resolve(value.entries.get('Next'))
    todo.push(...Array.isArray(next) ? next : [next])
  }
  return false
}

const isHarmlessName = (value: PdfValue): boolean => isName(value) && HARMLESS_NAMES.has(value.name)

/** A string as people read it: decrypted, in its alphabet. */
function textOf(value: PdfValue | Buffer, { structure, object }: Context): string {
  const raw = Buffer.isBuffer(value) ? value : isText(value) ? value.bytes : undefined
  if (!raw) return '\\'
  const bytes = structure.decryption && object && !object.isPacked ? structure.decryption.text(raw, object.number, object.generation) : raw
  const mark = bytes.toString('hex', 0, 3)
  if (mark.startsWith('feff')) return new TextDecoder('utf-16be').decode(bytes)
  if (mark.startsWith('fffe')) return new TextDecoder('utf-16le').decode(bytes)
  return mark === 'efbbbf' ? bytes.toString('utf8', 3) : bytes.toString('latin1')
}

/** What somebody must click, to the web or to mail: a page of this machine or of a server of files is none. */
function isLink(text: string): boolean {
  // Readers leave blanks and controls out of an address.
  // eslint-disable-next-line no-control-regex
  const address = text.replaceAll(/[\u0000-\u0020\u007f-\u00a0\ufeff]/g, '')
  const scheme = /^[^/?#]*?:/.exec(address)?.[0].toLowerCase()
  return scheme === undefined ? !/^[/\\]{2}|^\\/.test(address) : LINKS.has(scheme)
}
