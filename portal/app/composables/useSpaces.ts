import type { Space } from '#shared/types/session'

export interface SpaceLink { space: Space | 'public', label: string, icon: string, to: string }

/** The places that the person signed in may go to, the public map first. */
export function useSpaces() {
  const { t } = useI18n()
  const { me } = useSession()
  const localePath = useLocalePath()

  return computed<SpaceLink[]>(() => {
    const all: SpaceLink[] = [
      { space: 'public', label: t('shell.nav.directory'), icon: 'i-lucide-map', to: localePath('/') },
      { space: 'conseiller', label: t('shell.nav.adviser'), icon: 'i-lucide-users', to: localePath('/conseiller') },
      { space: 'prescripteur', label: t('shell.nav.prescriber'), icon: 'i-lucide-signpost', to: localePath('/prescripteur') },
      { space: 'pilotage', label: t('shell.nav.steering'), icon: 'i-lucide-table-2', to: localePath('/pilotage') },
      { space: 'partenaire', label: t('shell.nav.partner'), icon: 'i-lucide-building-2', to: localePath('/partenaire') },
      { space: 'usager', label: t('shell.nav.beneficiary'), icon: 'i-lucide-user', to: localePath('/usager') },
    ]
    return all.filter(link => link.space === 'public' || me.value?.spaces.includes(link.space))
  })
}
