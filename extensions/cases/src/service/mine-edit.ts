import type { Caller, Host, Row } from '@relais/extensions/platform'
import { AlreadyDecidedError, ForbiddenError, inAuthoredTransaction, sudoItems, sudoRead } from '@relais/extensions/platform'
import { formOf, saveEdit } from '@relais/extensions/directory'
import type { EditBody } from '@relais/extensions/directory'
import { ownPerson } from './mine.ts'

/** Saves what a person corrects in their own details. */
export async function editOwnPerson(host: Host, caller: Caller, body: EditBody): Promise<unknown> {
  const id = await ownPerson(host.database, caller)
  const form = await formOf(host, 'people', { audience: 'beneficiary', user: caller.user })
  return saveEdit(host, caller, {
    collection: 'people', id, form, ownerOf: async row => ({ organization: null, person: id, structure: String(row['structure']) }),
  }, body)
}

interface Action { id: string, status: string, responsible: string | null, done_at: Date | null }

/** Ticks one of the person's own actions, or takes the tick back. */
export async function tickAction(host: Host, caller: Caller, id: string, done: boolean): Promise<Row> {
  const person = await ownPerson(host.database, caller)
  return inAuthoredTransaction(host, caller, async (trx) => {
    const { rows } = await trx.raw<{ rows: Action[] }>(
      `select a.id, a.status, a.responsible, a.done_at from actions a join cases c on c.id = a."case"
       where a.id = ? and c.person = ? and a.visible_to_beneficiary and a.responsible = 'beneficiary' for update of a`,
      [id, person],
    )
    const [action] = rows
    if (!action) throw new ForbiddenError()
    if (action.status === 'cancelled') throw new AlreadyDecidedError({ status: action.status })
    if (done !== (action.status === 'done')) await (await sudoItems(host, trx, caller, 'actions')).updateOne(id, stateOf(done, caller))
    const [saved] = await sudoRead(host, trx, 'actions', { filter: { id: { _eq: id } }, fields: ['id', 'status', 'done_at'] })
    if (!saved) throw new ForbiddenError()
    return saved
  })
}

function stateOf(done: boolean, caller: Caller): Row {
  return done
    ? { status: 'done', done_at: new Date().toISOString(), done_by: caller.user }
    : { status: 'todo', done_at: null, done_by: null }
}
