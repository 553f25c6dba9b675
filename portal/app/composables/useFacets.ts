import { isShown } from '@relais/schema/forms'
import type { MaybeRefOrGetter } from 'vue'
import type { SearchFacet } from '#shared/types/directory'

/** The lists that narrow the searches of the person signed in, as the forms give them; those of another kind of offer are left out. */
export function useFacets(kind: MaybeRefOrGetter<string | null>) {
  const { form } = useForms()
  const { moment } = usePlace()

  return computed<SearchFacet[]>(() => {
    const asked = toValue(kind)
    return ['offers', 'organizations'].flatMap(collection => (form(collection)?.fields ?? []).flatMap((field) => {
      if (!field.facet || !field.choices || (field.facetKinds && !field.facetKinds.includes(asked ?? '')) || (collection === 'offers' && asked && !isShown(field, { kind: asked }, moment()))) return []
      return [{ path: `${collection}.${field.field}`, label: field.label, choices: field.choices.filter(({ retired }) => !retired) }]
    }))
  })
}
