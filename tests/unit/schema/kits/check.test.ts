import { describe, expect, it } from 'vitest'
import { collections } from '@relais/schema'
import { choice, integer, m2o, o2m, string } from '../../../../schema/define.ts'
import { VOCABULARIES } from '../../../../schema/core/network/vocabulary-terms.ts'
import { discoverKits } from '../../../../schema/engine/index.ts'
import { checkKit } from '../../../../schema/kits/check.ts'
import { defineKit } from '../../../../schema/kits/define.ts'
import { kit as mjpm } from '../../../../schema/kits/mjpm/index.ts'
import { vocabularyTerms } from '../../../../seeds/reference/vocabularies.ts'
import type { Field } from '../../../../schema/define.ts'
import type { Kit, KitPart, KitTerm, Report } from '../../../../schema/kits/define.ts'

const label = { fr: 'Essai', en: 'Test' }
const aKit = (offers: KitPart, rest: Partial<Kit> = {}): Kit => ({ key: 'essai', release: '1.0.0', label, description: label, collections: { offers }, ...rest })
const withField = (name: string, field: Field): Kit => aKit({ fields: { [name]: field } })
const withTerms = (vocabulary: string, ...terms: KitTerm[]): Kit => aKit({}, { vocabularies: { [vocabulary]: terms } })
const problems = (kit: Kit, others: Kit[] = []) => checkKit(kit, collections, others).join('\n')

describe('a kit that is wrong', () => {
  it.each<[string, Kit, RegExp]>([
    ['a key with a capital', aKit({}, { key: 'Essai' }), /« Essai » n’est pas un nom de kit/],
    ['a template without the prefix', aKit({}, { templates: [{ key: 'fin', subject: label, message: label }] }), /modèle fin : le nom d’un modèle de kit commence par essai_/],
    ['a template twice', aKit({}, { templates: [1, 2].map(() => ({ key: 'essai_fin', subject: label, message: label })) }), /ce nom est deux fois/],
    ['a template that quotes what nobody knows', aKit({}, { templates: [{ key: 'essai_fin', subject: label, message: { fr: '{{nom}}', en: 'x' } }] }), /« \{\{nom\}\} » n’est pas connu/],
    ['a release of two numbers', aKit({}, { release: '1.0' }), /« 1\.0 » doit avoir trois nombres/],
    ['a label without English', aKit({}, { label: { fr: 'Essai', en: ' ' } }), /label : il manque le texte/],
    ['a field without the prefix', withField('couleur', string({ label })), /offers\.couleur : le nom d’un champ de kit commence par essai_/],
    ['a field that the core has', withField('title', string({ label })), /offers\.title : le nom/],
    ['a name longer than PostgreSQL keeps', withField(`essai_${'a'.repeat(60)}`, string({ label })), /63 caractères/],
    ['a mandatory field without a value for the rows that exist', withField('essai_age', integer({ label, required: true })), /obligatoire sans valeur par défaut/],
    ['a section that nobody declared', withField('essai_age', integer({ label, section: 'ailleurs' })), /la section « ailleurs » n’existe pas/],
    ['a search filter without choices', withField('essai_age', integer({ label, facet: true })), /seul un champ à choix peut filtrer/],
    ['a value twice in a list', withField('essai_a', choice({ label, choices: [{ value: 'x', label }, { value: 'x', label }] })), /« x » est deux fois/],
    ['a list of related rows', withField('essai_rows', o2m('contacts', 'organization', { label })), /ni liste liée ni clé/],
    ['a link from the directory to a file', withField('essai_person', m2o('people', { label })), /un lien vers un dossier/],
    ['a condition on a missing field', withField('essai_age', integer({ label, shownIf: { nowhere: { _eq: 1 } } })), /lit « nowhere », qui n’existe pas/],
    ['a rule that is none', withField('essai_age', integer({ label, validIf: { rule: 'essai_age >', message: label } })), /« essai_age > » n’est pas une règle/],
    ['a choice without the prefix', aKit({ choices: { kind: [{ value: 'farm', label }] } }), /la valeur « farm » ajoutée par le kit doit commencer par essai_/],
    ['choices for a field without a list', aKit({ choices: { title: [{ value: 'essai_x', label }] } }), /offers\.title n’est pas un champ à choix/],
    ['a vocabulary that is nobody’s', withTerms('specialite', { code: 'essai_a', label }), /« specialite » n’est pas du produit/],
    ['a term without the prefix among those of the core', withTerms('theme', { code: 'housing', label }), /« housing » : dans un vocabulaire du produit, le code d’un kit commence par essai_/],
    ['a term with a capital', withTerms('essai_mots', { code: 'Logement', label }), /un code s’écrit en minuscules/],
    ['a term that is there twice', withTerms('essai_mots', { code: 'a', label }, { code: 'a', label }), /ce code est deux fois/],
    ['a term without English', withTerms('essai_mots', { code: 'a', label: { fr: 'A', en: '' } }), /il manque le texte/],
    ['a label longer than its column', withTerms('essai_mots', { code: 'a', label: { fr: 'é'.repeat(201), en: 'A' } }), /200 caractères au plus pour un libellé/],
    ['a parent that comes after', withTerms('essai_mots', { code: 'a', label, parent: 'b' }, { code: 'b', label }), /son parent « b » doit être avant lui/],
    ['a parent that is nowhere', withTerms('essai_mots', { code: 'a', label, parent: 'b' }), /son parent « b » doit être avant lui/],
    ['a term under itself', withTerms('theme', { code: 'essai_a', label, parent: 'essai_a' }), /son parent « essai_a » doit être avant lui/],
    ['a reference that is no web address', withTerms('essai_mots', { code: 'a', label, uri: 'javascript:alert(1)' }), /n’est pas une adresse web/],
  ])('is refused for %s', (_name, kit, message) => {
    expect(problems(kit)).toMatch(message)
  })

  it('is refused when its names begin like those of another', () => {
    expect(problems(aKit({}), [aKit({}, { key: 'essai-deux' })])).toMatch(/commencent comme ceux du kit « essai-deux »/)
    expect(problems(aKit({}), [aKit({}, { key: 'essais' })])).toBe('')
  })

  it('is refused when a report leads nowhere', () => {
    const report: Report = { key: 'r', label, description: label, collection: 'offers', where: { kind: { _eq: 'job' } }, by: 'site.commune', measures: [{ key: 'n', label, of: 'sum' }] }

    expect(problems(aKit({}, { reports: [report] }))).toMatch(/« site\.commune » ne mène à aucun champ de offers[\s\S]*r, n : un chemin est donné/)
  })
})

describe('how a kit sends people to a kind of offer', () => {
  const terms = { kind: 'guardianship', act: label, done: label, undo: label, asks: [{ field: 'essai_measure', required: true }], shares: ['name'] } as const
  const asking = (rest: object) => ({ ...aKit({}), collections: { referrals: { fields: { essai_measure: string({ label }) } } }, referrals: [{ ...terms, ...rest }] })

  it('is right with its own questions, for a kind that exists', () => {
    expect(problems(asking({}))).toBe('')
  })

  it.each([
    ['a kind that does not exist', { kind: 'nowhere' }, /cette nature d’offre n’existe pas/],
    ['a question that is not its own', { asks: [{ field: 'message', required: false }] }, /« message » n’est pas un champ que ce kit ajoute/],
    ['a mandatory field left out', { leavesOut: ['title'] }, /ne se laisse pas de côté/],
    ['a delay of no day', { answerWithin: 0 }, /le délai de réponse/],
    ['words without English', { act: { fr: 'Réserver', en: '' } }, /il manque le texte/],
  ])('is refused with %s', (_, rest, message) => {
    expect(problems(asking(rest))).toMatch(message)
  })
})

describe('the terms of a kit', () => {
  it('join a vocabulary of the core under its terms, or make one of their own', () => {
    expect(problems(withTerms('service_theme', { code: 'essai_tutelle', label, parent: 'acces-aux-droits-et-citoyennete' }))).toBe('')
    expect(problems(withTerms('essai_mots', { code: 'a', label, uri: 'https://www.legifrance.gouv.fr/x' }, { code: 'b', label, parent: 'a' }))).toBe('')
  })

  it('join every vocabulary that the product ships', () => {
    expect([...VOCABULARIES].sort()).toEqual([...new Set(vocabularyTerms().map(({ vocabulary }) => vocabulary))].sort())
  })
})

describe('the kits of the product', () => {
  it('are found in their folder, and are right', async () => {
    const kits = await discoverKits()

    expect(kits.map(({ key }) => key)).toContain('mjpm')
    for (const kit of kits) expect(checkKit(kit, collections, kits)).toEqual([])
  })

  it('keep the types of their fields', () => {
    const kit = defineKit(mjpm)

    expect(kit.collections.organizations.fields.mjpm_branch.choices?.map(({ value }) => value)).toEqual(['individual', 'employee', 'service'])
  })
})
