import { wordsOf } from '@relais/schema/names'
import type { CaseFile } from '~/types/case'
import type { Command } from './useCommands'

const SHOWN = 6
const LEAST_LETTERS = 2
const READERS = ['adviser', 'manager', 'admin']

/** The people and organisations that a member of the team looks for, as links to their pages; nothing is asked for signs alone. */
export function useFound(text: () => string) {
  const { me } = useSession()
  const { find } = usePortfolio()
  const items = useItems()
  const api = useApi()
  const localePath = useLocalePath()

  const people = shallowRef<Command[]>([])
  const organizations = shallowRef<Command[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  watch(text, (typed) => {
    clearTimeout(timer)
    turn += 1
    people.value = []
    organizations.value = []
    if (!READERS.includes(me.value?.audience ?? '') || wordsOf(typed).join('').length < LEAST_LETTERS) return
    const asked = turn
    timer = setTimeout(() => void look(typed, asked), 300)
  })
  onScopeDispose(() => clearTimeout(timer))

  /** Names travel in bodies; what cannot be read is shown as nothing found. */
  async function look(typed: string, asked: number): Promise<void> {
    const [files, partners] = await Promise.all([
      find(typed, SHOWN).catch((): CaseFile[] => []),
      partnersNamed(typed).catch(() => []),
    ])
    if (asked !== turn) return
    people.value = files.slice(0, SHOWN).map(file => ({ label: personName(file.person), suffix: file.reference ?? '', icon: 'i-lucide-user', to: localePath({ name: 'conseiller-dossiers-id', params: { id: file.id } }) }))
    organizations.value = partners.map(({ id, name }) => ({ label: name, icon: 'i-lucide-building-2', to: localePath({ name: 'conseiller-organisations-id', params: { id } }) }))
  }

  /** Those whose name has every word typed; when none has, those that the search of the directory finds, mistakes forgiven. */
  async function partnersNamed(typed: string): Promise<{ id: string, name: string }[]> {
    const named = await items.list<{ id: string, name: string }>('organizations', { fields: ['id', 'name'], filter: { _and: [{ status: { _neq: 'archived' } }, ...wordsOf(typed).map(word => ({ normalized_name: { _contains: word } }))] }, sort: ['name'], limit: SHOWN })
    if (named.length > 0) return named
    const { items: near } = await api<DirectoryPage>('/cases/organizations', { query: { q: typed, limit: SHOWN } })
    return near.map(({ id, title }) => ({ id, name: title }))
  }

  return { people, organizations }
}
