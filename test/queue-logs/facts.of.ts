import { readFileSync } from 'node:fs'
import { QueueLineReader } from '../../src/adapters/queue-log/queue.line.reader.ts'
import { type AgentOf, FactBuilder } from '../../src/domains/queue-logs/facts/fact.builder.ts'
import type {
  PauseFact,
  RingFact,
  SessionFact,
  VisitFact,
} from '../../src/domains/queue-logs/facts/fact.types.ts'

/** All facts of some logs, as they stand at their end. */
export interface AllFacts {
  visits: VisitFact[]
  rings: RingFact[]
  sessions: SessionFact[]
  pauses: PauseFact[]
  unmatchedCount: number
  lineCount: number
  badLineCount: number
  lastMs: number
  kinds: Map<string, number>
}

export interface Reading {
  agentOf?: AgentOf
  /** Bytes a chunk; every so many chunks the builder is put away and another goes on from what it left. */
  chunkBytes?: number
  chunksPerBuilder?: number
}

/** Reads files in their order. */
export const factsOfFiles = (files: readonly string[], reading: Reading = {}): AllFacts =>
  factsOfBytes(
    files.map((file) => readFileSync(file)),
    reading,
  )

export function factsOfBytes(
  logs: readonly Buffer[],
  { agentOf = (spelling) => spelling, chunkBytes = 65_536, chunksPerBuilder = 7 }: Reading = {},
): AllFacts {
  const facts = new FactCollection()
  let builder = new FactBuilder(agentOf)
  let chunks = 0
  let badLineCount = 0
  let unmatchedCount = 0
  let lineCount = 0
  const kinds = new Map<string, number>()
  for (const log of logs) {
    const reader = new QueueLineReader((event) => {
      kinds.set(event.kind, (kinds.get(event.kind) ?? 0) + 1)
      builder.take(event)
    })
    for (let at = 0; at < log.length; at += chunkBytes) {
      reader.push(log.subarray(at, at + chunkBytes))
      facts.keep(builder.drain())
      if (++chunks % chunksPerBuilder > 0) continue
      unmatchedCount += builder.unmatchedCount
      builder = new FactBuilder(agentOf, JSON.parse(JSON.stringify(builder.open)))
    }
    reader.end()
    facts.keep(builder.drain())
    badLineCount += reader.badLineCount
    lineCount += reader.lineCount
  }
  unmatchedCount += builder.unmatchedCount
  const { lastMs } = builder.open
  return { ...facts.all, unmatchedCount, badLineCount, lineCount, lastMs, kinds }
}

/** Facts by their identity, the latest of each: as the store keeps them. */
export class FactCollection {
  private readonly visits = new Map<string, VisitFact>()
  private readonly rings = new Map<string, RingFact>()
  private readonly sessions = new Map<string, SessionFact>()
  private readonly pauses = new Map<string, PauseFact>()

  keep(
    batch:
      | Omit<AllFacts, 'unmatchedCount' | 'badLineCount' | 'lineCount' | 'lastMs' | 'kinds'>
      | ReturnType<FactBuilder['drain']>,
  ): void {
    for (const { ...visit } of batch.visits)
      this.visits.set([visit.callid, visit.queue, visit.joinedMs, visit.nth].join('|'), visit)
    for (const ring of batch.rings)
      this.rings.set([ring.callid, ring.queue, ring.agent, ring.endedMs, ring.nth].join('|'), ring)
    for (const { ...session } of batch.sessions)
      this.sessions.set([session.agent, session.queue, session.startedMs, session.nth].join('|'), session)
    for (const { ...pause } of batch.pauses)
      this.pauses.set([pause.kind, pause.agent, pause.queue, pause.startedMs, pause.nth].join('|'), pause)
  }

  get all() {
    return {
      visits: [...this.visits.values()],
      rings: [...this.rings.values()],
      sessions: [...this.sessions.values()],
      pauses: [...this.pauses.values()],
    }
  }
}
