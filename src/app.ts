import { join } from 'node:path'
import type { AmiTimings } from './adapters/ami/link.ts'
import type { ApiLimits } from './api/limits/limits.ts'
import { pageRoutes } from './api/pages.ts'
import { operationRoutes } from './api/routes.ts'
import { buildApiSchema } from './api/schema.ts'
import { createApi } from './api/server.ts'
import { followChanges } from './changes.ts'
import type { Config } from './config.ts'
import { DEMO_THRESHOLDS, DemoShow } from './demo.ts'
import { AgentService } from './domains/agents/agent.service.ts'
import { AgentStore } from './domains/agents/agent.store.ts'
import { AuditService } from './domains/audit/audit.service.ts'
import { AuditStore } from './domains/audit/audit.store.ts'
import { CallControl } from './domains/calls/call.control.ts'
import { CallKeeperStore } from './domains/calls/call.keeper.store.ts'
import { CallService } from './domains/calls/call.service.ts'
import { CallStore } from './domains/calls/call.store.ts'
import { DisplayService } from './domains/displays/display.service.ts'
import { DisplayStore } from './domains/displays/display.store.ts'
import { ExtensionService } from './domains/extensions/extension.service.ts'
import { ExtensionStore } from './domains/extensions/extension.store.ts'
import { FloorLines } from './domains/floor/floor.lines.ts'
import { type KeptRecord, KeptRecords } from './domains/floor/kept.records.ts'
import { MappingService } from './domains/pbxs/mapping.service.ts'
import { PbxDemo } from './domains/pbxs/pbx.demo.ts'
import { TenantMapping } from './domains/pbxs/pbx.mapping.ts'
import { PbxRegistry } from './domains/pbxs/pbx.registry.ts'
import { PbxService } from './domains/pbxs/pbx.service.ts'
import { PreflightService } from './domains/pbxs/preflight.service.ts'
import { probe } from './domains/pbxs/preflight.watch.ts'
import { EventFactStore } from './domains/queue-logs/facts/event.fact.store.ts'
import { FactStore } from './domains/queue-logs/facts/fact.store.ts'
import { MemberService } from './domains/queues/member.service.ts'
import { QueueService } from './domains/queues/queue.service.ts'
import { QueueStore } from './domains/queues/queue.store.ts'
import { makeReports, makeRollups } from './domains/reports/report.module.ts'
import { TenantService } from './domains/tenants/tenant.service.ts'
import { TrunkService } from './domains/trunks/trunk.service.ts'
import { BasicService } from './domains/users/basic.service.ts'
import { LoginLimit } from './domains/users/login.limit.ts'
import { SessionService } from './domains/users/session.service.ts'
import { UserService } from './domains/users/user.service.ts'
import { WallboardService } from './domains/wallboards/wallboard.service.ts'
import { makeHistory } from './history.ts'
import { App } from './lifecycle.ts'
import { Operation } from './operation.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { loadKeys, Vault } from './platform/crypto.ts'
import { openJournal } from './platform/journal/journal.ts'
import { JournalWriter } from './platform/journal/journal.writer.ts'
import { LocalDays } from './platform/local.day.ts'
import type { Log } from './platform/log.ts'
import { packageFolder } from './platform/store/migrations.ts'
import { openStore } from './platform/store/open.ts'
import { VERSION } from './platform/version.ts'
import { makeResolvers, RESOLVERS } from './resolvers.ts'

const DATABASE_PATIENCE_MS = 60_000
/** How long to wait at once for what is in the journal and not in the database. */
const REPLAY_TURN_MS = 1_000
/** What is kept in memory while the disk is full: some 100,000 records. */
const JOURNAL_MEMORY_BYTES = 128 * 1024 * 1024

export interface AppOptions {
  /** A dump of a migrated embedded store to begin from where there is none yet. */
  readonly storeTemplate?: string
  readonly limits?: Partial<ApiLimits>
  /** The patience of the links to PBXs, where it is to differ from the usual. */
  readonly timings?: Partial<AmiTimings>
  readonly clock?: Clock
}

/** Makes everything, by hand and in order; nothing runs before `start`. */
export async function createApp(config: Config, log: Log, options: AppOptions = {}): Promise<App> {
  const { clock = systemClock } = options
  const vault = new Vault(await loadKeys({ folder: config.dataFolder, fromEnvironment: config.secretKeys }))
  const store = await openStore(config.databaseUrl, {
    connections: config.databaseConnections,
    patienceMs: DATABASE_PATIENCE_MS,
    ...(options.storeTemplate !== undefined && { template: options.storeTemplate }),
    onWait: (err) => log.warn({ err }, 'Waiting for the database'),
  })
  const journal = await openJournal<KeptRecord>({
    folder: join(config.dataFolder, 'journal'),
    memoryBytes: JOURNAL_MEMORY_BYTES,
    onFault: (fault) => log.warn({ fault }, 'The journal reports a fault'),
  })
  const stores = {
    calls: new CallKeeperStore(store),
    audit: new AuditStore(store),
    queues: new QueueStore(store),
    agents: new AgentStore(store),
    extensions: new ExtensionStore(store),
  }

  const audit = new AuditService(
    stores.audit,
    { append: (record) => records.appendDurably({ kind: 'AUDIT', record }) },
    clock,
  )
  const sessions = new SessionService(store, vault, clock, new LoginLimit())
  const basic = new BasicService(sessions, clock)
  const users = new UserService(store, sessions, clock)
  const tenants = new TenantService(store, clock, (viewer, tenantId, login, path) =>
    users.createAdmin(viewer, tenantId, login, path),
  )
  const { rollups, reportSettings } = makeRollups({
    store,
    clock,
    tenants,
    onFault: (tenantId, err) => log.error({ tenantId, err }, 'Days could not be summed up'),
  })
  const eventFacts = new EventFactStore(store, new FactStore(store, rollups))
  const records = new KeptRecords(journal, { ...stores, eventFacts })
  const writer = new JournalWriter<KeptRecord>({
    journal,
    write: (batch) => records.write(batch),
    rejectedFile: join(config.dataFolder, 'rejected.jsonl'),
    onFault: (fault) => log.warn({ fault }, 'The writer of kept records reports a fault'),
  })
  const days = new LocalDays((tenantId) => tenants.timeZoneOf(tenantId), clock)

  const calls = new CallService(new CallStore(store))
  const queues = new QueueService(
    stores.queues,
    clock,
    (pbxId) => (lines.isDemo(pbxId) ? DEMO_THRESHOLDS : []),
    (tenantId) => reportSettings.of(tenantId),
  )
  reportSettings.onChanged((tenantId) => queues.countingChanged(tenantId))
  const agents = new AgentService(stores.agents)
  const reports = makeReports({
    store,
    clock,
    timeZoneOf: (tenantId) => tenants.timeZoneOf(tenantId),
    reportSettings,
    queues,
    agents,
  })
  const extensions = new ExtensionService()
  const trunks = new TrunkService()
  const mapping = new TenantMapping()
  const keep = (record: KeptRecord) => {
    try {
      records.append(record)
    } catch (err) {
      // The disk has been full for so long that memory is too: the only case in which a record is given up.
      operation.faulted('record')
      log.error({ kind: record.kind, err }, 'A record could not be kept')
    }
  }
  const lines = new FloorLines({
    ...{ clock, calls, queues, agents, extensions, trunks, eventFacts, mapping, keep },
    ...{ callKeeper: stores.calls, queueStore: stores.queues },
    ...(options.timings && { timings: options.timings }),
    spelled: (pbxId, spelling, number) => history.spelled(pbxId, spelling, number),
    dayStart: (tenantId) => days.startOf(tenantId),
    flushed: () => writer.flush(REPLAY_TURN_MS),
    onFault: (pbxId, err) => {
      operation.faulted('pbx')
      log.error({ pbxId, err }, 'A fault on the line of a PBX was survived')
    },
  })
  const registry = new PbxRegistry(store, vault, lines)
  const demo = new PbxDemo(registry, clock)
  const pbxs = new PbxService(registry, demo, mapping, clock)
  const mappings = new MappingService(registry, pbxs, mapping, clock, (id) => tenants.exists(id))
  const preflight = new PreflightService(registry, pbxs, probe)
  const commandsOf = (pbxId: string) => lines.commandsOf(pbxId)
  const control = new CallControl(calls, extensions, commandsOf, (pbxId) => lines.dialContextOf(pbxId), audit)
  const members = new MemberService(queues, agents, commandsOf, audit)
  const wallboards = new WallboardService(queues, agents, clock, (pbxId) => lines.isDemo(pbxId))
  const displays = new DisplayService({
    store: new DisplayStore(store),
    clock,
    seesQueue: (viewer, queueId) => queues.peek(viewer, queueId) !== undefined,
    tenantOf: (viewer) => tenants.own(viewer),
    screenCount: (linkId) => api.sockets.countWhere((viewer) => viewer.displayLinkId === linkId),
  })

  const history = makeHistory({
    ...{ config, log, clock, store, vault, audit, users, tenants, registry, pbxs, mapping },
    ...{ queues, agents, extensions, calls, rollups, reports, keep },
  })

  const instances = makeResolvers({
    ...{ sessions, audit, users, tenants, pbxs, preflight, lines, mapping, mappings, queues, members },
    ...{ agents, extensions, trunks, calls, control, wallboards, displays, reportSettings, reports },
    ...history.services,
  })
  const operation = new Operation({
    ...{ store, journal, writer, lines, queues, clock, version: VERSION },
    sockets: () => api.sockets.count,
  })
  const api = createApi({
    schema: buildApiSchema({ resolvers: RESOLVERS, instances }),
    authenticate: (token) =>
      DisplayService.isToken(token) ? displays.authenticate(token) : sessions.authenticate(token),
    authenticateBasic: (authorization, from) => basic.authenticate(authorization, from),
    log,
    languageDefault: config.language,
    trustsProxy: config.trustsProxy,
    introspection: config.introspection,
    origins: { allowed: config.allowedOrigins, allowsThisMachine: !config.isProduction },
    ...(options.limits && { limits: options.limits }),
    onAnswered: (answer) => operation.metrics.answered(answer),
    routes: new Map([
      ...pageRoutes(join(packageFolder(), 'dist', 'web')),
      ...history.routes((request) => api.identify(request)),
      ...operationRoutes({
        readiness: () => operation.readiness(),
        metrics: operation.metrics,
        metricsToken: config.metricsToken,
      }),
    ]),
  })
  const show = new DemoShow({
    ...{ config, demo, calls: stores.calls, facts: eventFacts, log },
    flush: () => writer.flush(),
  })
  followChanges({ registry, lines, history, show, sessions, displays, tenants, mappings, api, log })

  return new App({
    ...{ config, log, store, journal, writer, tenants, users, queues, agents, mappings, registry, lines },
    ...{ api, show, operation },
    modules: [reportSettings, rollups, ...history.modules],
  })
}
