import { describe, expect, it } from 'vitest'
import type { About } from '../../../../../extensions/workflow/src/service/document-text.ts'
import { fillDocument, linesOf } from '../../../../../extensions/workflow/src/service/document-text.ts'

const about: About = {
  reference: 'A-12', programme: 'x', opened_on: '2026-10-01', first_name: 'Alix', last_name: 'Essai', language: null, structure: 'Mission locale des essais', zone: 'Europe/Paris',
  address: '12 rue des Essais', postal_code: '75020', city: 'Paris', phone: '+33199001234', email: 'contact@essais.example', color: null, logo: null,
}
const template = { id: 't', subject_fr: 'Attestation {{reference}}', subject_en: 'Certificate {{ reference }}', message_fr: 'Ouvert le {{ouvert_le}} pour {{prenom}} {{nom}}.', message_en: 'For {{prenom}}.' }
const at = new Date('2026-11-30T08:00:00Z')

describe('row 6: a value that the file does not have', () => {
  it('leaves no hole: what is missing is said in its place, and named', () => {
    expect(fillDocument(template, { ...about, reference: ' ', opened_on: null }, at)).toEqual({
      title: 'Attestation [Numéro du dossier : à compléter]', body: 'Ouvert le [Date d’ouverture : à compléter] pour Alix Essai.', language: 'fr',
      missing: [{ fr: 'Numéro du dossier', en: 'File number' }, { fr: 'Date d’ouverture', en: 'Opening date' }],
    })
  })

  it('is named only when the text of that language quotes it', () => {
    expect(fillDocument(template, { ...about, language: 'en', reference: null, opened_on: null }, at)).toMatchObject({ title: 'Certificate [File number: to be completed]', body: 'For Alix.', missing: [{ en: 'File number' }] })
    expect(fillDocument(template, about, at)).toMatchObject({ title: 'Attestation A-12', body: 'Ouvert le 1er octobre 2026 pour Alix Essai.', missing: [] })
  })
})

describe('row 6: the lines of a letterhead', () => {
  it('say the name, the place, and how to reach the structure', () => {
    expect(linesOf(about)).toEqual(['Mission locale des essais', '12 rue des Essais, 75020 Paris', '01 99 00 12 34 · contact@essais.example'])
    expect(linesOf({ ...about, address: null, phone: null, email: null })).toEqual(['Mission locale des essais', '75020 Paris'])
    expect(linesOf({ ...about, address: null, postal_code: null, city: null, phone: null, email: null })).toEqual(['Mission locale des essais'])
  })
})
