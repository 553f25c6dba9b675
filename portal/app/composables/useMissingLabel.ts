/** Names what a listing lacks: a field of the organisation, or a whole part of it. */
export function useMissingLabel() {
  const { t } = useI18n()
  const { fieldLabel } = useReading()

  return function missingLabel(missing: string): string {
    const parts: Record<string, string> = {
      sites: t('partner.missing.sites'),
      contacts: t('partner.missing.contacts'),
      offers: t('partner.missing.offers'),
    }
    return parts[missing] ?? fieldLabel('organizations', missing)
  }
}
