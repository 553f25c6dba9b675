import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** What a document is made of: a part, or a piece of a page. */
interface Node { role?: unknown, alt?: unknown, children?: readonly object[] }

/** A PDF as a reader that is not ours reads it: its text line by line, what it is made of, and what it says of itself. */
export async function readPdf(bytes: Uint8Array) {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 })
  const document = await task.promise
  const pages = await Promise.all(Array.from({ length: document.numPages }, (_, index) => document.getPage(index + 1)))
  const contents = await Promise.all(pages.map(async page => ({ content: await page.getTextContent(), tree: await page.getStructTree() })))
  const { info } = await document.getMetadata()
  await task.destroy()
  const nodes = contents.flatMap(({ tree }) => flat(tree ?? {}))
  return {
    info: new Map<string, unknown>(Object.entries(info)),
    pages: contents.length,
    text: contents.flatMap(({ content }) => content.items.map(item => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))).join(''),
    roles: nodes.flatMap(({ role }) => (typeof role === 'string' ? [role] : [])),
    alternatives: nodes.flatMap(({ alt }) => (typeof alt === 'string' ? [alt] : [])),
  }
}

const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)]
