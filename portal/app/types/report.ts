interface Words { fr: string, en: string }

export interface ReportTitle { key: string, label: Words, description: Words }

/** Numbers by département; a line without a code gathers what has no known place. */
export interface ReportTable extends ReportTitle {
  columns: { key: string, label: Words }[]
  lines: { code: string | null, name: string | null, values: Record<string, number> }[]
  total: Record<string, number>
}
