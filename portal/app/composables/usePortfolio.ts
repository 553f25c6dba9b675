import type { BoardColumn, CaseFile } from '~/types/case'

/**
 * Reads the portfolio, by the endpoints made for it. Asked with the SEARCH method: the request may hold a person's name, which must
 * not end up in an address.
 */
export function usePortfolio() {
  const directus = useDirectus()

  function search<T>(path: string, body: Record<string, unknown>): Promise<T> {
    return directus.request(() => ({ path, method: 'SEARCH', body: JSON.stringify(body) }))
  }

  /** A page of files. */
  function read(view: PortfolioView, reader: PortfolioReader): Promise<CaseFile[]> {
    return search('/relais/cases/portfolio', portfolioRequest(view, reader))
  }

  /** The top of each column. */
  function board(view: PortfolioView, reader: PortfolioReader, states: readonly string[]): Promise<BoardColumn[]> {
    return search('/relais/cases/board', boardRequest(view, reader, states))
  }

  /** What comes after the top of a column. */
  function more(view: PortfolioView, reader: PortfolioReader, part: { state: string, page: number }): Promise<CaseFile[]> {
    return search('/relais/cases/portfolio', columnRequest(view, reader, part))
  }

  /** The open files of whoever is looked for: a name, a number, a phone or a day of birth. */
  function find(text: string, limit: number): Promise<CaseFile[]> {
    return search('/relais/cases/portfolio', { search: text, sort: 'name', limit })
  }

  return { read, board, more, find }
}
