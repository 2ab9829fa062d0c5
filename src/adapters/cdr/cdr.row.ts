/** One record of a PBX's call detail log: a part of a call between one channel and at most one other. */
export interface CdrRow {
  readonly uniqueid: string
  /** What all parts of a call have in common; empty where the log does not tell. */
  readonly linkedid: string
  readonly startMs: number
  /** When the channel was answered, by a person or by the PBX itself. */
  readonly answerMs: number | null
  readonly endMs: number
  readonly isAnswered: boolean
  readonly outcome: CdrOutcome
  readonly channel: string
  /** Empty where there was none. */
  readonly otherChannel: string
  readonly application: 'QUEUE' | 'DIAL' | 'OTHER'
  /** The queue's name on the PBX, where it was one. */
  readonly queue: string
  readonly callerNumber: string
  readonly callerName: string
  readonly dialed: string
  readonly did: string
  readonly recording: string
  /** The part of a dialplan that is run after a hangup; no call of its own. */
  readonly isAfterwards: boolean
}

export type CdrOutcome = 'ANSWERED' | 'NO_ANSWER' | 'BUSY' | 'FAILED'

/** A record with where it stands in its source: reading from there gives it and all that follow. */
export interface PlacedCdr {
  readonly row: CdrRow
  readonly place: number
}

export interface CdrBatch {
  readonly rows: readonly PlacedCdr[]
  /** Where reading goes on after these. */
  readonly place: number
  /** Where those stand that are no records. */
  readonly badPlaces: readonly number[]
  /** How far the source is: no call that was over longer than `patienceMs` before this gets another record. */
  readonly clockMs: number
  /** In what `total` counts. */
  readonly doneCount: number
}

/** Where records are read from. */
export interface CdrSource {
  readonly patienceMs: number
  /** How much there is to read, if that is known. */
  total(): Promise<number | undefined>
  /** From a place on, or all. @throws DomainError with what is in the way */
  batches(fromPlace?: number): AsyncIterable<CdrBatch>
  close(): void
}
