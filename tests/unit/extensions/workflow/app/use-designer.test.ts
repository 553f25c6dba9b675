import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DesignerApi } from '../../../../../extensions/workflow/src/app/api.ts'
import { constantOf, linesOf, newEffect, valuesOf } from '../../../../../extensions/workflow/src/app/effects.ts'
import { textsFor } from '../../../../../extensions/workflow/src/app/texts.ts'
import { definitionIn, exported, useDesigner } from '../../../../../extensions/workflow/src/app/use-designer.ts'
import { EffectSchema } from '../../../../../extensions/workflow/src/rules/definition.ts'
import type { ShownWorkflow } from '../../../../../extensions/workflow/src/service/workflows.ts'
import type { Definition, EffectKind } from '../../../../../schema/workflow/index.ts'
import { context, definition, state } from '../../../schema/workflow/support.ts'

const texts = textsFor('fr')
const label = (fr: string) => ({ fr, en: fr })
const refusal = (code: string, extensions: object = {}) => ({ response: { data: { errors: [{ message: `refus ${code}`, extensions: { code, ...extensions } }] } } })

/** One workflow kept in memory, as the server keeps it: one draft, told apart by its revision. */
function aServer(published: Definition) {
  let draft: { revision: string, definition: Definition } | null = null
  let saves = 0
  const asked = context({ fields: [] })
  const show = (): ShownWorkflow => ({
    key: 'case', zone: 'Europe/Paris', collection: 'cases', field: 'status', label: label('Parcours'), is_enforced: true, is_shipped: false, published, functions: [], names: {}, context: asked, draft,
    versions: [{ id: 'v1', number: 1, status: 'published', origin: 'product', published_at: null, records: 3 }],
  })
  const server = {
    isAway: false,
    isUsed: false,
    isRemoved: false,
    saves: () => saves,
    draft: () => draft,
    somebodyElse: (said: Definition) => { draft = { revision: `their ${saves += 1}`, definition: said } },
  }
  const api: DesignerApi = {
    list: async () => [{ key: 'case', label: label('Parcours'), collection_label: label('Dossiers'), is_enforced: true, published: 1, has_draft: draft !== null }],
    fields: async () => [{ collection: 'needs', label: label('Besoins'), fields: [{ field: 'status', label: label('État') }] }],
    create: async () => ({ key: 'case' }),
    apply: async (_key, isDry) => ({ is_done: !isDry, records: 3, empty: 0, start: 'a', unknown: [] }),
    release: async () => null,
    remove: async () => {
      if (server.isUsed) throw refusal('WORKFLOW_NOT_READY', { reason: 'USED' })
      server.isRemoved = true
      return null
    },
    accounts: async () => [],
    walk: async (_key, id) => ({ account: { id, name: 'Claude Essai', audience: 'adviser' }, memberships: [], record: null }),
    show: async () => show(),
    version: async () => published,
    save: async (_key, revision, said) => {
      if (server.isAway) throw new Error('away')
      if ((draft?.revision ?? null) !== revision) throw refusal('DRAFT_CHANGED', { draft })
      draft = { revision: `mine ${saves += 1}`, definition: said }
      return { revision: draft.revision }
    },
    drop: async () => {
      draft = null
      return null
    },
    publish: async () => ({ number: 2 }),
    migrate: async (_version, states, isDry) => ({ is_done: !isDry, count: 2, states: [{ from: 'a', to: states['a'] ?? 'a', count: 2 }] }),
    simulate: async () => ({ records: 0, changed: 0, blocked: 0, undecided: 0, states: [], which: null, is_complete: true }),
  }
  return { server, api }
}

const base = definition()
const renamed = (said: Definition, key: string, fr: string): Definition => ({ ...said, states: said.states.map(own => (own.key === key ? { ...own, label: label(fr) } : own)) })
const names = (said: Definition | undefined) => said?.states.map(own => own.label.fr)

async function aDesigner(tab: { value: unknown } = { value: null }) {
  const { server, api } = aServer(base)
  const open = async () => {
    const page = useDesigner({ api, texts, language: 'fr', kept: { read: () => tab.value, write: (value) => { tab.value = value } } })
    await page.start('case', null)
    return page
  }
  return { server, tab, open, page: await open() }
}

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

describe('what is drawn', () => {
  it('is saved by itself, once for what is typed in a row', async () => {
    const { page, server } = await aDesigner()
    for (const text of ['A', 'Ac', 'Accueil']) page.replaceState(state('a', 'initial', { label: label(text) }), 'label')
    await vi.advanceTimersByTimeAsync(2000)

    expect(server.saves()).toBe(1)
    expect(names(server.draft()?.definition)).toEqual(['Accueil', 'b', 'c'])
    expect(page.saving.value).toBe('saved')
  })

  it('is undone and done again, a stretch of typing at once', async () => {
    const { page, server } = await aDesigner()
    for (const text of ['A', 'Accueil']) page.replaceState(state('a', 'initial', { label: label(text) }), 'label')
    page.edit({ ...page.definition.value, states: [...page.definition.value.states, state('d')] })
    page.undo()
    expect(names(page.definition.value)).toEqual(['Accueil', 'b', 'c'])
    page.undo()
    expect(names(page.definition.value)).toEqual(['a', 'b', 'c'])
    page.redo()
    await vi.advanceTimersByTimeAsync(2000)
    expect(names(server.draft()?.definition)).toEqual(['Accueil', 'b', 'c'])
  })

  it('is kept in the tab while the server is away, and taken up when it is back', async () => {
    const { page, server, tab, open } = await aDesigner()
    server.isAway = true
    page.edit(renamed(base, 'a', 'Accueil'))
    await vi.advanceTimersByTimeAsync(2000)
    expect([page.saving.value, page.notice.value?.text]).toEqual(['failed', texts.unreachable])

    server.isAway = false
    server.somebodyElse(renamed(base, 'b', 'Suivi'))
    const again = await open()
    await vi.advanceTimersByTimeAsync(2000)
    expect(names(server.draft()?.definition)).toEqual(['Accueil', 'Suivi', 'c'])
    expect([again.conflicts.value, tab.value]).toEqual([[], null])
  })

  it('meets the draft of somebody else: put together, and asked where both changed', async () => {
    const { page, server } = await aDesigner()
    server.somebodyElse(renamed(renamed(base, 'a', 'Entrée'), 'b', 'Suivi'))
    page.edit(renamed(base, 'a', 'Accueil'))
    await vi.advanceTimersByTimeAsync(2000)

    expect(names(page.definition.value)).toEqual(['Accueil', 'Suivi', 'c'])
    expect(names(server.draft()?.definition)).toEqual(['Entrée', 'Suivi', 'c'])
    const [conflict] = page.conflicts.value
    if (!conflict) throw new Error('no conflict was told')
    await page.settle(conflict, 'theirs')
    expect(page.conflicts.value).toEqual([])
    expect(names(server.draft()?.definition)).toEqual(['Entrée', 'Suivi', 'c'])
  })

  it('is nothing while a version is only read, nor once the draft is thrown away', async () => {
    const { page, server } = await aDesigner()
    await vi.advanceTimersByTimeAsync(2000)
    expect(server.draft()).toBeNull()
    page.edit(renamed(base, 'a', 'Accueil'))
    await vi.advanceTimersByTimeAsync(2000)
    await page.look(1)
    page.edit(renamed(base, 'a', 'Autre'))
    expect(names(page.definition.value)).toEqual(['a', 'b', 'c'])
    await page.look(null)
    await page.drop()
    expect([server.draft(), names(page.definition.value)]).toEqual([null, ['a', 'b', 'c']])
  })

  it('is judged as it is drawn', async () => {
    const { page } = await aDesigner()
    page.edit({ ...base, states: [...base.states, state('d')] })
    expect(page.findings.value.map(({ code, path }) => `${code} ${path}`)).toEqual(['UNREACHABLE_STATE states.d', 'DEAD_END states.d'])
  })
})

describe('a workflow made here', () => {
  it('is removed and said to be, or stays as it is drawn when the server refuses', async () => {
    const { page, server } = await aDesigner()
    server.isUsed = true
    page.edit(renamed(base, 'a', 'Accueil'))
    await page.remove()
    expect([page.notice.value?.text, names(page.definition.value), names(server.draft()?.definition)]).toEqual(['refus WORKFLOW_NOT_READY', ['Accueil', 'b', 'c'], ['Accueil', 'b', 'c']])

    server.isUsed = false
    await page.remove()
    expect([server.isRemoved, page.notice.value]).toEqual([true, { kind: 'done', text: 'Le parcours « Parcours » est supprimé. Rien n’a changé pour les fiches.' }])
  })

  it('is shown once it is begun, counted without another word, and said to be applied or let go', async () => {
    const { page } = await aDesigner()
    expect((await page.fields())?.map(({ collection }) => collection)).toEqual(['needs'])
    expect(await page.create({ collection: 'needs', field: 'status', label: label('Suivi') })).toBe('case')
    expect(page.notice.value?.text).toBe(texts.begun.replace('{name}', 'Suivi'))
    expect([(await page.apply(true))?.is_done, page.notice.value?.text]).toEqual([false, texts.begun.replace('{name}', 'Suivi')])
    expect([(await page.apply(false))?.is_done, page.notice.value?.text]).toEqual([true, texts.applied])
    expect([await page.release('Fin de l’essai'), page.notice.value?.text]).toEqual([true, texts.released])
  })
})

describe('a file', () => {
  it('gives back what was exported', () => {
    expect(definitionIn(exported({ key: 'case', definition: base }))).toEqual(base)
    expect(definitionIn(JSON.stringify(base))).toEqual(base)
  })

  it.each(['', '<html>', '[]', 'null', '{"states":[],"transitions":{}}', '{"states":[{}],"transitions":[]}', '{"states":[],"transitions":[{"key":"a","label":{"fr":"A","en":"A"}}]}'])('is refused when it holds no workflow: %s', (text) => {
    expect(definitionIn(text)).toBeNull()
  })

  it('that is no workflow changes nothing', async () => {
    const { page } = await aDesigner()
    await page.bringIn('<html>')
    expect([page.notice.value, names(page.definition.value)]).toEqual([{ kind: 'failed', text: texts.importFailed }, ['a', 'b', 'c']])
    await page.bringIn(exported({ key: 'case', definition: renamed(base, 'a', 'Accueil') }))
    expect([page.notice.value?.text, names(page.definition.value)]).toEqual([texts.imported, ['Accueil', 'b', 'c']])
  })
})

describe('an effect', () => {
  it.each<EffectKind>(['notify', 'send_template', 'create_action', 'create_milestone', 'set_field', 'create_related', 'close_related', 'start_workflow', 'generate_document', 'call_webhook'])('of the kind %s begins in the form that the server reads', (kind) => {
    expect(EffectSchema.safeParse(newEffect(kind, { fields: [], webhooks: [], templates: [], documents: [] })).success).toBe(true)
  })

  it('has values that people write as lines', () => {
    const values = { status: 'done', hours: 3, is_shared: true, note: null, text: 'a = b' }
    expect(valuesOf(linesOf(values))).toEqual(values)
    expect([constantOf('03'), constantOf('-2.5'), constantOf('oui')]).toEqual([3, -2.5, 'oui'])
  })
})

describe('the texts', () => {
  it('are complete and different in both languages', () => {
    expect(Object.keys(textsFor('en'))).toEqual(Object.keys(texts))
    const blanks = (words: object) => Object.entries(words).map(([name, text]) => [name, typeof text === 'string' ? [...text.matchAll(/\{\w+\}/g)].map(String).sort().join() : Object.keys(text).join()])
    expect(blanks(textsFor('en'))).toEqual(blanks(texts))
  })
})
