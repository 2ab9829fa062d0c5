import { instantOf } from '../../../adapters/ami/names.ts'
import type { CallCenterDatabase } from '../../../adapters/call-center/call.center.database.ts'
import {
  CALL_CENTER_PARTS,
  type CallCenterPart,
  type CallCenterVisit,
} from '../../../adapters/call-center/call.center.record.ts'
import { whileAway } from '../../../adapters/pbx-database/while.away.ts'
import { DomainError } from '../../../errors.ts'
import type { JobKind, JobWork } from '../../../platform/jobs.ts'
import { minutesOff } from '../../../platform/local.clock.ts'
import type { PbxDirectory } from '../../pbxs/pbx.directory.ts'
import { FactNames, type FoundName } from '../facts/fact.names.ts'
import { FactRecorder } from '../facts/fact.recorder.ts'
import type { FactStore } from '../facts/fact.store.ts'
import type { Repeats } from '../facts/repeats.ts'
import { CallCenterFacts } from './call.center.facts.ts'
import type { CallCenterStore } from './call.center.store.ts'

/** What is to be taken over; kept with the job. */
export interface CallCenterImport {
  readonly pbxId: string
  readonly accountId: string
  readonly timeZone: string
  readonly from: string | null
  readonly until: string
  readonly ignoresTimeZone: boolean
}

export interface CallCenterImporterParts {
  readonly facts: FactStore
  readonly store: CallCenterStore
  /** Opens what a job reads from. @throws DomainError when it is not there any more. */
  readonly open: (asked: CallCenterImport) => Promise<CallCenterDatabase>
  /** What the names on a PBX stand for; undefined when there is no such PBX any more. */
  readonly directoryOf: (pbxId: string) => Promise<PbxDirectory | undefined>
  readonly onQueue: (queue: FoundName) => void
  readonly onAgent: (agent: FoundName) => void
}

interface Checkpoint {
  readonly part: CallCenterPart
  /** The last row of it. */
  readonly id: string
  readonly repeats: Repeats['state']
  readonly counts: Counts
}

interface Counts {
  readonly rows: number
  readonly badRows: number
  readonly unfinished: number
  readonly visits: number
  readonly sessions: number
  readonly pauses: number
}

const NONE: Counts = { rows: 0, badRows: 0, unfinished: 0, visits: 0, sessions: 0, pauses: 0 }
const START: Checkpoint = { part: CALL_CENTER_PARTS[0], id: '0', repeats: [], counts: NONE }

/** Takes over what Issabel CallCenter kept, as facts like those of a log. Done again, it changes nothing. */
export class CallCenterImporter implements JobKind {
  readonly name = 'CALL_CENTER_IMPORT'
  readonly permission = 'admin'

  constructor(private readonly parts: CallCenterImporterParts) {}

  async run(work: JobWork): Promise<Record<string, unknown>> {
    const asked = work.input as unknown as CallCenterImport
    await demandUntold(this.parts.store, asked)
    return whileAway(work, async () => {
      const database = await this.parts.open(asked)
      try {
        return { ...(await this.takeOver(work, asked, database)) }
      } finally {
        database.close()
      }
    })
  }

  private async takeOver(work: JobWork, asked: CallCenterImport, database: CallCenterDatabase) {
    const directory = await this.parts.directoryOf(asked.pbxId)
    if (!directory) throw new DomainError('NOT_FOUND', ['pbxId'])
    const recorder = new FactRecorder(directory, 'IMPORT')
    const titles = await database.agentTitles()
    const names = new FactNames(directory, this.parts.onQueue, (agent) =>
      this.parts.onAgent({ ...agent, title: titles.get(agent.name) }),
    )
    const total = await database.total()
    const left = { ...START, ...(work.checkpoint as Partial<Checkpoint>) }
    const facts = new CallCenterFacts(left.repeats)
    let { counts, id } = left
    for (const part of CALL_CENTER_PARTS.slice(CALL_CENTER_PARTS.indexOf(left.part))) {
      for (let isEnd = false; !isEnd; ) {
        work.signal.throwIfAborted()
        const read = await database.read(part, id)
        if (!asked.ignoresTimeZone) demandTimeZone(read.visits, asked.timeZone)
        const batch = facts.batch(read.visits, read.presences)
        const reached: Checkpoint = {
          ...{ part, id: read.id, repeats: facts.state },
          counts: {
            rows: counts.rows + read.rowCount,
            badRows: counts.badRows + read.badRows,
            unfinished: counts.unfinished + read.unfinished,
            visits: counts.visits + batch.visits.length,
            sessions: counts.sessions + batch.sessions.length,
            pauses: counts.pauses + batch.pauses.length,
          },
        }
        await this.parts.facts.write(recorder.rows(batch), () => work.keep({ ...reached }))
        names.take(batch)
        ;({ id, counts } = reached)
        isEnd = read.isEnd
        work.progress(counts.rows, total)
      }
      id = START.id
    }
    return counts
  }
}

/** @throws DomainError TOLD_BY_LOG when the PBX's own log or events tell the same time. */
export async function demandUntold(
  store: CallCenterStore,
  { pbxId, from, until }: Pick<CallCenterImport, 'pbxId' | 'from' | 'until'>,
): Promise<void> {
  const told = await store.firstTold(pbxId, from ? new Date(from) : undefined, new Date(until))
  if (told) throw new DomainError('TOLD_BY_LOG', ['input', 'until'], { since: told.toISOString() })
}

/** A unique id begins with the second in which its channel was made. @throws DomainError TIME_ZONE_WRONG */
function demandTimeZone(visits: readonly CallCenterVisit[], timeZone: string): void {
  const leads = visits.flatMap(({ uniqueid, joinedMs }) => {
    const began = instantOf(uniqueid)
    return began ? [joinedMs - began.getTime()] : []
  })
  const minutes = minutesOff(leads)
  if (minutes !== 0) throw new DomainError('TIME_ZONE_WRONG', [], { minutes, timeZone })
}
