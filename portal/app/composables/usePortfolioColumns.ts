import type { FormField } from '@relais/schema/forms'

interface PortfolioColumn { key: string, label: string, field: FormField | null }

// Shown in the first column, or too long for a row.
const NEVER = ['id', 'person', 'next_step_on', 'summary', 'structure']

/** The columns an adviser may show: the usual ones first, then any other field of a case, the local ones included. */
export function usePortfolioColumns() {
  const { form } = useForms()
  const { label, fieldLabel } = useReading()
  const { t } = useI18n()

  const columns = computed<PortfolioColumn[]>(() => {
    const usual = PORTFOLIO_COLUMNS.map(key => ({ key, label: fieldLabel('cases', key), field: null }))
    const others = (form('cases')?.fields ?? []).filter(field =>
      !NEVER.includes(field.field) && !usual.some(column => column.key === field.field)
      && !['relation', 'file', 'json', 'long_text'].includes(field.kind))
    return [...usual, { key: 'deadline_at', label: t('step.deadline'), field: null }, ...others.map(field => ({ key: field.field, label: label(field.label), field }))]
  })

  return { columns }
}
