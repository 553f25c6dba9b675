const MAX_CHARACTERS = 100

/** A name that is safe in a folder, in a header and on a screen: no path, no control or direction sign, its true extension. */
export function cleanFileName(name: string, extension: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const stem = base.replace(/\.[^.]*$/, '').replaceAll(/[\p{C}\p{Zl}\p{Zp}<>:"|?*;%]/gu, '').replaceAll(/[\s.]+/g, ' ').trim()
  return `${[...stem].slice(0, MAX_CHARACTERS).join('') || 'fichier'}.${extension}`
}
