import type { Kit } from './define.ts'

let installed: readonly Kit[] = []

/** The kits of this instance, for the whole process; none until they were read. */
export function installedKits(): readonly Kit[] {
  return installed
}

/** Says which kits this instance has. */
export function setInstalledKits(kits: readonly Kit[]): void {
  installed = kits
}
