/** What others may use: the statements of the reads that are made all day long, as the bench plays them. */
export { fileStatement } from './reads/file-sql.ts'
export { portfolioStatement } from './reads/portfolio-sql.ts'
export { PortfolioQuerySchema } from './reads/query.ts'
export type { ReadModel } from './reads/row-json.ts'
export { RowJson } from './reads/row-json.ts'
export type { Statement } from './reads/statement.ts'
