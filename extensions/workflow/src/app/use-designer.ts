import type { Language } from '@relais/extensions/configurator/app'
import { fill, refusalOf, told } from '@relais/extensions/configurator/app'
import { isSame } from '@relais/schema/forms'
import type { Definition, DefinitionFinding, State, Transition } from '@relais/schema/workflow'
import { checkDefinition, warningsOf } from '@relais/schema/workflow'
import { computed, ref, shallowRef } from 'vue'
import type { Conflict } from '../rules/merge.ts'
import { mergeDefinitions, withElement } from '../rules/merge.ts'
import type { NewWorkflowBody } from '../rules/bodies.ts'
import type { Holdable } from '../service/holdable.ts'
import type { Simulation } from '../service/simulate.ts'
import type { ListedWorkflow, ShownWorkflow } from '../service/workflows.ts'
import type { DesignerApi } from './api.ts'
import { draftOfConflict } from './api.ts'
import type { Texts } from './texts.ts'

/** An element of a definition. */
export interface Target { of: 'states' | 'transitions', key: string }

/** What the page says after an act. */
interface Notice { kind: 'done' | 'failed', text: string }

interface Parts {
  api: DesignerApi
  texts: Texts
  language: Language
  /** What this tab keeps while the server does not answer. */
  kept: { read: () => unknown, write: (value: unknown) => void }
}

const SAVED_AFTER_MS = 700
const TYPED_WITHIN_MS = 2000
const MOST_STEPS = 100

/** What was drawn and not saved, and the draft that it was drawn on. */
interface Kept { key: string, base: Definition, revision: string | null, definition: Definition }
const isKept = (value: unknown): value is Kept => typeof value === 'object' && value !== null && 'definition' in value && 'base' in value

const EMPTY: Definition = { states: [], transitions: [] }

/** The state of the designer and what may be done in it. What is drawn is saved by itself, and never lost. */
export function useDesigner({ api, texts, language, kept }: Parts) {
  const status = ref<'loading' | 'ready' | 'failed'>('loading')
  const notice = ref<Notice>()
  const workflows = ref<ListedWorkflow[]>([])
  const workflow = shallowRef<ShownWorkflow>()
  /** The published version that is read; null while the draft is. */
  const reading = ref<number | null>(null)
  const definition = shallowRef<Definition>(EMPTY)
  const target = ref<Target>()
  const conflicts = shallowRef<Conflict[]>([])
  const simulation = shallowRef<Simulation>()
  const isBusy = ref(false)
  const saving = ref<'saved' | 'saving' | 'unsaved' | 'failed'>('saved')
  const savedAt = ref<Date>()

  let base: Definition = EMPTY
  let revision: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const past = shallowRef<Definition[]>([])
  const future = shallowRef<Definition[]>([])
  let last = { tag: '', at: 0 }

  const hasDraft = computed(() => (workflow.value?.draft ?? null) !== null)
  const isEditable = computed(() => reading.value === null || !hasDraft.value)
  const findings = computed<DefinitionFinding[]>(() => (workflow.value ? checkDefinition(definition.value, workflow.value.context) : []))
  const warnings = computed<DefinitionFinding[]>(() => (workflow.value ? warningsOf(definition.value, workflow.value.context) : []))
  const isNew = computed(() => !isSame(definition.value, workflow.value?.published ?? EMPTY))
  const stateOf = (key: string): State | undefined => definition.value.states.find(own => own.key === key)
  const nameOf = (key: string): string => stateOf(key)?.label[language] || key
  const state = computed(() => (target.value?.of === 'states' ? stateOf(target.value.key) : undefined))
  const transition = computed(() => (target.value?.of === 'transitions' ? definition.value.transitions.find(own => own.key === target.value?.key) : undefined))

  const tell = (error: unknown): void => { notice.value = { kind: 'failed', text: refusalOf(error)?.message ?? texts.unreachable } }
  const say = (text: string): void => { notice.value = { kind: 'done', text } }

  /** Reads the list, then the workflow asked for. */
  async function start(key: string | undefined, number: number | null): Promise<void> {
    status.value = 'loading'
    notice.value = undefined
    try {
      workflows.value = await api.list()
      const known = workflows.value.find(own => own.key === key) ?? workflows.value[0]
      if (known) await open(known.key, number)
      status.value = 'ready'
    }
    catch (error: unknown) {
      status.value = 'failed'
      tell(error)
    }
  }

  /** Shows a workflow: its draft when there is one, else its latest version. */
  async function open(key: string, number: number | null = null): Promise<void> {
    await flush()
    const shown = await api.show(key)
    workflow.value = shown
    conflicts.value = []
    simulation.value = undefined
    close()
    if (number !== null || !shown.draft) {
      await read(number ?? shown.versions.find(own => own.status === 'published')?.number ?? null)
    }
    else begin(shown.draft.definition, shown.draft.revision)
    restore(key)
  }

  /** Takes up what this tab could not save before. */
  function restore(key: string): void {
    const mine = kept.read()
    if (!isKept(mine) || mine.key !== key) return
    kept.write(null)
    const theirs = workflow.value?.draft ?? null
    begin(theirs?.definition ?? workflow.value?.published ?? EMPTY, theirs?.revision ?? null)
    const put = mergeDefinitions(mine.base, mine.definition, base)
    conflicts.value = put.conflicts
    change(put.definition)
  }

  async function read(number: number | null): Promise<void> {
    const said = number === null || number === workflow.value?.versions.find(own => own.status === 'published')?.number
      ? workflow.value?.published ?? EMPTY
      : await api.version(workflow.value?.key ?? '', number)
    begin(said, hasDraft.value ? workflow.value?.draft?.revision ?? null : null)
    reading.value = number
  }

  function begin(said: Definition, seen: string | null): void {
    reading.value = null
    definition.value = said
    base = said
    revision = seen
    past.value = []
    future.value = []
    saving.value = 'saved'
    savedAt.value = undefined
  }

  /** Goes to another workflow. */
  const choose = (key: string) => during(() => open(key))

  /** Goes to another version, or to the draft. */
  async function look(number: number | null): Promise<void> {
    try {
      await flush()
      close()
      if (number !== null) await read(number)
      else if (workflow.value?.draft) begin(workflow.value.draft.definition, workflow.value.draft.revision)
    }
    catch (error: unknown) {
      tell(error)
    }
  }

  /** Draws: what is typed in one place one after the other is undone at once. */
  function edit(next: Definition, tag = ''): void {
    if (!isEditable.value || isSame(next, definition.value)) return
    const now = Date.now()
    const isTyping = tag !== '' && tag === last.tag && now - last.at < TYPED_WITHIN_MS
    last = { tag, at: now }
    if (!isTyping) past.value = [...past.value.slice(-MOST_STEPS), definition.value]
    future.value = []
    if (notice.value?.kind === 'done') notice.value = undefined
    change(next)
  }

  function change(next: Definition): void {
    definition.value = next
    reading.value = null
    simulation.value = undefined
    if (target.value && !state.value && !transition.value) close()
    saving.value = 'unsaved'
    if (conflicts.value.length > 0) return
    clearTimeout(timer)
    timer = setTimeout(() => { void flush() }, SAVED_AFTER_MS)
  }

  function undo(): void {
    const before = past.value.at(-1)
    if (!before) return
    past.value = past.value.slice(0, -1)
    future.value = [...future.value, definition.value]
    last = { tag: '', at: 0 }
    change(before)
    say(texts.undone)
  }

  function redo(): void {
    const after = future.value.at(-1)
    if (!after) return
    future.value = future.value.slice(0, -1)
    past.value = [...past.value, definition.value]
    change(after)
    say(texts.redone)
  }

  /** Saves what is not; says whether everything is. */
  async function flush(): Promise<boolean> {
    clearTimeout(timer)
    const shown = workflow.value
    if (!shown || saving.value === 'saved') return true
    if (saving.value === 'saving' || conflicts.value.length > 0) return false
    saving.value = 'saving'
    const sent = definition.value
    kept.write({ key: shown.key, base, revision, definition: sent } satisfies Kept)
    try {
      const saved = await api.save(shown.key, revision, sent)
      revision = saved.revision
      base = sent
      workflow.value = { ...shown, draft: { revision, definition: sent } }
      savedAt.value = new Date()
      kept.write(null)
      if (notice.value?.kind === 'failed') notice.value = undefined
      saving.value = definition.value === sent ? 'saved' : 'unsaved'
      return saving.value === 'saved' || flush()
    }
    catch (error: unknown) {
      const theirs = draftOfConflict(error)
      if (theirs !== undefined) return meet(theirs)
      saving.value = 'failed'
      tell(error)
      return false
    }
  }

  /** Somebody else saved the draft, or published it: what was drawn is put on it, and what both changed is asked. */
  async function meet(theirs: { revision: string, definition: Definition } | null): Promise<boolean> {
    const shown = await api.show(workflow.value?.key ?? '')
    workflow.value = shown
    const live = theirs?.definition ?? shown.published ?? EMPTY
    const put = mergeDefinitions(base, definition.value, live)
    base = live
    revision = theirs?.revision ?? null
    conflicts.value = put.conflicts
    definition.value = put.definition
    saving.value = 'unsaved'
    kept.write({ key: shown.key, base, revision, definition: put.definition } satisfies Kept)
    notice.value = { kind: put.conflicts.length > 0 ? 'failed' : 'done', text: put.conflicts.length > 0 ? texts.conflictsTitle : texts.mergedQuietly }
    return put.conflicts.length === 0 && flush()
  }

  /** Chooses, for one element that both changed. */
  async function settle(conflict: Conflict, whose: 'mine' | 'theirs'): Promise<void> {
    conflicts.value = conflicts.value.filter(own => own !== conflict)
    if (whose === 'theirs') definition.value = withElement(definition.value, conflict, conflict.theirs)
    if (conflicts.value.length > 0) return
    saving.value = 'unsaved'
    await flush()
  }

  function openElement(wanted: Target): void {
    target.value = wanted
    if (notice.value?.kind === 'done') notice.value = undefined
    if (!state.value && !transition.value) close()
  }

  function close(): void {
    target.value = undefined
  }

  const replaceState = (next: State, part: string): void => edit({ ...definition.value, states: definition.value.states.map(own => (own.key === next.key ? next : own)) }, `states ${next.key} ${part}`)
  const replaceTransition = (next: Transition, part: string): void => edit({ ...definition.value, transitions: definition.value.transitions.map(own => (own.key === next.key ? next : own)) }, `transitions ${next.key} ${part}`)

  async function during<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (isBusy.value) return undefined
    isBusy.value = true
    try {
      return await work()
    }
    catch (error: unknown) {
      tell(error)
      return undefined
    }
    finally {
      isBusy.value = false
    }
  }

  /** Throws the draft away and shows the version in force. */
  const drop = () => during(async () => {
    clearTimeout(timer)
    const shown = workflow.value
    if (!shown) return
    saving.value = 'saved'
    kept.write(null)
    if (revision !== null) await api.drop(shown.key, revision)
    // One that never said anything else is gone with its draft.
    if (shown.versions.length === 0) await start(undefined, null)
    else await open(shown.key)
    say(texts.dropped)
  })

  /** What a new workflow may hold. */
  const fields = (): Promise<Holdable[] | undefined> => during(() => api.fields())

  /** Begins a workflow, and shows its draft. */
  const create = (asked: NewWorkflowBody) => during(async () => {
    const { key } = await api.create(asked)
    workflows.value = await api.list()
    await open(key)
    say(fill(texts.begun, { name: asked.label[language] }))
    return key
  })

  /** Counts the records of the collection, or holds them to the workflow from now on. */
  const apply = (isDry: boolean) => during(async () => {
    const shown = workflow.value
    if (!shown || !await flush()) return undefined
    const done = await api.apply(shown.key, isDry)
    if (isDry) return done
    await open(shown.key)
    say(texts.applied)
    return done
  })

  const release = (reason: string) => during(async () => {
    const shown = workflow.value
    if (!shown || !await flush()) return false
    await api.release(shown.key, reason)
    await open(shown.key)
    say(texts.released)
    return true
  })

  /** Removes a workflow that no record followed, and shows the first of the others. */
  const remove = () => during(async () => {
    const shown = workflow.value
    if (!shown || !await flush()) return
    await api.remove(shown.key)
    await start(undefined, null)
    say(fill(texts.deleted, { name: shown.label[language] }))
  })

  /** Accounts of the staff, to walk as one of them. */
  const accounts = (q: string) => during(() => api.accounts(q))
  const walk = (user: string, item?: string) => during(() => api.walk(workflow.value?.key ?? '', user, definition.value, item))

  const simulate = () => during(async () => {
    simulation.value = await api.simulate(workflow.value?.key ?? '', definition.value)
  })

  /** Publishes what is drawn, once it is saved. */
  const publish = () => during(async () => {
    const shown = workflow.value
    if (!shown || !await flush()) return
    const { number } = await api.publish(shown.key, revision ?? '')
    await open(shown.key)
    workflows.value = await api.list()
    say(fill(texts.published, { number }))
  })

  /** Counts the records of the other versions, or moves them to the one in force. */
  const migrate = (states: Record<string, string>, isDry: boolean) => during(async () => {
    const shown = workflow.value
    const version = shown?.versions.find(own => own.status === 'published')
    if (!shown || !version) return undefined
    const done = await api.migrate(version.id, states, isDry)
    if (isDry) return done
    await open(shown.key)
    say(told(texts.migrated, { count: done.count, isPartial: done.at_least }, { texts, language }))
    return done
  })

  /** Puts a file in the draft; anything that is not a definition is refused, and nothing changes. */
  const bringIn = (text: string) => during(async () => {
    const said = definitionIn(text)
    if (!said) {
      notice.value = { kind: 'failed', text: texts.importFailed }
      return
    }
    const before = definition.value
    edit(said)
    if (await flush()) say(texts.imported)
    // The server did not take its form: the drawing is as it was.
    else if (notice.value?.text !== texts.unreachable && conflicts.value.length === 0) {
      definition.value = before
      saving.value = isSame(before, base) ? 'saved' : 'unsaved'
      past.value = past.value.slice(0, -1)
      kept.write(null)
    }
  })

  return {
    status, notice, workflows, workflow, reading, definition, target, conflicts, simulation, isBusy, saving, savedAt, past, future, hasDraft, isEditable, isNew, findings, warnings, state, transition, nameOf,
    start, choose, look, edit, undo, redo, flush, settle, openElement, close, replaceState, replaceTransition, drop, fields, create, apply, release, remove, accounts, walk, simulate, publish, migrate, bringIn, say,
  }
}

/** What the file of an export holds. */
export function exported({ key, definition }: { key: string, definition: Definition }): string {
  return `${JSON.stringify({ relais: 'workflow', workflow: key, definition }, null, 2)}\n`
}

/** The definition in the text of a file, as far as its outline goes; the server judges the rest. */
export function definitionIn(text: string): Definition | null {
  try {
    const file: unknown = JSON.parse(text)
    const said: unknown = typeof file === 'object' && file !== null && 'definition' in file ? file.definition : file
    return isOutlined(said) ? said : null
  }
  catch {
    return null
  }
}

const isLabelled = (value: unknown): boolean => typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string' && 'label' in value && typeof value.label === 'object' && value.label !== null && 'fr' in value.label && typeof value.label.fr === 'string' && 'en' in value.label && typeof value.label.en === 'string'
const isOutlined = (value: unknown): value is Definition => typeof value === 'object' && value !== null
  && 'states' in value && Array.isArray(value.states) && value.states.every(isLabelled)
  && 'transitions' in value && Array.isArray(value.transitions) && value.transitions.every(own => isLabelled(own) && Array.isArray(own.from) && typeof own.to === 'string' && typeof own.who === 'object' && own.who !== null)
