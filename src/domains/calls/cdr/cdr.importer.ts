import type { CdrSource } from '../../../adapters/cdr/cdr.row.ts'
import { whileAway } from '../../../adapters/pbx-database/while.away.ts'
import { DomainError } from '../../../errors.ts'
import type { JobKind, JobWork } from '../../../platform/jobs.ts'
import type { PbxDirectory } from '../../pbxs/pbx.directory.ts'
import { CdrAssembler, type CdrGroup } from './cdr.assembler.ts'
import { CdrRecorder, type FoundName } from './cdr.recorder.ts'
import type { CdrStore } from './cdr.store.ts'
import { demandTimeZoneOf } from './cdr.zone.ts'

/** What is to be taken over; kept with the job. */
export interface CdrImport {
  readonly pbxId: string
  readonly accountId: string | null
  readonly table: string
  readonly fileName: string | null
  /** The tenant's folder among the files; null for the platform's own. */
  readonly folder: string | null
  readonly timeZone: string
  readonly from: string | null
  readonly until: string | null
  /** Told to go on although the times and the unique ids disagree. */
  readonly ignoresTimeZone: boolean
}

export interface CdrImporterParts {
  readonly store: CdrStore
  /** Opens what a job reads from. @throws DomainError when it is not there any more. */
  readonly open: (asked: CdrImport) => Promise<CdrSource>
  /** What the names on a PBX stand for; undefined when there is no such PBX any more. */
  readonly directoryOf: (pbxId: string) => Promise<PbxDirectory | undefined>
  readonly onQueue: (queue: FoundName) => void
  readonly onAgent: (agent: FoundName) => void
}

interface Checkpoint {
  /** Where reading goes on to find again all that was not written yet… */
  readonly place: number
  /** …of which calls that were complete until then are written already… */
  readonly completeUntilMs: number
  /** …and records until there were counted. */
  readonly readUntil: number
  readonly rows: number
  readonly badRows: number
  readonly calls: number
  readonly knownCalls: number
}

const START = { completeUntilMs: 0, readUntil: -1, rows: 0, badRows: 0, calls: 0, knownCalls: 0 }
/** Two logs of one PBX round the same moment differently. */
const EDGE_MS = 5_000
/** Later than all that is. JSON has no infinity. */
const END_MS = Number.MAX_SAFE_INTEGER

/** Takes over calls of the past from a PBX's call detail log. Done again, it changes nothing. */
export class CdrImporter implements JobKind {
  readonly name = 'CDR_IMPORT'
  readonly permission = 'admin'
  readonly atOnce = 2

  constructor(private readonly parts: CdrImporterParts) {}

  async run(work: JobWork): Promise<Record<string, unknown>> {
    const asked = work.input as unknown as CdrImport
    return whileAway(work, async () => {
      const source = await this.parts.open(asked)
      try {
        return await this.takeOver(work, asked, source)
      } finally {
        source.close()
      }
    })
  }

  private async takeOver(work: JobWork, asked: CdrImport, source: CdrSource) {
    const { directory, queueIds } = await this.namesOf(asked.pbxId)
    const recorder = new CdrRecorder(directory)
    const assembler = new CdrAssembler(source.patienceMs)
    const total = await source.total()
    const left = work.checkpoint as Partial<Checkpoint>
    let state = { ...START, ...left }
    let place = left.place ?? 0
    const write = async (groups: readonly CdrGroup[], clockMs: number, badPlaces: readonly number[]) => {
      const fresh = groups.filter(
        (group) => assembler.completeAt(group) > state.completeUntilMs && isWithin(group, asked),
      )
      const told = await this.toldOf(fresh, queueIds)
      const records = fresh.flatMap((group) => recorder.record(group, told) ?? [])
      const { readUntil } = state
      const reached = {
        completeUntilMs: Math.max(state.completeUntilMs, clockMs),
        readUntil: Math.max(readUntil, place),
        rows: state.rows + fresh.reduce((sum, group) => sum + group.rows.length, 0),
        badRows: state.badRows + badPlaces.filter((each) => each >= readUntil).length,
      }
      await this.parts.store.write(records, async (written) => {
        const calls = state.calls + written
        const knownCalls = state.knownCalls + records.length - written
        const next = { ...reached, calls, knownCalls }
        await work.keep({ ...next, place: assembler.placeOf(place) })
        state = next
      })
      recorder.drainNames(this.parts)
    }
    let clockMs = 0
    for await (const batch of source.batches(left.place)) {
      work.signal.throwIfAborted()
      if (!asked.ignoresTimeZone) demandTimeZoneOf(batch.rows, asked.timeZone)
      for (const row of batch.rows) assembler.add(row)
      clockMs = Math.max(clockMs, batch.clockMs)
      place = batch.place
      await write(assembler.complete(clockMs), clockMs, batch.badPlaces)
      work.progress(batch.doneCount, total)
    }
    await write(assembler.rest(), END_MS, [])
    const { rows, badRows, calls, knownCalls } = state
    return { rows, badRows, calls, knownCalls }
  }

  /** Where the log of the queues was read, waits and talks in queues are known by it. */
  private async toldOf(groups: readonly CdrGroup[], queueIds: readonly string[]) {
    const first = groups.reduce((least, { startMs }) => Math.min(least, startMs), Infinity)
    const last = groups.reduce((most, { endMs }) => Math.max(most, endMs), 0)
    if (first > last) return new Map()
    return this.parts.store.visitsTold(queueIds, new Date(first - EDGE_MS), new Date(last + EDGE_MS))
  }

  private async namesOf(pbxId: string): Promise<{ directory: PbxDirectory; queueIds: string[] }> {
    const directory = await this.parts.directoryOf(pbxId)
    if (!directory) throw new DomainError('NOT_FOUND', ['pbxId'])
    const { extensions, agents, queueIds } = await this.parts.store.namesOf(pbxId)
    for (const number of extensions) directory.addExtension(number)
    for (const number of agents) directory.addAgent(number)
    return { directory, queueIds }
  }
}

/** Whether a call began in the period that is asked for. */
const isWithin = ({ startMs }: CdrGroup, { from, until }: CdrImport): boolean =>
  (from === null || startMs >= Date.parse(from)) && (until === null || startMs < Date.parse(until))
