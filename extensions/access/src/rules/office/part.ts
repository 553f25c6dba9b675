import { isLink, isLocalModel, leadsOut } from './addresses.ts'
import { fieldActs, readFields } from './fields.ts'
import { callsOut } from './formulas.ts'
import type { XmlElement, XmlProblem } from './xml.ts'
import { readXml } from './xml.ts'

/** Elements that run, fetch or exchange by themselves, in the vocabularies of Office, of open documents and of drawings. */
const ACTIVE = new Set([
  'ddeLink', 'oleLink', 'oleObject', 'OLEObject', 'connection', 'webPr', 'dbPr', 'externalBook', 'externalReference', 'webPublishItem', 'altChunk', 'subDoc', 'customUI', 'connectString', 'DataMashup', 'macrosheet', 'ocx',
  'webextension', 'taskpane', 'script', 'event-listener', 'dde-source', 'dde-link', 'dde-connection', 'dde-connection-decl', 'applet', 'plugin', 'floating-frame', 'object-ole', 'execute-macro', 'foreignObject', 'iframe', 'database-source-sql', 'database-source-table', 'database-source-query',
])
/** Elements whose text is a formula, and attributes that hold one. */
const FORMULAS = new Set(['f', 'formula', 'formula1', 'formula2', 'definedName', 'calculatedColumnFormula', 'totalsRowFormula', 'oldFormula', 'ddeItem'])
const FORMULA_ATTRIBUTES = new Set(['formula', 'expression', 'condition'])
const FIELD_CODES = new Set(['instrText', 'delInstrText'])
/** Elements whose address is followed by a click only. */
const CLICKED = new Set(['a', 'hyperlink', 'area-rectangle', 'area-circle', 'area-polygon', 'shape', 'rect', 'roundrect', 'oval', 'line', 'polyline', 'curve', 'arc', 'group'])
const PROGRAMS = /^(?:function|vbProcedure|xlm)$/
const AUTOMATIC_NAME = /^(?:_xlnm\.)?auto_?(?:open|close|activate|deactivate|ouvrir|fermer)/i

/** A document that says what it relates to. */
export const isRelations = (name: string): boolean => /(?:^|\/)_rels\/[^/]*\.rels$/i.test(name)

/** Whether a part, whatever it is called, does something by itself. */
export async function partProblem(bytes: Buffer): Promise<XmlProblem | undefined> {
  const fields = readFields()
  const texts: { name: string, text: string }[] = []
  let found = false
  const problem = await readXml(bytes, {
    open: (element) => {
      found ||= elementActs(element)
      if (element.name === 'fldChar') tellField(element)
      if (FORMULAS.has(element.name) || FIELD_CODES.has(element.name)) texts.push({ name: element.name, text: '' })
    },
    text: (text) => {
      const part = texts.at(-1)
      if (part) part.text += text
    },
    close: (name) => {
      if (texts.at(-1)?.name !== name) return
      const { text } = texts.pop() ?? { text: '' }
      if (FIELD_CODES.has(name)) fields.code(text)
      else found ||= callsOut(text)
    },
  })
  return problem ?? (found || fields.acts() ? 'active' : undefined)

  function tellField({ attributes }: XmlElement): void {
    const kind = valueOf(attributes, 'fldCharType')
    if (kind === 'begin') fields.begin()
    else if (kind === 'separate') fields.shown()
    else if (kind === 'end') fields.end()
  }
}

const valueOf = (attributes: XmlElement['attributes'], name: string): string | undefined => attributes.find(attribute => attribute.name === name)?.value

function elementActs({ name, attributes }: XmlElement): boolean {
  if (ACTIVE.has(name)) return true
  return attributes.some(({ name: attribute, value }) => {
    if (attribute === 'href') return addressActs(name, value)
    if (attribute === 'src' || attribute === 'althref' || attribute === 'image-data') return leadsOut(value)
    if (FORMULA_ATTRIBUTES.has(attribute)) return callsOut(value)
    if (attribute === 'instr' && name === 'fldSimple') return fieldActs(value)
    if (name === 'definedName') return (PROGRAMS.test(attribute) && /^(?:1|true)$/i.test(value)) || (attribute === 'name' && AUTOMATIC_NAME.test(value))
    return /^on[a-z]+$/.test(attribute) && /\(/.test(value)
  })
}

function addressActs(element: string, address: string): boolean {
  if (CLICKED.has(element)) return !isLink(address)
  return leadsOut(address) && !(element === 'template' && isLocalModel(address))
}
