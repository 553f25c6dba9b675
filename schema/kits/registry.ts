import type { Kit } from './define.ts'

// Every bundle has its own copy of this module: the list is the process's.
const REGISTRY = Symbol.for('relais.kits')
const NONE: readonly Kit[] = []

/** The kits of this instance, for every bundle of this process; none until they were read. */
export function installedKits(): readonly Kit[] {
  return Reflect.get(globalThis, REGISTRY) ?? NONE
}

/** Says which kits this instance has. */
export function setInstalledKits(kits: readonly Kit[]): void {
  Reflect.set(globalThis, REGISTRY, kits)
}
