import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../../extensions/configurator/src/app/api.ts'
import { draftOf, levelsUpTo, newDraft, toChange, toNewField } from '../../../../../extensions/configurator/src/app/draft.ts'
import { judgeRule, pick, written } from '../../../../../extensions/configurator/src/app/rule-draft.ts'
import { FieldChangeSchema, NewFieldSchema } from '../../../../../extensions/configurator/src/rules/change-bodies.ts'
import type { FieldState } from '../../../../../extensions/configurator/src/rules/field-state.ts'

const state: FieldState = {
  label: { fr: 'Nom', en: 'Name' }, help: null, section: 'local', sort: 3, width: 'full', hidden: false, retired: false,
  choices: [{ value: 'a', label: { fr: 'A', en: 'A' }, retired: false }], levels: { partner: 'read' }, rules: [],
}
const shown = { version: 'v1', kind: 'choice', state }

describe('what the form sends', () => {
  it('is only what was edited', () => {
    expect(toChange(draftOf(shown), shown)).toEqual({ version: 'v1' })
    const draft = draftOf(shown)
    draft.label.fr = 'Titre'
    draft.levels = {}
    draft.choices.push({ label: { fr: 'B', en: '' }, retired: false })
    draft.rules.valid_if = { expression: ' name != "x" ', message: { fr: 'Non', en: '' } }
    const sent = toChange(draft, shown)
    expect(sent).toMatchObject({ label: { fr: 'Titre' }, levels: {}, rules: [{ kind: 'valid_if', expression: 'name != "x"' }] })
    expect(FieldChangeSchema.safeParse(sent).success).toBe(true)
    expect(state.choices).toHaveLength(1)
  })

  it('goes back to the level of the product when the decision is emptied', () => {
    const draft = draftOf(shown)
    draft.levels.partner = ''
    expect(toChange(draft, shown)).toMatchObject({ levels: { partner: null } })
  })

  it('is a field that the server can read', () => {
    const draft = { ...newDraft(), type: 'choice', label: { fr: 'Étage', en: '' }, choices: [{ label: { fr: 'Un', en: '' }, retired: false }] }
    expect(NewFieldSchema.parse(toNewField(draft))).toMatchObject({ type: 'choice', label: { fr: 'Étage', en: 'Étage' }, choices: [{ label: { fr: 'Un', en: 'Un' } }] })
  })

  it('offers no level above the ceiling', () => {
    expect(levelsUpTo('read')).toEqual(['none', 'read'])
    expect(levelsUpTo(undefined)).toEqual(['none'])
  })
})

describe('the rules editor', () => {
  const fields = [
    { name: 'age', label: { fr: 'Âge', en: 'Age' }, type: 'number' as const }, { name: 'x_b', label: { fr: 'B', en: 'B' }, type: 'text' as const },
    { name: 'ok', label: { fr: 'Oui', en: 'Yes' }, type: 'boolean' as const },
  ]

  it('gives back the rule that was picked', () => {
    for (const rule of ['age < 18 && is_empty(x_b)', 'ok == true', 'x_b in ["a", "b"]', '']) {
      const picked = pick(rule)
      expect(picked && written(picked, fields)).toBe(rule)
    }
  })

  it('leaves to the text what pickers cannot say', () => {
    expect(pick('age + 1 < 18')).toBeNull()
    expect(pick('age <')).toBeNull()
  })

  it('says a good rule in a sentence, and what is wrong with another', () => {
    const judge = (text: string) => judgeRule(text, { field: 'x_b', kind: 'shown_if', language: 'fr', workshop: { fields, rules: [] } })
    expect(judge('age < 18')).toMatchObject({ findings: [], said: expect.stringContaining('Âge') })
    expect(judge('agee < 18')).toMatchObject({ findings: [{ code: 'UNKNOWN_FIELD' }], said: '' })
  })
})

describe(refusalOf, () => {
  it('is the sentence of the server, or nothing when it did not answer', () => {
    expect(refusalOf({ response: { data: { errors: [{ message: 'Non.' }] } } })).toBe('Non.')
    expect([refusalOf(new Error('réseau')), refusalOf({ response: { data: 'x' } }), refusalOf(null)]).toEqual([null, null, null])
  })
})
