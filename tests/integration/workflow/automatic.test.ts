import { beforeAll, describe, expect, it } from 'vitest'
import { call, db } from '../../support/stack.ts'
import { aCase, aMember, aMembership, anOffer, anOrganization, aPerson, aStructure, insert, key, makeWorld, rowOf, userId } from '../directory/world.ts'
import type { World } from '../directory/world.ts'
import { askToSweep, withVersion } from './workflows.ts'

let world: World
const poll = { timeout: 20_000, interval: 200 }
const since = (id: string, ago: string) => db.query(`update workflow_objects set since = now() - $2::interval, due_at = 'epoch' where item = $1`, [id, ago])
const placeOf = async (id: string) => (await db.query('select state, unanswerable_at, answerable_since, attempts from workflow_objects where item = $1', [id])).rows[0]
const toldOf = async (id: string, subject = '%') => (await db.query<{ recipient: string, subject: string }>('select recipient, subject from directus_notifications where item = $1 and subject like $2 order by id', [id, subject])).rows.map(({ recipient }) => recipient)
const stuckLines = async (id: string) => (await db.query(`select reason, channel from relais_journal.entries where item = $1 and after ? 'unanswerable_at'`, [id])).rows
const move = (collection: string, id: string, step: string, body: unknown, as: string) => call(`/relais/workflow/${collection}/${id}/transitions/${step}`, { as, method: 'POST', body })
const asSteps = async (collection: string, id: string, as: string) => (await call<{ data: { unanswerable_at: string | null, automatic: unknown } }>(`/relais/workflow/${collection}/${id}/transitions`, { as })).body.data
const aFile = async () => aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' })
async function anAskedTransfer(structure: string): Promise<{ id: string, file: string }> {
  const file = await aFile()
  const { body } = await call<{ data: { id: string } }>('/items/transfers', { as: 'conseiller', method: 'POST', body: { case: file, structure, reason: 'La personne déménage.' } })
  return { id: body.data.id, file }
}
const refer = async (offer: string) => (await call<{ data: { id: string } }>('/relais/cases/referrals', { as: 'conseiller', method: 'POST', body: { case: await aFile(), offer, message: 'Disponible le matin.', share_phone: true, idempotency_key: key() } })).body.data.id

/** Sweeps often enough that what would be repeated is. */
async function sweepAgain(id: string): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    await db.query('update workflow_objects set due_at = now() where item = $1', [id])
    await askToSweep()
    await expect.poll(async () => (await db.query('select due_at > now() as later from workflow_objects where item = $1', [id])).rows[0]?.later, poll).toBe(true)
  }
}

beforeAll(async () => {
  world = await makeWorld()
})

describe('row 2: nothing moves by itself where nobody can answer', () => {
  it.each([
    ['a structure without a manager', async () => aStructure({ name: 'Sans responsable' }), async () => undefined],
    ['a structure archived after asking', async () => {
      const structure = await aStructure({ name: 'Bientôt archivée' })
      await aMembership(structure, 'responsable', 'manager')
      return structure
    }, async (structure: string) => { await db.query(`update structures set status = 'archived' where id = $1`, [structure]) }],
    ['a structure whose manager left', async () => {
      const structure = await aStructure({ name: 'Responsable parti' })
      await aMembership(structure, 'responsable', 'manager')
      return structure
    }, async (structure: string) => { await db.query(`update memberships set valid_until = relais_today('Europe/Paris') - 2 where structure = $1`, [structure]) }],
  ])('a transfer to %s stays where it is, and is told once', async (_, make, spoil) => {
    const structure = await make()
    const { id, file } = await anAskedTransfer(structure)
    await spoil(structure)
    await since(id, '30 days')
    await askToSweep()

    await expect.poll(async () => (await placeOf(id))?.unanswerable_at, poll).toBeInstanceOf(Date)
    await sweepAgain(id)
    expect([(await rowOf('transfers', id))['status'], (await rowOf('cases', file))['structure']]).toEqual(['requested', world.structure])
    const told = await toldOf(id, 'Sans réponse possible%')
    expect(told.filter(recipient => recipient === userId('conseiller'))).toHaveLength(1)
    // Nobody manages above: the administrators of the network are those who can help.
    expect(told.filter(recipient => recipient === userId('admin'))).toHaveLength(1)
    expect(new Set(told).size).toBe(told.length)
    expect(await stuckLines(id)).toEqual([{ reason: 'Sans réponse possible', channel: 'workflow' }])
    expect(await asSteps('transfers', id, 'conseiller')).toMatchObject({ unanswerable_at: expect.any(String), automatic: null })
    const { body } = await call<{ data: { items: { id: string, unanswerable_at: string | null, automatic: unknown }[] } }>(`/relais/cases/transfers?id=${id}`, { as: 'conseiller' })
    expect(body.data.items).toMatchObject([{ unanswerable_at: expect.any(String), automatic: null }])
  })

  it('who manages the region is told, and is not taken to have accepted', async () => {
    const region = await aStructure({ name: 'Région', level: 'regional' })
    await aMembership(region, 'responsable', 'manager')
    const { id } = await anAskedTransfer(await aStructure({ name: 'Antenne', parent: region }))
    await since(id, '30 days')
    await askToSweep()

    await expect.poll(async () => (await toldOf(id, 'Sans réponse possible%')).toSorted(), poll).toEqual([userId('conseiller'), userId('responsable')].toSorted())
    expect((await rowOf('transfers', id))['status']).toBe('requested')
  })

  it('a suspended account answers nothing', async () => {
    const structure = await aStructure({ name: 'Compte suspendu' })
    await aMembership(structure, 'responsable', 'manager')
    const { id } = await anAskedTransfer(structure)
    await db.query(`update directus_users set status = 'suspended' where id = $1`, [userId('responsable')])
    try {
      await since(id, '30 days')
      await askToSweep()
      await expect.poll(async () => (await placeOf(id))?.unanswerable_at, poll).toBeInstanceOf(Date)
    }
    finally {
      await db.query(`update directus_users set status = 'active' where id = $1`, [userId('responsable')])
    }
    expect((await rowOf('transfers', id))['status']).toBe('requested')
  })

  it('once somebody can answer again they have the whole delay, and are told at once', async () => {
    const structure = await aStructure({ name: 'Nouvelle responsable' })
    const { id } = await anAskedTransfer(structure)
    await since(id, '30 days')
    await askToSweep()
    await expect.poll(async () => (await placeOf(id))?.unanswerable_at, poll).toBeInstanceOf(Date)

    await aMembership(structure, 'responsable', 'manager')
    await db.query('update workflow_objects set due_at = now() where item = $1', [id])
    await askToSweep(2)
    await expect.poll(() => placeOf(id), poll).toMatchObject({ state: 'requested', unanswerable_at: null, answerable_since: expect.any(Date) })
    await expect.poll(async () => {
      await askToSweep()
      return toldOf(id, 'Rappel%')
    }, poll).toEqual([userId('responsable')])
    expect(await asSteps('transfers', id, 'responsable')).toMatchObject({ automatic: { transition: 'accept' } })

    await db.query(`update workflow_objects set answerable_since = now() - interval '30 days', handled_at = null, due_at = now() where item = $1`, [id])
    await askToSweep()
    await expect.poll(async () => (await rowOf('transfers', id))['status'], poll).toBe('accepted')
  })

  it.each([
    ['an organisation that nobody keeps', async () => undefined],
    ['an organisation archived after the sending', async (organization: string) => {
      await aMember(organization, 'partenaire', 'owner')
      expect((await move('organizations', organization, 'archive', { from: 'active', comment: 'Fermée' }, 'responsable')).status).toBe(200)
    }],
    ['an organisation whose only account reads', async (organization: string) => { await aMember(organization, 'partenaire', 'reader') }],
  ])('a referral to %s does not expire as if it had been read', async (_, spoil) => {
    const organization = await anOrganization(world.structure)
    const id = await refer(await anOffer(organization, world.structure))
    await spoil(organization)
    await since(id, '31 days')
    await askToSweep()

    await expect.poll(async () => (await placeOf(id))?.unanswerable_at, poll).toBeInstanceOf(Date)
    await sweepAgain(id)
    expect((await rowOf('referrals', id))['status']).toBe('sent')
    expect((await toldOf(id, 'Sans réponse possible%')).toSorted()).toEqual([userId('conseiller'), userId('responsable')].toSorted())
  })

  it('an effect that can never be done is told to the administrators, once', async () => {
    await withVersion('case', ({ states, transitions }) => ({ states, transitions: transitions.map(one => (one.key === 'suspend' ? { ...one, effects: [{ kind: 'send_template', to: ['team'], template: 'retired_since' }] } : one)) }), async () => {
      const file = await aFile()
      expect((await move('cases', file, 'suspend', { from: 'support', comment: 'x' }, 'conseiller')).status).toBe(200)
      await db.query(`update workflow_effects f set attempts = 7 from workflow_events e where e.id = f.event and e.item = $1`, [file])
      await expect.poll(async () => {
        await db.query(`update workflow_effects f set attempts = 7 from workflow_events e where e.id = f.event and e.item = $1 and f.status = 'queued'`, [file])
        return (await toldOf(file, 'Effet en échec%')).filter(recipient => recipient === userId('admin'))
      }, { timeout: 60_000, interval: 500 }).toEqual([userId('admin')])
      await db.query('delete from workflow_effects f using workflow_events e where e.id = f.event and e.item = $1', [file])
    })
  })
})

describe('row 13: a referral is over 30 days after its sending', () => {
  it('whichever state it is in; both sides are told, and the partner reads whom it was about no more', async () => {
    const id = await refer(world.offer)
    await since(id, '25 days')
    const list = async () => (await call<{ data: { items: Record<string, unknown>[] } }>('/relais/directory/partner/referrals?part=to_answer', { as: 'partenaire' })).body.data.items.find(item => item['id'] === id)
    expect(await list()).toMatchObject({ status: 'received', person_display: expect.any(String), message: 'Disponible le matin.' })
    await askToSweep()
    await expect.poll(async () => (await db.query('select due_at - now() between interval \'4 days\' and interval \'6 days\' as soon from workflow_objects where item = $1', [id])).rows, poll).toEqual([{ soon: true }])

    await db.query(`alter table workflow_events disable trigger relais_00_append_only`)
    await db.query(`update workflow_events set at = at - interval '6 days' where item = $1`, [id])
    await db.query(`alter table workflow_events enable trigger relais_00_append_only`)
    await db.query(`update workflow_objects set since = since - interval '6 days', due_at = 'epoch' where item = $1`, [id])
    await askToSweep()
    await expect.poll(async () => (await rowOf('referrals', id))['status'], poll).toBe('expired')
    const told = async () => (await toldOf(id, 'Orientation%')).toSorted()
    await expect.poll(told, poll).toEqual([userId('conseiller'), userId('partenaire'), userId('partenaire2')].toSorted())

    const { body } = await call<{ data: { items: Record<string, unknown>[] } }>('/relais/directory/partner/referrals?part=answered&limit=50', { as: 'partenaire' })
    const over = body.data.items.find(item => item['id'] === id)
    expect(over).toMatchObject({ status: 'expired', person_display: null, person_age: null, person_phone: null, message: null })
    expect((await call<{ data: unknown[] }>(`/items/referrals?filter[id][_eq]=${id}`, { as: 'partenaire' })).body.data).toEqual([])
    expect((await call(`/relais/workflow/referrals/${id}/history`, { as: 'partenaire' })).status).toBe(403)
  })
})

describe('row 5: a listing that nobody confirmed', () => {
  const isPublic = async (id: string) => (await call(`/relais/directory/organizations/${id}`, {})).status
  const shows = async (title: string) => (await call<{ data: { items: { title?: string, name?: string }[] } }>(`/relais/directory/search?q=${encodeURIComponent(title)}`, {})).body.data.items.length

  it('is asked once, stays visible, is settled by confirming it, and is not asked again', async () => {
    const organization = await anOrganization(world.structure, { name: 'Garage Zéphyrine', last_confirmed_at: new Date(Date.now() - 200 * 86_400_000) })
    await aMember(organization, 'partenaire', 'owner')
    const offer = await anOffer(organization, world.structure, { title: 'Mécanique Zéphyrine' })
    await since(organization, '2 days')
    await askToSweep()
    await expect.poll(async () => (await rowOf('organizations', organization))['status'], poll).toBe('to_refresh')
    await expect.poll(async () => (await toldOf(organization, 'Fiche à actualiser')).toSorted(), poll).toEqual([userId('partenaire'), userId('responsable')].toSorted())
    expect([await isPublic(organization), (await call(`/relais/directory/offers/${offer}`, {})).status]).toEqual([200, 200])
    expect(await shows('Zéphyrine')).toBeGreaterThan(0)

    expect((await move('organizations', organization, 'confirm', { from: 'to_refresh' }, 'partenaire')).status).toBe(200)
    expect(Date.now() - Number((await rowOf('organizations', organization))['last_confirmed_at'])).toBeLessThan(60_000)
    // 25 days later.
    await db.query(`update organizations set last_confirmed_at = now() - interval '25 days' where id = $1`, [organization])
    await since(organization, '25 days')
    await askToSweep()
    await expect.poll(async () => (await placeOf(organization))?.attempts, poll).toBe(1)
    expect([(await rowOf('organizations', organization))['status'], await toldOf(organization, 'Fiche à actualiser')]).toEqual(['active', expect.objectContaining({ length: 2 })])
  })

  it('says to its partner what hides it', async () => {
    const organization = await anOrganization(world.structure)
    await aMember(organization, 'partenaire', 'owner')
    expect((await move('organizations', organization, 'suspend', { from: 'active', comment: 'Litige' }, 'conseiller')).status).toBe(200)
    await expect.poll(async () => (await toldOf(organization, 'Fiche suspendue')).toSorted(), poll).toEqual([userId('partenaire'), userId('responsable')].toSorted())
  })
})

describe('row 15: two files « 0001 » in two structures', () => {
  const REASON = 'La personne est à l’accueil, sa conseillère est absente jusqu’à lundi.'
  const openBy = (body: object) => call<{ data: { case: string }, errors: { extensions: { code: string, files: { structure: string, name: string, reference: string }[] } }[] }>('/relais/cases/break-glass', { as: 'conseiller', method: 'POST', body: { reason: REASON, ...body } })

  it('one goes to the other structure with a new number, by somebody or by the delay, and is found by the old one', async () => {
    // Numbers go on after 99 999 files.
    await db.query(`select setval('relais_case_reference', greatest(nextval('relais_case_reference'), 123456))`)
    const number = `N${Date.now().toString(36)}1`.toUpperCase()
    const target = await aStructure({ name: 'Structure d’accueil', code: `AC-${number}` })
    await aMembership(target, 'responsable', 'manager')
    const own = await aCase(await aPerson(target), target, {}, { reference: number })
    const moving = await aCase(await aPerson(world.structure), world.structure, { conseiller: 'referent' }, { reference: number })
    const { body } = await call<{ data: { id: string } }>('/items/transfers', { as: 'conseiller', method: 'POST', body: { case: moving, structure: target, reason: 'La personne déménage.' } })
    await since(body.data.id, '30 days')
    await askToSweep()
    await expect.poll(async () => (await rowOf('transfers', body.data.id))['status'], poll).toBe('accepted')

    const [moved, kept] = [await rowOf('cases', moving), await rowOf('cases', own)]
    expect([kept['reference'], kept['former_references'], moved['structure'], moved['former_references']]).toEqual([number, null, target, number])
    expect(moved['reference']).toMatch(new RegExp(`^AC-${number}-\\d{4}-\\d{6}$`))
    const { body: found } = await call<{ data: { items: { id: string }[] } }>('/relais/cases/portfolio', { as: 'responsable', method: 'SEARCH', body: { search: number } })
    expect(JSON.stringify(found)).toContain(moving)
    expect((await call(`/items/cases/${moving}`, { as: 'responsable', method: 'PATCH', body: { former_references: 'x' } })).status).toBeGreaterThanOrEqual(400)

    await db.query('delete from break_glass_accesses where "user" = $1', [userId('conseiller')])
    await db.query('delete from case_members where "case" = $1', [moving])
    const asked = await openBy({ reference: number })
    expect([asked.status, asked.body.errors[0]?.extensions]).toMatchObject([409, { code: 'BREAK_GLASS_SEVERAL_FILES', files: [{ structure: target, name: 'Structure d’accueil', reference: number }, { structure: target, reference: moved['reference'] }] }])
    expect((await openBy({ reference: String(moved['reference']), structure: target })).body.data.case).toBe(moving)
    expect((await openBy({ reference: number, structure: target })).body.data.case).toBe(own)
    await db.query('delete from break_glass_accesses where "user" = $1', [userId('conseiller')])
  })

  it('the number of another file of the structure is refused in the words of the product', async () => {
    const [one, other] = [await aFile(), await aFile()]
    const { status, body } = await call<{ errors: { message: string, extensions: { code: string } }[] }>(`/items/cases/${other}`, { as: 'conseiller', method: 'PATCH', body: { reference: (await rowOf('cases', one))['reference'] } })
    expect([status, body.errors[0]?.extensions.code]).toEqual([400, 'RECORD_NOT_UNIQUE'])
    expect(body.errors[0]?.message).toContain('numéro')
  })
})

describe('a workflow that an administrator deletes', () => {
  const remove = (id: string) => call<{ errors: { message: string, extensions: { code: string } }[] }>(`/items/workflows/${id}`, { as: 'admin', method: 'DELETE' })
  const aWorkflow = async (isEnforced: boolean) => {
    const id = await insert('workflows', { key: `essai_${key().slice(0, 8)}`, collection: 'interactions', field: 'kind', label_fr: 'Essai', label_en: 'Trial', is_enforced: isEnforced })
    await insert('workflow_versions', { workflow: id, number: 1, status: 'published', origin: 'local', definition: JSON.stringify({ states: [], transitions: [] }), published_at: new Date() })
    return id
  }

  it('goes with its versions when no record ever followed it', async () => {
    const id = await aWorkflow(false)
    expect((await remove(id)).status).toBe(204)
    expect((await db.query('select 1 from workflow_versions where workflow = $1', [id])).rows).toEqual([])
  })

  it('is refused in words while it is applied, or once records have followed it', async () => {
    const { rows: [shipped] } = await db.query<{ id: string }>(`select id from workflows where key = 'transfer'`)
    const applied = await remove(shipped?.id ?? '')
    expect([applied.status, applied.body.errors[0]]).toMatchObject([409, { message: expect.stringContaining('Cessez d’abord'), extensions: { code: 'WORKFLOW_IN_USE' } }])

    const followed = await aWorkflow(false)
    await db.query(`insert into workflow_events (id, collection, item, version, transition, from_state, to_state, seconds, audience, at)
      select gen_random_uuid(), 'interactions', gen_random_uuid(), id, 'x', 'a', 'b', 1, 'system', now() from workflow_versions where workflow = $1`, [followed])
    const answer = await remove(followed)
    expect([answer.status, answer.body.errors[0]]).toMatchObject([409, { extensions: { code: 'WORKFLOW_IN_USE' } }])
    expect(JSON.stringify([applied.body, answer.body])).not.toMatch(/delete from|violates|append-only|workflow_versions/)
  })

  it('where a record stands is read, and written by nobody by hand', async () => {
    const file = await aFile()
    await db.query(`update workflow_objects set due_at = 'epoch' where item = $1`, [file])
    const { status, body } = await call<{ data: { id: string }[] }>(`/items/workflow_objects?filter[item][_eq]=${file}`, { as: 'admin' })
    expect([status, body.data]).toEqual([200, [expect.objectContaining({ item: file })]])
    for (const change of [{ state: 'closed' }, { due_at: 'abc' }, { since: null }]) {
      const answer = await call(`/items/workflow_objects/${body.data[0]?.id}`, { as: 'admin', method: 'PATCH', body: change })
      expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringMatching(/WORKFLOW_OBJECT_KEPT|FORM_INVALID/)])
    }
  })
})

describe('an archived organisation', () => {
  it('is acted for by nobody, leaves the queue of its partner, and those who asked it learn it at once', async () => {
    const organization = await anOrganization(world.structure, { name: 'Atelier fermé' })
    await aMember(organization, 'partenaire', 'owner')
    const offer = await anOffer(organization, world.structure)
    const id = await refer(offer)
    const waiting = async () => (await call<{ data: { items: { id: string }[] } }>(`/relais/directory/partner/referrals?organization=${organization}&part=to_answer`, { as: 'partenaire' })).body.data.items.length
    expect(await waiting()).toBe(1)
    expect((await move('organizations', organization, 'archive', { from: 'active', comment: 'Fermée' }, 'responsable')).status).toBe(200)

    expect(await waiting()).toBe(0)
    const confirmed = await call<{ errors: { extensions: { code: string } }[] }>(`/relais/directory/partner/offers/${offer}/confirm`, { as: 'partenaire', method: 'POST' })
    expect([confirmed.status, confirmed.body.errors[0]?.extensions.code]).toEqual([409, 'ORGANIZATION_ARCHIVED'])
    expect((await call(`/relais/cases/referrals/${id}/answer`, { as: 'partenaire', method: 'POST', body: { answer: 'accepted' } })).status).toBe(409)
    await askToSweep()
    await expect.poll(async () => (await toldOf(id, 'Sans réponse possible%')).toSorted(), poll).toEqual([userId('conseiller'), userId('responsable')].toSorted())
    await askToSweep(2)
    await sweepAgain(id)
    expect(await toldOf(id, 'Sans réponse possible%')).toHaveLength(2)
    expect(await asSteps('referrals', id, 'conseiller')).toMatchObject({ unanswerable_at: expect.any(String) })

    expect((await move('organizations', organization, 'reopen', { from: 'archived', comment: 'Rouverte' }, 'responsable')).status).toBe(200)
    expect(await placeOf(id)).toMatchObject({ unanswerable_at: null, answerable_since: expect.any(Date) })
    expect(await waiting()).toBe(1)
  })
})
