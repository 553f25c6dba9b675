import type { AccessLevel } from '@relais/schema'
import type { FieldKind, Form, FormField, FormSection } from '@relais/schema/forms'
import { isReadonly, isRequired, isShown, knownValues } from '@relais/schema/forms'
import { parseRule } from '@relais/schema/forms/rules'
import type { Moment } from '@relais/schema/time'
import type { Draft } from './draft.ts'

/** The field being edited: its name, `null` for one that does not exist yet. */
export interface Edited { name: string | null, draft: Draft, before: Draft, level: AccessLevel }

/** Stands for the name of a field that does not exist yet. */
export const NEW_FIELD = 'x_'

const KINDS: Record<string, { kind: FieldKind, type: FormField['type'], format?: FormField['format'] }> = {
  text: { kind: 'text', type: 'string' },
  long_text: { kind: 'long_text', type: 'text' },
  number: { kind: 'integer', type: 'integer' },
  decimal: { kind: 'number', type: 'decimal' },
  date: { kind: 'date', type: 'date' },
  boolean: { kind: 'boolean', type: 'boolean' },
  choice: { kind: 'choice', type: 'string' },
  choices: { kind: 'choices', type: 'json' },
  link: { kind: 'relation', type: 'uuid' },
  file: { kind: 'file', type: 'uuid' },
  address: { kind: 'text', type: 'string' },
  phone: { kind: 'text', type: 'string', format: 'phone' },
  email: { kind: 'text', type: 'string', format: 'email' },
}

const NEUTRAL = { kind: 'text', type: 'string', format: null } as const

/** The form of an audience as it will be once what is typed is saved. */
export function previewOf(form: Form, sections: readonly FormSection[], edited: Edited | null): Form {
  if (!edited) return form
  const { name, draft, level } = edited
  const others = form.fields.filter(({ field }) => field !== name)
  const current = form.fields.find(({ field }) => field === name)
  if (level === 'none' || draft.hidden) return { ...form, fields: others }
  const next = withDraft(current ?? blank(name, draft.type), edited)
  const index = form.fields.findIndex(({ field }) => field === name)
  const stays = current !== undefined && current.section === next.section
  const fields = stays ? form.fields.map(field => (field === current ? next : field)) : [...others.slice(0, Math.max(index, 0)), ...others.slice(Math.max(index, 0)), next]
  const known = new Set(fields.map(({ section }) => section))
  return { ...form, sections: sections.filter(({ key }) => known.has(key)), fields }
}

/** A field that the audience does not see yet: `type` is that asked for a new one, the kind of another. */
function blank(name: string | null, type: string): FormField {
  const { kind, type: column, format = null } = (name === null ? KINDS[type] : KINDS[type === 'integer' ? 'number' : type === 'number' ? 'decimal' : type === 'relation' ? 'link' : type]) ?? NEUTRAL
  return {
    field: name ?? NEW_FIELD, type: column, kind, format, label: { fr: '', en: '' }, help: null, section: null, width: 'full', required: false, readonly: false, createOnly: false, level: 'write',
    choices: null, maxLength: null, minLength: null, min: null, max: null, shownIf: null, requiredIf: null, readonlyIf: null, validIf: [], computed: null, relation: null, local: true, default: null,
  }
}

function withDraft(field: FormField, { draft, before, level }: Edited): FormField {
  const rule = (kind: 'shown_if' | 'required_if' | 'computed', shipped: string | null, sign: '&&' | '||'): string | null => ruled(shipped, { before: before.rules[kind].expression, now: draft.rules[kind].expression, sign })
  return {
    ...field,
    label: inBoth(draft.label), help: draft.help.fr ? inBoth(draft.help) : null, section: draft.section || null, width: draft.width, level: level === 'none' ? 'read' : level,
    choices: field.kind === 'choice' || field.kind === 'choices' ? toChoices(field, draft) : field.choices,
    shownIf: rule('shown_if', field.shownIf, '&&'), requiredIf: rule('required_if', field.requiredIf, '||'), computed: rule('computed', field.computed, '&&'),
  }
}

const inBoth = ({ fr, en }: Draft['label']) => ({ fr, en: en || fr })

function toChoices(field: FormField, { choices }: Draft): FormField['choices'] {
  if (field.choices === null && choices.length === 0) return field.local ? [] : null
  return choices.map(({ value, label, retired }, index) => ({ value: value ?? `new-${index}`, label: inBoth(label), ...(retired ? { retired } : {}) }))
}

/** The rule of the product with the one being written; one that cannot be read yet is left out. */
function ruled(shipped: string | null, { before, now, sign }: { before: string, now: string, sign: '&&' | '||' }): string | null {
  const [old, next] = [before.trim(), now.trim()]
  if (old === next || (next !== '' && !('rule' in parseRule(next)))) return shipped
  const others = shipped === old || shipped === null ? null : old === '' ? shipped : undefined
  // What of it was the rule of before can no longer be told apart: the form says it once it is saved.
  if (others === undefined) return shipped
  if (next === '') return others
  return others === null ? next : `(${others}) ${sign} (${next})`
}

export interface PreviewedField { field: FormField, isRequired: boolean, isReadonly: boolean, value: unknown }
export interface PreviewedSection { key: string, section: FormSection | null, fields: PreviewedField[] }

/** What the form shows once it is answered so, section by section. */
export function answered(form: Form, values: Record<string, unknown>, moment: Moment): PreviewedSection[] {
  const known = knownValues(form, values, moment)
  const shown = form.fields.filter(field => isShown(field, known, moment)).map((field): PreviewedField => ({
    field, isRequired: isRequired(field, known, moment), isReadonly: field.level === 'read' || isReadonly(field, known, moment), value: field.computed === null ? values[field.field] ?? null : known[field.field],
  }))
  const keys = new Set(form.sections.map(({ key }) => key))
  const rows = [
    { key: '', section: null, fields: shown.filter(({ field }) => field.section === null || !keys.has(field.section)) },
    ...form.sections.map(section => ({ key: section.key, section, fields: shown.filter(({ field }) => field.section === section.key) })),
  ]
  return rows.filter(({ fields }) => fields.length > 0)
}
