import type { CollectionName } from '../../index.ts'
import type { Definition } from '../types.ts'
import { caseWorkflow } from './case.ts'
import { referralWorkflow } from './referral.ts'

/** A workflow that the product ships: where it lives, and whether the engine holds its objects to it. */
export interface ShippedWorkflow { key: string, collection: CollectionName, field: string, label: { fr: string, en: string }, isEnforced: boolean, definition: Definition }

/** Every workflow of the product. */
export const shippedWorkflows: readonly ShippedWorkflow[] = [
  { key: 'case', collection: 'cases', field: 'status', label: { fr: 'Parcours du dossier', en: 'Way of a file' }, isEnforced: true, definition: caseWorkflow },
  { key: 'referral', collection: 'referrals', field: 'status', label: { fr: 'Parcours de l’orientation', en: 'Way of a referral' }, isEnforced: true, definition: referralWorkflow },
]
