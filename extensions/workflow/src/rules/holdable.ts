import type { CollectionDefinition, FieldGroup } from '@relais/schema'
import type { FormField } from '@relais/schema/forms'

/** Why a workflow may not hold a field, and what to do. */
export const NOT_HELD = {
  COLLECTION_NOT_OPEN: 'cette liste n’est pas de celles que l’on configure. Choisissez une liste du Configurateur',
  COLLECTION_HELD: 'un autre parcours est déjà appliqué à cette liste. Modifiez celui-là, ou cessez d’abord de l’appliquer',
  FIELD_HELD: 'un parcours existe déjà pour ce champ. Ouvrez-le dans la liste des parcours',
  FIELD_UNKNOWN: 'ce champ n’existe pas dans tout le réseau, ou il est retiré. Rechargez la page, puis choisissez-en un autre',
  FIELD_NOT_CHOICE: 'ce champ n’est pas une liste où l’on choisit une réponse. Ajoutez d’abord un champ « Un choix » dans le Configurateur',
  FIELD_KEPT: 'ce champ est rempli par le produit lui-même. Ajoutez plutôt un champ « Un choix » dans le Configurateur',
  FIELD_SEALED: 'ce champ parle de santé ou de notes privées : ses réponses ne se comptent pas. Choisissez-en un autre',
  CHOICES_NOT_STATES: 'les valeurs de ses choix ne peuvent pas être des étapes : elles ne commencent pas toutes par une lettre. Ajoutez plutôt un champ « Un choix » dans le Configurateur',
} as const
export type WhyNotHeld = keyof typeof NOT_HELD

/** Fields that endpoints of the product write as part of something else: a workflow would close them. */
const WRITTEN: readonly string[] = ['actions.status']
const STATE = /^[a-z][a-z0-9_]{0,39}$/
/** What nobody counts without reading the records. */
const SEALED: readonly (FieldGroup | undefined)[] = ['health', 'notes']

/** Why the records of a collection may not be held by this field, or null. */
export function whyNotHeld({ collection, archive }: CollectionDefinition, { field, type, kind, choices, readonly, createOnly, computed }: FormField, group: FieldGroup | undefined): WhyNotHeld | null {
  if (kind !== 'choice' || !choices || (type !== 'string' && type !== 'text')) return 'FIELD_NOT_CHOICE'
  if (readonly || createOnly || computed !== null || archive?.field === field || WRITTEN.includes(`${collection}.${field}`)) return 'FIELD_KEPT'
  if (SEALED.includes(group)) return 'FIELD_SEALED'
  return choices.every(({ value }) => typeof value === 'string' && STATE.test(value)) ? null : 'CHOICES_NOT_STATES'
}
