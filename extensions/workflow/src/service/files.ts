import type { Caller, Host, Row } from '@relais/extensions/platform'
import { FormInvalidError } from '@relais/extensions/platform'
import { fileFields, isSentForRecord } from '@relais/extensions/access'
import { formOf } from '@relais/extensions/configurator'
import type { Label } from '@relais/schema'
import { getCollection } from '@relais/schema'
import { isLogo } from '@relais/schema/access'
import type { Refusal } from '@relais/schema/workflow'
import type { Knex } from 'knex'

const NOT_SENT: Label = { fr: 'Ce fichier est vide, n’existe pas ou n’a pas été envoyé par vous. Envoyez-le de nouveau.', en: 'This file is empty, does not exist or was not sent by you. Send it again.' }

interface Sent { caller: Caller, collection: string, row: Row, values: Row }

/** Refuses the answers that name a file which the caller did not send, or which holds nothing: naming it would give it to whoever reads the record. */
export async function assertSentFiles(host: Host, trx: Knex.Transaction, { caller, collection, row, values }: Sent): Promise<void> {
  const schema = await host.getSchema({ database: trx })
  for (const field of fileFields(schema, collection)) {
    const id = values[field]
    if (id === undefined || id === null || id === row[field] || isLogo(collection, field)) continue
    if (typeof id === 'string' && await isSentForRecord(trx, id, caller.user)) continue
    throw new FormInvalidError({ errors: [{ field, code: 'NOT_A_CHOICE', label: (await labelOf(host, trx, collection, field)).fr, message: NOT_SENT }] })
  }
}

/** The same reasons, those about a file with the name of the field that asks for it. */
export async function withFileNames(host: Host, trx: Knex.Transaction, collection: string, reasons: readonly Refusal[]): Promise<Refusal[]> {
  return Promise.all(reasons.map(async (reason) => {
    if (reason.code !== 'FILE_MISSING' || reason.field === undefined) return reason
    const { fr, en } = await labelOf(host, trx, collection, reason.field)
    return { ...reason, message: { fr: `${fr} : ${lowered(reason.message.fr)}`, en: `${en}: ${lowered(reason.message.en)}` } }
  }))
}

const lowered = (sentence: string): string => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`

/** What a field is called here: the words of local administrators come first. */
export async function labelOf(host: Host, trx: Knex, collection: string, name: string): Promise<Label> {
  const form = await formOf({ knex: trx, schema: await host.getSchema({ database: trx }) }, collection, { audience: 'admin', within: 'everywhere' })
  return form.fields.find(({ field }) => field === name)?.label ?? getCollection(collection)?.fields[name]?.label ?? { fr: name, en: name }
}
