import type { AccessLevel } from '../define.ts'
import type { Description } from './description.ts'
import { liveHelp } from './description.ts'
import type { StudioTranslation } from './studio.ts'
import { asText, ownRules, studioCheck } from './field-rules.ts'
import { not } from './rules/ast.ts'
import { choicesOf, formatOf, isHeldByWorkflow, isSetByServer, kindOf, labelOf, typeOf, whenIs } from './studio.ts'
import type { FieldKind, FormField, LiveField, LocalRule } from './types.ts'

/** A field added on this instance, known only by what the Studio and the database say of it. */
export function describeLocal(live: LiveField, level: Exclude<AccessLevel, 'none'>, translations: readonly StudioTranslation[], rules: readonly LocalRule[] = []): Description {
  const own = ownRules(rules)
  const hiddenIf = whenIs('hidden', live.conditions, live.hidden)
  const requiredIf = whenIs('required', live.conditions, live.required)
  const readonlyIf = whenIs('readonly', live.conditions, live.readonly)
  const readonly = isSetByServer(live.special) || (live.readonly && readonlyIf === null)
  const kind = kindOf(live.type, live.interface, live.special)
  const field: FormField = {
    field: live.field,
    type: typeOf(live.type),
    kind,
    label: labelOf(live),
    help: liveHelp(live, translations),
    section: null,
    width: live.width?.startsWith('half') ? 'half' : 'full',
    required: live.required && requiredIf === null && !readonly,
    readonly,
    createOnly: isHeldByWorkflow(live.interface),
    level,
    choices: kind === 'choice' || kind === 'choices' ? choicesOf(live, translations) : null,
    format: kind === 'text' ? formatOf(live.options, live.interface) : null,
    ...limitsOf(live, kind),
    shownIf: asText('&&', [hiddenIf && not(hiddenIf), own.shownIf]),
    requiredIf: readonly ? null : asText('||', [requiredIf, own.requiredIf]),
    readonlyIf: asText('&&', [readonlyIf]),
    validIf: [...studioCheck(live), ...own.validIf],
    computed: own.computed,
    relation: live.relatedCollection ? { collection: live.relatedCollection } : null,
    local: true,
    ...live.options?.facet === true ? { facet: true } : {},
    ...live.options?.empty_means_all === true ? { emptyMeansAll: true } : {},
    default: live.defaultValue ?? null,
  }
  return { field, hidden: live.hidden && hiddenIf === null, group: live.group }
}

function limitsOf({ maxLength, options }: LiveField, kind: FieldKind): Pick<FormField, 'maxLength' | 'minLength' | 'min' | 'max'> {
  const isNumeric = kind === 'integer' || kind === 'number'
  const lengths = [maxLength, numberOf(options?.softLength), numberOf(options?.maxLength)].filter(length => length !== null)
  return {
    maxLength: kind === 'text' || kind === 'long_text' || kind === 'choice' ? (lengths.length > 0 ? Math.min(...lengths) : null) : null,
    minLength: kind === 'text' || kind === 'long_text' ? numberOf(options?.minLength) : null,
    min: isNumeric ? numberOf(options?.min) : null,
    max: isNumeric ? numberOf(options?.max) : null,
  }
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}
