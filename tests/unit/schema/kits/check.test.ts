import { describe, expect, it } from 'vitest'
import { collections } from '@relais/schema'
import { choice, integer, m2o, o2m, string } from '../../../../schema/define.ts'
import { discoverKits } from '../../../../schema/engine/index.ts'
import { checkKit } from '../../../../schema/kits/check.ts'
import { defineKit } from '../../../../schema/kits/define.ts'
import { kit as mjpm } from '../../../../schema/kits/mjpm/index.ts'
import type { Field } from '../../../../schema/define.ts'
import type { Kit, KitPart, Report } from '../../../../schema/kits/define.ts'

const label = { fr: 'Essai', en: 'Test' }
const aKit = (offers: KitPart, rest: Partial<Kit> = {}): Kit => ({ key: 'essai', release: '1.0.0', label, description: label, collections: { offers }, ...rest })
const withField = (name: string, field: Field): Kit => aKit({ fields: { [name]: field } })
const problems = (kit: Kit, others: Kit[] = []) => checkKit(kit, collections, others).join('\n')

describe('a kit that is wrong', () => {
  it.each<[string, Kit, RegExp]>([
    ['a key with a capital', aKit({}, { key: 'Essai' }), /« Essai » n’est pas un nom de kit/],
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
