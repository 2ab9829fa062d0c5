/** A number over time, as the JSON data source wants it: pairs of value and milliseconds since 1970. */
export interface Series {
  readonly target: string
  readonly datapoints: readonly (readonly [value: number | null, atMs: number])[]
}

export interface Table {
  readonly type: 'table'
  readonly columns: readonly { readonly text: string; readonly type: 'string' | 'number' | 'time' }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** What somebody wants drawn, over which time. */
export interface GrafanaQuery {
  readonly from: Date
  readonly until: Date
  readonly mostPoints: number
  readonly targets: readonly GrafanaTarget[]
}

export interface GrafanaTarget {
  readonly target: string
  /** Names, labels or ids of queues; all when empty. */
  readonly queues: readonly string[]
}

/** An extension in the words of the orchestrator that Centralita takes the place of. */
export interface ExtensionStatus {
  readonly extension: string
  readonly status: 'Idle' | 'InUse' | 'Busy' | 'Unavailable' | 'Ringing' | 'OnHold'
  readonly on_queue: boolean
}
