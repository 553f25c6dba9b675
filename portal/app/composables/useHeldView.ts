import type { HeldView } from '~/utils/held'

/** The part of a list of records in a workflow that the address says; changing it keeps the rest of the address. */
export function useHeldView(usualSort: () => HeldView['sort'] = () => 'deadline') {
  const route = useRoute()
  const router = useRouter()
  const view = computed(() => heldFromQuery(route.query, usualSort()))

  function change(part: Partial<HeldView>): void {
    const query = { ...route.query, ...heldToQuery({ ...view.value, page: 1, ...part }, usualSort()) }
    void ('page' in part ? router.push({ query }) : router.replace({ query }))
  }

  return { view, change }
}
