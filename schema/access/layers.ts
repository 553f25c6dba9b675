import { AUDIENCES } from '../define.ts'
import type { Audience } from '../define.ts'
import { audiences, policyIds } from './audiences.ts'
import type { SignedInAudience } from './audiences.ts'
import { isJusticeLayer } from './justice.ts'

/** A structure that has fields of its own. */
export interface OwningStructure { id: string, name: string }

const MARK = '1a7e'
const KINDS = { role: '1', policy: '2', link: '3' } as const

/** The same identifier in every instance: a mark, what it is, the audience, and the end of that of the structure. */
function layerId(kind: keyof typeof KINDS, structure: string, audience: Audience): string {
  return `${MARK}${KINDS[kind]}${isJusticeLayer(structure) ? '1' : '0'}${String(AUDIENCES.indexOf(audience)).padStart(2, '0')}${structure.slice(8)}`
}

/** Whether a role, a policy or a link opens the fields of one structure. */
export function isLayerId(id: string): boolean {
  return id.startsWith(MARK)
}

/** The role that opens the fields of a structure to one audience of its own. */
export function layerRoleId(structure: string, audience: SignedInAudience): string {
  return layerId('role', structure, audience)
}

/** The policy of an audience, or that of the fields that belong to one structure. */
export function policyFor(audience: Audience, structure: string | null = null): string {
  return structure === null ? policyIds[audience] : layerId('policy', structure, audience)
}

/**
 * The roles and policies of the fields that belong to structures, as the rows that the engine writes. Nobody has such a role
 * by himself: the server adds it to requests of those who belong to the structure at that moment.
 */
export function layerAccess(structures: readonly OwningStructure[]) {
  const layers = structures.flatMap(structure => audiences.filter(({ adminAccess }) => !adminAccess).map(({ audience, label, icon }) => ({ structure, audience, label, icon })))
  const description = 'Champs propres à une structure, tenu par Relais : ne l’attribuez à personne.'
  const nameOf = ({ structure, label }: typeof layers[number]): string => `${label.fr}, champs de ${structure.name}`.slice(0, 100)
  return {
    roles: layers.map(layer => ({ id: layerRoleId(layer.structure.id, layer.audience), name: nameOf(layer), icon: layer.icon, description })),
    policies: layers.map(layer => ({ id: policyFor(layer.audience, layer.structure.id), name: nameOf(layer), icon: layer.icon, description, admin_access: false, app_access: false })),
    links: layers.map(({ structure, audience }) => ({ id: layerId('link', structure.id, audience), role: layerRoleId(structure.id, audience), policy: policyFor(audience, structure.id) })),
  }
}
