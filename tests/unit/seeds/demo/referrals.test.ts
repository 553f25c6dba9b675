import { describe, expect, it } from 'vitest'
import { LIVE_STATUSES, PLACE_HOLDING_STATUSES, REFERRAL_STATUSES } from '../../../../schema/index.ts'
import { possible, shippedWorkflows } from '@relais/schema/workflow'
import { accounts } from '../../../../seeds/identity/accounts.ts'
import { world } from './world.ts'

const cases = new Map(world.cases.map(row => [row.id, row]))
const offers = new Map(world.offers.map(row => [row.id, row]))
const stepsOf = (referral: string) => world.referral_steps.filter(row => row.referral === referral).sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
const isLive = (status: string | undefined) => LIVE_STATUSES.some(live => live === status)

describe('referrals', () => {
  it('are in every state, for the network and for each listing with an account', () => {
    expect(new Set(world.referrals.map(({ status }) => status))).toEqual(new Set(REFERRAL_STATUSES.map(({ value }) => value)))

    const owner = accounts.find(({ email }) => email === 'partenaire@relais.example')
    const listing = world.organization_members.find(({ user }) => user === owner?.id)?.organization
    const statuses = world.referrals.filter(({ organization }) => organization === listing).map(({ status }) => status)
    expect(statuses.filter(status => status === 'sent' || status === 'received').length).toBeGreaterThanOrEqual(4)
    expect(new Set(statuses).size).toBeGreaterThanOrEqual(9)
  })

  it('follow the moves that the product allows, one after the other, to their state', () => {
    const way = shippedWorkflows.find(({ key }) => key === 'referral')!.definition
    for (const { id, status } of world.referrals) {
      const steps = stepsOf(id)
      expect(steps.at(-1)?.status, id).toBe(status)
      steps.slice(1).forEach((step, index) => {
        const from = steps[index]?.status ?? 'proposed'
        const to = step.status ?? 'proposed'
        expect(possible(way, from).map(one => one.to), `${from} → ${to}`).toContain(to)
        expect((step.at ?? '') > (steps[index]?.at ?? '')).toBe(true)
      })
    }
  })

  it('carry the dates of their steps', () => {
    for (const { id, sent_at: sent, received_at: received, answered_at: answered, status } of world.referrals) {
      const at = (wanted: string) => stepsOf(id).find(step => step.status === wanted)?.at ?? null
      expect(sent).toBe(at('sent'))
      expect(received).toBe(at('received'))
      expect(answered).toBe(at('accepted') ?? at('refused') ?? at('waiting_list'))
      if (status === 'refused') expect(world.referrals.find(row => row.id === id)).toMatchObject({ answer_reason: expect.any(String), answer_comment: expect.any(String) })
    }
  })

  it('start after the file opens; a closed file has none that lives', () => {
    for (const { id, case: file, status } of world.referrals) {
      const row = cases.get(file ?? '')
      expect((stepsOf(id)[0]?.at ?? '').slice(0, 10) >= (row?.opened_on ?? ''), id).toBe(true)
      if (row?.status === 'closed') expect(isLive(status), id).toBe(false)
    }
  })

  it('that live are on offers that are open, once a person', () => {
    const live = world.referrals.filter(({ status }) => isLive(status))
    const pairs = live.map(({ person, offer }) => `${person} ${offer}`)

    expect(live.filter(({ offer }) => offers.get(offer ?? '')?.status !== 'active')).toEqual([])
    expect(new Set(pairs).size).toBe(pairs.length)
  })

  it('never take more places than a session has', () => {
    for (const { id, capacity } of world.offer_sessions) {
      const taken = world.referrals.filter(({ session, status }) => session === id && PLACE_HOLDING_STATUSES.some(holding => holding === status)).length
      if (typeof capacity === 'number') expect(taken).toBeLessThanOrEqual(capacity)
    }
  })

  it('never name the person nor a service of justice to the partner', () => {
    const sensitive = new Set(world.structures.filter(({ kind }) => kind === 'spip' || kind === 'pjj' || kind === 'court').map(({ id }) => id))

    for (const { structure, origin_label: origin, person_display: display, person_phone: phone } of world.referrals) {
      expect(display).toMatch(/ .\.$/u)
      if (sensitive.has(structure ?? '')) expect([origin, phone]).toEqual(['Autre service prescripteur', null])
    }
  })
})

describe('proposals', () => {
  it('that wait start from the value that is there', () => {
    const listings = new Map(world.organizations.map(row => [row.id, new Map(Object.entries(row))]))

    for (const { item, field, base_value: base, proposed_value: proposed, collection, status } of world.change_proposals) {
      if (collection !== 'organizations') continue
      const present: unknown = listings.get(item ?? '')?.get(field ?? '') ?? null
      if (status === 'pending') expect(base, field).toEqual(present)
      if (status === 'accepted') expect(proposed, field).toEqual(present)
      expect(proposed).not.toEqual(base)
    }
  })

  it('are refused with a reason and decided by somebody', () => {
    for (const { status, reason, decided_by: by, decided_at: at } of world.change_proposals) {
      expect(status === 'refused').toBe(Boolean(reason))
      expect(status === 'refused' || status === 'accepted').toBe(Boolean(by && at))
    }
  })

  it('compete for the same value once', () => {
    const pending = world.change_proposals.filter(({ status }) => status === 'pending').map(({ item, field }) => `${item} ${field}`)

    expect(pending.length - new Set(pending).size).toBe(1)
  })
})

describe('the history of values', () => {
  it('ends with the value that is there, and links each value to the one before', () => {
    const rows = new Map(Object.entries(world).flatMap(([collection, list]) => list.map(row => [`${collection} ${row.id}`, new Map(Object.entries(row))])))
    const stories = new Map<string, typeof world.value_history>()
    for (const entry of world.value_history) {
      const key = `${entry.collection} ${entry.item} ${entry.field}`
      stories.set(key, [...(stories.get(key) ?? []), entry])
    }

    for (const [key, story] of stories) {
      const entries = story.toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
      const [first, ...others] = entries
      const { collection, item, field } = first ?? {}
      expect(entries.at(-1)?.value, key).toEqual(rows.get(`${collection} ${item}`)?.get(field ?? ''))
      others.forEach((entry, index) => expect(entry.previous_value, key).toEqual(entries[index]?.value))
    }
  })

  it('comes from advisers, partners, the people themselves and imports', () => {
    const origins = new Set(world.value_history.map(({ audience }) => audience))

    expect([...origins].sort()).toEqual(expect.arrayContaining(['adviser', 'beneficiary', 'import', 'partner']))
  })
})
