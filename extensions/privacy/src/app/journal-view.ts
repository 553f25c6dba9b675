import { defineComponent, h, onMounted, ref, resolveComponent } from 'vue'
import type { VNode } from 'vue'
import type { Entry } from '../service/search.ts'
import type { FieldEvent, FormEvent } from './browser.ts'
import { language } from './browser.ts'
import { texts } from './texts.ts'
import type { Choice } from './use-journal.ts'
import { useJournal } from './use-journal.ts'

const CELL = 'padding: 8px 12px; text-align: start; vertical-align: top; border-block-end: 1px solid var(--theme--border-color-subdued)'
const LINK = 'color: var(--theme--primary); text-decoration: underline; text-align: start'
const FIELD = 'padding: 8px; border: 1px solid var(--theme--border-color); border-radius: var(--theme--border-radius); background: var(--theme--background); color: inherit; min-block-size: 40px'

const say = (value: unknown): string => value === null || value === undefined ? '∅' : typeof value === 'string' ? value : JSON.stringify(value)

/** What a line says of values: each field with what it was and became, or the details of a reading. */
function valuesOf({ before, after, details, reason }: Entry): VNode[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const changes = fields.map(field => h('div', [h('strong', `${field} : `), before ? h('del', say(before[field])) : null, before && after ? ' → ' : null, after ? h('span', say(after[field])) : null]))
  const others = Object.entries(details ?? {}).filter(([key]) => key !== 'items').map(([key, value]) => h('div', `${key} : ${say(value)}`))
  return [...changes, ...others, ...(reason ? [h('em', reason)] : [])]
}

/** The search of the data protection officer in the journal, as a page of the Studio. */
export const JournalView = defineComponent({
  name: 'RelaisJournal',
  setup() {
    const words = texts()
    const { filters, names, entries, next, status, people, load, findPeople, choose, exportCsv } = useJournal()
    const searched = ref('')
    onMounted(() => load())

    const labelled = (label: string, control: VNode) => h('label', { style: 'display: grid; gap: 4px' }, [h('span', label), control])
    const input = (name: 'collection' | 'since' | 'until', type: string) => labelled(words[name], h('input', {
      type, style: FIELD, value: filters[name], onInput: (event: FieldEvent) => { filters[name] = event.target.value },
    }))
    const button = (label: string, onClick: () => unknown, isMain = false) => h('button', {
      type: isMain ? 'submit' : 'button', style: `${FIELD}; ${isMain ? 'background: var(--theme--primary); color: var(--white)' : ''}`, ...(isMain ? {} : { onClick }),
    }, label)
    const chosen = (filter: 'person' | 'author', none: string) => filters[filter]
      ? h('button', { type: 'button', style: LINK, title: words.remove, onClick: () => void choose(filter, { id: '', name: '' }) }, `${names[filter]} ✕`)
      : h('span', { style: 'color: var(--theme--foreground-subdued)' }, none)

    const kindSelect = () => labelled(words.kind, h('select', {
      style: FIELD, value: filters.kind, onChange: (event: FieldEvent) => { filters.kind = event.target.value },
    }, [h('option', { value: '' }, words.any_kind), ...Object.entries(words.kinds).map(([value, label]) => h('option', { value }, label))]))

    const personFinder = () => h('form', { style: 'display: flex; gap: 8px; align-items: end; flex-wrap: wrap', onSubmit: (event: FormEvent) => { event.preventDefault(); void findPeople(searched.value) } }, [
      labelled(words.person, h('input', { type: 'search', style: FIELD, value: searched.value, onInput: (event: FieldEvent) => { searched.value = event.target.value } })),
      button(words.find, () => undefined, true),
      chosen('person', words.all_people),
      h('div', { role: 'status' }, people.value?.length === 0 ? words.nobody : (people.value ?? []).map(person => h('button', { type: 'button', style: `${LINK}; margin-inline-end: 12px`, onClick: () => void choose('person', person) }, person.name))),
    ])

    const filterForm = () => h('form', { style: 'display: flex; gap: 12px; align-items: end; flex-wrap: wrap; margin-block: 16px', onSubmit: (event: FormEvent) => { event.preventDefault(); void load() } }, [
      kindSelect(), input('collection', 'text'), input('since', 'date'), input('until', 'date'),
      h('div', { style: 'display: grid; gap: 4px' }, [h('span', words.author), chosen('author', words.everybody)]),
      button(words.apply, () => undefined, true), button(words.csv, exportCsv),
    ])

    const who = ({ author, author_name: name }: Entry) => {
      if (!author) return words.system
      const account: Choice = { id: author, name: name ?? author }
      return h('button', { type: 'button', style: LINK, onClick: () => void choose('author', account) }, account.name)
    }
    const row = (entry: Entry) => h('tr', { key: entry.id }, [
      [new Date(entry.at).toLocaleString(language()), ...(entry.clock_back ? [h('div', words.clock_back)] : [])],
      [who(entry), h('div', { style: 'color: var(--theme--foreground-subdued)' }, entry.channel ?? '')],
      [words.kinds[entry.kind] ?? entry.kind],
      [[entry.collection, entry.item].filter(Boolean).join(' ')],
      entry.people.map(person => h('div', [h('button', { type: 'button', style: LINK, onClick: () => void choose('person', person) }, person.name)])),
      valuesOf(entry),
    ].map(content => h('td', { style: `${CELL}; overflow-wrap: anywhere` }, content)))

    const table = () => h('table', { 'style': 'inline-size: 100%; border-collapse: collapse', 'aria-busy': status.value === 'loading' }, [
      h('thead', [h('tr', [words.at, words.who, words.what, words.object, words.concerned, words.values].map(title => h('th', { scope: 'col', style: CELL }, title)))]),
      h('tbody', entries.value.map(row)),
    ])

    const state = () => {
      if (status.value === 'failed') return h('div', { role: 'alert' }, [h('p', words.failed), button(words.retry, () => load())])
      if (status.value === 'loading') return h('p', { role: 'status' }, words.loading)
      if (!entries.value.length) return h('p', { role: 'status' }, words.empty)
      return next.value ? button(words.more, () => load(true)) : null
    }

    return () => h(resolveComponent('private-view'), { title: words.title }, {
      default: () => h('div', { style: 'padding: var(--content-padding, 24px)' }, [
        h('p', { style: 'margin-block-end: 16px' }, words.intro), personFinder(), filterForm(), entries.value.length ? table() : null, state(),
      ]),
    })
  },
})
