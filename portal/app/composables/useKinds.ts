/** The names of the kinds of offers and organisations; a kind added locally shows as it is written. */
export function useKinds() {
  const { t } = useI18n()

  const offerKinds = computed<Record<string, string>>(() => ({
    service: t('public.kind.service'),
    workshop: t('public.kind.workshop'),
    job: t('public.kind.job'),
    training: t('public.kind.training'),
    immersion: t('public.kind.immersion'),
    tig_post: t('public.kind.tig_post'),
    care_place: t('public.kind.care_place'),
    guardianship: t('public.kind.guardianship'),
    premises: t('public.kind.premises'),
  }))
  const organizationKinds = computed<Record<string, string>>(() => ({
    association: t('public.kind.association'),
    company: t('public.kind.company'),
    social_enterprise: t('public.kind.social_enterprise'),
    local_authority: t('public.kind.local_authority'),
    state_service: t('public.kind.state_service'),
    training_body: t('public.kind.training_body'),
    health: t('public.kind.health'),
    school: t('public.kind.school'),
    justice: t('public.kind.justice'),
    other: t('public.kind.other'),
  }))

  function kindLabel(kind: string | null | undefined): string {
    return kind ? offerKinds.value[kind] ?? organizationKinds.value[kind] ?? kind : ''
  }

  return { offerKinds, organizationKinds, kindLabel }
}
