import type { Api } from './api/server.ts'
import type { Config } from './config.ts'
import type { DemoShow } from './demo.ts'
import type { AgentService } from './domains/agents/agent.service.ts'
import type { FloorLines } from './domains/floor/floor.lines.ts'
import type { KeptRecord } from './domains/floor/kept.records.ts'
import type { MappingService } from './domains/pbxs/mapping.service.ts'
import type { PbxRegistry } from './domains/pbxs/pbx.registry.ts'
import type { QueueService } from './domains/queues/queue.service.ts'
import type { TenantService } from './domains/tenants/tenant.service.ts'
import type { UserService } from './domains/users/user.service.ts'
import type { OneTimeCredentials } from './domains/users/user.types.ts'
import type { Operation } from './operation.ts'
import type { Journal } from './platform/journal/journal.ts'
import type { JournalWriter } from './platform/journal/journal.writer.ts'
import type { Log } from './platform/log.ts'
import type { Module } from './platform/module.ts'
import type { Store } from './platform/store/store.ts'

const DRAIN_MS = 8_000
const FLUSH_MS = 4_000

interface AppParts {
  config: Config
  log: Log
  store: Store
  journal: Journal<KeptRecord>
  writer: JournalWriter<KeptRecord>
  tenants: TenantService
  users: UserService
  queues: QueueService
  agents: AgentService
  mappings: MappingService
  registry: PbxRegistry
  lines: FloorLines
  api: Api
  show: DemoShow
  operation: Operation
  /** In the order they begin; they end in the opposite one. */
  modules: readonly Module[]
}

/** What whoever started the app needs to know. */
export interface Started {
  readonly port: number
  /** The sign-in made at the very first start; told once. */
  readonly firstUser: OneTimeCredentials | undefined
  readonly isDemo: boolean
}

/** The app as a whole: what begins after what, and ends before what. */
export class App {
  constructor(private readonly parts: AppParts) {}

  async start(): Promise<Started> {
    const { config, log, writer, tenants, users, queues, agents, mappings, registry, lines, api, show } =
      this.parts
    writer.start()
    // What the last run left in the journal has to be read before calls are taken up again.
    if (!(await writer.flush()))
      log.warn({ lag: writer.lag }, 'The journal is not written to the database yet')
    await tenants.start()
    const firstUser = await users.ensureFirst(() => tenants.createFirst(systemTimeZone()))
    await queues.load()
    await agents.load()
    await mappings.start()
    lines.start()
    for (const { id } of await registry.start())
      log.error({ pbxId: id }, 'The key of a PBX secret is gone: enter it again')
    for (const module of this.parts.modules) await module.start()
    const first = await tenants.first()
    const isDemo = first !== undefined && (await show.start(first.id, first.timeZone))
    const port = await api.listen(config.port, config.host)
    return { port, firstUser, isDemo }
  }

  /** Ends in order, within some 15 seconds whatever is under way: nothing reported until now is lost. */
  async stop(): Promise<void> {
    const { operation, api, registry, lines, show, writer, journal, store } = this.parts
    operation.stopping()
    await api.stop(DRAIN_MS)
    for (const module of [...this.parts.modules].reverse()) await module.stop()
    await registry.stop()
    await lines.stop()
    await show.stop()
    await writer.stop(FLUSH_MS)
    await journal.close()
    await store.close()
  }
}

const systemTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
