/** An invitation as those who may make it see it; its secret is shown once, when it is made. */
export interface SentInvitation {
  id: string
  right: 'owner' | 'editor' | 'reader' | null
  to: string | null
  by: string | null
  expires_at: string
  accepted_at: string | null
  can_revoke: boolean
}

export interface CreatedInvitation { url: string, expires_at: string, has_replaced: boolean }

/** The invitations to a person or an organisation; `null` while they load, and for whoever may not invite there. */
export function useInvitations(target: () => { person: string } | { organization: string }) {
  const api = useApi()
  const { $i18n } = useNuxtApp()
  const key = computed(() => `invitations-${Object.values(target()).join()}`)
  const { data: invitations, refresh } = useAsyncData(key, async () => {
    try {
      return await api<SentInvitation[]>('/identity/invitations', { query: target() })
    }
    catch (error: unknown) {
      if (error instanceof ApiError && error.status === 403) return null
      throw error
    }
  }, { server: false, lazy: true, default: () => null })

  async function invite(body: Record<string, unknown>): Promise<CreatedInvitation> {
    const created = await api<Partial<CreatedInvitation>>('/identity/invitations', { method: 'POST', body })
    const { url, expires_at: until, has_replaced: hasReplaced = false } = created
    // Made by an earlier attempt whose answer was lost: its secret is kept nowhere.
    if (url === undefined || until === undefined) throw new ApiError(409, 'ALREADY_SAVED', $i18n.t('space.invitation.link_lost'))
    return { url, expires_at: until, has_replaced: hasReplaced }
  }

  return { invitations, refresh, invite }
}
