const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const LINKS = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** Programs leave blanks and controls out of an address before they follow it. */
// eslint-disable-next-line no-control-regex
const trimmed = (address: string): string => address.replaceAll(/[\u0000-\u0020\u007f-\u00a0\ufeff]/g, '')

/** Whether an address leads out of the document. */
export const leadsOut = (address: string): boolean => {
  const read = trimmed(address)
  return SCHEME.test(read) || /^[/\\]|(?:^|[/\\])\.\.[/\\]|\\\\/.test(read)
}

/** What somebody must click, to the web or to mail, or a place of the document itself. */
export const isLink = (address: string): boolean => {
  const read = trimmed(address)
  const scheme = SCHEME.exec(read)?.[0].toLowerCase()
  return scheme === undefined ? !/^[/\\]{2}|^\\/.test(read) : LINKS.has(scheme)
}

/** The model that a document was made from, on the disk of its author: readers look for it on their own, and find nothing. */
export function isLocalModel(address: string): boolean {
  const read = trimmed(address).replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  if (/^[/\\]{2}/.test(read)) return false
  return SCHEME.test(read) ? /^file:\/\/\/(?![/\\])/i.test(read) : true
}
