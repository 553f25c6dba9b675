import type { Entry } from '../archives.ts'
import { isLink, isLocalModel, leadsOut } from './addresses.ts'
import { isRelations } from './part.ts'
import type { XmlElement, XmlProblem } from './xml.ts'
import { readXml } from './xml.ts'

/** What a package of Office says of its parts (ECMA-376, part 2), names in small letters as readers compare them. */
export interface Package { typeOf: (name: string) => string | undefined, main: string | undefined }

/** Relations that lead to code, to another program or to another file, whatever they point at. */
const ACTIVE_RELATIONS = new Set([
  'oleobject', 'vbaproject', 'wordvbadata', 'control', 'activexcontrolbinary', 'afchunk', 'frame', 'subdocument', 'externallink', 'externallinkpath', 'xlexternallinkpath', 'connections', 'querytable', 'extensibility', 'ui',
  'webextension', 'webextensiontaskpanes', 'taskpanes', 'attachedtoolbars', 'mailmergesource', 'mailmergeheadersource', 'xlmacrosheet', 'xlintlmacrosheet', 'dialogsheet', 'legacymacros', 'transform',
])

const valueOf = ({ attributes }: XmlElement, name: string): string => attributes.find(attribute => attribute.name === name)?.value.trim() ?? ''

/** Reads what the package declares; `damaged` where it cannot be read, `active` where a relation acts. */
export async function readPackage(entries: readonly Entry[]): Promise<Package | XmlProblem> {
  const [defaults, overrides] = [new Map<string, string>(), new Map<string, string>()]
  const types = entries.find(({ name }) => name.toLowerCase() === '[content_types].xml')
  if (!types) return 'damaged'
  let isDouble = false
  const told = (list: Map<string, string>, key: string, type: string): void => {
    isDouble ||= (list.get(key) ?? type) !== type
    list.set(key, type)
  }
  const problem = await readElements(types.bytes, (element) => {
    const type = valueOf(element, 'ContentType').toLowerCase()
    if (element.name === 'Default') told(defaults, valueOf(element, 'Extension').toLowerCase(), type)
    if (element.name === 'Override') told(overrides, valueOf(element, 'PartName').toLowerCase().replace(/^\//, ''), type)
  })
  if (problem || isDouble) return problem ?? 'damaged'
  let main: string | undefined
  for (const { name, bytes } of entries.filter(entry => isRelations(entry.name))) {
    let acts = false
    const stopped = await readElements(bytes, (element) => {
      if (element.name !== 'Relationship') return
      acts ||= relationActs(element)
      if (name.toLowerCase() === '_rels/.rels' && kindOf(element) === 'officedocument') main ??= valueOf(element, 'Target').toLowerCase().replace(/^\.?\//, '')
    })
    if (stopped) return stopped
    if (acts) return 'active'
  }
  return { typeOf: name => overrides.get(name.toLowerCase()) ?? defaults.get(/\.([^./]*)$/.exec(name.toLowerCase())?.[1] ?? ''), main }
}

async function readElements(bytes: Buffer, open: (element: XmlElement) => void): Promise<XmlProblem | undefined> {
  return readXml(bytes, { open, text: () => undefined, close: () => undefined })
}

const kindOf = (element: XmlElement): string => /([^/]*)$/.exec(valueOf(element, 'Type'))?.[1]?.toLowerCase() ?? ''

function relationActs(element: XmlElement): boolean {
  const [kind, target] = [kindOf(element), valueOf(element, 'Target')]
  if (ACTIVE_RELATIONS.has(kind)) return true
  if (/^internal$|^$/i.test(valueOf(element, 'TargetMode'))) return leadsOut(target.replace(/^(?:\/|(?:\.\.\/)+)/, ''))
  return !(kind === 'hyperlink' && isLink(target)) && !(kind === 'attachedtemplate' && isLocalModel(target))
}
