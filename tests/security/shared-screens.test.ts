import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roleIds } from '../../schema/access/index.ts'
import { studioSession } from '../support/studio-session.ts'
import { aMembership, insert, makeWorld, rowOf, userId } from '../integration/directory/world.ts'
import { call, db } from '../support/stack.ts'

describe('a screen saved in the Studio', () => {
  const made: number[] = []
  let headers: Record<string, string>
  const save = (body: Record<string, unknown>) => call<{ data: { id: number, user: string | null, role: string | null } }>('/presets?fields=id,user,role', { headers, method: 'POST', body: { collection: 'cases', layout: 'tabular', ...body } })

  beforeAll(async () => {
    headers = await studioSession(userId('conseiller'), 'adviser')
  })

  afterAll(() => db.query('delete from directus_presets where id = any($1)', [made]))

  it.each<[string, Record<string, unknown>]>([
    ['of a profile', { role: roleIds.adviser, filter: { status: { _eq: 'none' } } }],
    ['of everybody', { bookmark: 'Ouvrez https://evil.example' }],
    ['of administrators', { role: roleIds.admin, bookmark: 'Hameçon' }],
    ['of a colleague', { user: userId('conseiller2'), bookmark: 'Hameçon' }],
  ])('is one’s own, never %s', async (_, body) => {
    const { status, body: { data } } = await save(body)

    expect(status).toBe(200)
    made.push(data.id)
    expect(data).toMatchObject({ user: userId('conseiller'), role: null })
    await call(`/presets/${data.id}`, { headers, method: 'PATCH', body: { user: null, role: roleIds.admin } })
    expect((await db.query('select "user", role from directus_presets where id = $1', [data.id])).rows).toEqual([{ user: userId('conseiller'), role: null }])
  })

  it('is of nobody else by several at once either', async () => {
    const { body: { data } } = await call<{ data: { id: number, user: string }[] }>('/presets?fields=id,user', { headers, method: 'POST', body: [{ collection: 'cases' }, { collection: 'people', bookmark: 'Hameçon' }] })

    made.push(...data.map(({ id }) => id))
    expect(data.map(({ user }) => user)).toEqual([userId('conseiller'), userId('conseiller')])
  })
})

describe('a view shared with a structure', () => {
  const account = userId('conseiller2')
  const as = 'conseiller2'
  const view = (structure: string | null, isShared = true) => ({ name: 'Hameçon', space: 'portfolio', query: {}, is_shared: isShared, ...structure && { structure } })
  const save = (body: object) => call<{ data: { id: string } }>('/items/saved_views?fields=id', { as, method: 'POST', body })
  const change = (id: string, body: object) => call(`/items/saved_views/${id}`, { as, method: 'PATCH', body })
  let mine: string
  let other: string
  let post: string

  beforeAll(async () => {
    ({ structure: mine, other } = await makeWorld())
    post = await aMembership(mine, 'conseiller2', 'adviser')
  })

  afterAll(async () => {
    await db.query('delete from memberships where id = $1', [post])
    await db.query('delete from saved_views where structure = any($1)', [[mine, other]])
  })

  it('is shared where its author works, nowhere else', async () => {
    const saved = await save(view(mine))

    expect([saved.status, (await save(view(other))).status]).toEqual([200, 403])
    expect((await change(saved.body.data.id, { structure: other })).status).toBe(403)
    expect((await save([view(other)])).status).toBe(403)
    expect(await rowOf('saved_views', saved.body.data.id)).toMatchObject({ structure: mine })
  })

  it('is changed no more by whoever left, who may take it back', async () => {
    const id = await insert('saved_views', { ...view(mine), query: '{}', user: account })
    await db.query('update memberships set valid_until = current_date - 2 where id = $1', [post])

    expect((await change(id, { name: 'Ouvrez https://evil.example' })).status).toBe(403)
    expect((await call(`/items/saved_views/${id}`, { as, method: 'DELETE' })).status).toBe(204)
  })
})
