/** Memberships of an organisation, aliased `m`, that hold at this instant: from its start, until before its end. */
export const MEMBER_NOW = `m.valid_from <= now() and (m.valid_until is null or m.valid_until > now())`
