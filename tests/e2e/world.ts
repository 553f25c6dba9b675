import { randomUUID } from 'node:crypto'
import { isValidSiret } from '../../schema/forms/index.ts'
import { call, db } from '../support/stack.ts'
import type { Locator } from 'playwright-core'

export interface Listing { id: string, name: string }

/** The listing of the demo world that both partner accounts keep. */
export async function sharedListing(): Promise<Listing> {
  const { rows } = await db.query<Listing>(
    `select o.id, o.name from organizations o
     join organization_members m on m.organization = o.id join directus_users u on u.id = m."user"
     where u.email in ('partenaire@relais.example', 'partenaire2@relais.example')
     group by o.id, o.name having count(distinct u.id) = 2`,
  )
  const [listing] = rows
  if (!listing) throw new Error('the demo world has no listing kept by two partners')
  return listing
}

/** One column of one row, as it is in the database. */
export async function valueOf<T>(table: 'organizations' | 'people' | 'actions' | 'offers', field: string, id: string): Promise<T | undefined> {
  const { rows } = await db.query<{ value: T }>(`select ${field} as value from ${table} where id = $1`, [id])
  return rows[0]?.value
}

/** Another SIRET of the same company, with a right key; of an invented one when there is none. */
export function otherSiret(siret: string | null | undefined): string {
  const siren = siret && isValidSiret(siret) ? siret.slice(0, 9) : '999000003'
  for (let tail = 21; tail < 1000; tail++) {
    const candidate = siren + String(tail).padStart(5, '0')
    if (candidate !== siret && isValidSiret(candidate)) return candidate
  }
  throw new Error('no SIRET found')
}

/** A number of the range kept for fiction, never the same twice in a run. */
export function aPhone(): { written: string, stored: string } {
  const digits = String(Math.floor(1000 + Math.random() * 9000))
  return { written: `01 99 00 ${digits.slice(0, 2)} ${digits.slice(2)}`, stored: `+3319900${digits}` }
}

interface OfferInput { title: string, summary: string, theme: string, places: number }

/** An offer of the shared listing, online, created by the partner. */
export async function anOffer(listing: Listing, { title, summary, theme, places }: OfferInput): Promise<{ id: string, title: string }> {
  const { status, body } = await call<{ data: { id: string } }>(`/relais/directory/partner/organizations/${listing.id}/offers`, {
    as: 'partenaire', method: 'POST',
    body: { values: { kind: 'service', title, summary, themes: [theme], status: 'active', visibility: 'public' }, places, idempotency_key: randomUUID() },
  })
  if (status !== 201) throw new Error(`offer refused: ${status} ${JSON.stringify(body)}`)
  return { id: body.data.id, title }
}

/** Brings something under the bar that stays at the top, as a person scrolls to it: for the pictures. */
export async function frame(target: Locator): Promise<void> {
  await target.evaluate((element) => {
    element.style.scrollMarginTop = '90px'
    element.scrollIntoView({ block: 'start' })
  })
}
