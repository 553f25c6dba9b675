import { AUDIENCES, collections } from '@relais/schema'
import type { Audience, CollectionDefinition, Label } from '@relais/schema'
import type { FieldSetting } from '@relais/schema/access'
import { levelOf, readsAllOf } from '@relais/schema/access'
import type { FieldKind, Form, FormField } from '@relais/schema/forms'
import type { RuleField, RuleType } from '@relais/schema/forms/rules'

const TYPES: Record<FieldKind, RuleType> = {
  text: 'text', long_text: 'text', integer: 'number', number: 'number', boolean: 'boolean', date: 'date', datetime: 'datetime', choice: 'choice', choices: 'multiple',
  relation: 'link', file: 'link', json: 'other',
}

/** A list of related rows, which rules only count. */
export interface RelatedList { name: string, label: Label }

export interface RuleFieldsOf {
  declaration: CollectionDefinition
  settings: readonly FieldSetting[]
  /** The form of the server: every field. */
  form: Form
  lists: readonly RelatedList[]
  /** The field that the rule is given to. */
  field: string
}

/** What a rule given to a field may read, and who is asked that field without being able to read what the rule names. */
export function ruleFields({ declaration, settings, form, lists, field }: RuleFieldsOf): RuleField[] {
  const level = (name: string, audience: Audience): string => levelOf(declaration, name, audience, settings)
  const asked = AUDIENCES.filter(audience => audience !== 'admin' && level(field, audience) !== 'none')
  const unreadableBy = (name: string): Label[] => asked.filter(audience => level(name, audience) === 'none' || !readsAllOf(audience, declaration.collection, name)).map(nameOf)
  return [
    ...form.fields.map((own): RuleField => ({
      name: own.field, label: own.label, type: TYPES[own.kind], choices: own.choices, unreadableBy: unreadableBy(own.field), isKept: isKept(own),
    })),
    ...lists.map(({ name, label }): RuleField => ({ name, label, type: 'rows', unreadableBy: unreadableBy(name), isKept: true })),
  ]
}

const isKept = ({ local, relation, type }: FormField): boolean => !local || relation !== null || type === 'uuid'

function nameOf(audience: Audience): Label {
  return collections.field_settings.fields.audience.choices?.find(({ value }) => value === audience)?.label ?? { fr: audience, en: audience }
}
