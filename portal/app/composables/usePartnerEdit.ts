import type { RecordChanges } from '~/composables/useRecordForm'

export interface PartnerEditResult { published: string[], proposed: { field: string }[] }

/** Sends what a partner changed and says, field by field, what is online and what waits for a reviewer. */
export function usePartnerEdit() {
  const api = useApi()
  const { t } = useI18n()
  const { fieldLabel } = useReading()
  const { tell } = useDeed()

  function change(collection: string, id: string) {
    return ({ values, base, confirm }: RecordChanges) =>
      api<PartnerEditResult>(`/directory/partner/${collection}/${id}`, { method: 'PATCH', body: { values, base, confirm } })
  }

  function names(collection: string, fields: readonly string[]): string {
    return fields.map(field => fieldLabel(collection, field)).join(', ')
  }

  function tellResult(collection: string, result: PartnerEditResult): void {
    const published = result.published
    const proposed = result.proposed.map(proposal => proposal.field)
    const sentences = [
      ...(published.length > 0 ? [t('partner.edit.published', { fields: names(collection, published) })] : []),
      ...(proposed.length > 0 ? [t('partner.edit.proposed', { fields: names(collection, proposed) })] : []),
    ]
    tell(t('partner.edit.saved'), sentences.join(' ') || undefined)
  }

  return { change, tellResult }
}
