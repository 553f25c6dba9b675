import { beforeAll, describe, expect, it } from 'vitest'
import { call, codeOf, db } from '../../support/stack.ts'
import { aCase, aPerson, anOffer, key, makeWorld, rowOf, somePlaces, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'
import { askToSweep, withVersion } from './workflows.ts'

interface Refused { errors: { message: string, extensions: { code: string, reasons?: { code: string }[] } }[] }

let world: World
const poll = { timeout: 20_000, interval: 200 }
const aFile = async (team: Record<string, string> = { conseiller: 'referent' }) => aCase(await aPerson(world.structure), world.structure, team)
const anOpenOffer = async (capacity: number) => {
  const offer = await anOffer(world.organization, world.structure)
  await somePlaces(offer, world.organization, capacity)
  return offer
}
const refer = async (offer: string, file?: string) => {
  const { body } = await call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body: { case: file ?? await aFile(), offer, idempotency_key: key() } })
  return body.data.id
}
const move = (id: string, step: string, body: unknown, as: string) => call<Refused>(`/relais/workflow/referrals/${id}/transitions/${step}`, { as, method: 'POST', body })
const since = (id: string, ago: string) => db.query('update workflow_objects set since = now() - $2::interval where item = $1', [id, ago])

beforeAll(async () => {
  world = await makeWorld()
})

describe('a referral', () => {
  it('changes state by its steps only, to administrators too', async () => {
    const id = await refer(await anOpenOffer(2))

    expect(codeOf(await call(`/items/referrals/${id}`, { as: 'admin', method: 'PATCH', body: { status: 'accepted' } }))).toBe('STATE_BY_TRANSITION')
    await expect(db.query('update referrals set status = \'accepted\' where id = $1', [id])).rejects.toMatchObject({ constraint: 'workflow_transition_only' })
    expect((await rowOf('referrals', id))['status']).toBe('sent')
  })

  it('is answered by those who keep the listing, followed by those who act on the file, and by nobody else', async () => {
    const id = await refer(await anOpenOffer(2), await aFile({ conseiller: 'referent', conseiller2: 'reader' }))

    for (const as of ['usager', 'prescripteur', 'configurateur']) expect((await move(id, 'accept', { from: 'sent' }, as)).status).toBe(403)
    expect(codeOf(await move(id, 'accept', { from: 'sent' }, 'conseiller') as never)).toBe('TRANSITION_NOT_YOURS')
    expect(codeOf(await move(id, 'cancel', { from: 'sent' }, 'partenaire') as never)).toBe('TRANSITION_NOT_YOURS')
    expect(codeOf(await move(id, 'cancel', { from: 'sent' }, 'conseiller2') as never)).toBe('TRANSITION_NOT_YOURS')
    expect(codeOf(await move(id, 'expire', { from: 'sent' }, 'admin') as never)).toBe('TRANSITION_NOT_YOURS')

    expect((await move(id, 'accept', { from: 'sent', comment: 'À lundi' }, 'partenaire')).status).toBe(200)
    expect(await rowOf('referrals', id)).toMatchObject({ status: 'accepted', answered_by: userId('partenaire'), answer_comment: 'À lundi', answered_at: expect.any(Date), received_at: expect.any(Date) })
    expect((await move(id, 'start', { from: 'accepted' }, 'conseiller')).status).toBe(200)
    const { rows } = await db.query('select status, audience, comment from referral_steps where referral = $1 order by at', [id])
    expect(rows).toEqual([{ status: 'sent', audience: 'adviser', comment: null }, { status: 'accepted', audience: 'partner', comment: 'À lundi' }, { status: 'started', audience: 'adviser', comment: null }])
  })

  it('is not called from the waiting list without a place', async () => {
    const offer = await anOpenOffer(1)
    const id = await refer(offer)
    expect((await move(id, 'wait', { from: 'sent' }, 'partenaire')).status).toBe(200)
    await refer(offer)

    const full = await move(id, 'accept', { from: 'waiting_list' }, 'partenaire')
    expect([full.status, full.body.errors[0]?.extensions.code, full.body.errors[0]?.message]).toEqual([409, 'TRANSITION_REFUSED', 'Rien n’a été modifié. Il n’y a plus de place libre sur cette offre. Ajoutez une place, ou choisissez une autre offre.'])
    expect((await rowOf('referrals', id))['status']).toBe('waiting_list')
  })

  it('obeys what a local administrator asks, through its own endpoint too', async () => {
    await withVersion('referral', ({ states, transitions }) => ({ states, transitions: transitions.map(one => (one.key === 'refuse' ? { ...one, comment: 'required' } : one)) }), async () => {
      const id = await refer(await anOpenOffer(2))
      const answer = (body: unknown) => call<Refused>(`/relais/cases/referrals/${id}/answer`, { as: 'partenaire', method: 'POST', body })

      const refused = await answer({ answer: 'refused' })
      expect([refused.status, refused.body.errors[0]?.extensions.reasons?.map(({ code }) => code)]).toEqual([409, ['COMMENT_MISSING']])
      expect((await answer({ answer: 'refused', comment: 'Hors secteur' })).status).toBe(200)
    })
  })

  it('tells the partner at once, reminds them at ten days, and is over at thirty: its place is free again', async () => {
    const offer = await anOpenOffer(1)
    const id = await refer(offer)
    const told = async () => (await db.query('select recipient, subject from directus_notifications where item = $1 order by recipient', [id])).rows
    /** How many notices each partner got. */
    const partners = async () => [...Map.groupBy(await told(), ({ recipient }) => recipient)].map(([recipient, notices]) => [recipient, notices.length])
    const each = (count: number) => [userId('partenaire'), userId('partenaire2')].toSorted().map(partner => [partner, count])
    await askToSweep()
    await expect.poll(partners, poll).toEqual(each(1))

    await since(id, '11 days')
    await db.query('update workflow_objects set handled_at = since where item = $1', [id])
    await askToSweep()
    await expect.poll(partners, poll).toEqual(each(2))
    expect((await rowOf('referrals', id))['status']).toBe('sent')

    await since(id, '31 days')
    await askToSweep()
    await expect.poll(async () => (await rowOf('referrals', id))['status'], poll).toBe('expired')
    const { rows } = await db.query('select available from offer_places where offer = $1', [offer])
    expect(rows).toEqual([{ available: 1 }])
    await expect.poll(async () => (await told()).filter(({ recipient }) => recipient === userId('conseiller')), poll).toMatchObject([{ subject: 'Orientation sans réponse' }])
  })
})
