/** The structure in whose name the account writes: none for those who only receive the public, configure or steer. */
export function useWorkplace() {
  const { me } = useSession()
  return computed(() => me.value?.structures.find(({ level }) => level === 'contribute' || level === 'manage'))
}
