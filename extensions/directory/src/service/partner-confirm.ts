import type { Caller, Host } from '@relais/extensions/platform'
import { inAuthoredTransaction, sudoItems } from '@relais/extensions/platform'

/** Notes that an offer is still true, without changing anything of it; the caller has been checked as an editor. */
export function confirmOffer(host: Host, caller: Caller, id: string): Promise<{ last_confirmed_at: string }> {
  return inAuthoredTransaction(host, caller, async (trx) => {
    const now = new Date().toISOString()
    const sudo = await sudoItems(host, trx, caller, 'offers')
    await sudo.updateOne(id, { last_confirmed_at: now, updated_by_partner_at: now })
    return { last_confirmed_at: now }
  })
}
