import { SHEET_FORMATS } from '@relais/schema/sheets'
import { defineComponent, h, onMounted, ref, resolveComponent } from 'vue'
import type { VNode } from 'vue'
import type { Entry } from '../service/search.ts'
import type { FieldEvent, FormEvent } from './browser.ts'
import { language } from './browser.ts'
import { grouped } from '../rules/grouped.ts'
import type { Grouped } from '../rules/grouped.ts'
import { texts } from './texts.ts'
import type { Choice, Chosen } from './use-journal.ts'
import { useJournal } from './use-journal.ts'

const CELL = 'padding: 8px 16px 8px 0; text-align: start; vertical-align: top; border-block-end: 1px solid var(--theme--border-color-subdued)'
const LINK = 'color: var(--theme--primary); text-decoration: underline; text-align: start'
const FIELD = 'padding: 8px; border: 1px solid var(--theme--border-color); border-radius: var(--theme--border-radius); background: var(--theme--background); color: inherit; min-block-size: 40px; max-inline-size: 220px'
const ROW = 'display: flex; gap: 12px; align-items: end; flex-wrap: wrap; margin-block-end: 16px'
const TITLE = 'font-weight: 600; color: var(--theme--foreground-accent)'

const say = (value: unknown): string => value === null || value === undefined ? '∅' : typeof value === 'string' ? value : JSON.stringify(value)

/** What a line says beside its values that a person can use. */
const TOLD = ['rows', 'parts', 'path', 'method', 'status', 'command', 'objects', 'lines', 'until', 'file', 'sign_in', 'refused_tokens']

/** The search of the data protection officer in the journal, as a page of the Studio. */
export const JournalView = defineComponent({
  name: 'RelaisJournal',
  setup() {
    const words = texts()
    const { filters, names, collections, entries, next, status, found, load, find, choose, exportAs, nameOf } = useJournal()
    const searched = ref('')
    onMounted(() => load())

    const labelled = (label: string, control: VNode) => h('label', { style: 'display: grid; gap: 4px' }, [h('span', label), control])
    const day = (name: 'since' | 'until') => labelled(words[name], h('input', {
      type: 'date', style: FIELD, value: filters[name], onInput: (event: FieldEvent) => { filters[name] = event.target.value },
    }))
    const select = (name: 'kind' | 'channel' | 'collection', any: string, options: [string, string][]) => labelled(words[name], h('select', {
      style: FIELD, value: filters[name], onChange: (event: FieldEvent) => { filters[name] = event.target.value },
    }, [h('option', { value: '' }, any), ...options.map(([value, label]) => h('option', { value }, label))]))
    const button = (label: string, onClick: () => unknown, isMain = false) => h('button', {
      type: isMain ? 'submit' : 'button', style: `${FIELD}; ${isMain ? 'background: var(--theme--primary); color: var(--white)' : ''}`, ...(isMain ? {} : { onClick }),
    }, label)
    const link = (filter: Chosen, choice: Choice) => h('button', { type: 'button', style: LINK, onClick: () => void choose(filter, choice) }, choice.name)

    const finder = () => h('form', { style: ROW, role: 'search', onSubmit: (event: FormEvent) => { event.preventDefault(); void find(searched.value) } }, [
      labelled(words.person, h('input', { type: 'search', style: FIELD, value: searched.value, onInput: (event: FieldEvent) => { searched.value = event.target.value } })),
      button(words.find, () => undefined, true),
    ])
    const choicesFound = (title: string, filter: Chosen, choices: Choice[]) => choices.length
      ? h('p', { style: 'display: flex; gap: 12px; flex-wrap: wrap' }, [h('span', title), ...choices.map(choice => link(filter, choice))])
      : null
    const answers = () => h('div', { role: 'status', style: 'margin-block-end: 16px' }, found.value ? [
      choicesFound(words.people, 'person', found.value.people), choicesFound(words.accounts, 'author', found.value.accounts),
      found.value.people.length + found.value.accounts.length === 0 ? words.nobody : null,
    ] : [])
    const kept = () => h('p', { style: ROW }, (['person', 'author', 'item'] as const).filter(filter => filters[filter]).map(filter =>
      h('button', { type: 'button', style: FIELD, title: words.remove, onClick: () => void choose(filter, { id: '', name: '' }) }, `${words.chosen[filter]} ${names[filter]} ✕`)))

    const filterForm = () => h('form', { style: ROW, onSubmit: (event: FormEvent) => { event.preventDefault(); void load() } }, [
      select('kind', words.any_kind, Object.entries(words.kinds)), select('channel', words.any_channel, Object.entries(words.channels)),
      select('collection', words.any_collection, collections.map(({ collection, name }) => [collection, name])),
      day('since'), day('until'), button(words.apply, () => undefined, true),
    ])

    const exports = () => h('div', { 'role': 'group', 'aria-label': words.export, 'style': `${ROW}; align-items: center` }, [
      h('span', { 'aria-hidden': 'true' }, words.export), ...SHEET_FORMATS.map(format => button(words.formats[format], () => exportAs(format))),
    ])

    const who = ({ author, author_name: name, channel }: Entry) => [
      author ? link('author', { id: author, name: name ?? author }) : words.system,
      h('div', { style: 'color: var(--theme--foreground-subdued)' }, channel ? words.channels[channel] ?? channel : ''),
    ]
    const what = ({ kind, collection, item, exceptional }: Entry, times: number) => [
      h('div', { style: TITLE }, [words.kinds[kind] ?? kind, times > 1 ? ` × ${times}` : null]),
      exceptional === null ? null : h('div', { style: 'color: var(--theme--warning-accent, var(--theme--warning)); font-weight: 600' }, words.exceptional),
      collection ? h('div', nameOf(collection)) : null,
      item ? h('button', { type: 'button', style: `${LINK}; font-size: 12px`, title: words.history_of, onClick: () => void choose('item', { id: item, name: item.slice(0, 8) }) }, item.slice(0, 8)) : null,
    ]
    /** Whom it is about, then each field with what it was and became, or what was read. */
    const about = ({ people, collection, before, after, details, reason, exceptional }: Entry): VNode[] => {
      const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
      return [
        ...(people.length ? [h('div', { style: 'display: flex; gap: 8px; flex-wrap: wrap' }, people.map(person => link('person', person)))] : []),
        ...fields.map(field => h('div', [
          `${collection ? nameOf(collection, field) : field} : `,
          before ? h('del', say(before[field])) : null, before && after ? ' → ' : null, after ? h('strong', say(after[field])) : null,
        ])),
        ...TOLD.filter(key => details?.[key] !== undefined).map(key => h('div', `${words.details[key] ?? key} : ${told(key, details?.[key])}`)),
        ...(reason ? [h('em', reason)] : []),
        ...(exceptional === null ? [] : [h('div', `${words.given} ${exceptional}`)]),
      ]
    }
    const told = (key: string, value: unknown): string => (key === 'parts' && Array.isArray(value) ? value.map(part => nameOf(String(part))).join(', ') : say(value))
    const row = ({ entry, times }: Grouped) => h('tr', { key: entry.id }, [
      h('td', { style: `${CELL}; white-space: nowrap` }, [new Date(entry.at).toLocaleString(language()), entry.clock_back ? h('div', words.clock_back) : null]),
      ...[who(entry), what(entry, times), about(entry)].map(content => h('td', { style: `${CELL}; overflow-wrap: break-word` }, content)),
    ])
    const table = () => h('div', { style: 'overflow-x: auto' }, h('table', { 'style': 'inline-size: 100%; min-inline-size: 620px; border-collapse: collapse; table-layout: auto', 'aria-busy': status.value === 'loading' }, [
      h('thead', h('tr', [words.at, words.who, words.what, words.values].map(title => h('th', { scope: 'col', style: `${CELL}; ${TITLE}` }, title)))),
      h('tbody', grouped(entries.value).map(row)),
    ]))

    const state = () => {
      if (status.value === 'failed') return h('div', { role: 'alert' }, [h('p', words.failed), button(words.retry, () => load())])
      if (status.value === 'loading') return h('p', { role: 'status' }, words.loading)
      if (!entries.value.length) return h('p', { role: 'status' }, words.empty)
      return next.value ? button(words.more, () => load(true)) : null
    }

    return () => h(resolveComponent('private-view'), { title: words.title }, {
      default: () => h('div', { style: 'padding: var(--content-padding, 24px); padding-block-start: 0' }, [
        h('p', { style: 'margin-block-end: 16px' }, words.intro), finder(), answers(), filterForm(), kept(), ...(entries.value.length ? [exports(), table()] : []), state(),
      ]),
    })
  },
})
