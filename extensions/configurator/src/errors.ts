import type { DirectusError } from '@directus/errors'
import { createError } from '@directus/errors'
import type { Finding } from '@relais/schema/forms/rules'
import type { InputError } from './rules/form-errors.ts'
import { sentenceOf } from './rules/form-errors.ts'
import type { Refusal, RefusalDetail } from './rules/refusals.ts'
import { REFUSALS } from './rules/refusals.ts'

/** Same answer for a missing record and for somebody else's: it never tells which. */
export const ForbiddenError = createError(
  'FORBIDDEN',
  'Cette fiche n’existe pas ou ne vous est pas ouverte. Rien n’a été modifié. Revenez à votre espace pour voir ce qui vous est accessible.',
  403,
)

/** Values that the form of a collection refuses, each named. */
export const FormInvalidError = createError<{ errors: InputError[] }>('FORM_INVALID', ({ errors }) => sentenceOf(errors), 400)

/** A rule that the language or the schema refuses; each finding says where and how to put it right. */
export const RuleInvalidError = createError<{ findings: Finding[], errors: InputError[] }>('RULE_INVALID', ({ findings }) => `Rien n’a été enregistré. ${findings.map(({ message }) => message.fr).join(' ')}`, 400)

interface RuleUse { collection: string, field: string, usedBy: string[] }

/** Deleting a field that rules read would break them in silence. */
export const FieldInRuleError = createError<RuleUse>('FIELD_IN_RULE', ({ field, usedBy }) => `Le champ « ${field} » n’a pas été supprimé : les règles de ${usedBy.map(name => `« ${name} »`).join(', ')} en dépendent. Changez d’abord ces règles.`, 409)

interface FieldDetail { collection: string, field: string }

/** The product relies on this field: only a release of the product may remove it. */
export const ProductFieldError = createError<FieldDetail>(
  'PRODUCT_FIELD',
  ({ collection, field }) => `Le champ « ${field} » de « ${collection} » fait partie du produit : il n’a pas été supprimé. Masquez-le dans le Studio si vous n’en avez pas l’usage.`,
  409,
)

/** A snapshot that ignores local fields would erase what people entered in them. */
export const LocalFieldError = createError<FieldDetail>(
  'LOCAL_FIELD_KEPT',
  ({ collection, field }) => `Le champ local « ${field} » de « ${collection} » n’est pas dans ce schéma : il n’a pas été supprimé et rien n’a été appliqué. Appliquez le schéma du produit avec « relais schema apply », ou supprimez ce champ un à un dans le Studio.`,
  409,
)

/** The product relies on this collection. */
export const ProductCollectionError = createError<{ collection: string }>(
  'PRODUCT_COLLECTION',
  ({ collection }) => `La collection « ${collection} » fait partie du produit : elle n’a pas été supprimée.`,
  409,
)

/** Names without the prefix are kept for the releases of the product. */
export const LocalNameError = createError<FieldDetail>(
  'LOCAL_FIELD_NAME',
  ({ collection, field }) => `Le champ n’a pas été créé dans « ${collection} » : le nom d’un champ local commence par « x_ ». Nommez-le « x_${field} ».`,
  400,
)

/** The configurator does nothing, and says why with a code of its own. */
export function refusalError({ code, detail }: Refusal): DirectusError<RefusalDetail> {
  const { status, say } = REFUSALS[code]
  return new (createError<RefusalDetail>(code, say, status))(detail)
}
