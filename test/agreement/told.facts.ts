import type { ForeignDatabase } from '../databases/foreign.databases.ts'

/** A visit as one source told it; what a source does not tell in this form is left out. */
export interface ToldVisit {
  readonly queue: string
  readonly callid: string
  readonly outcome: string
  readonly ending: string | null
  readonly agent: string | null
  readonly position: number
  readonly callerNumber: string
  readonly leftTo: string | null
  readonly joinedSecond: number
  readonly answeredSecond: number | null
  readonly endedSecond: number | null
  readonly waitSeconds: number
  readonly talkSeconds: number | null
  readonly ringSeconds: number | null
}

export interface ToldRing {
  readonly queue: string
  readonly callid: string
  readonly agent: string
  readonly outcome: string
  readonly endedSecond: number
  readonly ringMs: number
}

/** A session, or a pause with its reason; of all queues where it names none. */
export interface ToldSpan {
  readonly kind: string
  readonly queue: string | null
  readonly agent: string
  readonly reason: string
  readonly startedSecond: number
  /** Null while it goes on. */
  readonly endedSecond: number | null
}

/** All that is kept of a PBX. */
export interface ToldFacts {
  readonly visits: ToldVisit[]
  readonly rings: ToldRing[]
  readonly spans: ToldSpan[]
}

const second = (column: string) => `floor(unix_timestamp(${column})) `

/** Reads from the store what the source of a PBX told, in the PBX's own names. */
export async function toldFacts(store: ForeignDatabase, pbxId: string): Promise<ToldFacts> {
  const from = (table: string, columns: string, time: string) =>
    store.run(
      `select q.name as queue, a.number as agent, ${columns} from ${table} f
       left join queues q on q.id = f.queue_id left join agents a on a.id = f.agent_id
       where f.pbx_id = '${pbxId}' order by ${time}, f.id`,
    )
  const span = (kind: string, reason: string) =>
    `${kind} as kind, ${reason} as reason, ${second('f.started_at')} as startedSecond, ${second('f.ended_at')} as endedSecond`
  return {
    visits: (await from(
      'visit_facts',
      `f.callid, f.outcome, f.ending, f.position, f.caller_number as callerNumber, f.left_to as leftTo,
       ${second('f.joined_at')} as joinedSecond, ${second('f.answered_at')} as answeredSecond,
       ${second('f.ended_at')} as endedSecond, f.wait_seconds as waitSeconds, f.talk_seconds as talkSeconds,
       f.ring_seconds as ringSeconds`,
      'f.joined_at',
    )) as ToldVisit[],
    rings: (await from(
      'ring_facts',
      `f.callid, f.outcome, ${second('f.ended_at')} as endedSecond, f.ring_ms as ringMs`,
      'f.ended_at',
    )) as ToldRing[],
    spans: [
      ...(await from('session_facts', span("'SESSION'", "''"), 'f.started_at')),
      ...(await from('pause_facts', span('f.kind', 'f.reason'), 'f.started_at')),
    ] as ToldSpan[],
  }
}
