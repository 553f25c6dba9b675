/** The tab chosen in the address (`?onglet=`), the first one by default. */
export function useTab<const T extends string>(tabs: readonly [T, ...T[]]) {
  const route = useRoute()
  return computed<T>(() => tabs.find(tab => tab === route.query.onglet) ?? tabs[0])
}
