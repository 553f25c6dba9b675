const PREFIX = 'relais.draft.'

export interface Draft {
  values: Record<string, unknown>
  base: Record<string, unknown>
  savedAt: number
}

function isDraft(value: unknown): value is Draft {
  return isRecord(value) && isRecord(value.values) && isRecord(value.base) && typeof value.savedAt === 'number'
}

/** Name of a draft: whose it is, and of what. Nobody's drafts are never kept. */
export function draftKey(user: string | undefined, collection: string, record: string): string | null {
  return user === undefined ? null : [user, collection, record].join('.')
}

/** Reads what was typed in a form and not sent yet. */
export function readDraft(key: string | null): Draft | undefined {
  const stored = key === null ? null : sessionStorage.getItem(PREFIX + key)
  if (stored === null) return undefined
  try {
    const draft: unknown = JSON.parse(stored)
    return isDraft(draft) ? draft : undefined
  }
  catch {
    return undefined
  }
}

/** Keeps what is typed for the life of the tab, so that signing in again loses nothing. */
export function writeDraft(key: string | null, draft: Draft): void {
  if (key === null) return
  try {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(draft))
  }
  catch {
    // Storage full or refused: the form itself still holds the values.
  }
}

/** Forgets one draft, once sent or given up. */
export function dropDraft(key: string | null): void {
  if (key !== null) sessionStorage.removeItem(PREFIX + key)
}

/** Forgets every draft of this tab, so that the next person at this computer sees none. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
  }
}
