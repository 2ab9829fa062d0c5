import type { DomainError } from '../../../errors.ts'
import type { Clock } from '../../../platform/clock.ts'
import { LiveMap } from '../../../platform/live.ts'
import type { Log } from '../../../platform/log.ts'
import type { PbxDirectory } from '../../pbxs/pbx.directory.ts'
import { FactNames, type FoundName } from '../facts/fact.names.ts'
import { agentNumber, FactRecorder } from '../facts/fact.recorder.ts'
import type { OpenFacts } from '../facts/fact.types.ts'
import type { LogFeed } from './log.feed.ts'
import { LogLoop, type LoopProgress, type LoopState } from './log.loop.ts'
import { type LogCounts, LogReading } from './log.reading.ts'
import type { LogSourceProgress, LogSourceRow, LogSourceStore } from './log.source.store.ts'
import { LogBadLine, LogSource, LogSourceProblem } from './log.source.types.ts'
import type { LogWriter } from './log.writer.ts'

export interface LogSourcesParts {
  readonly store: LogSourceStore
  readonly writer: LogWriter
  readonly clock: Clock
  readonly log: Log
  /** What the names on a PBX stand for; undefined when there is no such PBX any more. */
  readonly directoryOf: (pbxId: string) => Promise<PbxDirectory | undefined>
  /** How a source of a kind is read; undefined for those that are not read from here. */
  readonly feedOf: (row: LogSourceRow) => Promise<LogFeed | undefined>
  readonly onQueue: (queue: FoundName) => void
  readonly onAgent: (agent: FoundName) => void
}

/** The one reader of every source: begins with the app, or when a source is set, and ends with either. */
export class LogSources {
  /** How every source stands, by its id. */
  readonly live = new LiveMap<string, LogSource>()
  private readonly loops = new Map<string, LogLoop>()
  /** The agent's number by each spelling, for every PBX whose log is read. */
  private readonly spellings = new Map<string, Map<string, string>>()
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly parts: LogSourcesParts) {}

  async start(): Promise<void> {
    for (const row of await this.parts.store.all()) await this.open(row)
  }

  async stop(): Promise<void> {
    await this.turn
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()))
    this.loops.clear()
  }

  /** Puts a source in the place of the one its PBX had. */
  set(row: LogSourceRow): Promise<void> {
    return this.inTurn(async () => {
      await this.close(row.pbxId)
      await this.parts.store.replace(row)
      await this.open(row)
    })
  }

  /** Ends a PBX's source and forgets how far it was read; what it told stays. */
  remove(pbxId: string): Promise<void> {
    return this.inTurn(async () => {
      await this.close(pbxId)
      await this.parts.store.removeOf(pbxId)
    })
  }

  /** A PBX tells how its log will spell an agent. */
  spelled(pbxId: string, spelling: string, number: string): void {
    this.spellings.get(pbxId)?.set(spelling, number)
  }

  /** Changes come one after the other, so that a source is never read twice. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work)
    this.turn = done.catch(() => {})
    return done
  }

  private async close(pbxId: string): Promise<void> {
    await this.loops.get(pbxId)?.stop()
    this.loops.delete(pbxId)
    this.spellings.delete(pbxId)
    for (const source of [...this.live.all()]) if (source.pbxId === pbxId) this.live.delete(source.id)
  }

  private async open(row: LogSourceRow): Promise<void> {
    const counted = countsOf(row)
    const idle = {
      badLines: [],
      isCaughtUp: false,
      bytesLeft: null,
      gapAtMs: 0,
      problem: undefined,
      warnings: [],
    }
    this.live.set(row.id, this.shown(row, { ...idle, counts: counted }))
    const { store, writer, directoryOf, feedOf, onQueue, onAgent, log } = this.parts
    const directory = row.enabled ? await directoryOf(row.pbxId) : undefined
    const feed = directory && (await feedOf(row))
    if (!directory || !feed) return
    const recorder = new FactRecorder(directory, 'LOG')
    const names = new FactNames(directory, onQueue, onAgent)
    const spellings = await store.spellings(row.pbxId)
    this.spellings.set(row.pbxId, spellings)
    const open = 'lastMs' in row.openFacts ? (row.openFacts as unknown as OpenFacts) : undefined
    const written = { pbxId: row.pbxId, replacesEvents: row.settings.replacesEvents === true }
    const loop = new LogLoop({
      feed,
      reading: new LogReading(agentNumber(spellings), open),
      counted,
      rowsOf(facts) {
        names.take(facts)
        return recorder.rows(facts)
      },
      write: (rows, progress) =>
        writer.write(written, rows, async () => {
          if (progress) await store.keep(row.id, rowOf(progress))
        }),
      onState: (state) => this.live.set(row.id, this.shown(row, state)),
      onFault: (err) => log.error({ pbxId: row.pbxId, err }, 'Reading a log failed'),
    })
    this.loops.set(row.pbxId, loop)
    loop.start()
  }

  private shown(row: LogSourceRow, state: LoopState): LogSource {
    const { id, tenantId, pbxId, kind, settings, timeZone, enabled: isEnabled, createdAt } = row
    const text = (name: string) => (typeof settings[name] === 'string' ? settings[name] : null)
    const { counts, badLines, bytesLeft, gapAtMs } = state
    const before = this.live.get(id)
    return Object.assign(new LogSource(), {
      ...{ id, tenantId, pbxId, kind, timeZone, isEnabled, createdAt },
      folder: text('folder'),
      fileName: text('fileName'),
      databaseAccountId: text('databaseAccountId'),
      tableName: text('tableName'),
      hasHistory: settings.hasHistory !== false,
      state: stateOf(row, state),
      problem: state.problem ? this.problemOf(state.problem, before?.problem) : null,
      warnings: state.warnings.map((error) =>
        this.problemOf(
          error,
          before?.warnings.find(({ code }) => code === error.code),
        ),
      ),
      lastEventAt: counts.lastEventMs > 0 ? new Date(counts.lastEventMs) : null,
      lineCount: counts.lines,
      badLineCount: counts.badLines,
      badLines: badLines.map((line) => Object.assign(new LogBadLine(), line)),
      unmatchedCount: counts.unmatched,
      bytesLeft,
      gapAt: gapAtMs > 0 ? new Date(gapAtMs) : null,
    } satisfies LogSource)
  }

  private problemOf(error: DomainError, before: LogSourceProblem | null | undefined): LogSourceProblem {
    const since = before?.code === error.code ? before.since : this.parts.clock.now()
    return Object.assign(new LogSourceProblem(), { code: error.code, since, error })
  }
}

function stateOf({ enabled, kind }: LogSourceRow, { problem, isCaughtUp }: LoopState): LogSource['state'] {
  if (!enabled) return 'OFF'
  if (problem) return 'TROUBLED'
  return isCaughtUp || kind === 'EVENTS' ? 'CAUGHT_UP' : 'READING'
}

const countsOf = (row: LogSourceRow): LogCounts => ({
  lines: row.lineCount,
  badLines: row.badLineCount,
  unmatched: row.unmatchedCount,
  lastEventMs: row.lastEventAt?.getTime() ?? 0,
})

const rowOf = ({ position, open, counts }: LoopProgress): LogSourceProgress => ({
  position,
  openFacts: { ...open },
  lineCount: counts.lines,
  badLineCount: counts.badLines,
  unmatchedCount: counts.unmatched,
  lastEventAt: counts.lastEventMs > 0 ? new Date(counts.lastEventMs) : null,
})
