import type { CollectionDefinition, Field } from '../define.ts'
import type { Kit, KitPart } from './define.ts'

/** Collections with what kits add to them; the order of what the core declares does not change. */
export function withKits(core: Record<string, CollectionDefinition>, kits: readonly Kit[]): Record<string, CollectionDefinition> {
  return kits.reduce((declared, { key, collections }) => ({
    ...declared,
    ...Object.fromEntries(Object.entries(collections).flatMap(([name, part]) => {
      const definition = declared[name]
      return definition && part ? [[name, withPart(definition, part, key)]] : []
    })),
  }), core)
}

function withPart(definition: CollectionDefinition, { sections = {}, fields = {}, choices = {} }: KitPart, kit: string): CollectionDefinition {
  const own = Object.entries(definition.fields).map(([name, field]): [string, Field] => {
    const added = choices[name]
    return [name, added && field.choices ? { ...field, choices: [...field.choices, ...added] } : field]
  })
  const added = Object.entries(fields).map(([name, field]): [string, Field] => [name, { ...field, kit }])
  return { ...definition, sections: { ...definition.sections, ...sections }, fields: Object.fromEntries([...own, ...added]) }
}
