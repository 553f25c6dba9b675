import type { BoardColumn, CaseFile } from '~/types/case'

/** A column as it is shown, with the pages that were asked for. */
export interface ShownColumn extends BoardColumn { label: string, hasMore: boolean }

interface Page { files: CaseFile[], hasMore: boolean }

const pageOf = (files: readonly CaseFile[]): Page => ({ files: files.slice(0, BOARD_COLUMN_SIZE), hasMore: files.length > BOARD_COLUMN_SIZE })

/** The columns of the portfolio: one a state, each with its own pages. */
export function useBoard(view: () => PortfolioView, reader: () => PortfolioReader) {
  const portfolio = usePortfolio()
  const { held } = useSteps()
  const label = useLabel()
  const { isBusy, run } = useDeed()
  /** The pages after the top of each column. */
  const following = ref<Record<string, Page>>({})

  const { data, status, error, refresh } = useAsyncData('portfolio-board', async () => {
    const states = (await held('cases'))?.states ?? []
    const board = states.length > 0 ? await portfolio.board(view(), reader(), states.map(({ key }) => key)) : []
    following.value = {}
    return board.map(column => ({ ...column, ...pageOf(column.files), label: label(states.find(({ key }) => key === column.state)?.label) }))
  }, { server: false, lazy: true, watch: [view, reader] })

  const columns = computed(() => data.value?.map((column): ShownColumn => {
    const after = following.value[column.state]
    return after ? { ...column, files: [...column.files, ...after.files], hasMore: after.hasMore } : column
  }))

  async function more({ state, files }: ShownColumn): Promise<void> {
    const page = Math.ceil(files.length / BOARD_COLUMN_SIZE) + 1
    const next = await run({ work: () => portfolio.more(view(), reader(), { state, page }) })
    if (!next) return
    const { files: added, hasMore } = pageOf(next)
    following.value = { ...following.value, [state]: { files: [...following.value[state]?.files ?? [], ...added], hasMore } }
  }

  return { columns, status, error, refresh, more, isBusy }
}
