import type { Form } from '@relais/schema/forms'

interface FormSet { collections: Record<string, Form> }

/** A question of the form and its answer in words. */
export interface Fact { key: string, section: string | null, label: string, text: string }

const FRESH_MS = 60_000
let publicForms: { at: number, forms: FormSet } | undefined

/**
 * Says a public record in words, from the same description of its fields as the forms.
 * The module that knows formats is loaded only here, and on the server for a first visit.
 */
export function usePublicPage() {
  const api = useApi()
  const place = usePlace()
  const { language } = useDates(place)
  const { locale, t } = useI18n()

  async function loadForms(): Promise<FormSet | undefined> {
    if (publicForms && Date.now() - publicForms.at < FRESH_MS) return publicForms.forms
    try {
      // Asked without a token and the same for everyone: it may be kept between visitors.
      const { data } = await $fetch<{ data: FormSet }>('/api/relais/forms', { retry: 0 })
      publicForms = { at: Date.now(), forms: data }
      return data
    }
    catch {
      return undefined
    }
  }

  /** The answers of a record, in the order of its form, without the fields that the page shows elsewhere. */
  async function factsOf(collection: string, record: object, without: readonly string[]): Promise<Fact[]> {
    const forms = await loadForms()
    const form = forms?.collections[collection]
    if (!form) return []
    const { sayField } = await import('#shared/utils/field-text')
    const { isShown } = await import('@relais/schema/forms')
    const values = new Map(Object.entries(record))
    const words = { language: language.value, yes: t('public.page.yes'), no: t('public.page.no'), unnamed: '', zone: place.zone.value }
    return form.fields
      .filter(field => !without.includes(field.field) && !field.local && !['relation', 'file'].includes(field.kind) && isShown(field, Object.fromEntries(values), place.moment()))
      .map(field => ({ key: field.field, section: field.section, label: locale.value === 'en' ? field.label.en : field.label.fr, text: sayField(field, values.get(field.field), words) }))
      .filter(fact => fact.text !== '')
  }

  /** Opening hours as sentences. */
  async function hoursOf(hours: string | null | undefined): Promise<string[]> {
    if (!hours) return []
    const { describeHours } = await import('@relais/schema/forms')
    return describeHours(hours, locale.value === 'en' ? 'en' : 'fr')
  }

  /** A number as people write it, and as a phone dials it. */
  async function phoneOf(phone: string | null | undefined): Promise<string> {
    if (!phone) return ''
    const { formatPhone } = await import('@relais/schema/forms')
    return formatPhone(phone)
  }

  return { api, factsOf, hoursOf, phoneOf }
}
