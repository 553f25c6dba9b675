import type { Label } from '@relais/schema'
import type { Effect, EffectKind } from '@relais/schema/workflow'

const empty = (): Label => ({ fr: '', en: '' })
const DUE = { amount: 10, unit: 'working_days' } as const

/** An effect of a kind that was just chosen, to be filled in. */
export function newEffect(kind: EffectKind, { fields, webhooks, templates, documents }: Record<'fields' | 'webhooks' | 'templates' | 'documents', readonly string[]>): Effect {
  switch (kind) {
    case 'notify': return { kind, to: ['team'], subject: empty(), message: empty() }
    case 'send_template': return { kind, to: ['team'], template: templates[0] ?? '' }
    case 'create_action': return { kind, title: '', theme: 'employment', assignee: 'adviser', dueIn: DUE }
    case 'create_milestone': return { kind, title: '', dueIn: DUE }
    case 'set_field': return { kind, field: fields[0] ?? '', value: null }
    case 'create_related':
    case 'close_related': return { kind, collection: '', via: '', values: {} }
    case 'start_workflow': return { kind, workflow: '', via: '', values: {} }
    case 'generate_document': return { kind, template: documents[0] ?? '' }
    case 'call_webhook': return { kind, webhook: webhooks[0] ?? '' }
  }
}

type Constants = Readonly<Record<string, string | number | boolean | null>>

/** Values as lines that a person writes: `status = done`. */
export function linesOf(values: Constants): string {
  return Object.entries(values).map(([name, value]) => `${name} = ${value === null ? '' : String(value)}`).join('\n')
}

/** The values that lines say: numbers and yes/no as they are written, nothing for an empty one. */
export function valuesOf(lines: string): Constants {
  return Object.fromEntries(lines.split('\n').filter(line => line.trim() !== '').map((line) => {
    const [name = '', ...rest] = line.split('=')
    return [name.trim(), constantOf(rest.join('=').trim())]
  }))
}

/** A written value as rules read it. */
export function constantOf(text: string): string | number | boolean | null {
  if (text === '') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

/** What was typed as reminders: whole numbers of days, from 1; what is not one of them is said, and nothing is kept of it in silence. */
export function remindersIn(text: string): { days: number[], wrong: string[] } {
  const parts = text.split(/[\s,;]+/).filter(part => part !== '')
  const isDays = (part: string): boolean => /^\d+$/.test(part) && Number(part) >= 1
  return { days: parts.filter(isDays).map(Number), wrong: parts.filter(part => !isDays(part)) }
}
