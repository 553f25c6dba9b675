import { RECORD_FOLDER } from '@relais/schema/access'
import { describe, expect, it } from 'vitest'
import { createSteps, readMeasures, refusalOf } from '../../../../../../extensions/workflow/src/app/use/api.ts'
import type { StudioApi } from '../../../../../../extensions/workflow/src/app/use/api.ts'

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
    await readMeasures(api, 'cases', { months: 6 })
    expect(asked).toEqual([
      { url: '/relais/workflow/cases/id/transitions/close', method: 'POST', data: body },
      { url: '/relais/workflow/cases/id/transitions', method: 'GET' },
      { url: '/relais/workflow/cases/id/history', method: 'GET' },
      { url: '/relais/workflow/cases/measures', method: 'GET', params: { months: 6 } },
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
