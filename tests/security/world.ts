import { aCase, aPerson, anOrganization, insert, makeWorld, userId } from '../integration/directory/world.ts'
import type { ApiBody } from '../support/stack.ts'
import { call, stack, tokenFor } from '../support/stack.ts'

export { insert, makeWorld, userId } from '../integration/directory/world.ts'

/** A word that stands nowhere else in the world: whoever sees it has read the file. */
export const canary = (): string => `canari${Math.random().toString(36).slice(2, 12)}`

/** Accounts that have nothing to do with the file below. */
export const STRANGERS = ['conseiller2', 'prescripteur', 'partenaire2', 'usager', 'configurateur'] as const

export interface SecretFile { word: string, structure: string, organization: string, person: string, case: string, interview: string, need: string, relative: string, own: string }

/** A file that its adviser and its manager alone reach, a canary in every text of it, and an organisation of the partner's. */
export async function aSecretFile(): Promise<SecretFile> {
  const word = canary()
  const { structure, organization: own } = await makeWorld()
  const organization = await anOrganization(structure, { name: `Réservée ${word}`, visibility: 'internal', internal_notes: word })
  const person = await aPerson(structure, { last_name: word, email: `${word}@example.org` })
  const file = await aCase(person, structure, {}, { referent: userId('conseiller'), summary: word })
  return {
    word, structure, organization, person, case: file, own,
    interview: await insert('interviews', { case: file, user: userId('conseiller'), happened_at: '2025-01-06T10:00:00Z', summary: word, visible_to_beneficiary: false }),
    need: await insert('needs', { case: file, theme: 'housing', description: word, identified_on: '2025-01-06' }),
    relative: await insert('relatives', { person, last_name: word, relationship: 'mother', notes: word }),
  }
}

/** Sends a file as a form does. */
export async function send(as: string | null, bytes: Buffer | string, { name = 'logo.png', type = 'image/png', fields = {}, path = '/files', method = 'POST' }: { name?: string, type?: string, fields?: Record<string, string>, path?: string, method?: string } = {}) {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('file', new File([new Uint8Array(Buffer.from(bytes))], name, { type }))
  const response = await fetch(`${stack.directusUrl}${path}`, { method, body: form, headers: as ? { authorization: `Bearer ${await tokenFor(as)}` } : {} })
  return { status: response.status, headers: response.headers, body: await response.json() as ApiBody & { data?: Record<string, unknown> } }
}

/** The answer of the API as one text, to look for words in it. */
export async function textOf(path: string, options: Parameters<typeof call>[1]): Promise<{ status: number, text: string }> {
  const { status, body } = await call(path, options)
  return { status, text: JSON.stringify(body) }
}
