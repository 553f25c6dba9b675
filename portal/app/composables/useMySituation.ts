import type { MySituation } from '~/types/beneficiary'

/** Everything the person signed in may see of their own file. */
export function useMySituation() {
  const api = useApi()
  return useAsyncData('my-situation', () => api<MySituation>('/cases/mine'), { server: false, lazy: true })
}
