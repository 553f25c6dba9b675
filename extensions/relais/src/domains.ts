import { access } from '@relais/extensions/access/domain'
import { cases } from '@relais/extensions/cases/domain'
import { configurator } from '@relais/extensions/configurator/domain'
import { directory } from '@relais/extensions/directory/domain'
import { identity } from '@relais/extensions/identity/domain'
import { hook } from '@relais/extensions/platform'
import type { Domain } from '@relais/extensions/platform'
import { privacy } from '@relais/extensions/privacy/domain'
import { workflow } from '@relais/extensions/workflow/domain'

/** Every domain, in the order in which it looks at a request: what closes and limits comes first. */
export const DOMAINS: readonly Domain[] = [{ name: 'platform', hook }, access, cases, configurator, directory, identity, privacy, workflow]
