import type { PreparedTab } from './prepared.tabs.ts'

/** GraphiQL puts this before each of its keys. */
const PREFIX = 'graphiql:'
const TABS = `${PREFIX}tabState`
const QUERY = `${PREFIX}query`
const VARIABLES = `${PREFIX}variables`
/** The instant that was last written into the variables as the beginning of the day. */
const TODAY = `${PREFIX}today`

interface KeptTab {
  readonly id: string
  readonly title: string
  readonly query: string | null
  readonly variables: string | null
  readonly headers: null
  readonly operationName: string | null
  readonly response: null
}

interface KeptTabs {
  readonly activeTabIndex: number
  readonly tabs: readonly KeptTab[]
}

/**
 * Where one GraphiQL keeps its tabs in this browser. Once it is closed it keeps nothing more: what GraphiQL
 * writes half a second late would otherwise undo what was put there for the next.
 */
export class TabStorage {
  private isClosed = false

  get length(): number {
    return this.keys().length
  }

  getItem(key: string): string | null {
    return localStorage.getItem(key)
  }

  setItem(key: string, value: string): void {
    if (!this.isClosed) localStorage.setItem(key, value)
  }

  removeItem(key: string): void {
    if (!this.isClosed) localStorage.removeItem(key)
  }

  clear(): void {
    for (const key of this.keys()) this.removeItem(key)
  }

  close(): void {
    this.isClosed = true
  }

  /** Tabs that were kept and still ask for the day they were prepared on ask for this one. */
  moveTo(today: string): void {
    const before = this.getItem(TODAY)
    for (const key of [TABS, VARIABLES]) {
      const kept = this.getItem(key)
      if (kept && before) this.setItem(key, kept.replaceAll(before, today))
    }
    this.setItem(TODAY, today)
  }

  /** Puts back the prepared tabs that are not there as they were, beside those that are, and opens one. */
  restore(prepared: readonly PreparedTab[]): void {
    const kept = this.tabs()
    const missing = prepared.filter(({ query }) => !kept.some((tab) => tab.query === query))
    const tabs = [...kept, ...missing.map(asKept)]
    const first = missing[0] ?? prepared[0]
    const activeTabIndex = Math.max(
      0,
      tabs.findIndex(({ query }) => query === first?.query),
    )
    const active = tabs[activeTabIndex]
    this.setItem(TABS, JSON.stringify({ tabs, activeTabIndex } satisfies KeptTabs))
    // GraphiQL opens the tab whose contents these are.
    this.put(QUERY, active?.query)
    this.put(VARIABLES, active?.variables)
  }

  private tabs(): readonly KeptTab[] {
    try {
      const { tabs } = JSON.parse(this.getItem(TABS) ?? '') as KeptTabs
      return Array.isArray(tabs) ? tabs : []
    } catch {
      return []
    }
  }

  private put(key: string, value: string | null | undefined): void {
    if (value) this.setItem(key, value)
    else this.removeItem(key)
  }

  private keys(): string[] {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
  }
}

function asKept({ query, variables }: PreparedTab, index: number): KeptTab {
  const name = /^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1] ?? null
  const id = `prepared-${Date.now()}-${index}`
  return { id, title: name ?? '', query, variables, headers: null, operationName: name, response: null }
}
