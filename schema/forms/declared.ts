import type { AccessLevel, Field } from '../define.ts'
import type { Description } from './description.ts'
import { localHelp } from './description.ts'
import type { StudioTranslation } from './studio.ts'
import { asText, ownRules, studioCheck } from './field-rules.ts'
import type { Rule } from './rules/ast.ts'
import { not } from './rules/ast.ts'
import { fromDirectusFilter } from './rules/filter.ts'
import { choicesOf, isHeldByWorkflow, isSetByServer, kindOf, translated, whenIs } from './studio.ts'
import type { FormChoice, FormField, LiveCondition, LiveField, LocalRule } from './types.ts'

/** Conditions that the product itself writes in the Studio, from the declaration. */
const OWN_CONDITIONS = ['shown_if', 'required_if']

interface Declared {
  name: string
  declared: Field
  level: Exclude<AccessLevel, 'none'>
  isOwner: boolean
  live: LiveField | undefined
  translations: readonly StudioTranslation[]
  rules: readonly LocalRule[]
}

/** A declared field, with what was changed in the Studio: presentation wins there, rules only get stricter. */
export function describeDeclared({ name, declared, level, isOwner, live, translations, rules }: Declared): Description {
  const readonly = declared.readonly === true || isSetByServer(declared.special ?? []) || live?.readonly === true
  const hidden = declared.hidden === true || isHiddenLocally(declared, live)
  const own = ownRules(rules)
  const studio = studioRules(live)
  const field: FormField = {
    field: name,
    type: declared.type,
    kind: kindOf(declared.type, declared.interface ?? null, declared.special ?? []),
    label: (live && translated(live)) ?? declared.label,
    help: localHelp(live, declared.help ?? null, translations),
    section: declared.section ?? null,
    width: widthOf(live?.width) ?? declared.width ?? 'full',
    // Nobody is asked for what he cannot see or fill.
    required: !readonly && !hidden && (declared.required === true || isRequiredLocally(declared, live)) && !isAnsweredByDefault(declared),
    readonly,
    createOnly: isOwner || declared.immutable === true || isHeldByWorkflow(live?.interface ?? declared.interface),
    level,
    choices: declared.choices ? mergeChoices(declared.choices, live, translations) : null,
    format: declared.format ?? null,
    maxLength: declared.maxLength ?? null,
    minLength: declared.minLength ?? null,
    min: declared.min ?? null,
    max: declared.max ?? null,
    shownIf: asText('&&', [fromDirectusFilter(declared.shownIf), studio.shownIf, own.shownIf]),
    requiredIf: readonly || hidden ? null : asText('||', [fromDirectusFilter(declared.requiredIf), studio.requiredIf, own.requiredIf]),
    readonlyIf: asText('&&', [studio.readonlyIf]),
    validIf: [...declared.validIf ? [declared.validIf] : [], ...studioCheck(live), ...own.validIf],
    // A local rule never fills what the product declares.
    computed: declared.computed ?? null,
    relation: declared.relation ? { collection: declared.relation.collection } : null,
    local: false,
    ...declared.kit === undefined ? {} : { kit: declared.kit },
    ...declared.facet === true || live?.options?.facet === true ? { facet: true } : {},
    ...declared.facetKinds ? { facetKinds: declared.facetKinds } : {},
    ...declared.emptyMeansAll === true || live?.options?.empty_means_all === true ? { emptyMeansAll: true } : {},
    default: declared.default ?? null,
  }
  return { field, hidden, group: live?.group ?? null }
}

const widthOf = (width: string | null | undefined): 'half' | 'full' | null => width === undefined || width === null ? null : width.startsWith('half') ? 'half' : 'full'

/** A conditional field is hidden at first in the Studio by the product itself. */
const isHiddenLocally = (declared: Field, live: LiveField | undefined): boolean => live?.hidden === true && declared.shownIf === undefined

const isRequiredLocally = (declared: Field, live: LiveField | undefined): boolean => live?.required === true && declared.shownIf === undefined

/** A yes/no question always has an answer. */
const isAnsweredByDefault = (declared: Field): boolean => declared.type === 'boolean'

interface StudioRules { shownIf: Rule | null, requiredIf: Rule | null, readonlyIf: Rule | null }

/** The conditions that a local administrator added in the Studio to a declared field. */
function studioRules(live: LiveField | undefined): StudioRules {
  const added = (live?.conditions ?? []).filter(condition => !isOwn(condition))
  const hiddenIf = whenIs('hidden', added, false)
  return { shownIf: hiddenIf && not(hiddenIf), requiredIf: whenIs('required', added, false), readonlyIf: whenIs('readonly', added, false) }
}

const isOwn = ({ name }: LiveCondition): boolean => name !== undefined && OWN_CONDITIONS.includes(name)

/** The list in the order of the Studio, with its words and additions; what the product declares always stays. */
function mergeChoices(declared: NonNullable<Field['choices']>, live: LiveField | undefined, translations: readonly StudioTranslation[]): FormChoice[] {
  const shipped = declared.map(({ value, label, color }): FormChoice => ({ value, label, ...(color ? { color } : {}) }))
  const listed = (live && choicesOf(live, translations)) ?? []
  const merged = listed.map((choice) => {
    const known = shipped.find(({ value }) => value === choice.value)
    // The list of the product is in French: its English is only replaced by another one.
    return known && known.label.fr === choice.label.fr && choice.label.en === choice.label.fr ? { ...known, ...choice, label: known.label } : choice
  })
  return [...merged, ...shipped.filter(({ value }) => !listed.some(choice => choice.value === value))]
}
