/** The token that an address carries in its fragment, which browsers send to no server. */
export function tokenOf(hash: string): string | null {
  return /^#([\w-]{20,100})$/.exec(hash)?.[1] ?? null
}
