import { describe, expect, it, vi } from 'vitest'
import type { ExportModel } from '../../../../../extensions/configurator/src/rules/export-columns.ts'
import { exportCsv } from '../../../../../extensions/configurator/src/rules/export-columns.ts'
import { writeExports } from '../../../../../extensions/configurator/src/hooks/exports.ts'
import { readSheetCsv } from '../../../../support/sheets.ts'

const both = (fr: string, en: string) => ({ fr, en })
const field = (name: string, label: { fr: string, en: string }, choices: unknown = null) => Object({ field: name, label, choices })
const columns = (types: Record<string, string>) => Object({ fields: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])) })
const model: ExportModel = {
  collection: 'cases',
  schema: {
    collections: { cases: columns({ id: 'uuid', status: 'string', opened_at: 'timestamp', due: 'date', cost: 'decimal', count: 'integer', urgent: 'boolean', hours: 'json', person: 'uuid', tags: 'json' }), people: columns({ name: 'string', birth_date: 'date' }) },
    relations: [Object({ collection: 'cases', field: 'person', related_collection: 'people' })],
  },
  forms: {
    cases: { fields: [field('status', both('Statut', 'Status'), [{ value: 'active', label: both('En cours', 'Active') }]), field('cost', both('Coût', 'Cost')), field('person', both('Personne', 'Person')), field('tags', both('Étiquettes', 'Tags'), [{ value: 'a', label: both('Amiable', 'Amicable') }, { value: 'b', label: both('Bloqué', 'Blocked') }])] },
    people: { fields: [field('name', both('Nom', 'Name')), field('birth_date', both('Naissance', 'Birth'))] },
  },
  labelOf: (collection, name) => (collection === 'cases' && name === 'opened_at' ? both('Ouvert le', 'Opened') : undefined),
}
const reader = { language: 'fr', zone: 'America/Cayenne', now: new Date('2026-11-30T08:00:00Z') } as const
const row = { id: '7f1e', status: 'active', opened_at: '2026-11-30T01:30:00.000Z', due: '2026-12-01', cost: '22.50', count: 3, urgent: false, hours: { mon: ['9-12'] }, person: { name: ' =1+1', birth_date: '2000-01-31' }, tags: ['a', 'b'] }

describe('row 19: the list of the Studio, exported', () => {
  it('is said in the words of the forms, in the hours of the place', () => {
    expect(readSheetCsv(exportCsv([row], { model, reader, fields: null, hasHeading: true }))).toEqual([
      ['Id', 'Statut', 'Ouvert le (heure de la Guyane française)', 'Due', 'Coût', 'Count', 'Urgent', 'Hours', 'Personne › Nom', 'Personne › Naissance', 'Étiquettes'],
      ['7f1e', 'En cours', '29/11/2026 22:30', '01/12/2026', '22,5', '3', 'Non', '{"mon":["9-12"]}', '\' =1+1', '31/01/2000', 'Amiable, Bloqué'],
    ])
  })

  it('is in English for an English reader', () => {
    expect(readSheetCsv(exportCsv([row], { model, reader: { ...reader, language: 'en' }, fields: ['status', 'person.name'], hasHeading: true }))).toEqual([['Status', 'Person › Name'], ['Active', '\' =1+1']])
  })

  it('comes in several parts with one heading, the same columns, and every line ended', () => {
    const parts = [[row], [{ id: '8', person: null }]].map((rows, index) => exportCsv(rows, { model, reader, fields: ['id', 'person.name'], hasHeading: index === 0 })).join('')

    expect(readSheetCsv(parts)).toEqual([['Id', 'Personne › Nom'], ['7f1e', '\' =1+1'], ['8', '']])
  })

  it('has a column for what only some rows say', () => {
    expect(readSheetCsv(exportCsv([{ id: '1' }, { id: '2', count: -4 }], { model, reader, fields: null, hasHeading: true }))).toEqual([['Id', 'Count'], ['1', ''], ['2', '-4']])
  })

  it('takes the place of the writer of Directus for CSV, and of nothing else', () => {
    const transform = vi.fn((_rows: unknown, format: string) => format)
    const exporter = { prototype: { transform } }
    writeExports(exporter)

    expect(['csv', 'csv_utf8'].map(format => exporter.prototype.transform([{ '=name': '=1', 'at': '2026-01-01' }], format))).toEqual(Array(2).fill('\uFEFF"\'=name";"At"\r\n"\'=1";"2026-01-01"\r\n'))
    expect(exporter.prototype.transform({ name: '=1' }, 'csv')).toBe('\uFEFF"Name"\r\n"\'=1"\r\n')
    expect([exporter.prototype.transform([], 'csv'), exporter.prototype.transform(null, 'csv')]).toEqual(['', ''])
    expect(['json', 'xml', 'yaml'].map(format => exporter.prototype.transform([{ name: '=1' }], format))).toEqual(['json', 'xml', 'yaml'])
  })
})
