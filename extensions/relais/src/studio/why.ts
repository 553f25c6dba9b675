import { defineModule } from '@directus/extensions-sdk'
import { roleIds } from '@relais/schema/access'
import WhyPage from '../../../access/src/app/why-page.vue'

const NAME = navigator.language.startsWith('en') ? 'Why?' : 'Pourquoi ?'

interface StudioUser { admin_access?: boolean, role?: string | { id?: string } | null }

const roleOf = ({ role }: StudioUser): string | undefined => (typeof role === 'string' ? role : role?.id)

/** Shown to those whom the server answers: administrators and managers. */
function isForUser(user: StudioUser): boolean {
  return user.admin_access === true || roleOf(user) === roleIds.manager || roleOf(user) === roleIds.admin
}

export default defineModule({
  id: 'relais-why',
  name: NAME,
  icon: 'key_visualizer',
  routes: [{ path: '', component: WhyPage }],
  preRegisterCheck: user => isForUser(user),
})
