import type { CollectionName } from '../../index.ts'
import type { Definition } from '../types.ts'
import { accreditationWorkflow } from './accreditation.ts'
import { caseWorkflow } from './case.ts'
import { listingWorkflow } from './listing.ts'
import { proposalWorkflow } from './proposal.ts'
import { referralWorkflow } from './referral.ts'
import { transferWorkflow } from './transfer.ts'

/** A workflow that the product ships: where it lives, and whether the engine holds its objects to it. */
export interface ShippedWorkflow { key: string, collection: CollectionName, field: string, label: { fr: string, en: string }, isEnforced: boolean, definition: Definition, /** Its steps do more than move: their own endpoints alone do them. */ isMovedByItsOwn?: boolean }

/** Every workflow of the product. */
export const shippedWorkflows: readonly ShippedWorkflow[] = [
  { key: 'case', collection: 'cases', field: 'status', label: { fr: 'Parcours du dossier', en: 'Way of a file' }, isEnforced: true, definition: caseWorkflow },
  { key: 'referral', collection: 'referrals', field: 'status', label: { fr: 'Parcours de l’orientation', en: 'Way of a referral' }, isEnforced: true, definition: referralWorkflow },
  { key: 'transfer', collection: 'transfers', field: 'status', label: { fr: 'Parcours du transfert', en: 'Way of a transfer' }, isEnforced: true, definition: transferWorkflow },
  { key: 'listing', collection: 'organizations', field: 'status', label: { fr: 'Parcours de la fiche d’un partenaire', en: 'Way of a partner’s listing' }, isEnforced: true, definition: listingWorkflow },
  { key: 'accreditation', collection: 'accreditations', field: 'status', label: { fr: 'Parcours de l’habilitation', en: 'Way of an accreditation' }, isEnforced: true, definition: accreditationWorkflow },
  { key: 'proposal', collection: 'change_proposals', field: 'status', label: { fr: 'Parcours d’une modification proposée', en: 'Way of a proposed change' }, isEnforced: true, isMovedByItsOwn: true, definition: proposalWorkflow },
]
