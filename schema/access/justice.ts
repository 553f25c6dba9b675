import { groupOf } from '../define.ts'
import type { CollectionDefinition } from '../define.ts'
import type { LocalField } from './levels.ts'
import type { OwningStructure } from './layers.ts'

/**
 * Stands for every structure that may hold data of justice: their fields are those of a layer, opened to whoever works in, or is
 * followed by, a structure whose switch is on at that moment.
 */
export const JUSTICE: OwningStructure = { id: '00000000-0000-4000-8000-006a75737469', name: 'structures autorisées à tenir des données de justice' }

const SECTION = 'section_'
/** Begins the name of the layer of justice of one structure; no identifier begins so. */
const MARK = 'justice:'

/** Whether a field holds data of justice: one declared so, by the product or a kit, or a local one put in a section that is. */
export function isOfJustice(definition: CollectionDefinition, field: string, group: string | null = null): boolean {
  if (definition.fields[field]) return groupOf(definition, field) === 'justice'
  return group !== null && group.startsWith(SECTION) && definition.sections?.[group.slice(SECTION.length)]?.group === 'justice'
}

/** The groups of the Studio where a field holds data of justice, by collection. */
export function justiceGroups(collections: Record<string, CollectionDefinition>): { collection: string, group: string }[] {
  return Object.values(collections).flatMap(({ collection, sections = {} }) => Object.entries(sections).filter(([, { group }]) => group === 'justice').map(([key]) => ({ collection, group: `${SECTION}${key}` })))
}

/** A field that exists, with the section of the Studio that it is in. */
export type PlacedField = Pick<LocalField, 'collection' | 'field' | 'isSection' | 'structure' | 'section'>

/** The layer of the fields of justice that one structure added: opened to those who have both its layer and that of justice. */
export const justiceLayerOf = (structure: string): string => `${MARK}${structure.slice(8)}`

/** Whether a layer is that of the fields of justice that one structure added. */
export const isJusticeLayer = (layer: string): boolean => layer.startsWith(MARK)

const isJustice = (definition: CollectionDefinition | undefined, { field, section = null, isSection = false }: PlacedField): boolean =>
  definition !== undefined && !isSection && isOfJustice(definition, field, section)

/** The layer that a field is in: that of its structure, that of justice, the one of both, or none. Its section decides, whoever added it. */
export function layerOf(definition: CollectionDefinition | undefined, own: PlacedField): string | null {
  const { structure = null } = own
  if (!isJustice(definition, own)) return structure
  return structure === null ? JUSTICE.id : justiceLayerOf(structure)
}

/** Every layer that these fields need: those of the structures that added some, and those of justice. */
export function layersNeeded(collections: Record<string, CollectionDefinition>, localFields: readonly PlacedField[], structures: readonly OwningStructure[]): OwningStructure[] {
  if (justiceFields(collections, localFields).length === 0) return [...structures]
  const both = new Set(localFields.flatMap(own => (own.structure && isJustice(collections[own.collection], own) ? [own.structure] : [])))
  return [...structures, JUSTICE, ...structures.filter(({ id }) => both.has(id)).map(({ id, name }) => ({ id: justiceLayerOf(id), name: `${name} (justice)` }))]
}

/** Every field of justice of these collections. */
export function justiceFields(collections: Record<string, CollectionDefinition>, localFields: readonly PlacedField[]): { collection: string, field: string }[] {
  const declared = Object.values(collections).flatMap(definition => Object.keys(definition.fields).filter(field => isOfJustice(definition, field)).map(field => ({ collection: definition.collection, field })))
  const local = localFields.filter((own) => {
    const definition = collections[own.collection]
    return definition && !definition.fields[own.field] && !own.isSection && isOfJustice(definition, own.field, own.section)
  })
  return [...declared, ...local.map(({ collection, field }) => ({ collection, field }))]
}
