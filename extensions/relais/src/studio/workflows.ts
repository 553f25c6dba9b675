import { defineModule } from '@directus/extensions-sdk'
import { roleIds } from '@relais/schema/access'
import DesignerPage from '../../../workflow/src/app/designer-page.vue'

const NAME = navigator.language.startsWith('en') ? 'Workflows' : 'Parcours'

interface StudioUser { admin_access?: boolean, role?: string | { id?: string } | null }

const roleOf = ({ role }: StudioUser): string | undefined => (typeof role === 'string' ? role : role?.id)

/** Shown to those whom the server answers: administrators and configurators. */
function isForUser(user: StudioUser): boolean {
  return user.admin_access === true || roleOf(user) === roleIds.configurator || roleOf(user) === roleIds.admin
}

export default defineModule({
  id: 'relais-workflows',
  name: NAME,
  icon: 'account_tree',
  routes: [{ path: '', component: DesignerPage }],
  preRegisterCheck: user => isForUser(user),
})
