/** Where reading a table goes on. */
export interface TablePosition {
  /** The greatest id read. */
  readonly id: string
  /** The instant of the latest row read. */
  readonly lastMs: number
  /** Smaller ids that were not there yet: rows are seen when they are committed, not in the order of their ids. */
  readonly gaps: readonly TableGap[]
}

export interface TableGap {
  readonly id: string
  /** When it was missed. */
  readonly sinceMs: number
}

export const TABLE_START: TablePosition = { id: '0', lastMs: 0, gaps: [] }

/** No writer of a queue log holds a row back for longer. What is missing then was never written. */
const PATIENCE_MS = 60_000
const MOST_GAPS = 500

/** The ids that are missing after `afterId` among ids that rise; of many, the latest. */
export function missedAmong(afterId: string, ids: readonly string[], nowMs: number): TableGap[] {
  const gaps: TableGap[] = []
  let before = BigInt(afterId)
  for (const each of ids) {
    const id = BigInt(each)
    const from = id - before > MOST_GAPS ? id - BigInt(MOST_GAPS) : before + 1n
    for (let missed = from; missed < id; missed++) gaps.push({ id: String(missed), sinceMs: nowMs })
    before = id
  }
  return gaps.slice(-MOST_GAPS)
}

/** The gaps still waited for. */
export const waitedFor = (
  gaps: readonly TableGap[],
  arrived: ReadonlySet<string>,
  nowMs: number,
): TableGap[] =>
  gaps.filter(({ id, sinceMs }) => !arrived.has(id) && nowMs - sinceMs < PATIENCE_MS).slice(-MOST_GAPS)
