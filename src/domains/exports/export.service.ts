import { ReadableCells } from '../../adapters/sheets/cells.ts'
import { writeSheet } from '../../adapters/sheets/sheet.file.ts'
import type { SheetChart } from '../../adapters/sheets/sheet.ts'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isId } from '../../platform/ids.ts'
import { isNumberPrefix } from '../../platform/input.ts'
import type { JobKind, Jobs, JobWork } from '../../platform/jobs.ts'
import type { KnownLink, SignedLinks } from '../../platform/signed.link.ts'
import type { Language, Viewer } from '../../platform/viewer.ts'
import { type JobService, jobOf } from '../jobs/job.service.ts'
import type { Job } from '../jobs/job.types.ts'
import { CONTENT_TYPES, type ExportFiles, isFormat } from './export.files.ts'
import {
  type ExportFigure,
  type ExportRequest,
  type ExportSources,
  type ExportStyle,
  readRequest,
  storedRequest,
} from './export.request.ts'
import { type ExportCreateInput, ExportLink } from './export.types.ts'
import { fileName, filterText, periodText } from './export.words.ts'

export const EXPORT_JOB = 'EXPORT'
const PURPOSE = 'export.download'
const LINK_MS = 10 * 60_000
/** For so long the files are kept. */
export const KEPT_DAYS = 7
const DAY_MS = 86_400_000
const MOST_IDS = 100
/** As for all reports. */
const MOST_DAYS = 732
const MOST_FIGURES = 12

export interface ExportParts {
  readonly jobs: Jobs
  readonly jobService: JobService
  readonly files: ExportFiles
  readonly links: SignedLinks
  readonly clock: Clock
  readonly sources: ExportSources
  /** A person as they are now; undefined for who may no longer come in. */
  readonly viewerOf: (userId: string) => Promise<Viewer | undefined>
  readonly tenantOf: (viewer: Viewer) => Promise<{ name: string; language: Language; timeZone: string }>
  /** The names of what a viewer sees; undefined for all else. */
  readonly queueNameOf: (viewer: Viewer, id: string) => string | undefined
  readonly agentNameOf: (viewer: Viewer, id: string) => string | undefined
}

/** What a file came to, as its job's result has it. */
export interface MadeFile {
  readonly fileName: string
  readonly contentType: string
  readonly sizeBytes: number
  readonly rowCount: number
  readonly isWhole: boolean
  readonly language: Language
  /** The lines below the title, the period alone, and the key figures, in words. */
  readonly lines: readonly string[]
  readonly period: string
  readonly figures: readonly (readonly [string, string])[]
}

/** Reports as files: asked for, made in the background by whoever they are for, fetched by links. */
export class ExportService {
  constructor(private readonly parts: ExportParts) {}

  /** How such jobs are done. */
  get kind(): JobKind {
    return {
      name: EXPORT_JOB,
      permission: 'reports',
      atOnce: 2,
      run: async (work) => ({ ...(await this.make(work)) }),
      discard: ({ id }) => this.parts.files.remove(id),
    }
  }

  /** @throws DomainError FORBIDDEN, EMPTY_PERIOD, TOO_MANY, NOT_FOUND (a queue, an agent), INVALID_NUMBER, TOO_MANY_JOBS */
  async create(viewer: Viewer, input: ExportCreateInput): Promise<Job> {
    const { language } = input
    const request = this.demandRequest(viewer, {
      ...{ report: input.report, format: input.format, from: input.from, until: input.until },
      language: language ?? (await this.parts.tenantOf(viewer)).language,
      queueIds: input.queueIds ?? undefined,
      agentIds: input.agentIds ?? undefined,
      number: input.number ?? undefined,
    })
    return jobOf(await this.parts.jobs.ask(viewer, EXPORT_JOB, storedRequest(request)))
  }

  /** A request that a viewer may make. @throws DomainError as `create` does */
  demandRequest(viewer: Viewer, request: ExportRequest): ExportRequest {
    const { from, until, queueIds, agentIds, number } = request
    this.demandReport(viewer, request)
    if (from >= until) throw new DomainError('EMPTY_PERIOD', ['input', 'until'])
    const { takes = [], mostDays = MOST_DAYS } = this.parts.sources[request.report]
    // A day more, for days of 25 hours.
    if (until.getTime() - from.getTime() > (mostDays + 1) * DAY_MS)
      throw new DomainError('PERIOD_TOO_LONG', ['input', 'until'], { maximumDays: mostDays })
    for (const name of ['agentIds', 'number'] as const)
      if (request[name] !== undefined && !takes.includes(name))
        throw new DomainError('INVALID_INPUT', ['input', name])
    demandIds(queueIds, ['input', 'queueIds'], (id) => this.parts.queueNameOf(viewer, id) !== undefined)
    demandIds(agentIds, ['input', 'agentIds'], (id) => this.parts.agentNameOf(viewer, id) !== undefined)
    if (number !== undefined && !isNumberPrefix(number))
      throw new DomainError('INVALID_NUMBER', ['input', 'number'])
    return request
  }

  /** Makes the file of a job, for whoever asked for it with the rights they have now. */
  async make(work: JobWork): Promise<MadeFile> {
    const request = readRequest(work.input)
    const { files, clock, sources } = this.parts
    const viewer = await this.parts.viewerOf(work.userId)
    if (!viewer || viewer.tenantId !== work.tenantId) throw new DomainError('FORBIDDEN')
    this.demandReport(viewer, request)
    const { name, timeZone } = await this.parts.tenantOf(viewer)
    const style = { language: request.language, timeZone }
    const source = sources[request.report]
    const { rowCount: total, figures, ...table } = await source.open(viewer, request, style)
    const title = source.title[request.language]
    const names = {
      queue: (id: string) => this.parts.queueNameOf(viewer, id) ?? '—',
      agent: (id: string) => this.parts.agentNameOf(viewer, id) ?? '—',
    }
    const file = await files.begin(work.id)
    const period = periodText(request, style)
    const lines = [`${name} · ${period}`, filterText(request, style, names)]
    const written = await writeSheet(
      { ...table, ...style, title, lines },
      {
        ...{ format: request.format, file, madeAt: clock.now(), signal: work.signal },
        onRows: (count) => work.progress(count, Math.max(total ?? count, count)),
      },
    )
    work.signal.throwIfAborted()
    await files.keep(work.id)
    work.progress(written.rowCount, written.rowCount)
    return {
      fileName: fileName(title, request, timeZone, request.format.toLowerCase()),
      contentType: CONTENT_TYPES[request.format],
      ...written,
      ...{
        language: request.language,
        lines,
        period,
        figures: figuresIn(style, figures ?? barsOf(table.chart)),
      },
    }
  }

  /** An address under which a job's file is found for a while. @throws DomainError NOT_FOUND, NOT_ALLOWED_NOW, EXPORT_GONE */
  async link(viewer: Viewer, jobId: string): Promise<ExportLink> {
    viewer.demand('reports')
    const job = await this.parts.jobService.find(viewer, jobId, ['jobId'])
    if (!isFormat(job.input.format)) throw new DomainError('NOT_FOUND', ['jobId'])
    if (job.state !== 'DONE') throw new DomainError('NOT_ALLOWED_NOW', ['jobId'])
    const { handle } = await this.parts.files.open(job.id)
    await handle.close()
    return this.linkOf(viewer, job.id, job.result as unknown as MadeFile, LINK_MS)
  }

  /** An address that is good for as long as the file is kept, to be sent by e-mail. */
  longLink(viewer: Pick<Viewer, 'tenantId' | 'userId'>, jobId: string, made: MadeFile): ExportLink {
    return this.linkOf(viewer, jobId, made, KEPT_DAYS * DAY_MS)
  }

  /** What a link leads to. @throws DomainError LINK_INVALID, LINK_EXPIRED, EXPORT_GONE */
  async redeem(id: string, signature: string) {
    const { links, jobs, files, viewerOf } = this.parts
    const link: KnownLink = links.check(signature, PURPOSE, id)
    const [job, viewer] = [await jobs.find(id), await viewerOf(link.userId)]
    // Whoever asked for the link has to be somebody who still might.
    if (!viewer?.may('reports') || viewer.tenantId !== link.tenantId) throw new DomainError('LINK_INVALID')
    if (job?.state !== 'DONE' || job.tenantId !== link.tenantId) throw new DomainError('EXPORT_GONE')
    const { fileName: downloadName, contentType } = job.result as unknown as MadeFile
    return { link, file: { ...(await files.open(id)), downloadName, contentType } }
  }

  /** A file that a job made. @throws DomainError EXPORT_GONE */
  openFile(jobId: string) {
    return this.parts.files.open(jobId)
  }

  /** Removes what a job made. */
  discard(jobId: string): Promise<void> {
    return this.parts.files.remove(jobId)
  }

  /** Removes files that are old, and those that nobody is writing any more. */
  async tidy(): Promise<void> {
    const { files, clock, jobs } = this.parts
    const isWriting = (id: string) => jobs.live.get(id)?.state === 'RUNNING'
    await files.tidy(clock.now(), KEPT_DAYS * DAY_MS, isWriting)
  }

  private linkOf(
    { tenantId, userId }: Pick<Viewer, 'tenantId' | 'userId'>,
    jobId: string,
    { fileName: name, sizeBytes, rowCount }: MadeFile,
    validMs: number,
  ): ExportLink {
    const { links, clock } = this.parts
    const expiresAt = new Date(clock.now().getTime() + validMs)
    const signature = links.sign({ purpose: PURPOSE, id: jobId, tenantId, userId, expiresAt })
    const url = `/exports/${jobId}?signature=${signature}`
    return Object.assign(new ExportLink(), { jobId, url, expiresAt, fileName: name, sizeBytes, rowCount })
  }

  private demandReport(viewer: Viewer, { report }: ExportRequest): void {
    viewer.demand('reports')
    const source = this.parts.sources[report]
    if (!source) throw new DomainError('INVALID_INPUT', ['input', 'report'])
    for (const permission of source.permissions ?? []) viewer.demand(permission)
  }
}

/** Key figures in words. */
function figuresIn(
  { language, timeZone }: ExportStyle,
  figures: readonly ExportFigure[],
): [string, string][] {
  const cells = new ReadableCells(language, timeZone)
  return figures.map(({ label, value, kind }) => [label, cells.text(value, kind) || '—'])
}

/** What a single row of bars shows. */
function barsOf(chart: SheetChart | undefined): ExportFigure[] {
  if (chart?.kind !== 'BAR' || chart.series.length !== 1 || chart.labels.length > MOST_FIGURES) return []
  const [{ values }] = chart.series as [SheetChart['series'][number]]
  return chart.labels.map((label, index) => ({ label, value: values[index] ?? null, kind: chart.valueKind }))
}

function demandIds(
  ids: readonly string[] | undefined,
  path: readonly string[],
  isSeen: (id: string) => boolean,
): void {
  if (!ids) return
  if (ids.length === 0) throw new DomainError('REQUIRED', path)
  if (ids.length > MOST_IDS) throw new DomainError('TOO_MANY', path, { maximum: MOST_IDS })
  if (!ids.every((id) => isId(id) && isSeen(id))) throw new DomainError('NOT_FOUND', path)
}
