import { useSearchParams } from 'wouter'

const MOST_QUEUES = 200

/** What the address says of the board, so that it can be kept as a bookmark. */
export interface BoardAddress {
  /** The queues to show; null for all. */
  queueIds: readonly string[] | null
  isTv: boolean
  chooseQueues(ids: readonly string[] | null): void
  leaveTv(): void
}

export function useBoardAddress(): BoardAddress {
  const [params, setParams] = useSearchParams()
  const ids = (params.get('colas') ?? '').split(',').filter(Boolean).slice(0, MOST_QUEUES)
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  return {
    queueIds: ids.length > 0 ? ids : null,
    isTv: params.get('tv') === '1',
    chooseQueues: (chosen) => set('colas', chosen && chosen.length > 0 ? chosen.join(',') : null),
    leaveTv: () => set('tv', null),
  }
}

/** The same board as a television shows it. */
export function tvPath(queueIds: readonly string[] | null): string {
  return `/tablero?tv=1${queueIds ? `&colas=${queueIds.join(',')}` : ''}`
}
