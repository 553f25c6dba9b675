import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { findAccount } from '../../../seeds/identity/accounts.ts'
import { db } from '../../support/stack.ts'

type Row = Record<string, unknown>

/** Inserts a row and returns its key; JSON columns take arrays as they are. */
export async function insert(table: string, row: Row): Promise<string> {
  const full: Row = { id: randomUUID(), ...row }
  const names = Object.keys(full)
  const values = names.map(name => (Array.isArray(full[name]) ? JSON.stringify(full[name]) : full[name]))
  await db.query(
    `insert into ${pg.escapeIdentifier(table)} (${names.map(name => pg.escapeIdentifier(name)).join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  )
  return String(full['id'])
}

/** One row as it is in the database. */
export async function rowOf(table: string, id: string): Promise<Row> {
  const { rows } = await db.query(`select * from ${pg.escapeIdentifier(table)} where id = $1`, [id])
  return rows[0] ?? {}
}

export async function update(table: string, id: string, row: Row): Promise<void> {
  const names = Object.keys(row)
  await db.query(
    `update ${pg.escapeIdentifier(table)} set ${names.map((name, index) => `${pg.escapeIdentifier(name)} = $${index + 2}`).join(', ')} where id = $1`,
    [id, ...names.map(name => (Array.isArray(row[name]) ? JSON.stringify(row[name]) : row[name]))],
  )
}

export function userId(account: string): string {
  const found = findAccount(account)
  if (!found) throw new Error(`unknown demo account ${account}`)
  return found.id
}

export const key = () => randomUUID()
export const PAST = '2024-01-01T00:00:00Z'
export const SIRET_LA_POSTE = '35600000049837'
const DESCRIPTION = 'Nous accueillons toute personne en difficulté, sans rendez-vous, et cherchons avec elle une solution durable.'

export const aStructure = (row: Row = {}) => insert('structures', {
  name: 'Mission locale des essais', code: `ESSAI-${randomUUID().slice(0, 8)}`, level: 'local', kind: 'mission_locale', time_zone: 'Europe/Paris', status: 'active',
  legal_basis_justice: false, ...row,
})

export const anOrganization = (structure: string, row: Row = {}) => insert('organizations', {
  name: 'Atelier des essais', kind: 'association', status: 'active', visibility: 'public', structure, description: DESCRIPTION, phone: '+33140000000', ...row,
})

export const aSite = (organization: string, row: Row = {}) => insert('sites', {
  organization, name: 'Accueil', is_main: true, postal_code: '75011', city: 'Paris', commune_code: '75111', latitude: 48.8594, longitude: 2.3765, status: 'active', ...row,
})

export const anOffer = (organization: string, structure: string, row: Row = {}) => insert('offers', {
  organization, structure, kind: 'service', title: 'Aide aux démarches', description: DESCRIPTION, themes: ['rights'], status: 'active', visibility: 'public', ...row,
})

export const somePlaces = (offer: string, organization: string, capacity: number | null) => insert('offer_places', { offer, organization, capacity, reserved: 0 })

export const aMember = (organization: string, account: string, right: string, row: Row = {}) => insert('organization_members', {
  organization, user: userId(account), right, valid_from: PAST, ...row,
})

export const aMembership = (structure: string, account: string, workFunction: string) => insert('memberships', {
  structure, user: userId(account), function: workFunction, valid_from: '2024-01-01',
})

export const aPerson = (structure: string, row: Row = {}) => insert('people', {
  structure, last_name: 'Essai', first_name: 'Alix', gender: 'unknown', birth_date: '2004-05-06', phone: '+33612345678', disability_worker: false, ...row,
})

export async function aCase(person: string, structure: string, team: Record<string, string>, row: Row = {}): Promise<string> {
  const id = await insert('cases', {
    person, structure, programme: 'accompagnement', status: 'support', opened_on: '2025-01-06', urgency: 'none', reference: `E-${randomUUID().slice(0, 8)}`, ...row,
  })
  for (const [account, memberFunction] of Object.entries(team)) {
    await insert('case_members', { case: id, user: userId(account), function: memberFunction, valid_from: '2024-01-01' })
  }
  return id
}

export interface World { structure: string, other: string, organization: string, foreign: string, site: string, offer: string, places: string }

/**
 * A structure where the adviser and the manager of Paris work, with an organisation that two partner accounts keep,
 * and a foreign organisation that neither reaches.
 */
export async function makeWorld(): Promise<World> {
  const structure = await aStructure()
  const other = await aStructure({ name: 'Autre structure' })
  await aMembership(structure, 'conseiller', 'adviser')
  await aMembership(structure, 'responsable', 'manager')
  const organization = await anOrganization(structure)
  const foreign = await anOrganization(other, { name: 'Organisation étrangère' })
  await aMember(organization, 'partenaire', 'owner')
  await aMember(organization, 'partenaire2', 'editor')
  const site = await aSite(organization)
  const offer = await anOffer(organization, structure)
  const places = await somePlaces(offer, organization, 8)
  return { structure, other, organization, foreign, site, offer, places }
}
