import type { Form, FormField } from '@relais/schema/forms'
import type { Step, StepEvent, Words } from '~/types/step'

/** The name of the comment among the answers of a dialog; no field of a collection has a dot. */
export const STEP_COMMENT = 'step.comment'
const MOST_CHARACTERS = 4000

/** Whether a step may be done without any dialog. */
export function asksNothing({ comment, fields, files }: Step): boolean {
  return comment === 'none' && fields.length === 0 && files.length === 0
}

interface Texts { comment: Form['label'], /** Who reads the comment, where others than the team do. */ help?: Form['label'] | null }

const blank = (field: string, kind: FormField['kind'], label: Form['label']): FormField => ({
  field, type: kind === 'file' ? 'uuid' : 'text', kind, label, help: null, section: null, width: 'full', required: true, readonly: false, createOnly: false, level: 'write',
  choices: null, format: null, maxLength: null, minLength: null, min: null, max: null, shownIf: null, requiredIf: null, readonlyIf: null, validIf: [],
  computed: null, relation: null, local: false, default: null,
})

/** The form of a step: what it asks, whatever the usual level of the person on these fields, and its comment. */
export function stepForm(form: Form | undefined, step: Step, { comment, help = null }: Texts): Form {
  const known = (name: string) => form?.fields.find(({ field }) => field === name)
  const asked = step.fields.flatMap(name => known(name) ?? [])
  // Those who do not read the field may be asked for the file all the same.
  const files = step.files.filter(name => !step.fields.includes(name)).map(name => known(name) ?? blank(name, 'file', step.file_labels[name] ?? { fr: name, en: name }))
  const label = { fr: '', en: '' }
  return {
    collection: form?.collection ?? '', label, singular: label, sections: [], counts: [],
    fields: [...[...asked, ...files].map(opened), ...(step.comment === 'none' ? [] : [{ ...commentField(comment, step.comment === 'required'), help }])],
  }
}

function opened(field: FormField): FormField {
  return { ...field, level: 'write', required: true, readonly: false, createOnly: false, section: null, shownIf: null, requiredIf: null, readonlyIf: null }
}

function commentField(label: Form['label'], required: boolean): FormField {
  return { ...blank(STEP_COMMENT, 'long_text', label), required, maxLength: MOST_CHARACTERS }
}

/** The possible steps that lead to a state. */
export function stepsTo(steps: readonly Step[], state: string): Step[] {
  return steps.filter(step => step.is_possible && step.to === state)
}

const DAY_S = 86_400
const HOUR_S = 3600

/** A duration in the unit that reads best: « 5 heures », « 12 jours », « 4 mois », « 2 ans »; `short` says less than an hour. */
export function sayDuration(seconds: number, locale: string, short = ''): string {
  const say = (unit: string, value: number) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
  if (seconds < HOUR_S) return short
  if (seconds < 2 * DAY_S) return say('hour', Math.floor(seconds / HOUR_S))
  const days = Math.floor(seconds / DAY_S)
  if (days < 92) return say('day', days)
  const months = Math.floor(days / 30.44)
  return months < 24 ? say('month', months) : say('year', Math.floor(days / 365.25))
}

/** A time spent in a state: how it began, and when it ended if it did. */
export interface Stay { state: string, label: Words, since: string, until: string | null, seconds: number, arrival: StepEvent | null }

interface Present { state: string, label: Words, since: string }

/** The stays of a record, the present one first, from its transitions, the latest first. */
export function staysOf(events: readonly StepEvent[], present: Present, now: Date): Stay[] {
  const said = (label: Words | null, key: string): Words => label ?? { fr: key, en: key }
  const secondsSince = Math.max(0, Math.floor((now.getTime() - Date.parse(present.since)) / 1000))
  const current: Stay = { ...present, until: null, seconds: secondsSince, arrival: events[0] ?? null }
  const left = events.map((event, index): Stay => ({
    state: event.from_state, label: said(event.from_label, event.from_state), since: new Date(Date.parse(event.at) - event.seconds * 1000).toISOString(), until: event.at,
    seconds: event.seconds, arrival: events[index + 1] ?? null,
  }))
  return [current, ...left]
}
