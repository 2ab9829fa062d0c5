import { join } from 'node:path'
import type { Clock } from '../../platform/clock.ts'
import type { Jobs } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import type { Module } from '../../platform/module.ts'
import type { SignedLinks } from '../../platform/signed.link.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { AgentService } from '../agents/agent.service.ts'
import type { JobService } from '../jobs/job.service.ts'
import type { QueueService } from '../queues/queue.service.ts'
import type { TenantService } from '../tenants/tenant.service.ts'
import type { UserService } from '../users/user.service.ts'
import { ExportFiles } from './export.files.ts'
import { ExportService } from './export.service.ts'
import { type ExportSourceParts, makeExportSources } from './export.sources.ts'

const TIDY_MS = 3_600_000

export interface ExportModuleParts extends Omit<ExportSourceParts, 'naming'> {
  readonly clock: Clock
  readonly log: Log
  readonly dataFolder: string
  readonly jobs: Jobs
  readonly jobService: JobService
  readonly links: SignedLinks
  readonly users: UserService
  readonly tenants: TenantService
  readonly queues: QueueService
  readonly agents: AgentService
}

/** Reports as files, and the keeping of the folder they lie in. */
export function makeExports(parts: ExportModuleParts) {
  const { clock, log, jobs, users, tenants, queues, agents } = parts
  const queueNameOf = (viewer: Viewer, id: string) => queues.peek(viewer, id)?.label
  const agentNameOf = (viewer: Viewer, id: string) => agents.peek(viewer, id)?.name
  const naming = {
    queue: (viewer: Viewer, id: string) => queueNameOf(viewer, id) ?? '',
    agent: (_viewer: Viewer, id: string) => agents.nameOf(id).name,
  }
  const exports = new ExportService({
    ...{ jobs, jobService: parts.jobService, links: parts.links, clock, queueNameOf, agentNameOf },
    files: new ExportFiles(join(parts.dataFolder, 'exports')),
    sources: makeExportSources({ ...parts, naming }),
    viewerOf: (userId) => users.viewerOf(userId),
    tenantOf: (viewer) => tenants.own(viewer),
  })
  jobs.add(exports.kind)
  let timer: NodeJS.Timeout | undefined
  const tidy = () => exports.tidy().catch((err) => log.warn({ err }, 'Old exports were not removed'))
  const keeping: Module = {
    async start() {
      await tidy()
      timer = setInterval(() => void tidy(), TIDY_MS).unref()
    },
    stop: () => clearInterval(timer),
  }
  return { exports, exportKeeping: keeping }
}
