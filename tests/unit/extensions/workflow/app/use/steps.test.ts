import { RECORD_FOLDER } from '@relais/schema/access'
import { describe, expect, it } from 'vitest'
import { createSteps, readMeasures, refusalOf } from '../../../../../../extensions/workflow/src/app/use/api.ts'
import { csvOf, monthsBefore } from '../../../../../../extensions/workflow/src/app/use/measures.ts'
import { textsFor } from '../../../../../../extensions/workflow/src/app/use/texts.ts'
import type { StudioApi } from '../../../../../../extensions/workflow/src/app/use/api.ts'
import type { Measures } from '../../../../../../extensions/workflow/src/service/measures.ts'

const both = (text: string) => ({ fr: text, en: text })

function recording(answer: unknown = null) {
  const asked: Parameters<StudioApi['request']>[0][] = []
  const api: StudioApi = { request: async (options) => {
    asked.push(options)
    return { data: { data: answer } }
  } }
  return { api, asked }
}

describe('what the Studio asks of the server', () => {
  it('names a record in the address, and what is answered in the body', async () => {
    const { api, asked } = recording({ state: 'support' })
    const steps = createSteps(api, 'cases', 'id')
    const body = { from: 'support', values: { closed_on: '2026-01-01' }, comment: 'Départ' }
    await steps.move('close', body)

    expect(await steps.read()).toEqual({ state: 'support' })
    await steps.history()
    await readMeasures(api, 'cases', { from: '2026-01', to: '2026-02' })
    expect(asked).toEqual([
      { url: '/relais/workflow/cases/id/transitions/close', method: 'POST', data: body },
      { url: '/relais/workflow/cases/id/transitions', method: 'GET' },
      { url: '/relais/workflow/cases/id/history', method: 'GET' },
      { url: '/relais/workflow/cases/measures', method: 'GET', params: { from: '2026-01', to: '2026-02' } },
    ])
  })

  it('sends a file for a record, apart from logos, and keeps its identifier', async () => {
    const { api, asked } = recording({ id: 'file-1' })

    expect(await createSteps(api, 'cases', 'id').send(new File(['x'], 'accord.pdf'))).toBe('file-1')
    const form = asked[0]?.data
    expect([asked[0]?.url, form instanceof FormData && [...form.keys()], form instanceof FormData && form.get('folder')]).toEqual(['/files', ['folder', 'file'], RECORD_FOLDER])
  })

  it.each([
    [{ response: { status: 409, data: { errors: [{ message: 'Rien n’a été modifié.' }] } } }, { status: 409, message: 'Rien n’a été modifié.' }],
    [{ response: { status: 502, data: '' } }, { status: 502, message: '' }], [new Error('away'), { status: 0, message: '' }], [null, { status: 0, message: '' }],
  ])('reads a refusal, whatever it looks like', (error, expected) => {
    expect(refusalOf(error)).toEqual(expected)
  })
})

describe('the measures of the Studio', () => {
  const measures: Measures = {
    collection: 'cases', label: both('Parcours'), from: '2026-01', to: '2026-02', least: 5, states: [{ key: 's', label: both('Accueil'), kind: 'initial' }], structures: [{ id: 'a', name: '=Mission "A"' }],
    lines: [
      { structure: null, state: 's', stays: 6, median_days: 2.5, p90_days: 9, present: 7, late: 0 },
      { structure: 'a', state: 's', stays: null, median_days: null, p90_days: null, present: null, late: null },
    ],
  }

  it('are written as a file that spreadsheets open without running anything', () => {
    const [header, ...rows] = csvOf(measures, textsFor('fr'), 'fr').split('\r\n')

    expect(header).toContain('"Étape"')
    expect(rows).toEqual(['"Toutes les structures";"Accueil";6;2.5;9;7;0', '"\'=Mission ""A""";"Accueil";"moins de 5";;;"moins de 5";"moins de 5"'])
  })

  it.each([['2026-11', 11, '2025-12'], ['2026-01', 1, '2025-12'], ['2026-05', 0, '2026-05']])('count back from %s %d months', (month, count, expected) => {
    expect(monthsBefore(month, count)).toBe(expected)
  })
})
