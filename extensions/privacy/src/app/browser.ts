/** The little of the browser that the module uses; the rest of the bundle runs on the server, without its types. */
declare const document: {
  documentElement: { lang: string }
  createElement: (name: 'a') => { href: string, download: string, click: () => void }
}

/** What happens in a field of a form. */
export interface FieldEvent { target: { value: string } }

/** What happens to a form. */
export interface FormEvent { preventDefault: () => void }

/** Language of the Studio. */
export const language = (): string => document.documentElement.lang || 'fr-FR'

/** Gives a file to the person. */
export function download(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
