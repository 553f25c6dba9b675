import { describe, expect, it } from 'vitest'
import { TEMPLATE_KINDS, TEMPLATE_VARIABLES, checkTemplate, fillTemplate } from '@relais/schema/templates'

const row = { key: 'rappel_bilan', subject_fr: 'Bilan de {{reference}}', subject_en: null, message_fr: 'Le dossier est en « {{ etape }} » depuis le {{date}}.', message_en: null }
const fields = (change: object) => checkTemplate({ ...row, ...change }).map(({ field }) => field)

describe('a template', () => {
  it('may quote what is known of a step, in a message, and of the file and its person, in a document', () => {
    expect(fields({})).toEqual([])
    for (const kind of TEMPLATE_KINDS) {
      for (const { value } of TEMPLATE_VARIABLES[kind]) expect([kind, value, fields({ kind, subject_fr: 'x', message_fr: `{{${value}}}` })]).toEqual([kind, value, []])
    }
    expect([fields({ message_fr: '{{prenom}}' }), fields({ kind: 'document', subject_fr: 'x', message_fr: '{{etape}}' }), fields({ kind: 'document', subject_fr: 'x', message_fr: '{{person.health}}' })]).toEqual([['message_fr'], ['message_fr'], ['message_fr']])
  })

  it('is as long as its kind allows', () => {
    const long = (kind: string, subject: number, message: number) => fields({ kind, subject_fr: 'é'.repeat(subject), message_fr: 'x'.repeat(message) })

    expect([long('message', 120, 2000), long('message', 121, 2001), long('document', 200, 20_000), long('document', 201, 20_001)]).toEqual([[], ['subject_fr', 'message_fr'], [], ['subject_fr', 'message_fr']])
  })

  it.each<[string, object, string]>([
    ['a name with an accent', { key: 'été' }, 'key'],
    ['no name', { key: null }, 'key'],
    ['a variable that is not known', { message_fr: '{{nom}}' }, 'message_fr'],
    ['a property of objects', { message_fr: '{{constructor}}' }, 'message_fr'],
    ['a brace that is not closed', { subject_fr: 'Bilan {{reference' }, 'subject_fr'],
    ['a brace that is not opened', { subject_en: 'reference}}' }, 'subject_en'],
    ['markup', { message_en: '<b>soon</b>' }, 'message_en'],
  ])('is refused for %s', (_name, change, field) => {
    expect(fields(change)).toEqual([field])
  })

  it('is filled in one language, and leaves out what it does not know', () => {
    const label = (fr: string, en = fr) => ({ fr, en })
    const values = { reference: label('ML-0001'), etape: label('Bilan', 'Review'), etape_precedente: label('Suivi', 'Support'), date: label('12 mars 2026', '12 March 2026') }

    expect(fillTemplate('{{ reference }} : {{etape_precedente}} → {{etape}}, {{date}}{{toString}}', values, 'en')).toBe('ML-0001 : Support → Review, 12 March 2026')
    expect(fillTemplate('{{etape}} {{etape}}', values, 'fr')).toBe('Bilan Bilan')
    expect(fillTemplate('{reference} {{}} {{constructor}} {{__proto__}}$& {{etape}}', { ...values, etape: label('{{reference}}') }, 'fr')).toBe('{reference}   $& {{reference}}')
  })
})
