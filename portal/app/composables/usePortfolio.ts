import type { CaseFile } from '~/types/case'

/**
 * Reads a page of the portfolio, by the endpoint made for it. Asked with the SEARCH method: the request may hold a
 * person's name, which must not end up in an address.
 */
export function usePortfolio() {
  const directus = useDirectus()

  function read(view: PortfolioView, reader: PortfolioReader): Promise<CaseFile[]> {
    return directus.request(() => ({ path: '/relais/cases/portfolio', method: 'SEARCH', body: JSON.stringify(portfolioRequest(view, reader)) }))
  }

  return { read }
}
