import type { AccessLevel, Audience } from '@relais/schema'
import type { Form } from '@relais/schema/forms'
import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { Impact } from '../service/impact.ts'
import type { Overview, ShownCollection, ShownField, ShownSection } from '../service/overview.ts'
import type { ConfiguratorApi, Done, Turn } from './api.ts'
import { refusalOf } from './api.ts'
import type { Draft, Seen } from './draft.ts'
import { draftOf, editedParts, newDraft, rebase, toChange, toNewField, toNewSection } from './draft.ts'
import { previewOf } from './preview.ts'
import type { RuleWorkshop } from './rule-draft.ts'
import type { Language, Texts } from './texts.ts'
import { fill } from './texts.ts'

/** What the editor is about; without a name, one that does not exist yet. */
export interface Target { kind: 'field' | 'section', name: string | null }

/** What the page says after an act: `undo` is the change that may be undone. */
export interface Notice { kind: 'done' | 'failed', text: string, undo?: string }

/** What was typed and not saved, by list and field. */
interface Kept { draft: Draft, before: Draft, version: string }

interface Parts {
  api: ConfiguratorApi
  /** What is configured: a structure, or the network when null. */
  layer: Ref<string | null>
  texts: Texts
  language: Language
  kept: { read: () => unknown, write: (value: unknown) => void }
  /** Told once the data model changed. */
  onChange: () => Promise<unknown>
}

const isKept = (value: unknown): value is Record<string, Kept> => typeof value === 'object' && value !== null

/** The state of the page and what may be done on it. What is typed is kept until it is saved or dropped. */
export function useConfigurator({ api, layer, texts, language, kept, onChange }: Parts) {
  const stored = kept.read()
  const drafts = ref<Record<string, Kept>>(isKept(stored) ? stored : {})
  const status = ref<'loading' | 'ready' | 'failed'>('loading')
  const isBusy = ref(false)
  const notice = ref<Notice>()
  const overview = ref<Overview>()
  const chosen = ref('organizations')
  const collection = ref<ShownCollection>()
  const target = ref<Target>()
  const draft = ref<Draft>()
  const before = ref<Draft>()
  const conflicts = ref<(keyof Draft)[] | null>(null)
  const impact = ref<Impact>()
  const workshop = ref<RuleWorkshop>()
  const audience = ref<Audience>('adviser')
  const form = ref<Form>()

  const keyOf = ({ kind, name }: Target) => `${layer.value ?? ''} ${chosen.value} ${kind} ${name ?? ''}`
  const fieldNamed = (name: string | null) => collection.value?.fields.find(own => own.field === name)
  const sectionNamed = (key: string | null) => collection.value?.sections.find(own => own.key === key)
  const field = computed(() => (target.value?.kind === 'field' ? fieldNamed(target.value.name) : undefined))
  const section = computed(() => (target.value?.kind === 'section' ? sectionNamed(target.value.name) : undefined))
  const isNew = computed(() => target.value?.name === null)
  const edited = computed(() => (draft.value && before.value ? editedParts(draft.value, before.value) : []))

  const seen = (own: ShownField | ShownSection | undefined): Seen | undefined => own && { version: own.version, state: own.state, kind: 'kind' in own ? own.kind : 'section' }
  const current = computed(() => seen(field.value ?? section.value))

  /** The form of the audience as it will be once what is typed is saved. */
  const preview = computed(() => {
    if (!form.value || !collection.value) return undefined
    const sections = collection.value.sections.filter(({ state }) => !state.retired).map(own => ({ key: own.key, label: own.state.label, help: own.state.help }))
    if (!draft.value || !before.value || target.value?.kind === 'section') return target.value?.kind === 'section' ? renamed(form.value) : form.value
    if (field.value?.state.retired) return form.value
    return previewOf(form.value, sections, { name: target.value?.name ?? null, draft: draft.value, before: before.value, level: levelFor(audience.value) })
  })

  function renamed(shown: Form): Form {
    const { name } = target.value ?? {}
    const words = draft.value
    return words ? { ...shown, sections: shown.sections.map(own => (own.key === name ? { ...own, label: { fr: words.label.fr, en: words.label.en || words.label.fr }, help: words.help.fr ? { fr: words.help.fr, en: words.help.en || words.help.fr } : null } : own)) } : shown
  }

  /** What an audience may do once what is typed is saved. */
  function levelFor(name: Audience): AccessLevel {
    const decided = draft.value?.levels[name]
    if (decided) return decided
    return (field.value?.shipped ?? collection.value?.newLevels)?.[name] ?? 'none'
  }

  const tell = (error: unknown): Notice => ({ kind: 'failed', text: refusalOf(error)?.message ?? texts.unreachable })

  async function readForm() {
    form.value = await api.preview(chosen.value, audience.value)
  }

  async function read() {
    const [known] = await Promise.all([api.collection(chosen.value), readForm()])
    collection.value = known
  }

  /** Reads the page; what was being edited is opened again. */
  async function start(wanted?: Target) {
    status.value = 'loading'
    notice.value = undefined
    try {
      overview.value = await api.overview()
      if (!overview.value.collections.some(row => row.collection === chosen.value)) chosen.value = 'organizations'
      const { layers } = overview.value
      if (!layers.some(({ structure }) => structure === layer.value)) layer.value = layers[0]?.structure ?? null
      await read()
      status.value = 'ready'
    }
    catch (error: unknown) {
      status.value = 'failed'
      notice.value = tell(error)
      return
    }
    if (wanted) await open(wanted)
  }

  /** Goes to another list, or to another layer. */
  async function choose(name: string, structure: string | null) {
    close()
    chosen.value = name
    layer.value = structure
    collection.value = undefined
    form.value = undefined
    await start()
  }

  function keep() {
    if (!target.value || !draft.value || !before.value) return
    const key = keyOf(target.value)
    if (edited.value.length > 0) drafts.value[key] = { draft: draft.value, before: before.value, version: current.value?.version ?? '' }
    else delete drafts.value[key]
    kept.write(drafts.value)
  }

  function forget(which: Target) {
    delete drafts.value[keyOf(which)]
    kept.write(drafts.value)
  }

  /** Opens the editor, with what was typed there before. */
  async function open(wanted: Target) {
    const own = wanted.kind === 'field' ? fieldNamed(wanted.name) : sectionNamed(wanted.name)
    if (wanted.name !== null && !own) return
    close()
    if (notice.value?.kind === 'done') notice.value = undefined
    target.value = wanted
    show(wanted, own)
    if (wanted.kind === 'section' || wanted.name === null) return
    const asked = keyOf(wanted)
    try {
      const [numbers, rules] = await Promise.all([api.impact(chosen.value, wanted.name), api.workshop(chosen.value, wanted.name)])
      if (!target.value || keyOf(target.value) !== asked) return
      impact.value = numbers
      workshop.value = rules
    }
    catch (error: unknown) {
      notice.value = tell(error)
    }
  }

  function show(wanted: Target, own: ShownField | ShownSection | undefined) {
    const fresh = own ? draftOf({ kind: 'kind' in own ? own.kind : 'section', state: own.state }) : newDraft()
    const mine = drafts.value[keyOf(wanted)]
    before.value = structuredCopy(fresh)
    if (!mine) {
      draft.value = fresh
      return
    }
    const put = mine.version === (own?.version ?? '') ? { draft: mine.draft, conflicts: null } : rebase(mine.draft, mine.before, fresh)
    draft.value = structuredCopy(put.draft)
    conflicts.value = put.conflicts
  }

  function close() {
    target.value = undefined
    draft.value = undefined
    before.value = undefined
    conflicts.value = null
    impact.value = undefined
    workshop.value = undefined
  }

  /** Drops what was typed and shows what is saved. */
  async function drop() {
    const was = target.value
    if (!was) return
    forget(was)
    await open(was)
  }

  /** Runs a change, then shows its result; when it is refused nothing typed is lost. Gives the field, or null. */
  async function act(run: () => Promise<Done>, said: (done: Done) => string): Promise<string | null> {
    if (isBusy.value) return null
    isBusy.value = true
    try {
      const done = await run()
      await read()
      notice.value = { kind: 'done', text: said(done), undo: done.change }
      // The other pages of the Studio read the fields when it starts.
      await onChange()
      return done.field
    }
    catch (error: unknown) {
      notice.value = tell(error)
      if (refusalOf(error)?.code === 'FIELD_CHANGED') await catchUp()
      return null
    }
    finally {
      isBusy.value = false
    }
  }

  /** Somebody else was faster: his change is read, and what was typed is put on it. */
  async function catchUp() {
    const was = target.value
    await read()
    if (!was) return
    await open(was)
    if (conflicts.value) notice.value = { kind: 'failed', text: texts.changedMeanwhile }
  }

  /** What was done, in the words of the change that was just written. */
  const saying = (kind: string) => ({ change: id, field: name }: Done): string => {
    const change = collection.value?.changes.find(own => own.id === id)
    const kinds = change?.isSection ? { ...texts.changeKinds, ...texts.sectionKinds } : texts.changeKinds
    return fill(texts.done, { name: change?.label[language] ?? name, kind: kinds[kind] ?? kind })
  }

  async function save(): Promise<string | null> {
    const [was, words, now] = [target.value, draft.value, current.value]
    if (!was || !words) return null
    const name = await act(() => {
      if (was.name === null) return was.kind === 'field' ? api.add(chosen.value, toNewField(words)) : api.addSection(chosen.value, toNewSection(words))
      const body = now ? toChange(words, now) : {}
      return was.kind === 'field' ? api.change(chosen.value, was.name, body) : api.changeSection(chosen.value, was.name, body)
    }, saying(was.name === null ? 'create' : 'update'))
    if (name === null) return null
    forget(was)
    close()
    return name
  }

  /** Retires what is edited, or puts it back. */
  async function turn(action: Turn): Promise<string | null> {
    const [was, now] = [target.value, current.value]
    if (!was?.name || !now) return null
    const { name } = was
    const done = await act(() => (was.kind === 'field' ? api.turn : api.turnSection)(chosen.value, name, action, now.version), saying(action))
    if (done === null) return null
    forget(was)
    close()
    return done
  }

  async function merge(pair: { from: string | number, into: string | number }): Promise<string | null> {
    const own = field.value
    if (!own) return null
    const done = await act(() => api.change(chosen.value, own.field, { version: own.version, merge: pair }), saying('merge'))
    if (done !== null) close()
    return done
  }

  /** One place up or down. Quick clicks wait for one another: each is a step from where the one before left it. */
  let moving: Promise<unknown> = Promise.resolve()
  function move({ kind, name }: Target, direction: 'up' | 'down'): Promise<string | null> {
    const run = async (): Promise<string | null> => {
      const version = (kind === 'field' ? fieldNamed(name) : sectionNamed(name))?.version
      if (name === null || version === undefined) return null
      return act(() => (kind === 'field' ? api.change : api.changeSection)(chosen.value, name, { version, move: direction }), saying('move'))
    }
    const next = moving.then(run)
    moving = next
    return next
  }

  async function undo(change: string): Promise<string | null> {
    const done = await act(() => api.undo(change), saying('undo'))
    // What is open may be what was undone.
    if (done !== null && target.value?.name) {
      const was = target.value
      if (was.kind === 'field' ? fieldNamed(was.name) : sectionNamed(was.name)) await open(was)
      else close()
    }
    return done
  }

  // At once: the next act may close the editor.
  watch(draft, keep, { deep: true, flush: 'sync' })
  watch(audience, async () => {
    try {
      await readForm()
    }
    catch (error: unknown) {
      notice.value = tell(error)
    }
  })

  const hasDraft = (which: Target) => keyOf(which) in drafts.value

  return {
    status, isBusy, notice, overview, chosen, collection, target, draft, edited, conflicts, impact, workshop, audience, preview, field, section, isNew, levelFor,
    start, choose, open, close, drop, save, turn, merge, move, undo, hasDraft,
  }
}

/** Drafts are plain data. */
function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
