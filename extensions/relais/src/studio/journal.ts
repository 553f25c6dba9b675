import { defineModule } from '@directus/extensions-sdk'
import { JournalView } from '../../../privacy/src/app/journal-view.ts'
import { texts } from '../../../privacy/src/app/texts.ts'

export default defineModule({
  id: 'relais-journal',
  name: texts().title,
  icon: 'policy',
  routes: [{ path: '', component: JournalView }],
  // The endpoint refuses anybody else anyway.
  preRegisterCheck: user => Boolean(Reflect.get(user, 'admin_access') ?? Reflect.get(Reflect.get(user, 'role') ?? {}, 'admin_access')),
})
