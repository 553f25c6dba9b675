import { fieldsOf } from '../forms/rules/ast.ts'
import { parseRule } from '../forms/rules/parse.ts'
import type { DefinitionContext } from './check.ts'
import type { DefinitionFinding } from './findings.ts'
import { finding } from './findings.ts'
import { edgesOf, reachable } from './graph.ts'
import type { Definition, Transition } from './types.ts'

/** What a definition does that its author may not have meant; it may be published as it is. */
export function warningsOf(definition: Definition, { fields }: DefinitionContext): DefinitionFinding[] {
  return definition.transitions.flatMap((transition) => {
    const read = unsettledBy(definition, transition)
    const names = read.map(name => fields.find(field => field.name === name)?.label.fr ?? name)
    return names.length > 0 ? [finding('GUARD_UNSETTLED', `transitions.${transition.key}.guard`, { name: transition.label.fr, list: names.join(', ') })] : []
  })
}

/** The fields on which a step that is done by itself depends, when a record may come back to where it is done without any of them having been written: it is done again at once. */
function unsettledBy(definition: Definition, { guard, timer, from, to }: Transition): string[] {
  const parsed = guard && timer ? parseRule(guard.rule) : null
  if (parsed === null || !('rule' in parsed)) return []
  const read = fieldsOf(parsed.rule)
  const silent = definition.transitions.filter(other => !read.some(name => writes(other, name)))
  const reached = reachable([to], edgesOf({ transitions: silent }))
  return read.length > 0 && from.some(state => reached.has(state)) ? read : []
}

function writes({ fields = [], files = [], effects = [] }: Transition, name: string): boolean {
  return fields.includes(name) || files.includes(name) || effects.some(effect => effect.kind === 'set_field' && effect.field === name)
}
