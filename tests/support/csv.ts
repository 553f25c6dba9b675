/** Reads CSV with quoted cells, its first line apart. */
export function readCsv(text: string): { header: string[], rows: string[][] } {
  const [header = [], ...rows] = text.trim().split('\n').map(line => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare = '']) => quoted?.replaceAll('""', '"') ?? bare))
  return { header, rows }
}
