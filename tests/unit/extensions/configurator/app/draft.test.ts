import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../../extensions/configurator/src/app/api.ts'
import { draftOf, editedParts, levelsUpTo, newDraft, rebase, toChange, toNewField, toNewSection } from '../../../../../extensions/configurator/src/app/draft.ts'
import { againstOf, filled, judgeRule, operatorsOf, pick, rivalsOf, withOperator, written } from '../../../../../extensions/configurator/src/app/rule-draft.ts'
import { FieldChangeSchema, NewFieldSchema, NewSectionSchema } from '../../../../../extensions/configurator/src/rules/change-bodies.ts'
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
    expect(sent).toMatchObject({ label: { fr: 'Titre' }, levels: { partner: null }, rules: [{ kind: 'valid_if', expression: 'name != "x"' }] })
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

  it('is a section that the server can read', () => {
    expect(NewSectionSchema.parse(toNewSection({ ...newDraft(), label: { fr: 'Accès', en: '' } }))).toMatchObject({ label: { fr: 'Accès', en: 'Accès' } })
  })

  it('is nothing when the controls only say the same otherwise', () => {
    const draft = draftOf(shown)
    draft.levels = { adviser: '', partner: 'read' }
    draft.rules.shown_if.expression = '  '
    expect(editedParts(draft, draftOf(shown))).toEqual([])
  })

  it('offers no level above the ceiling', () => {
    expect(levelsUpTo('read')).toEqual(['none', 'read'])
    expect(levelsUpTo(undefined)).toEqual(['none'])
  })
})

describe(rebase, () => {
  const live = { ...draftOf(shown), label: { fr: 'Nom usuel', en: 'Name' }, width: 'half' as const, levels: { partner: 'read' as const, adviser: 'read' as const }, choices: [...draftOf(shown).choices, { value: 'b', label: { fr: 'B', en: 'B' }, retired: false }] }

  it('brings in what somebody else saved where nothing was typed', () => {
    const draft = { ...draftOf(shown), hidden: true }
    expect(rebase(draft, draftOf(shown), live)).toEqual({ draft: { ...live, hidden: true }, conflicts: [] })
  })

  it('keeps what was typed where both changed, and says so', () => {
    const draft = { ...draftOf(shown), label: { fr: 'Titre', en: 'Title' }, levels: { partner: 'write' as const }, choices: [{ value: 'a', label: { fr: 'Un', en: 'One' }, retired: false }] }
    const put = rebase(draft, draftOf(shown), live)
    expect(put.conflicts).toEqual(['label', 'choices', 'levels'])
    expect(put.draft).toMatchObject({ label: { fr: 'Titre' }, width: 'half', levels: { partner: 'write', adviser: 'read' }, choices: [{ value: 'a', label: { fr: 'Un' } }, { value: 'b' }] })
  })
})

describe('the rules editor', () => {
  const fields = [
    { name: 'age', label: { fr: 'Âge', en: 'Age' }, type: 'number' as const }, { name: 'x_b', label: { fr: 'B', en: 'B' }, type: 'text' as const },
    { name: 'ok', label: { fr: 'Oui', en: 'Yes' }, type: 'boolean' as const }, { name: 'born', label: { fr: 'Naissance', en: 'Birth' }, type: 'date' as const },
    { name: 'end', label: { fr: 'Fin', en: 'End' }, type: 'datetime' as const }, { name: 'needs', label: { fr: 'Besoins', en: 'Needs' }, type: 'rows' as const },
    { name: 'kind', label: { fr: 'Nature', en: 'Kind' }, type: 'choice' as const, choices: [{ value: 'a', label: { fr: 'A', en: 'A' } }, { value: 'b', label: { fr: 'B', en: 'B' } }] },
  ]

  it('gives back the rule that was picked', () => {
    for (const rule of ['age < 18 && is_empty(x_b)', 'ok == true', 'x_b in ["a", "b"]', 'age(born) < 18 || count(needs) > 2', 'born <= today() && born < end', 'age != 3 && born > "2026-01-02"', '']) {
      const picked = pick(rule)
      expect(picked && written(picked, fields)).toBe(rule)
    }
  })

  it('leaves to the text what pickers cannot say', () => {
    expect(pick('age + 1 < 18')).toBeNull()
    expect(pick('age <')).toBeNull()
  })

  it('offers what suits the field, and empties what no longer does', () => {
    const row = filled('kind')
    expect(operatorsOf(row, fields)).toEqual(['is', 'is_not', 'one_of', 'none_of', 'is_empty', 'is_filled'])
    expect(withOperator(row, 'is', fields)).toMatchObject({ value: 'a', values: [] })
    expect(withOperator(row, 'one_of', fields)).toMatchObject({ values: ['a'] })
    expect(withOperator(withOperator(row, 'one_of', fields), 'is_empty', fields)).toMatchObject({ value: '', values: [] })
    expect(againstOf(withOperator(filled('born'), 'less', fields), fields)).toEqual(['value', 'today', 'field'])
    expect(rivalsOf(filled('born'), fields).map(({ name }) => name)).toEqual(['end'])
    expect(againstOf(filled('needs', 'count'), fields)).toEqual(['value', 'field'])
  })

  it('says a good rule in a sentence, and what is wrong with another', () => {
    const judge = (text: string) => judgeRule(text, { field: 'x_b', kind: 'shown_if', language: 'fr', workshop: { fields, rules: [] } })
    expect(judge('age < 18')).toMatchObject({ findings: [], said: expect.stringContaining('Âge') })
    expect(judge('agee < 18')).toMatchObject({ findings: [{ code: 'UNKNOWN_FIELD' }], said: '' })
  })
})

describe(refusalOf, () => {
  it('is the sentence of the server, or nothing when it did not answer', () => {
    expect(refusalOf({ response: { data: { errors: [{ message: 'Non.', extensions: { code: 'LABEL_TAKEN' } }] } } })).toEqual({ code: 'LABEL_TAKEN', message: 'Non.' })
    expect([refusalOf(new Error('réseau')), refusalOf({ response: { data: 'x' } }), refusalOf(null)]).toEqual([null, null, null])
  })
})
