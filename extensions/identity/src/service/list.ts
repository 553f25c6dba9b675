import type { Caller } from '@relais/extensions/platform'
import { DISPLAY_NAME, inAuthoredTransaction, parseInput, refuseField } from '@relais/extensions/platform'
import { z } from 'zod'
import { ForbiddenError, InvitationTakenError } from '../errors.ts'
import { maskEmail } from '../rules/invitation.ts'
import type { Host } from './host.ts'
import type { Invitation } from './invitations.ts'
import { COLUMNS, isStillGiven } from './invitations.ts'
import { mayInvite } from './may-invite.ts'

export interface ListedInvitation {
  id: string
  audience: string
  right: string | null
  function: string | null
  /** The address it was made to, masked; null when whoever holds the link may take it up. */
  to: string | null
  /** Its author, when the reader may know them by name. */
  by: string | null
  created_at: string
  expires_at: string
  accepted_at: string | null
  can_revoke: boolean
}

const TARGETS = ['person', 'organization', 'structure'] as const
const QuerySchema = z.strictObject({ person: z.guid().optional(), organization: z.guid().optional(), structure: z.guid().optional() })
/** How long one that was taken up is shown where it was made. */
const TAKEN_DAYS = 90

type Found = Invitation & { date_created: Date, by: string | null, is_colleague: boolean }

/** The invitations to one person, organisation or structure that still open something, then those taken up lately. */
export async function listInvitations(host: Host, caller: Caller, query: unknown): Promise<ListedInvitation[]> {
  const asked = parseInput(QuerySchema, query)
  const [target, ...others] = TARGETS.filter(name => asked[name] !== undefined)
  if (!target || others.length > 0) {
    refuseField('organization', 'REQUIRED', { fr: 'Indiquez une personne, une organisation ou une structure, et une seule.', en: 'Give a person, an organisation or a structure, and only one.' })
  }
  const work = { host, trx: host.database, schema: await host.getSchema() }
  if (!await mayInvite(work, caller.accountability, asked)) throw new ForbiddenError()

  const { rows } = await work.trx.raw<{ rows: Found[] }>(
    `select ${COLUMNS.map(column => `i."${column}"`).join(', ')}, i.date_created, ${DISPLAY_NAME} as by,
       exists (select 1 from organization_members m where m.organization = i.organization and m."user" = i.user_created) as is_colleague
     from invitations i left join directus_users u on u.id = i.user_created
     where i.?? = ? and (i.accepted_at > now() - make_interval(days => ?) or (i.accepted_at is null and i.expires_at > now()))
     order by i.accepted_at desc nulls first, i.date_created desc, i.id limit 100`,
    [target, asked[target] ?? '', TAKEN_DAYS],
  )
  const listed: ListedInvitation[] = []
  for (const row of rows) {
    // What its author may no longer give opens nothing: it is as if revoked.
    if (row.accepted_at === null && !await isStillGiven(work, row)) continue
    listed.push({
      id: row.id, audience: row.audience, right: row.right, function: row.function,
      to: row.email === null ? null : maskEmail(row.email),
      // Partners know each other by name, not those who follow them.
      by: caller.audience !== 'partner' || row.is_colleague ? row.by : null,
      created_at: new Date(row.date_created).toISOString(),
      expires_at: new Date(row.expires_at).toISOString(),
      accepted_at: row.accepted_at && new Date(row.accepted_at).toISOString(),
      can_revoke: row.accepted_at === null && await mayInvite(work, caller.accountability, row),
    })
  }
  return listed
}

/** Cancels an invitation: its link opens nothing from now on. */
export async function revokeInvitation(host: Host, caller: Caller, id: string): Promise<void> {
  const schema = await host.getSchema()
  await inAuthoredTransaction(host, caller, async (trx) => {
    const invitation: Invitation | undefined = await trx('invitations').select(COLUMNS).where({ id }).forUpdate().first()
    if (!invitation || !await mayInvite({ host, trx, schema }, caller.accountability, invitation)) throw new ForbiddenError()
    if (invitation.accepted_at !== null) throw new InvitationTakenError()
    await trx('invitations').where({ id }).delete()
  })
}
