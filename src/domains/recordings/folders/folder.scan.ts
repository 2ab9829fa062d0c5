import { explained, RecordingFolder } from '../../../adapters/recordings/recording.folder.ts'
import { RecordingWalk } from '../../../adapters/recordings/recording.walk.ts'
import { DomainError } from '../../../errors.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { RecordingLayout } from '../../../platform/store/tables/recordings.ts'
import type { RecordingPbx, RecordingRegistrar } from '../recording.registrar.ts'

const PAUSE_MS = 15_000
/** After a fault, and for where nothing can be read. */
const LONG_PAUSE_MS = 60_000
const SHORTEST_PAUSE_MS = 1_000
/** It rests so many times as long as it looked, however much there is to look through. */
const REST_FACTOR = 5
/** After the end of a call: it is written, and what it was recorded in, within seconds. */
const SOON_LOOKS = 3
const STOP_MS = 3_000
/** How often also the folders are looked at in which nothing has happened for days. */
const WHOLE_MS = 3_600_000
const DAY_MS = 86_400_000
const REPORTS_AT_ONCE = 200

/** How a folder stood when it was looked at last. */
export interface FolderState {
  readonly isScanning: boolean
  readonly fileCount: number | null
  readonly newestAt: Date | null
  readonly scannedAt: Date | null
  readonly problem: DomainError | null
}

export interface ScanParts {
  readonly registrar: RecordingRegistrar
  readonly clock: Clock
  /** What nobody can mend but us. */
  readonly onFault: (pbxId: string, error: unknown) => void
}

/** Looks through the folder of one PBX in the background, again and again, until it is stopped. */
export class FolderScan {
  readonly folder: RecordingFolder
  private walk: RecordingWalk
  private current: FolderState = {
    ...{ isScanning: false, fileCount: null, newestAt: null, scannedAt: null, problem: null },
  }
  private isStopped = false
  private wholeTick = Number.NEGATIVE_INFINITY
  private running: Promise<void> = Promise.resolve()
  private endPause: (() => void) | undefined
  private endLongPause: (() => void) | undefined
  private soonLooks = 0

  constructor(
    readonly pbx: RecordingPbx,
    place: string,
    private readonly layout: RecordingLayout,
    private readonly parts: ScanParts,
  ) {
    this.folder = new RecordingFolder(place)
    this.walk = this.newWalk()
  }

  get state(): FolderState {
    return this.current
  }

  start(): void {
    this.running = this.run()
  }

  /** Resolves when nothing is read or written any more, or the disk does not answer. */
  async stop(): Promise<void> {
    this.isStopped = true
    this.endPause?.()
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_MS)))
    await Promise.race([this.running, patience])
    clearTimeout(timer)
  }

  /** Something new is likely to be there: looks soon, and a few times. */
  wake(): void {
    this.soonLooks = SOON_LOOKS
    this.endLongPause?.()
  }

  /** Looks once; what is wrong is kept as the folder's state. */
  async look(): Promise<void> {
    const { clock } = this.parts
    this.current = { ...this.current, isScanning: true }
    const startedTick = clock.ticks()
    const isWhole = startedTick - this.wholeTick >= WHOLE_MS
    try {
      await this.takeReported(isWhole)
      for await (const files of this.walk.look(isWhole, (paths) => this.newsOf(paths))) {
        await this.parts.registrar.register(this.pbx, files)
        if (this.isStopped) return
        this.current = {
          ...this.current,
          fileCount: Math.max(this.walk.fileCount, this.current.fileCount ?? 0),
        }
      }
      if (isWhole) this.wholeTick = startedTick
      const { fileCount, newestAt } = this.walk
      const isEmpty = fileCount === 0 && (await this.folder.isEmpty())
      this.current = {
        ...{ isScanning: false, fileCount, newestAt: newestAt ?? null, scannedAt: clock.now() },
        problem: isEmpty ? new DomainError('FOLDER_EMPTY') : null,
      }
    } catch (error) {
      const problem = explained(error)
      // What was read and not written must be read again.
      this.walk = this.newWalk()
      this.wholeTick = Number.NEGATIVE_INFINITY
      if (!(problem instanceof DomainError)) this.parts.onFault(this.pbx.id, error)
      this.current = {
        ...this.current,
        isScanning: false,
        problem: problem instanceof DomainError ? problem : this.current.problem,
      }
    }
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      const startedTick = performance.now()
      await this.look()
      await this.pause(Math.max(SHORTEST_PAUSE_MS, (performance.now() - startedTick) * REST_FACTOR))
      if (this.soonLooks-- > 0) continue
      const resting = this.pause(this.current.problem ? LONG_PAUSE_MS : PAUSE_MS)
      this.endLongPause = this.endPause
      await resting
      this.endLongPause = undefined
    }
  }

  /** What the PBX says it has recorded, wherever in the folder it lies. */
  private async takeReported(isWhole: boolean): Promise<void> {
    const { registrar, clock } = this.parts
    const now = clock.now().getTime()
    const endedSince = new Date(now - (isWhole ? DAY_MS : 2 * LONG_PAUSE_MS))
    const begunSince = new Date(now - (isWhole ? DAY_MS : DAY_MS / 6))
    const reported = [...new Set(await registrar.reported(this.pbx, begunSince, endedSince))]
    for (let from = 0; from < reported.length && !this.isStopped; from += REPORTS_AT_ONCE) {
      const some = reported.slice(from, from + REPORTS_AT_ONCE)
      const files = await this.walk.seeAll(isWhole ? some : await this.newsOf(some))
      if (files.length > 0) await registrar.register(this.pbx, files)
    }
  }

  private newsOf(paths: readonly string[]): Promise<readonly string[]> {
    return this.isStopped ? Promise.resolve([]) : this.parts.registrar.newsOf(this.pbx.id, paths)
  }

  private newWalk(): RecordingWalk {
    return new RecordingWalk(this.folder, this.layout, () => this.parts.clock.now())
  }

  private pause(ms: number): Promise<void> {
    if (this.isStopped) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
