import { AgentResolver } from './domains/agents/agent.resolver.ts'
import type { AgentService } from './domains/agents/agent.service.ts'
import { AuditResolver } from './domains/audit/audit.resolver.ts'
import type { AuditService } from './domains/audit/audit.service.ts'
import { CallControlResolver } from './domains/calls/call.control.resolver.ts'
import type { CallControl } from './domains/calls/call.control.ts'
import { CallFactsResolver } from './domains/calls/call.facts.resolver.ts'
import { CallResolver } from './domains/calls/call.resolver.ts'
import type { CallService } from './domains/calls/call.service.ts'
import { CdrImportResolver } from './domains/calls/cdr/cdr.import.resolver.ts'
import type { CdrImportService } from './domains/calls/cdr/cdr.import.service.ts'
import { DatabaseResolver } from './domains/databases/database.resolver.ts'
import type { DatabaseService } from './domains/databases/database.service.ts'
import { DisplayResolver } from './domains/displays/display.resolver.ts'
import type { DisplayService } from './domains/displays/display.service.ts'
import { ExportResolver } from './domains/exports/export.resolver.ts'
import type { ExportService } from './domains/exports/export.service.ts'
import { ExtensionResolver } from './domains/extensions/extension.resolver.ts'
import type { ExtensionService } from './domains/extensions/extension.service.ts'
import type { FloorLines } from './domains/floor/floor.lines.ts'
import { PbxStatusResolver } from './domains/floor/pbx.status.resolver.ts'
import { JobResolver } from './domains/jobs/job.resolver.ts'
import type { JobService } from './domains/jobs/job.service.ts'
import { PbxMappingResolver } from './domains/pbxs/mapping.resolver.ts'
import type { MappingService } from './domains/pbxs/mapping.service.ts'
import type { TenantMapping } from './domains/pbxs/pbx.mapping.ts'
import { PbxResolver } from './domains/pbxs/pbx.resolver.ts'
import type { PbxService } from './domains/pbxs/pbx.service.ts'
import type { PreflightService } from './domains/pbxs/preflight.service.ts'
import { CallCenterResolver } from './domains/queue-logs/call-center/call.center.resolver.ts'
import type { CallCenterService } from './domains/queue-logs/call-center/call.center.service.ts'
import {
  LogSourceProblemResolver,
  LogSourceResolver,
} from './domains/queue-logs/sources/log.source.resolver.ts'
import type { LogSourceService } from './domains/queue-logs/sources/log.source.service.ts'
import { MemberResolver } from './domains/queues/member.resolver.ts'
import type { MemberService } from './domains/queues/member.service.ts'
import { QueueResolver } from './domains/queues/queue.resolver.ts'
import type { QueueService } from './domains/queues/queue.service.ts'
import { RecordingFolderResolver } from './domains/recordings/folders/folder.resolver.ts'
import { CallRecordingsResolver, RecordingResolver } from './domains/recordings/recording.resolver.ts'
import type { Recordings } from './domains/recordings/recordings.module.ts'
import { RetentionResolver } from './domains/recordings/retention/retention.resolver.ts'
import { AgentReportResolver } from './domains/reports/agents/agent.report.resolver.ts'
import { QueueReportResolver } from './domains/reports/queues/queue.report.resolver.ts'
import type { Reports } from './domains/reports/report.module.ts'
import { ReportSettingsResolver } from './domains/reports/settings/settings.resolver.ts'
import type { SettingsService } from './domains/reports/settings/settings.service.ts'
import { StaffingResolver } from './domains/reports/staffing/staffing.resolver.ts'
import { VisitReportResolver } from './domains/reports/visits/visit.report.resolver.ts'
import { ScheduleResolver } from './domains/schedules/schedule.resolver.ts'
import type { ScheduleService } from './domains/schedules/schedule.service.ts'
import { TenantResolver } from './domains/tenants/tenant.resolver.ts'
import type { TenantService } from './domains/tenants/tenant.service.ts'
import { TrunkResolver } from './domains/trunks/trunk.resolver.ts'
import type { TrunkService } from './domains/trunks/trunk.service.ts'
import { SessionResolver } from './domains/users/session.resolver.ts'
import type { SessionService } from './domains/users/session.service.ts'
import { AuditUserResolver, UserResolver } from './domains/users/user.resolver.ts'
import type { UserService } from './domains/users/user.service.ts'
import { WallboardResolver } from './domains/wallboards/wallboard.resolver.ts'
import type { WallboardService } from './domains/wallboards/wallboard.service.ts'

// biome-ignore lint/complexity/noBannedTypes: a class, as type-graphql names it
type ResolverClass = Function

/** What the resolvers call. */
export interface ResolverServices {
  readonly sessions: SessionService
  readonly audit: AuditService
  readonly users: UserService
  readonly tenants: TenantService
  readonly pbxs: PbxService
  readonly preflight: PreflightService
  readonly lines: FloorLines
  readonly mapping: TenantMapping
  readonly mappings: MappingService
  readonly queues: QueueService
  readonly members: MemberService
  readonly agents: AgentService
  readonly extensions: ExtensionService
  readonly trunks: TrunkService
  readonly calls: CallService
  readonly control: CallControl
  readonly wallboards: WallboardService
  readonly displays: DisplayService
  readonly reportSettings: SettingsService
  readonly reports: Reports
  readonly logSources: LogSourceService
  readonly jobService: JobService
  readonly exports: ExportService
  readonly schedules: ScheduleService
  readonly databases: DatabaseService
  readonly recordings: Recordings
  readonly cdrImports: CdrImportService
  readonly callCenter: CallCenterService
}

/** Every resolver class, with how to make its instance. */
const MAKERS: readonly (readonly [ResolverClass, (services: ResolverServices) => object])[] = [
  [SessionResolver, ({ sessions, audit }) => new SessionResolver(sessions, audit)],
  [UserResolver, ({ users, audit }) => new UserResolver(users, audit)],
  [AuditUserResolver, ({ users }) => new AuditUserResolver(users)],
  [TenantResolver, ({ tenants, audit }) => new TenantResolver(tenants, audit)],
  [AuditResolver, ({ audit }) => new AuditResolver(audit)],
  [PbxResolver, ({ pbxs, preflight, audit }) => new PbxResolver(pbxs, preflight, audit)],
  [PbxStatusResolver, ({ lines, pbxs, mapping }) => new PbxStatusResolver(lines, pbxs, mapping)],
  [PbxMappingResolver, ({ mappings, audit }) => new PbxMappingResolver(mappings, audit)],
  [QueueResolver, ({ queues, audit }) => new QueueResolver(queues, audit)],
  [MemberResolver, ({ members }) => new MemberResolver(members)],
  [AgentResolver, ({ agents }) => new AgentResolver(agents)],
  [ExtensionResolver, ({ extensions }) => new ExtensionResolver(extensions)],
  [TrunkResolver, ({ trunks }) => new TrunkResolver(trunks)],
  [CallResolver, ({ calls, queues, agents }) => new CallResolver(calls, queues, agents)],
  [CallFactsResolver, ({ calls }) => new CallFactsResolver(calls)],
  [CallControlResolver, ({ control }) => new CallControlResolver(control)],
  [DisplayResolver, ({ displays, audit }) => new DisplayResolver(displays, audit)],
  [DatabaseResolver, ({ databases, audit }) => new DatabaseResolver(databases, audit)],
  [LogSourceResolver, ({ logSources, audit }) => new LogSourceResolver(logSources, audit)],
  [LogSourceProblemResolver, () => new LogSourceProblemResolver()],
  [CdrImportResolver, ({ cdrImports, audit }) => new CdrImportResolver(cdrImports, audit)],
  [CallCenterResolver, ({ callCenter, audit }) => new CallCenterResolver(callCenter, audit)],
  [WallboardResolver, ({ wallboards }) => new WallboardResolver(wallboards)],
  [QueueReportResolver, ({ reports }) => new QueueReportResolver(reports.queueReports)],
  [AgentReportResolver, ({ reports }) => new AgentReportResolver(reports.agentReports)],
  [VisitReportResolver, ({ reports }) => new VisitReportResolver(reports.visitReports)],
  [StaffingResolver, ({ reports }) => new StaffingResolver(reports.staffing)],
  [ReportSettingsResolver, ({ reportSettings, audit }) => new ReportSettingsResolver(reportSettings, audit)],
  [JobResolver, ({ jobService, audit }) => new JobResolver(jobService, audit)],
  [
    RecordingResolver,
    ({ recordings: { recordings }, audit, calls, queues, agents }) =>
      new RecordingResolver({ recordings, audit, calls, queues, agents }),
  ],
  [CallRecordingsResolver, ({ recordings }) => new CallRecordingsResolver(recordings.recordings)],
  [
    RecordingFolderResolver,
    ({ recordings, audit }) => new RecordingFolderResolver(recordings.folders, audit),
  ],
  [RetentionResolver, ({ recordings, audit }) => new RetentionResolver(recordings.retention, audit)],
  [ExportResolver, ({ exports, audit }) => new ExportResolver(exports, audit)],
  [ScheduleResolver, ({ schedules, audit }) => new ScheduleResolver(schedules, audit)],
]

/** The classes the schema is built from. */
export const RESOLVERS: readonly ResolverClass[] = MAKERS.map(([type]) => type)

/** The instance of each resolver class. */
export const makeResolvers = (services: ResolverServices): ReadonlyMap<ResolverClass, object> =>
  new Map(MAKERS.map(([type, make]) => [type, make(services)]))
