import type { Caller, Host } from '@relais/extensions/platform'
import { ForbiddenError, MEMBER_NOW, inAuthoredTransaction } from '@relais/extensions/platform'
import { LastOwnerError } from '../errors.ts'
import { assertMember } from './members.ts'

interface Member { id: string, user: string, right: string, is_active: boolean }

/** Ends the membership of a colleague, now: whoever is responsible for the listing does it, and one of them who can sign in stays. */
export function endMembership(host: Host, caller: Caller, id: string): Promise<void> {
  return inAuthoredTransaction(host, caller, async (trx) => {
    const { rows: [found] } = await trx.raw<{ rows: { organization: string }[] }>('select organization from organization_members where id = ?', [id])
    await assertMember(trx, caller, found?.organization ?? null, ['owner'])
    // Two owners who remove each other wait for one another here.
    const { rows: members } = await trx.raw<{ rows: Member[] }>(
      `select m.id, m."user", m."right", u.status = 'active' as is_active from organization_members m join directus_users u on u.id = m."user"
       where m.organization = ? and ${MEMBER_NOW} order by m.id for update of m`, [found?.organization ?? null],
    )
    const leaving = members.find(member => member.id === id)
    if (!leaving || !members.some(member => member.user === caller.user && member.right === 'owner')) throw new ForbiddenError()
    if (!members.some(({ id: other, right, is_active: isActive }) => other !== id && right === 'owner' && isActive)) throw new LastOwnerError()
    await trx.raw('update organization_members set valid_until = now() where id = ?', [id])
  })
}
