import { describe, expect, it } from 'vitest'
import { aCase, aPerson, insert, makeWorld, userId } from '../integration/directory/world.ts'
import { canary, textOf } from './world.ts'
import { db } from '../support/stack.ts'

describe('EspoCRM CVE-2026-46694: a portal account reads the internal notes of a record that is its own', () => {
  it('does not show a partner the notes on its organisation, nor those of contacts with it', async () => {
    const word = canary()
    const { organization, structure } = await makeWorld()
    await db.query('update organizations set internal_notes = $2 where id = $1', [organization, word])
    await insert('interactions', { organization, structure, user: userId('conseiller'), kind: 'call', happened_at: '2025-01-06T10:00:00Z', summary: word })
    const paths = [
      `/items/organizations/${organization}`, `/items/organizations/${organization}?fields=*.*`, `/items/organizations/${organization}?fields=internal_notes`, `/items/interactions`, `/items/organizations?filter[internal_notes][_contains]=${word}`,
      `/items/organizations?search=${word}`, `/relais/directory/partner/organizations/${organization}`, `/relais/directory/organizations/${organization}`, `/items/offers?fields=*,organization.internal_notes&filter[organization][_eq]=${organization}`,
      `/items/organizations/${organization}?fields=id,interactions.summary`,
    ]

    for (const as of ['partenaire', 'partenaire2', 'usager', 'prescripteur', null]) {
      for (const path of paths) expect([as, path, (await textOf(path, { as })).text.includes(`"${word}`)]).toEqual([as, path, false])
    }
  })

  it('does not show people what the team did not share of their own file', async () => {
    const word = canary()
    const { structure } = await makeWorld()
    const { rows } = await db.query<{ id: string }>('select id from people where "user" = $1', [userId('usager')])
    const person = rows[0]?.id ?? await aPerson(structure, { user: userId('usager') })
    const file = await aCase(person, structure, {}, { referent: userId('conseiller') })
    const interview = await insert('interviews', { case: file, user: userId('conseiller'), happened_at: '2025-01-06T10:00:00Z', summary: word, visible_to_beneficiary: false })
    await insert('relatives', { person, last_name: 'Essai', relationship: 'mother', notes: word })

    for (const path of [`/items/interviews/${interview}`, '/items/interviews?fields=*.*', `/items/cases/${file}?fields=*,interviews.*`, '/items/relatives?fields=notes', '/relais/cases/mine', `/items/interviews?search=${word}`]) {
      expect([path, (await textOf(path, { as: 'usager' })).text.includes(`"${word}`)]).toEqual([path, false])
    }
    await db.query('delete from cases where id = $1', [file])
  })
})
