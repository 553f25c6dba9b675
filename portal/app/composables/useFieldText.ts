import type { FormField } from '@relais/schema/forms'
import { sayField } from '#shared/utils/field-text'

/** Says the value of a field in the language of the page. */
export function useFieldText() {
  const { t } = useI18n()
  const place = usePlace()
  const { language } = useDates(place)

  return (field: FormField, value: unknown): string => sayField(field, value, { language: language.value, yes: t('form.yes'), no: t('form.no'), unnamed: t('form.unnamed'), zone: place.zone.value })
}
