import { describe, expect, it } from 'vitest'
import { TEMPLATE_VARIABLES, checkTemplate, fillTemplate } from '@relais/schema/templates'

const row = { key: 'rappel_bilan', subject_fr: 'Bilan de {{reference}}', subject_en: null, message_fr: 'Le dossier est en « {{ etape }} » depuis le {{date}}.', message_en: null }
const fields = (change: object) => checkTemplate({ ...row, ...change }).map(({ field }) => field)

describe('a template', () => {
  it('may quote what is known of a step', () => {
    expect(fields({})).toEqual([])
    for (const { value } of TEMPLATE_VARIABLES) expect(fields({ message_fr: `{{${value}}}` })).toEqual([])
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
  })
})
