import { describe, expect, it } from 'vitest'
import type { FieldState } from '../../../../../extensions/configurator/src/rules/field-state.ts'
import { metaOf } from '../../../../../extensions/configurator/src/service/field-writer.ts'

const state = (part: Partial<FieldState> = {}): FieldState => ({
  label: { fr: 'Nom', en: 'Name' }, help: null, section: 'local', sort: 3, width: 'full', hidden: false, retired: false, choices: null, levels: {}, rules: [], ...part,
})
const at = (options: Record<string, unknown> = {}, collection = 'organizations') => ({ collection, options })

describe(metaOf, () => {
  it('says nothing when nothing differs', () => {
    expect(metaOf(state(), state({ levels: { partner: 'read' } }), at())).toEqual({})
  })

  it('writes only what differs', () => {
    expect(metaOf(state(), state({ label: { fr: 'Titre', en: 'Title' }, sort: 4 }), at())).toEqual({
      translations: [{ language: 'fr-FR', translation: 'Titre' }, { language: 'en-US', translation: 'Title' }], sort: 4,
    })
    expect(metaOf(state(), state({ section: null }), at())).toEqual({ group: null })
    expect(metaOf(state({ section: null }), state(), at())).toEqual({ group: 'section_local' })
    expect(metaOf(state(), state({ section: 'groupe_du_studio' }), at())).toEqual({ group: 'groupe_du_studio' })
  })

  it('keeps the options that it does not know', () => {
    const help = { fr: 'Aide', en: 'Help' }
    expect(metaOf(state(), state({ help }), at({ format: 'phone', helpTranslations: 'ancien' }))).toEqual({
      note: 'Aide', options: { format: 'phone', helpTranslations: [{ language: 'fr-FR', text: 'Aide' }, { language: 'en-US', text: 'Help' }] },
    })
  })

  it('hides a retired field, and shows it again', () => {
    expect(metaOf(state(), state({ retired: true }), at({ a: 1 }))).toEqual({ hidden: true, options: { a: 1, retired: true } })
    expect(metaOf(state({ retired: true }), state(), at({ a: 1, retired: true }))).toEqual({ hidden: false, options: { a: 1 } })
  })

  it('writes choices with their English, and keeps their colour', () => {
    const choices = [{ value: 'a', label: { fr: 'Un', en: 'One' }, retired: false }, { value: 'b', label: { fr: 'B', en: 'B' }, retired: true }]
    expect(metaOf(state({ choices: [] }), state({ choices }), at({ choices: [{ text: 'x', value: 'a', color: '#fff', retired: true }] })).options).toEqual({
      allowOther: false, choices: [{ text: 'Un', value: 'a', color: '#fff', text_en: 'One' }, { text: 'B', value: 'b', retired: true }],
    })
  })
})
