import { type LocalClock, wallTimeOf } from '../../platform/local.clock.ts'
import { instantOf, numberOf } from '../ami/names.ts'
import type { CallCenterPresence, CallCenterVisit } from './call.center.record.ts'

const DAY_MS = 86_400_000

/** A row's columns by their names; empty for what is not there. */
export type CallCenterColumn = (name: string) => string

/** What ids in rows stand for. */
export interface CallCenterNames {
  /** Queue of a `queue_call_entry`, or of an outgoing campaign, by its id. */
  readonly queues: ReadonlyMap<string, string>
  /** Number of an agent by its id. */
  readonly agents: ReadonlyMap<string, string>
  /** Names of breaks by their ids; holds of calls are none. */
  readonly breaks: ReadonlyMap<string, string>
  readonly holds: ReadonlySet<string>
}

/** How a row came out: what it says, that it says nothing yet, or that it is none. */
export type Reading<What> = What | 'UNFINISHED' | 'NOTHING' | undefined

const ANSWERED = /^(terminada|activa|hold|success|shortcall)$/i
const ABANDONED = /^(abandonada|abandoned)$/i

/** Reads rows of `call_entry`, `calls` and `audit`. */
export class CallCenterRows {
  private lastMs = 0

  constructor(
    private readonly names: CallCenterNames,
    private readonly clock: LocalClock,
    private readonly nowMs: number,
  ) {}

  /** A call that came in: `call_entry`. */
  incoming(column: CallCenterColumn): Reading<CallCenterVisit> {
    const queue = this.names.queues.get(column('id_queue_call_entry'))
    return this.visit(column, queue, {
      number: column('callerid'),
      init: column('datetime_init'),
      end: column('datetime_end'),
    })
  }

  /** A call of a campaign, where it came as far as the queue: `calls`. */
  outgoing(column: CallCenterColumn): Reading<CallCenterVisit> {
    if (column('datetime_entry_queue') === '') return 'NOTHING'
    const queue = this.names.queues.get(column('id_campaign'))
    return this.visit(column, queue, {
      number: column('phone'),
      init: column('start_time'),
      end: column('end_time'),
    })
  }

  /** When an agent was there, or on a break: `audit`. Holds of calls stand among them. */
  presence(column: CallCenterColumn): Reading<CallCenterPresence> {
    const breakId = column('id_break')
    if (this.names.holds.has(breakId)) return 'NOTHING'
    const agent = this.names.agents.get(column('id_agent'))
    const startedMs = this.at(column('datetime_init'))
    const endedMs = this.at(column('datetime_end'), startedMs)
    if (!agent || startedMs === undefined) return undefined
    if (endedMs === undefined) return this.isRecent(startedMs) ? 'UNFINISHED' : undefined
    const breakName = breakId === '' ? null : (this.names.breaks.get(breakId) ?? '')
    return { agent, startedMs, endedMs: Math.max(startedMs, endedMs), breakName }
  }

  private visit(
    column: CallCenterColumn,
    queue: string | undefined,
    told: { number: string; init: string; end: string },
  ): Reading<CallCenterVisit> {
    const uniqueid = column('uniqueid')
    const began = instantOf(uniqueid)?.getTime()
    const answeredMs = this.at(told.init, began)
    const waited = whole(column('duration_wait'))
    const joinedMs =
      this.at(column('datetime_entry_queue'), began) ??
      (answeredMs === undefined ? undefined : answeredMs - (waited ?? 0) * 1000)
    if (!queue || !uniqueid || joinedMs === undefined) return undefined
    const endedMs = this.at(told.end, joinedMs)
    const status = column('status')
    const isOver = endedMs !== undefined || status === 'fin-monitoreo' || !this.isRecent(joinedMs)
    if (!isOver) return 'UNFINISHED'
    const agent = this.names.agents.get(column('id_agent')) ?? null
    const isAnswered = answeredMs !== undefined && (ANSWERED.test(status) || status === 'fin-monitoreo')
    const until = isAnswered ? answeredMs : (endedMs ?? joinedMs)
    return {
      uniqueid,
      queue,
      agent: isAnswered ? agent : null,
      joinedMs,
      waitSeconds: waited ?? secondsBetween(joinedMs, until),
      answeredMs: isAnswered ? Math.max(answeredMs, joinedMs) : null,
      talkSeconds: isAnswered ? talkOf(column('duration'), answeredMs, endedMs) : null,
      outcome: isAnswered ? 'ANSWERED' : ABANDONED.test(status) ? 'ABANDONED' : 'LOST',
      callerNumber: told.number,
      transferredTo: isAnswered ? column('transfer') : '',
    }
  }

  /** Rows stand in the order they began, by which an hour that is passed through twice is told. */
  private at(text: string, notBeforeMs?: number): number | undefined {
    const wall = wallTimeOf(text)
    if (wall === undefined) return undefined
    const at = this.clock.instantOf(wall, notBeforeMs ?? this.lastMs)
    this.lastMs = Math.max(this.lastMs, at)
    return at
  }

  private isRecent(atMs: number): boolean {
    return this.nowMs - atMs < DAY_MS
  }
}

/** The one number of an agent: old versions keep `1001`, later ones also `SIP/1001`. */
export const agentNumberOf = (number: string): string => numberOf(number)

function whole(text: string): number | undefined {
  const value = Math.trunc(Number(text))
  return text !== '' && value >= 0 && value < 1_000_000 ? value : undefined
}

const talkOf = (duration: string, answeredMs: number, endedMs: number | undefined): number | null =>
  whole(duration) ?? (endedMs === undefined ? null : secondsBetween(answeredMs, endedMs))

const secondsBetween = (fromMs: number, untilMs: number): number =>
  Math.max(0, Math.round((untilMs - fromMs) / 1000))
