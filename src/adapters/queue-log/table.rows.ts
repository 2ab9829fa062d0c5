import { type LocalClock, minutesOff, wallTimeOf } from '../../platform/local.clock.ts'
import { instantOf } from '../ami/names.ts'
import type { PbxRow } from '../pbx-database/database.address.ts'
import { readQueueEvent } from './queue.event.reader.ts'
import type { QueueEvent } from './queue.event.ts'
import type { QueueLogColumns } from './table.columns.ts'

const HALF_HOUR_MS = 1_800_000
const MOST_SAMPLES = 500
/** No row is from later than now, give or take what clocks differ by. */
const FUTURE_MS = 300_000

/** Something to tell of a table that is read: its values are not what they seem. */
export type TableWarning =
  /** Its times are so much ahead of what the unique ids in it say (behind, if negative), or of now. */
  | { readonly code: 'TIME_ZONE_WRONG'; readonly offsetMinutes: number }
  /** The column ends names at so many characters: those of agents or queues may have lost their end. */
  | { readonly code: 'NAMES_CUT'; readonly column: 'agent' | 'queue'; readonly length: number }

/** Reads the rows of one table into events, in their order. */
export class TableRows {
  badRows = 0
  /** The instant of the latest row: the one by which a repeated hour is told from the first. */
  lastMs = 0
  private readonly leads: number[] = []
  private readonly cut = new Map<'agent' | 'queue', number>()

  constructor(
    private readonly columns: QueueLogColumns,
    private readonly clock: LocalClock,
  ) {}

  /** Begins with what follows a row of `lastMs`. What is known of the table's times stays known. */
  begin(lastMs: number): void {
    this.lastMs = lastMs
    this.badRows = 0
  }

  /** Undefined, and counted, for a row that is no event. */
  read(row: PbxRow): QueueEvent | undefined {
    const [, time, callid, queue, agent, event, ...data] = row
    const at = time ? this.instantOf(time, callid ?? '') : undefined
    if (at === undefined || !event || !callid) {
      this.badRows++
      return undefined
    }
    this.lastMs = Math.max(this.lastMs, at)
    this.lookAtName('agent', agent, this.columns.agentLength)
    this.lookAtName('queue', queue, this.columns.queueLength)
    const atMs = Math.floor(at)
    const read = readQueueEvent([time!, callid, queue ?? '', agent ?? '', event, ...parametersOf(data)], atMs)
    if (read.kind === 'JOINED') this.compare(read.callid, atMs)
    return read
  }

  warnings(nowMs: number): TableWarning[] {
    const offsetMinutes = this.offsetMinutes(nowMs)
    return [
      ...(offsetMinutes === 0 ? [] : [{ code: 'TIME_ZONE_WRONG' as const, offsetMinutes }]),
      ...[...this.cut].map(([column, length]) => ({ code: 'NAMES_CUT' as const, column, length })),
    ]
  }

  /** Text of a local time, or seconds since 1970. An offset after a time is the server's, not the PBX's. */
  private instantOf(time: string, callid: string): number | undefined {
    if (/^\d{9,11}(\.\d+)?$/.test(time)) return Number(time) * 1000
    const wall = wallTimeOf(time)
    if (wall === undefined) return undefined
    // Neither did anything happen in a call before the call began.
    const began = instantOf(callid)?.getTime() ?? -Infinity
    return this.clock.instantOf(wall, Math.max(this.lastMs, began))
  }

  private compare(callid: string, atMs: number): void {
    const began = instantOf(callid)
    if (!began) return
    this.leads.push(atMs - began.getTime())
    if (this.leads.length > MOST_SAMPLES) this.leads.shift()
  }

  private offsetMinutes(nowMs: number): number {
    const minutes = minutesOff(this.leads)
    if (minutes !== 0) return minutes
    const ahead = this.lastMs - nowMs
    return ahead > FUTURE_MS ? Math.max(1, Math.round(ahead / HALF_HOUR_MS)) * 30 : 0
  }

  private lookAtName(column: 'agent' | 'queue', name: string | null | undefined, length: number | undefined) {
    if (length !== undefined && name && name.length >= length) this.cut.set(column, length)
  }
}

/** The parameters as a line of the file has them: without what only fills columns at the end. */
function parametersOf(data: readonly (string | null)[]): string[] {
  let end = data.length
  while (end > 0 && !data[end - 1]) end--
  const given = data.slice(0, end).map((each) => each ?? '')
  const rest = given.length === data.length ? given.pop() : undefined
  return rest === undefined ? given : [...given, ...rest.split('|')]
}
