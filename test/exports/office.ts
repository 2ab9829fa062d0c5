import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { CallService } from '../../src/domains/calls/call.service.ts'
import { CallStore } from '../../src/domains/calls/call.store.ts'
import { CallExport } from '../../src/domains/exports/call.export.ts'
import { ExportFiles } from '../../src/domains/exports/export.files.ts'
import { exportRoutes } from '../../src/domains/exports/export.route.ts'
import { ExportService } from '../../src/domains/exports/export.service.ts'
import { VisitExportStore } from '../../src/domains/exports/visit.export.store.ts'
import { VisitExport } from '../../src/domains/exports/visit.export.ts'
import { makeJobs } from '../../src/domains/jobs/job.module.ts'
import type { Job } from '../../src/domains/jobs/job.types.ts'
import { newId } from '../../src/platform/ids.ts'
import { SignedLinks } from '../../src/platform/signed.link.ts'
import type { Store } from '../../src/platform/store/store.ts'
import type { Viewer } from '../../src/platform/viewer.ts'
import { people } from '../users/people.ts'

/** The services of exports over a store, as the app wires them, in an office that knows some queues and agents. */
export async function office(store: Store) {
  const cast = await people(store)
  const boss = await cast.first()
  const { clock, users, tenants, vault, audit } = cast
  const folder = mkdtempSync(join(tmpdir(), 'exports-'))
  const queues = { soporte: newId(), ventas: newId() }
  const agents = { ana: newId(), luis: newId() }
  const queueNames: Record<string, string> = {
    [queues.soporte]: 'Soporte técnico',
    [queues.ventas]: 'Ventas',
  }
  const agentNames: Record<string, string> = { [agents.ana]: 'Ana Peña', [agents.luis]: 'Luis Núñez' }
  const links = new SignedLinks(vault, clock)
  const begin = () => {
    const log = pino({ level: 'silent' })
    const { jobs, jobService } = makeJobs({ store, clock, log })
    const queueNameOf = (viewer: Viewer, id: string) =>
      viewer.tenantId === boss.viewer.tenantId && viewer.seesQueue(id) ? queueNames[id] : undefined
    const agentNameOf = (viewer: Viewer, id: string) =>
      viewer.tenantId === boss.viewer.tenantId ? agentNames[id] : undefined
    const naming = {
      queue: (viewer: Viewer, id: string) => queueNameOf(viewer, id) ?? '',
      agent: (viewer: Viewer, id: string) => agentNameOf(viewer, id) ?? '',
    }
    const exports = new ExportService({
      ...{ jobs, jobService, links, clock, queueNameOf, agentNameOf },
      files: new ExportFiles(join(folder, 'exports')),
      sources: {
        CALLS: new CallExport(new CallService(new CallStore(store)), naming),
        VISITS: new VisitExport(new VisitExportStore(store), naming),
      },
      viewerOf: (userId) => users.viewerOf(userId),
      tenantOf: (viewer) => tenants.own(viewer),
    })
    jobs.add(exports.kind)
    return { jobs, jobService, exports }
  }
  return {
    ...{ ...cast, boss: boss.viewer, folder, queues, agents, audit, begin },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Resolves with a job once it is over. */
export async function over({ jobs }: { jobs: ReturnType<typeof makeJobs>['jobs'] }, id: string) {
  for await (const row of jobs.live.watch((each) => each.id === id)) if (row.endedAt) return row
  throw new Error('It was never over.')
}

/** Serves what links lead to. */
export async function serve(
  parts: Parameters<typeof exportRoutes>[0],
): Promise<{ url: string; server: Server }> {
  const [route] = exportRoutes(parts).values()
  const server = createServer((request, response) => void route!(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

export type { Job }

/** A visit of a minute and a half to a queue, answered unless said otherwise. */
export function visitOf(facts: Partial<Store['tables']['visitFacts']['$inferInsert']>) {
  const joinedAt = facts.joinedAt ?? new Date('2026-03-01T15:00:00Z')
  return {
    ...{ id: newId(), tenantId: newId(), pbxId: newId(), queueId: newId(), agentId: null, version: 2 },
    ...{
      source: 'LOG' as const,
      callid: '1772366400.1',
      outcome: 'ANSWERED' as const,
      ending: 'CALLER_HUNG_UP' as const,
    },
    joinedAt,
    answeredAt: new Date(joinedAt.getTime() + 12_000),
    endedAt: new Date(joinedAt.getTime() + 90_000),
    ...{ waitSeconds: 12, talkSeconds: 78, ringSeconds: 4, position: 1 },
    ...{ callerNumber: '+573001234567', callerName: 'José Peña', did: '6015550000', leftTo: null },
    ...facts,
  }
}
