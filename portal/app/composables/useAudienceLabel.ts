/** Names the audience that a value comes from, for a sentence that begins with « par ». */
export function useAudienceLabel() {
  const { t } = useI18n()

  return function audienceLabel(audience: string | null | undefined): string {
    const labels: Record<string, string> = {
      partner: t('shell.audience.partner'),
      beneficiary: t('shell.audience.beneficiary'),
      adviser: t('shell.audience.adviser'),
      manager: t('shell.audience.manager'),
      prescriber: t('shell.audience.prescriber'),
      configurator: t('shell.audience.configurator'),
      steering: t('shell.audience.steering'),
      admin: t('shell.audience.admin'),
      import: t('shell.audience.import'),
      system: t('shell.audience.system'),
      service: t('shell.audience.system'),
    }
    return labels[audience ?? 'system'] ?? t('shell.audience.other')
  }
}
