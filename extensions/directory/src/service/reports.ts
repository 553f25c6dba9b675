import type { Caller, Host } from '@relais/extensions/platform'
import { ForbiddenError } from '@relais/extensions/platform'
import type { Filter } from '@directus/types'
import { installedKits } from '@relais/schema'
import type { Label, Report } from '@relais/schema'
import type { ReportLine, ReportNumbers } from '../rules/report.ts'
import { countReport } from '../rules/report.ts'

interface ReportTitle { key: string, label: Label, description: Label }

/** A table of numbers by département, ready to be shown. */
export interface ReportTable extends ReportTitle {
  columns: { key: string, label: Label }[]
  lines: (ReportLine & { name: string | null })[]
  total: ReportNumbers['total']
}

const reports = (): Report[] => installedKits().flatMap(kit => kit.reports ?? [])
const titleOf = ({ key, label, description }: Report): ReportTitle => ({ key, label, description })

/** The reports that the kits of this instance bring. */
export function listReports(): ReportTitle[] {
  return reports().map(titleOf)
}

/** A report computed from the rows that the caller may read, and from no other. */
export async function readReport(host: Host, caller: Caller, key: string): Promise<ReportTable> {
  const report = reports().find(each => each.key === key)
  if (!report) throw new ForbiddenError()
  const { collection, where, by, measures } = report
  const items = new host.services.ItemsService<Record<string, unknown>>(collection, { schema: await host.getSchema(), accountability: caller.accountability })
  const rows = await items.readByQuery({ filter: where as Filter, fields: ['id', by, ...measures.flatMap(({ path, when }) => [path ?? [], when?.path ?? []].flat())], limit: -1 })
  const { lines, total } = countReport(report, rows)
  const names = await departementNames(host)
  return {
    ...titleOf(report),
    columns: measures.map(({ key: name, label }) => ({ key: name, label })),
    lines: lines.map(line => ({ ...line, name: line.code === null ? null : names.get(line.code) ?? line.code })),
    total,
  }
}

async function departementNames(host: Host): Promise<Map<string, string>> {
  const { rows } = await host.database.raw<{ rows: { code: string, name: string }[] }>(`select distinct on (code) code, name from territories where kind = 'departement' order by code, vintage desc`)
  return new Map(rows.map(({ code, name }) => [code, name]))
}
