import type { KitReferral } from '@relais/schema'
import type { FormField } from '@relais/schema/forms'

/** How people are sent to the offers of each kind, where a kit of this instance has its own words and questions. */
export function useReferralTerms() {
  const { forms, form } = useForms()
  const label = useLabel()

  const termsOf = (kind: string | null | undefined): KitReferral | undefined => forms.value?.referrals?.find(terms => terms.kind === kind)

  /** What a trade calls it, or the words of the product. */
  const actOf = (kind: string | null | undefined, usual: string): string => {
    const terms = termsOf(kind)
    return terms ? label(terms.act) : usual
  }

  /** The questions of a trade, as the forms of the reader describe them. */
  const asksOf = (kind: string | null | undefined): (FormField & { isAsked: boolean })[] =>
    (termsOf(kind)?.asks ?? []).flatMap(({ field, required }) => {
      const found = form('referrals')?.fields.find(own => own.field === field)
      return found ? [{ ...found, isAsked: required }] : []
    })

  /** Every field of referrals that a kit asks and that the reader sees. */
  const askedFields = computed(() => (forms.value?.referrals ?? []).flatMap(({ kind }) => asksOf(kind).map(({ field }) => field)))

  return { termsOf, actOf, asksOf, askedFields }
}
