// Made by `npm run sdk`. Do not edit.

import type { RequestOptions, StreamOptions, Transport } from '../document.ts'

import {
  AbandonedCallsDocument,
  AbandonedSummaryDocument,
  ActiveCallsDocument,
  AgentDocument,
  AgentComparisonDocument,
  AgentPauseDocument,
  AgentReportDocument,
  AgentUnpauseDocument,
  AgentUpdatedDocument,
  AgentsDocument,
  AuditEntriesDocument,
  BoardDocument,
  BoardQueuesDocument,
  BoardTimeDocument,
  CallDocument,
  CallAnsweredDocument,
  CallCenterImportDocument,
  CallEndedDocument,
  CallEventsDocument,
  CallHangupDocument,
  CallOriginateDocument,
  CallParkDocument,
  CallRecordingSetDocument,
  CallReportDocument,
  CallSpyDocument,
  CallStartedDocument,
  CallStatisticsDocument,
  CallTransferAttendedDocument,
  CallTransferBlindDocument,
  CallTransferredDocument,
  CallUpdatedDocument,
  CallsDocument,
  CdrImportDocument,
  DailySummaryDocument,
  DatabaseAccountRemoveDocument,
  DatabaseAccountSetDocument,
  DatabaseAccountTestDocument,
  DatabaseAccountsDocument,
  DisplayDocument,
  DisplayLinkCreateDocument,
  DisplayLinkRevokeDocument,
  DisplayLinksDocument,
  DispositionSummaryDocument,
  ExportCreateDocument,
  ExportLinkDocument,
  ExtensionDocument,
  ExtensionUpdatedDocument,
  ExtensionsDocument,
  HourlyDistributionDocument,
  ImportFilesDocument,
  JobDocument,
  JobCancelDocument,
  JobUpdatedDocument,
  JobsDocument,
  LogFilesDocument,
  LogImportDocument,
  LogSourceRemoveDocument,
  LogSourceSetDocument,
  LogSourceUpdatedDocument,
  LogSourcesDocument,
  MailTestDocument,
  MeDocument,
  PasswordChangeDocument,
  PbxDocument,
  PbxConnectDocument,
  PbxContentsDocument,
  PbxDisconnectDocument,
  PbxMappingRemoveDocument,
  PbxMappingSetDocument,
  PbxMappingsDocument,
  PbxRegisterDocument,
  PbxRemoveDocument,
  PbxTestDocument,
  PbxUpdateDocument,
  PbxUpdatedDocument,
  PbxsDocument,
  QueueDocument,
  QueueCallerJoinedDocument,
  QueueCallerLeftDocument,
  QueueMemberAddDocument,
  QueueMemberPauseDocument,
  QueueMemberPenaltySetDocument,
  QueueMemberRemoveDocument,
  QueueMemberUnpauseDocument,
  QueueReportDocument,
  QueueSettingsDocument,
  QueueSettingsUpdateDocument,
  QueueThresholdRemoveDocument,
  QueueThresholdSetDocument,
  QueueThresholdsDocument,
  QueueUpdateDocument,
  QueueUpdatedDocument,
  QueuesDocument,
  RecordingDocument,
  RecordingFolderRemoveDocument,
  RecordingFolderSetDocument,
  RecordingFoldersDocument,
  RecordingLinkDocument,
  RecordingRemoveDocument,
  RecordingWaveformDocument,
  RecordingsDocument,
  ReportScheduleCreateDocument,
  ReportScheduleRemoveDocument,
  ReportScheduleRunNowDocument,
  ReportScheduleUpdateDocument,
  ReportSchedulesDocument,
  ReportSettingsDocument,
  ReportSettingsUpdateDocument,
  RetentionPreviewDocument,
  RetentionRuleRemoveDocument,
  RetentionRuleSetDocument,
  RetentionRulesDocument,
  SessionEndDocument,
  SessionEndAllDocument,
  SessionRefreshDocument,
  SessionStartDocument,
  SessionsDocument,
  StaffingEstimateDocument,
  TenantDocument,
  TenantCreateDocument,
  TenantUpdateDocument,
  TenantsDocument,
  TopAgentsDocument,
  TrunkDocument,
  TrunkUpdatedDocument,
  TrunksDocument,
  UserDocument,
  UserCreateDocument,
  UserPasswordResetDocument,
  UserUpdateDocument,
  UsersDocument,
  WallboardDocument,
  WallboardUpdatedDocument,
} from './documents.ts'

import type {
  AbandonedCallsQuery,
  AbandonedCallsQueryVariables,
  AbandonedSummaryQuery,
  AbandonedSummaryQueryVariables,
  ActiveCallsQuery,
  ActiveCallsQueryVariables,
  AgentQuery,
  AgentQueryVariables,
  AgentComparisonQuery,
  AgentComparisonQueryVariables,
  AgentPauseMutation,
  AgentPauseMutationVariables,
  AgentReportQuery,
  AgentReportQueryVariables,
  AgentUnpauseMutation,
  AgentUnpauseMutationVariables,
  AgentUpdatedSubscription,
  AgentUpdatedSubscriptionVariables,
  AgentsQuery,
  AgentsQueryVariables,
  AuditEntriesQuery,
  AuditEntriesQueryVariables,
  BoardSubscription,
  BoardSubscriptionVariables,
  BoardQueuesQuery,
  BoardQueuesQueryVariables,
  BoardTimeQuery,
  BoardTimeQueryVariables,
  CallQuery,
  CallQueryVariables,
  CallAnsweredSubscription,
  CallAnsweredSubscriptionVariables,
  CallCenterImportMutation,
  CallCenterImportMutationVariables,
  CallEndedSubscription,
  CallEndedSubscriptionVariables,
  CallEventsQuery,
  CallEventsQueryVariables,
  CallHangupMutation,
  CallHangupMutationVariables,
  CallOriginateMutation,
  CallOriginateMutationVariables,
  CallParkMutation,
  CallParkMutationVariables,
  CallRecordingSetMutation,
  CallRecordingSetMutationVariables,
  CallReportQuery,
  CallReportQueryVariables,
  CallSpyMutation,
  CallSpyMutationVariables,
  CallStartedSubscription,
  CallStartedSubscriptionVariables,
  CallStatisticsQuery,
  CallStatisticsQueryVariables,
  CallTransferAttendedMutation,
  CallTransferAttendedMutationVariables,
  CallTransferBlindMutation,
  CallTransferBlindMutationVariables,
  CallTransferredSubscription,
  CallTransferredSubscriptionVariables,
  CallUpdatedSubscription,
  CallUpdatedSubscriptionVariables,
  CallsQuery,
  CallsQueryVariables,
  CdrImportMutation,
  CdrImportMutationVariables,
  DailySummaryQuery,
  DailySummaryQueryVariables,
  DatabaseAccountRemoveMutation,
  DatabaseAccountRemoveMutationVariables,
  DatabaseAccountSetMutation,
  DatabaseAccountSetMutationVariables,
  DatabaseAccountTestMutation,
  DatabaseAccountTestMutationVariables,
  DatabaseAccountsQuery,
  DatabaseAccountsQueryVariables,
  DisplayQuery,
  DisplayQueryVariables,
  DisplayLinkCreateMutation,
  DisplayLinkCreateMutationVariables,
  DisplayLinkRevokeMutation,
  DisplayLinkRevokeMutationVariables,
  DisplayLinksQuery,
  DisplayLinksQueryVariables,
  DispositionSummaryQuery,
  DispositionSummaryQueryVariables,
  ExportCreateMutation,
  ExportCreateMutationVariables,
  ExportLinkQuery,
  ExportLinkQueryVariables,
  ExtensionQuery,
  ExtensionQueryVariables,
  ExtensionUpdatedSubscription,
  ExtensionUpdatedSubscriptionVariables,
  ExtensionsQuery,
  ExtensionsQueryVariables,
  HourlyDistributionQuery,
  HourlyDistributionQueryVariables,
  ImportFilesQuery,
  ImportFilesQueryVariables,
  JobQuery,
  JobQueryVariables,
  JobCancelMutation,
  JobCancelMutationVariables,
  JobUpdatedSubscription,
  JobUpdatedSubscriptionVariables,
  JobsQuery,
  JobsQueryVariables,
  LogFilesQuery,
  LogFilesQueryVariables,
  LogImportMutation,
  LogImportMutationVariables,
  LogSourceRemoveMutation,
  LogSourceRemoveMutationVariables,
  LogSourceSetMutation,
  LogSourceSetMutationVariables,
  LogSourceUpdatedSubscription,
  LogSourceUpdatedSubscriptionVariables,
  LogSourcesQuery,
  LogSourcesQueryVariables,
  MailTestMutation,
  MailTestMutationVariables,
  MeQuery,
  MeQueryVariables,
  PasswordChangeMutation,
  PasswordChangeMutationVariables,
  PbxQuery,
  PbxQueryVariables,
  PbxConnectMutation,
  PbxConnectMutationVariables,
  PbxContentsQuery,
  PbxContentsQueryVariables,
  PbxDisconnectMutation,
  PbxDisconnectMutationVariables,
  PbxMappingRemoveMutation,
  PbxMappingRemoveMutationVariables,
  PbxMappingSetMutation,
  PbxMappingSetMutationVariables,
  PbxMappingsQuery,
  PbxMappingsQueryVariables,
  PbxRegisterMutation,
  PbxRegisterMutationVariables,
  PbxRemoveMutation,
  PbxRemoveMutationVariables,
  PbxTestMutation,
  PbxTestMutationVariables,
  PbxUpdateMutation,
  PbxUpdateMutationVariables,
  PbxUpdatedSubscription,
  PbxUpdatedSubscriptionVariables,
  PbxsQuery,
  PbxsQueryVariables,
  QueueQuery,
  QueueQueryVariables,
  QueueCallerJoinedSubscription,
  QueueCallerJoinedSubscriptionVariables,
  QueueCallerLeftSubscription,
  QueueCallerLeftSubscriptionVariables,
  QueueMemberAddMutation,
  QueueMemberAddMutationVariables,
  QueueMemberPauseMutation,
  QueueMemberPauseMutationVariables,
  QueueMemberPenaltySetMutation,
  QueueMemberPenaltySetMutationVariables,
  QueueMemberRemoveMutation,
  QueueMemberRemoveMutationVariables,
  QueueMemberUnpauseMutation,
  QueueMemberUnpauseMutationVariables,
  QueueReportQuery,
  QueueReportQueryVariables,
  QueueSettingsQuery,
  QueueSettingsQueryVariables,
  QueueSettingsUpdateMutation,
  QueueSettingsUpdateMutationVariables,
  QueueThresholdRemoveMutation,
  QueueThresholdRemoveMutationVariables,
  QueueThresholdSetMutation,
  QueueThresholdSetMutationVariables,
  QueueThresholdsQuery,
  QueueThresholdsQueryVariables,
  QueueUpdateMutation,
  QueueUpdateMutationVariables,
  QueueUpdatedSubscription,
  QueueUpdatedSubscriptionVariables,
  QueuesQuery,
  QueuesQueryVariables,
  RecordingQuery,
  RecordingQueryVariables,
  RecordingFolderRemoveMutation,
  RecordingFolderRemoveMutationVariables,
  RecordingFolderSetMutation,
  RecordingFolderSetMutationVariables,
  RecordingFoldersQuery,
  RecordingFoldersQueryVariables,
  RecordingLinkQuery,
  RecordingLinkQueryVariables,
  RecordingRemoveMutation,
  RecordingRemoveMutationVariables,
  RecordingWaveformQuery,
  RecordingWaveformQueryVariables,
  RecordingsQuery,
  RecordingsQueryVariables,
  ReportScheduleCreateMutation,
  ReportScheduleCreateMutationVariables,
  ReportScheduleRemoveMutation,
  ReportScheduleRemoveMutationVariables,
  ReportScheduleRunNowMutation,
  ReportScheduleRunNowMutationVariables,
  ReportScheduleUpdateMutation,
  ReportScheduleUpdateMutationVariables,
  ReportSchedulesQuery,
  ReportSchedulesQueryVariables,
  ReportSettingsQuery,
  ReportSettingsQueryVariables,
  ReportSettingsUpdateMutation,
  ReportSettingsUpdateMutationVariables,
  RetentionPreviewQuery,
  RetentionPreviewQueryVariables,
  RetentionRuleRemoveMutation,
  RetentionRuleRemoveMutationVariables,
  RetentionRuleSetMutation,
  RetentionRuleSetMutationVariables,
  RetentionRulesQuery,
  RetentionRulesQueryVariables,
  SessionEndMutation,
  SessionEndMutationVariables,
  SessionEndAllMutation,
  SessionEndAllMutationVariables,
  SessionRefreshMutation,
  SessionRefreshMutationVariables,
  SessionStartMutation,
  SessionStartMutationVariables,
  SessionsQuery,
  SessionsQueryVariables,
  StaffingEstimateQuery,
  StaffingEstimateQueryVariables,
  TenantQuery,
  TenantQueryVariables,
  TenantCreateMutation,
  TenantCreateMutationVariables,
  TenantUpdateMutation,
  TenantUpdateMutationVariables,
  TenantsQuery,
  TenantsQueryVariables,
  TopAgentsQuery,
  TopAgentsQueryVariables,
  TrunkQuery,
  TrunkQueryVariables,
  TrunkUpdatedSubscription,
  TrunkUpdatedSubscriptionVariables,
  TrunksQuery,
  TrunksQueryVariables,
  UserQuery,
  UserQueryVariables,
  UserCreateMutation,
  UserCreateMutationVariables,
  UserPasswordResetMutation,
  UserPasswordResetMutationVariables,
  UserUpdateMutation,
  UserUpdateMutationVariables,
  UsersQuery,
  UsersQueryVariables,
  WallboardQuery,
  WallboardQueryVariables,
  WallboardUpdatedSubscription,
  WallboardUpdatedSubscriptionVariables,
} from './types.ts'

/** Every operation as a method. */
export interface Operations {
  /**
   * Callers who gave up, the last first, each with whether the number called again or was called back.
   */
  abandonedCalls(variables: AbandonedCallsQueryVariables, options?: RequestOptions): Promise<AbandonedCallsQuery>
  /**
   * How many of those who gave up called again or were called back, and with how many nobody has spoken. For at most 100,000 of them.
   */
  abandonedSummary(variables: AbandonedSummaryQueryVariables, options?: RequestOptions): Promise<AbandonedSummaryQuery>
  /**
   * The calls that are going on now.
   */
  activeCalls(variables?: ActiveCallsQueryVariables, options?: RequestOptions): Promise<ActiveCallsQuery>
  /**
   * One agent, as they stand.
   */
  agent(variables: AgentQueryVariables, options?: RequestOptions): Promise<AgentQuery>
  /**
   * Some agents, at most 50, beside all who worked in the same queues.
   */
  agentComparison(variables: AgentComparisonQueryVariables, options?: RequestOptions): Promise<AgentComparisonQuery>
  /**
   * Pauses an agent in all of their queues.
   */
  agentPause(variables: AgentPauseMutationVariables, options?: RequestOptions): Promise<AgentPauseMutation>
  /**
   * What agents did in a time, each and by queue.
   */
  agentReport(variables: AgentReportQueryVariables, options?: RequestOptions): Promise<AgentReportQuery>
  /**
   * Ends the pause of an agent in all of their queues.
   */
  agentUnpause(variables: AgentUnpauseMutationVariables, options?: RequestOptions): Promise<AgentUnpauseMutation>
  /**
   * Agents as they stand.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  agentUpdated(variables?: AgentUpdatedSubscriptionVariables, options?: StreamOptions): AsyncIterable<AgentUpdatedSubscription>
  /**
   * The agents you may see, as they stand, by name.
   */
  agents(variables?: AgentsQueryVariables, options?: RequestOptions): Promise<AgentsQuery>
  /**
   * What was done in your tenant, the newest first.
   */
  auditEntries(variables?: AuditEntriesQueryVariables, options?: RequestOptions): Promise<AuditEntriesQuery>
  /**
   * A board, whenever it changes.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  board(variables: BoardSubscriptionVariables, options?: StreamOptions): AsyncIterable<BoardSubscription>
  /**
   * A board as it stands.
   */
  boardQueues(variables?: BoardQueuesQueryVariables, options?: RequestOptions): Promise<BoardQueuesQuery>
  /**
   * A board as it stands.
   */
  boardTime(variables?: BoardTimeQueryVariables, options?: RequestOptions): Promise<BoardTimeQuery>
  /**
   * One call, live or kept.
   */
  call(variables: CallQueryVariables, options?: RequestOptions): Promise<CallQuery>
  /**
   * People began to talk.
   *
   * Fact: every event, once; whoever falls too far behind is closed with 4290 and asks for what it missed.
   */
  callAnswered(variables?: CallAnsweredSubscriptionVariables, options?: StreamOptions): AsyncIterable<CallAnsweredSubscription>
  /**
   * Takes over what Issabel CallCenter kept of calls in queues, sessions and breaks, as a job. A period that the PBX's own log or events tell is refused; done again, it changes nothing.
   */
  callCenterImport(variables: CallCenterImportMutationVariables, options?: RequestOptions): Promise<CallCenterImportMutation>
  /**
   * A call was over.
   *
   * Fact: every event, once; whoever falls too far behind is closed with 4290 and asks for what it missed.
   */
  callEnded(variables?: CallEndedSubscriptionVariables, options?: StreamOptions): AsyncIterable<CallEndedSubscription>
  /**
   * What happened in calls since an instant, in order: how a reader of facts catches up after a break.
   */
  callEvents(variables: CallEventsQueryVariables, options?: RequestOptions): Promise<CallEventsQuery>
  /**
   * Ends a call for all who are in it.
   */
  callHangup(variables: CallHangupMutationVariables, options?: RequestOptions): Promise<CallHangupMutation>
  /**
   * Click to call: rings an extension and, when it answers, what it wants to reach.
   */
  callOriginate(variables: CallOriginateMutationVariables, options?: RequestOptions): Promise<CallOriginateMutation>
  /**
   * Parks the outside party; the call shows its space.
   */
  callPark(variables: CallParkMutationVariables, options?: RequestOptions): Promise<CallParkMutation>
  /**
   * Switches the recording of a call on or off, or pauses it.
   */
  callRecordingSet(variables: CallRecordingSetMutationVariables, options?: RequestOptions): Promise<CallRecordingSetMutation>
  /**
   * The visits of a period one by one, the newest first.
   */
  callReport(variables: CallReportQueryVariables, options?: RequestOptions): Promise<CallReportQuery>
  /**
   * Rings a supervisor's extension and lets it listen to a call, whisper to the agent, or join in.
   */
  callSpy(variables: CallSpyMutationVariables, options?: RequestOptions): Promise<CallSpyMutation>
  /**
   * A call began.
   *
   * Fact: every event, once; whoever falls too far behind is closed with 4290 and asks for what it missed.
   */
  callStarted(variables?: CallStartedSubscriptionVariables, options?: StreamOptions): AsyncIterable<CallStartedSubscription>
  /**
   * What a set of calls came to.
   */
  callStatistics(variables?: CallStatisticsQueryVariables, options?: RequestOptions): Promise<CallStatisticsQuery>
  /**
   * Lets the agent talk to the target first; the transfer is made when the agent hangs up.
   */
  callTransferAttended(variables: CallTransferAttendedMutationVariables, options?: RequestOptions): Promise<CallTransferAttendedMutation>
  /**
   * Sends the agent's other party elsewhere, at once.
   */
  callTransferBlind(variables: CallTransferBlindMutationVariables, options?: RequestOptions): Promise<CallTransferBlindMutation>
  /**
   * A call was transferred.
   *
   * Fact: every event, once; whoever falls too far behind is closed with 4290 and asks for what it missed.
   */
  callTransferred(variables?: CallTransferredSubscriptionVariables, options?: StreamOptions): AsyncIterable<CallTransferredSubscription>
  /**
   * Active calls. A call that ends is sent once more, ENDED.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  callUpdated(variables?: CallUpdatedSubscriptionVariables, options?: StreamOptions): AsyncIterable<CallUpdatedSubscription>
  /**
   * Calls as they are kept, the newest first.
   */
  calls(variables?: CallsQueryVariables, options?: RequestOptions): Promise<CallsQuery>
  /**
   * Takes over calls of the past from call detail records, as a job. What was seen live stays as it is; done again, it changes nothing.
   */
  cdrImport(variables: CdrImportMutationVariables, options?: RequestOptions): Promise<CdrImportMutation>
  /**
   * Each local day of a period, with what its visits came to.
   */
  dailySummary(variables: DailySummaryQueryVariables, options?: RequestOptions): Promise<DailySummaryQuery>
  /**
   * Forgets a database of a PBX; what was read from it stays.
   */
  databaseAccountRemove(variables: DatabaseAccountRemoveMutationVariables, options?: RequestOptions): Promise<DatabaseAccountRemoveMutation>
  /**
   * Makes a database of a PBX known, or changes what is known of it.
   */
  databaseAccountSet(variables: DatabaseAccountSetMutationVariables, options?: RequestOptions): Promise<DatabaseAccountSetMutation>
  /**
   * Signs in at a database, tells which tables it finds that are known here, and says how to mend what is not well. Changes nothing.
   */
  databaseAccountTest(variables: DatabaseAccountTestMutationVariables, options?: RequestOptions): Promise<DatabaseAccountTestMutation>
  /**
   * The databases of PBXs that are known, oldest first.
   */
  databaseAccounts(variables?: DatabaseAccountsQueryVariables, options?: RequestOptions): Promise<DatabaseAccountsQuery>
  /**
   * For a screen that came by a display link: what it is.
   */
  display(variables?: DisplayQueryVariables, options?: RequestOptions): Promise<DisplayQuery>
  /**
   * Makes an address that shows a board on screens on the wall, on 20 at once at most; for supervisors.
   */
  displayLinkCreate(variables: DisplayLinkCreateMutationVariables, options?: RequestOptions): Promise<DisplayLinkCreateMutation>
  /**
   * Ends a display link for good: the screens that show it go dark at once.
   */
  displayLinkRevoke(variables: DisplayLinkRevokeMutationVariables, options?: RequestOptions): Promise<DisplayLinkRevokeMutation>
  /**
   * The display links that are not revoked, oldest first; for supervisors.
   */
  displayLinks(variables?: DisplayLinksQueryVariables, options?: RequestOptions): Promise<DisplayLinksQuery>
  /**
   * In which ways the visits of a period came out, with their names in Spanish and English.
   */
  dispositionSummary(variables: DispositionSummaryQueryVariables, options?: RequestOptions): Promise<DispositionSummaryQuery>
  /**
   * Asks for a report as a file. `jobUpdated` tells how far it is, `exportLink` where to fetch it; it is kept for 7 days.
   */
  exportCreate(variables: ExportCreateMutationVariables, options?: RequestOptions): Promise<ExportCreateMutation>
  /**
   * An address under which a browser finds the file of a job that is done, for ten minutes.
   */
  exportLink(variables: ExportLinkQueryVariables, options?: RequestOptions): Promise<ExportLinkQuery>
  /**
   * One extension, as it stands.
   */
  extension(variables: ExtensionQueryVariables, options?: RequestOptions): Promise<ExtensionQuery>
  /**
   * Extensions as they stand.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  extensionUpdated(variables?: ExtensionUpdatedSubscriptionVariables, options?: StreamOptions): AsyncIterable<ExtensionUpdatedSubscription>
  /**
   * Your extensions as they stand, by number.
   */
  extensions(variables?: ExtensionsQueryVariables, options?: RequestOptions): Promise<ExtensionsQuery>
  /**
   * How callers came on the hours of the weekdays, for a heat map: always 168 cells, Monday's first hour the first. At most 93 days.
   */
  hourlyDistribution(variables: HourlyDistributionQueryVariables, options?: RequestOptions): Promise<HourlyDistributionQuery>
  /**
   * The files in the server's import folder: for operators those in it, for others those in the folder of their tenant's slug.
   */
  importFiles(variables?: ImportFilesQueryVariables, options?: RequestOptions): Promise<ImportFilesQuery>
  /**
   * One job, as it stands.
   */
  job(variables: JobQueryVariables, options?: RequestOptions): Promise<JobQuery>
  /**
   * Ends a job that is not over: your own, or any as an administrator. Files it had made are removed; what an import has taken over stays.
   */
  jobCancel(variables: JobCancelMutationVariables, options?: RequestOptions): Promise<JobCancelMutation>
  /**
   * Jobs as they go on: those that wait or run, and those that ended in the last hour. Progress is told at most four times a second.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  jobUpdated(variables?: JobUpdatedSubscriptionVariables, options?: StreamOptions): AsyncIterable<JobUpdatedSubscription>
  /**
   * What is done for you in the background, the newest first; for administrators that of all.
   */
  jobs(variables?: JobsQueryVariables, options?: RequestOptions): Promise<JobsQuery>
  /**
   * The files of a queue_log, in the order in which they were written, whatever their names.
   */
  logFiles(variables: LogFilesQueryVariables, options?: RequestOptions): Promise<LogFilesQuery>
  /**
   * Imports what was logged before, in the background: follow it by `jobUpdated`, end it by `jobCancel`. What is known already does not change, so files may be imported again.
   */
  logImport(variables: LogImportMutationVariables, options?: RequestOptions): Promise<LogImportMutation>
  /**
   * Ends reading and forgets the source of a PBX. What it told stays.
   */
  logSourceRemove(variables: LogSourceRemoveMutationVariables, options?: RequestOptions): Promise<LogSourceRemoveMutation>
  /**
   * Sets whence the facts of a PBX come, in the place of what was set. Reading begins at once.
   */
  logSourceSet(variables: LogSourceSetMutationVariables, options?: RequestOptions): Promise<LogSourceSetMutation>
  /**
   * Sources of logs, with how reading stands.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  logSourceUpdated(variables?: LogSourceUpdatedSubscriptionVariables, options?: StreamOptions): AsyncIterable<LogSourceUpdatedSubscription>
  /**
   * Whence the facts of your PBXs come, and how reading stands.
   */
  logSources(variables?: LogSourcesQueryVariables, options?: RequestOptions): Promise<LogSourcesQuery>
  /**
   * Sends a short e-mail, to see whether this server's mail settings work.
   */
  mailTest(variables: MailTestMutationVariables, options?: RequestOptions): Promise<MailTestMutation>
  /**
   * Who you are here, and what you may do.
   */
  me(variables?: MeQueryVariables, options?: RequestOptions): Promise<MeQuery>
  /**
   * Replaces your password. All sessions end; the answer has the tokens of a new one.
   */
  passwordChange(variables: PasswordChangeMutationVariables, options?: RequestOptions): Promise<PasswordChangeMutation>
  /**
   * One PBX.
   */
  pbx(variables: PbxQueryVariables, options?: RequestOptions): Promise<PbxQuery>
  /**
   * Opens the link, anew if it stands already.
   */
  pbxConnect(variables: PbxConnectMutationVariables, options?: RequestOptions): Promise<PbxConnectMutation>
  /**
   * The queues you may see, as they stand, by label.
   */
  pbxContents(variables?: PbxContentsQueryVariables, options?: RequestOptions): Promise<PbxContentsQuery>
  /**
   * Ends the link and keeps it ended.
   */
  pbxDisconnect(variables: PbxDisconnectMutationVariables, options?: RequestOptions): Promise<PbxDisconnectMutation>
  /**
   * Takes a beginning away; what has no other is then nobody’s.
   */
  pbxMappingRemove(variables: PbxMappingRemoveMutationVariables, options?: RequestOptions): Promise<PbxMappingRemoveMutation>
  /**
   * Gives the queues, extensions or DIDs with one beginning to a tenant.
   */
  pbxMappingSet(variables: PbxMappingSetMutationVariables, options?: RequestOptions): Promise<PbxMappingSetMutation>
  /**
   * Whose the names on a shared PBX are, by kind and prefix.
   */
  pbxMappings(variables: PbxMappingsQueryVariables, options?: RequestOptions): Promise<PbxMappingsQuery>
  /**
   * Registers a PBX and opens the link to it. The demo, if it is shown, vanishes.
   */
  pbxRegister(variables: PbxRegisterMutationVariables, options?: RequestOptions): Promise<PbxRegisterMutation>
  /**
   * Ends the link and forgets the PBX; its calls stay.
   */
  pbxRemove(variables: PbxRemoveMutationVariables, options?: RequestOptions): Promise<PbxRemoveMutation>
  /**
   * Looks, within 10 seconds, at all that a PBX needs for its work here, and says how to mend what is not well. Changes nothing.
   */
  pbxTest(variables: PbxTestMutationVariables, options?: RequestOptions): Promise<PbxTestMutation>
  /**
   * Changes a PBX; the link is opened anew when that takes it.
   */
  pbxUpdate(variables: PbxUpdateMutationVariables, options?: RequestOptions): Promise<PbxUpdateMutation>
  /**
   * PBXs, with how the link to each stands.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  pbxUpdated(variables?: PbxUpdatedSubscriptionVariables, options?: StreamOptions): AsyncIterable<PbxUpdatedSubscription>
  /**
   * The PBXs you may see, oldest first.
   */
  pbxs(variables?: PbxsQueryVariables, options?: RequestOptions): Promise<PbxsQuery>
  /**
   * One queue, as it stands.
   */
  queue(variables: QueueQueryVariables, options?: RequestOptions): Promise<QueueQuery>
  /**
   * A caller joined a queue.
   *
   * Fact: every event, once; whoever falls too far behind is closed with 4290 and asks for what it missed.
   */
  queueCallerJoined(variables?: QueueCallerJoinedSubscriptionVariables, options?: StreamOptions): AsyncIterable<QueueCallerJoinedSubscription>
  /**
   * A caller left a queue, answered or not.
   *
   * Fact: every event, once; whoever falls too far behind is closed with 4290 and asks for what it missed.
   */
  queueCallerLeft(variables?: QueueCallerLeftSubscriptionVariables, options?: StreamOptions): AsyncIterable<QueueCallerLeftSubscription>
  /**
   * Adds a member to a queue, until it is removed.
   */
  queueMemberAdd(variables: QueueMemberAddMutationVariables, options?: RequestOptions): Promise<QueueMemberAddMutation>
  /**
   * Pauses an agent in one queue.
   */
  queueMemberPause(variables: QueueMemberPauseMutationVariables, options?: RequestOptions): Promise<QueueMemberPauseMutation>
  /**
   * Sets the penalty of an agent in a queue.
   */
  queueMemberPenaltySet(variables: QueueMemberPenaltySetMutationVariables, options?: RequestOptions): Promise<QueueMemberPenaltySetMutation>
  /**
   * Removes a member from a queue; configured ones come back when the PBX reloads.
   */
  queueMemberRemove(variables: QueueMemberRemoveMutationVariables, options?: RequestOptions): Promise<QueueMemberRemoveMutation>
  /**
   * Ends the pause of an agent in one queue.
   */
  queueMemberUnpause(variables: QueueMemberUnpauseMutationVariables, options?: RequestOptions): Promise<QueueMemberUnpauseMutation>
  /**
   * What queues did in a time: each and together, by stretches of it, beside the time before. A visit counts where it began.
   */
  queueReport(variables: QueueReportQueryVariables, options?: RequestOptions): Promise<QueueReportQuery>
  /**
   * The queues you may see, as they stand, by label.
   */
  queueSettings(variables?: QueueSettingsQueryVariables, options?: RequestOptions): Promise<QueueSettingsQuery>
  /**
   * Changes what is set for a queue here; nothing on the PBX.
   */
  queueSettingsUpdate(variables: QueueSettingsUpdateMutationVariables, options?: RequestOptions): Promise<QueueSettingsUpdateMutation>
  /**
   * Removes the threshold of a metric of a queue.
   */
  queueThresholdRemove(variables: QueueThresholdRemoveMutationVariables, options?: RequestOptions): Promise<QueueThresholdRemoveMutation>
  /**
   * Sets the threshold of a metric of a queue.
   */
  queueThresholdSet(variables: QueueThresholdSetMutationVariables, options?: RequestOptions): Promise<QueueThresholdSetMutation>
  /**
   * The thresholds set for a queue.
   */
  queueThresholds(variables: QueueThresholdsQueryVariables, options?: RequestOptions): Promise<QueueThresholdsQuery>
  /**
   * Changes what is set for a queue here; nothing on the PBX.
   */
  queueUpdate(variables: QueueUpdateMutationVariables, options?: RequestOptions): Promise<QueueUpdateMutation>
  /**
   * Queues as they stand.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  queueUpdated(variables?: QueueUpdatedSubscriptionVariables, options?: StreamOptions): AsyncIterable<QueueUpdatedSubscription>
  /**
   * The queues you may see, as they stand, by label.
   */
  queues(variables?: QueuesQueryVariables, options?: RequestOptions): Promise<QueuesQuery>
  /**
   * One recording.
   */
  recording(variables: RecordingQueryVariables, options?: RequestOptions): Promise<RecordingQuery>
  /**
   * Looks through the folder of a PBX no more: its recordings stay where they are and can be heard no longer.
   */
  recordingFolderRemove(variables: RecordingFolderRemoveMutationVariables, options?: RequestOptions): Promise<RecordingFolderRemoveMutation>
  /**
   * Sets where the recordings of a PBX lie, and begins to look through that folder.
   */
  recordingFolderSet(variables: RecordingFolderSetMutationVariables, options?: RequestOptions): Promise<RecordingFolderSetMutation>
  /**
   * Where the recordings of your PBXs lie, and how these folders stand.
   */
  recordingFolders(variables?: RecordingFoldersQueryVariables, options?: RequestOptions): Promise<RecordingFoldersQuery>
  /**
   * A link to hear or keep a recording, good for a quarter of an hour. Who asks is on record.
   */
  recordingLink(variables: RecordingLinkQueryVariables, options?: RequestOptions): Promise<RecordingLinkQuery>
  /**
   * Removes the file of a recording for good, for supervisors; that there was one stays known.
   */
  recordingRemove(variables: RecordingRemoveMutationVariables, options?: RequestOptions): Promise<RecordingRemoveMutation>
  /**
   * How loud a recording is, and how long.
   */
  recordingWaveform(variables: RecordingWaveformQueryVariables, options?: RequestOptions): Promise<RecordingWaveformQuery>
  /**
   * Recordings, the newest first. Who is confined to queues is shown those of these queues alone.
   */
  recordings(variables?: RecordingsQueryVariables, options?: RequestOptions): Promise<RecordingsQuery>
  /**
   * Schedules a report, to be sent by e-mail again and again with what you may see.
   */
  reportScheduleCreate(variables: ReportScheduleCreateMutationVariables, options?: RequestOptions): Promise<ReportScheduleCreateMutation>
  /**
   * Ends a scheduled report for good.
   */
  reportScheduleRemove(variables: ReportScheduleRemoveMutationVariables, options?: RequestOptions): Promise<ReportScheduleRemoveMutation>
  /**
   * Makes and sends a scheduled report now; `jobUpdated` tells how far it is.
   */
  reportScheduleRunNow(variables: ReportScheduleRunNowMutationVariables, options?: RequestOptions): Promise<ReportScheduleRunNowMutation>
  /**
   * Changes a scheduled report.
   */
  reportScheduleUpdate(variables: ReportScheduleUpdateMutationVariables, options?: RequestOptions): Promise<ReportScheduleUpdateMutation>
  /**
   * Your scheduled reports, oldest first; for administrators those of all. For supervisors.
   */
  reportSchedules(variables?: ReportSchedulesQueryVariables, options?: RequestOptions): Promise<ReportSchedulesQuery>
  /**
   * How your tenant counts, live and in reports.
   */
  reportSettings(variables?: ReportSettingsQueryVariables, options?: RequestOptions): Promise<ReportSettingsQuery>
  /**
   * Changes how your tenant counts. Boards follow at once, and reports of the past are counted so, too.
   */
  reportSettingsUpdate(variables: ReportSettingsUpdateMutationVariables, options?: RequestOptions): Promise<ReportSettingsUpdateMutation>
  /**
   * What the rules would remove now, or what one would that is not set yet. Nothing is removed.
   */
  retentionPreview(variables?: RetentionPreviewQueryVariables, options?: RequestOptions): Promise<RetentionPreviewQuery>
  /**
   * Ends a rule: what is there is kept.
   */
  retentionRuleRemove(variables: RetentionRuleRemoveMutationVariables, options?: RequestOptions): Promise<RetentionRuleRemoveMutation>
  /**
   * Sets for how long recordings are kept. What is older is removed within a day, for good.
   */
  retentionRuleSet(variables: RetentionRuleSetMutationVariables, options?: RequestOptions): Promise<RetentionRuleSetMutation>
  /**
   * For how long recordings are kept, the oldest rule first; without any, for ever.
   */
  retentionRules(variables?: RetentionRulesQueryVariables, options?: RequestOptions): Promise<RetentionRulesQuery>
  /**
   * Signs out: here, or where another session of yours is.
   */
  sessionEnd(variables?: SessionEndMutationVariables, options?: RequestOptions): Promise<SessionEndMutation>
  /**
   * Signs out everywhere, here too.
   */
  sessionEndAll(variables?: SessionEndAllMutationVariables, options?: RequestOptions): Promise<SessionEndAllMutation>
  /**
   * Exchanges a refresh token for the next pair. Repeating the last refresh within 10 seconds gives the same pair again; any other second use ends the session.
   */
  sessionRefresh(variables: SessionRefreshMutationVariables, options?: RequestOptions): Promise<SessionRefreshMutation>
  /**
   * Signs in. Wrong passwords are counted.
   */
  sessionStart(variables: SessionStartMutationVariables, options?: RequestOptions): Promise<SessionStartMutation>
  /**
   * Your own sessions, the one used last first.
   */
  sessions(variables?: SessionsQueryVariables, options?: RequestOptions): Promise<SessionsQuery>
  /**
   * How many agents are needed when, by Erlang C, or by Erlang A where the patience of callers is given.
   */
  staffingEstimate(variables: StaffingEstimateQueryVariables, options?: RequestOptions): Promise<StaffingEstimateQuery>
  /**
   * Your own tenant.
   */
  tenant(variables?: TenantQueryVariables, options?: RequestOptions): Promise<TenantQuery>
  /**
   * Makes a tenant and its first administrator, whose one-time password is told this once.
   */
  tenantCreate(variables: TenantCreateMutationVariables, options?: RequestOptions): Promise<TenantCreateMutation>
  /**
   * Changes your own tenant.
   */
  tenantUpdate(variables: TenantUpdateMutationVariables, options?: RequestOptions): Promise<TenantUpdateMutation>
  /**
   * All tenants, oldest first.
   */
  tenants(variables?: TenantsQueryVariables, options?: RequestOptions): Promise<TenantsQuery>
  /**
   * The agents with the most of something.
   */
  topAgents(variables: TopAgentsQueryVariables, options?: RequestOptions): Promise<TopAgentsQuery>
  /**
   * One trunk, as it stands.
   */
  trunk(variables: TrunkQueryVariables, options?: RequestOptions): Promise<TrunkQuery>
  /**
   * Trunks as they stand.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  trunkUpdated(variables?: TrunkUpdatedSubscriptionVariables, options?: StreamOptions): AsyncIterable<TrunkUpdatedSubscription>
  /**
   * Your trunks as they stand, by name.
   */
  trunks(variables?: TrunksQueryVariables, options?: RequestOptions): Promise<TrunksQuery>
  /**
   * One user.
   */
  user(variables: UserQueryVariables, options?: RequestOptions): Promise<UserQuery>
  /**
   * Makes a user; the one-time password is told this once.
   */
  userCreate(variables: UserCreateMutationVariables, options?: RequestOptions): Promise<UserCreateMutation>
  /**
   * Gives somebody else a new one-time password; their sessions end.
   */
  userPasswordReset(variables: UserPasswordResetMutationVariables, options?: RequestOptions): Promise<UserPasswordResetMutation>
  /**
   * Changes a user. Nobody changes their own rights, or gives more than they have.
   */
  userUpdate(variables: UserUpdateMutationVariables, options?: RequestOptions): Promise<UserUpdateMutation>
  /**
   * The users of a tenant, oldest first.
   */
  users(variables?: UsersQueryVariables, options?: RequestOptions): Promise<UsersQuery>
  /**
   * A board as it stands.
   */
  wallboard(variables?: WallboardQueryVariables, options?: RequestOptions): Promise<WallboardQuery>
  /**
   * A board, whenever it changes.
   *
   * State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.
   */
  wallboardUpdated(variables?: WallboardUpdatedSubscriptionVariables, options?: StreamOptions): AsyncIterable<WallboardUpdatedSubscription>
}

/** The methods, over a transport of one's own choice. */
export const operationsOver = (transport: Transport): Operations => ({
  abandonedCalls: (variables, options) => transport.request(AbandonedCallsDocument, variables, options),
  abandonedSummary: (variables, options) => transport.request(AbandonedSummaryDocument, variables, options),
  activeCalls: (variables, options) => transport.request(ActiveCallsDocument, variables, options),
  agent: (variables, options) => transport.request(AgentDocument, variables, options),
  agentComparison: (variables, options) => transport.request(AgentComparisonDocument, variables, options),
  agentPause: (variables, options) => transport.request(AgentPauseDocument, variables, options),
  agentReport: (variables, options) => transport.request(AgentReportDocument, variables, options),
  agentUnpause: (variables, options) => transport.request(AgentUnpauseDocument, variables, options),
  agentUpdated: (variables, options) => transport.subscribe(AgentUpdatedDocument, variables, options),
  agents: (variables, options) => transport.request(AgentsDocument, variables, options),
  auditEntries: (variables, options) => transport.request(AuditEntriesDocument, variables, options),
  board: (variables, options) => transport.subscribe(BoardDocument, variables, options),
  boardQueues: (variables, options) => transport.request(BoardQueuesDocument, variables, options),
  boardTime: (variables, options) => transport.request(BoardTimeDocument, variables, options),
  call: (variables, options) => transport.request(CallDocument, variables, options),
  callAnswered: (variables, options) => transport.subscribe(CallAnsweredDocument, variables, options),
  callCenterImport: (variables, options) => transport.request(CallCenterImportDocument, variables, options),
  callEnded: (variables, options) => transport.subscribe(CallEndedDocument, variables, options),
  callEvents: (variables, options) => transport.request(CallEventsDocument, variables, options),
  callHangup: (variables, options) => transport.request(CallHangupDocument, variables, options),
  callOriginate: (variables, options) => transport.request(CallOriginateDocument, variables, options),
  callPark: (variables, options) => transport.request(CallParkDocument, variables, options),
  callRecordingSet: (variables, options) => transport.request(CallRecordingSetDocument, variables, options),
  callReport: (variables, options) => transport.request(CallReportDocument, variables, options),
  callSpy: (variables, options) => transport.request(CallSpyDocument, variables, options),
  callStarted: (variables, options) => transport.subscribe(CallStartedDocument, variables, options),
  callStatistics: (variables, options) => transport.request(CallStatisticsDocument, variables, options),
  callTransferAttended: (variables, options) => transport.request(CallTransferAttendedDocument, variables, options),
  callTransferBlind: (variables, options) => transport.request(CallTransferBlindDocument, variables, options),
  callTransferred: (variables, options) => transport.subscribe(CallTransferredDocument, variables, options),
  callUpdated: (variables, options) => transport.subscribe(CallUpdatedDocument, variables, options),
  calls: (variables, options) => transport.request(CallsDocument, variables, options),
  cdrImport: (variables, options) => transport.request(CdrImportDocument, variables, options),
  dailySummary: (variables, options) => transport.request(DailySummaryDocument, variables, options),
  databaseAccountRemove: (variables, options) => transport.request(DatabaseAccountRemoveDocument, variables, options),
  databaseAccountSet: (variables, options) => transport.request(DatabaseAccountSetDocument, variables, options),
  databaseAccountTest: (variables, options) => transport.request(DatabaseAccountTestDocument, variables, options),
  databaseAccounts: (variables, options) => transport.request(DatabaseAccountsDocument, variables, options),
  display: (variables, options) => transport.request(DisplayDocument, variables, options),
  displayLinkCreate: (variables, options) => transport.request(DisplayLinkCreateDocument, variables, options),
  displayLinkRevoke: (variables, options) => transport.request(DisplayLinkRevokeDocument, variables, options),
  displayLinks: (variables, options) => transport.request(DisplayLinksDocument, variables, options),
  dispositionSummary: (variables, options) => transport.request(DispositionSummaryDocument, variables, options),
  exportCreate: (variables, options) => transport.request(ExportCreateDocument, variables, options),
  exportLink: (variables, options) => transport.request(ExportLinkDocument, variables, options),
  extension: (variables, options) => transport.request(ExtensionDocument, variables, options),
  extensionUpdated: (variables, options) => transport.subscribe(ExtensionUpdatedDocument, variables, options),
  extensions: (variables, options) => transport.request(ExtensionsDocument, variables, options),
  hourlyDistribution: (variables, options) => transport.request(HourlyDistributionDocument, variables, options),
  importFiles: (variables, options) => transport.request(ImportFilesDocument, variables, options),
  job: (variables, options) => transport.request(JobDocument, variables, options),
  jobCancel: (variables, options) => transport.request(JobCancelDocument, variables, options),
  jobUpdated: (variables, options) => transport.subscribe(JobUpdatedDocument, variables, options),
  jobs: (variables, options) => transport.request(JobsDocument, variables, options),
  logFiles: (variables, options) => transport.request(LogFilesDocument, variables, options),
  logImport: (variables, options) => transport.request(LogImportDocument, variables, options),
  logSourceRemove: (variables, options) => transport.request(LogSourceRemoveDocument, variables, options),
  logSourceSet: (variables, options) => transport.request(LogSourceSetDocument, variables, options),
  logSourceUpdated: (variables, options) => transport.subscribe(LogSourceUpdatedDocument, variables, options),
  logSources: (variables, options) => transport.request(LogSourcesDocument, variables, options),
  mailTest: (variables, options) => transport.request(MailTestDocument, variables, options),
  me: (variables, options) => transport.request(MeDocument, variables, options),
  passwordChange: (variables, options) => transport.request(PasswordChangeDocument, variables, options),
  pbx: (variables, options) => transport.request(PbxDocument, variables, options),
  pbxConnect: (variables, options) => transport.request(PbxConnectDocument, variables, options),
  pbxContents: (variables, options) => transport.request(PbxContentsDocument, variables, options),
  pbxDisconnect: (variables, options) => transport.request(PbxDisconnectDocument, variables, options),
  pbxMappingRemove: (variables, options) => transport.request(PbxMappingRemoveDocument, variables, options),
  pbxMappingSet: (variables, options) => transport.request(PbxMappingSetDocument, variables, options),
  pbxMappings: (variables, options) => transport.request(PbxMappingsDocument, variables, options),
  pbxRegister: (variables, options) => transport.request(PbxRegisterDocument, variables, options),
  pbxRemove: (variables, options) => transport.request(PbxRemoveDocument, variables, options),
  pbxTest: (variables, options) => transport.request(PbxTestDocument, variables, options),
  pbxUpdate: (variables, options) => transport.request(PbxUpdateDocument, variables, options),
  pbxUpdated: (variables, options) => transport.subscribe(PbxUpdatedDocument, variables, options),
  pbxs: (variables, options) => transport.request(PbxsDocument, variables, options),
  queue: (variables, options) => transport.request(QueueDocument, variables, options),
  queueCallerJoined: (variables, options) => transport.subscribe(QueueCallerJoinedDocument, variables, options),
  queueCallerLeft: (variables, options) => transport.subscribe(QueueCallerLeftDocument, variables, options),
  queueMemberAdd: (variables, options) => transport.request(QueueMemberAddDocument, variables, options),
  queueMemberPause: (variables, options) => transport.request(QueueMemberPauseDocument, variables, options),
  queueMemberPenaltySet: (variables, options) => transport.request(QueueMemberPenaltySetDocument, variables, options),
  queueMemberRemove: (variables, options) => transport.request(QueueMemberRemoveDocument, variables, options),
  queueMemberUnpause: (variables, options) => transport.request(QueueMemberUnpauseDocument, variables, options),
  queueReport: (variables, options) => transport.request(QueueReportDocument, variables, options),
  queueSettings: (variables, options) => transport.request(QueueSettingsDocument, variables, options),
  queueSettingsUpdate: (variables, options) => transport.request(QueueSettingsUpdateDocument, variables, options),
  queueThresholdRemove: (variables, options) => transport.request(QueueThresholdRemoveDocument, variables, options),
  queueThresholdSet: (variables, options) => transport.request(QueueThresholdSetDocument, variables, options),
  queueThresholds: (variables, options) => transport.request(QueueThresholdsDocument, variables, options),
  queueUpdate: (variables, options) => transport.request(QueueUpdateDocument, variables, options),
  queueUpdated: (variables, options) => transport.subscribe(QueueUpdatedDocument, variables, options),
  queues: (variables, options) => transport.request(QueuesDocument, variables, options),
  recording: (variables, options) => transport.request(RecordingDocument, variables, options),
  recordingFolderRemove: (variables, options) => transport.request(RecordingFolderRemoveDocument, variables, options),
  recordingFolderSet: (variables, options) => transport.request(RecordingFolderSetDocument, variables, options),
  recordingFolders: (variables, options) => transport.request(RecordingFoldersDocument, variables, options),
  recordingLink: (variables, options) => transport.request(RecordingLinkDocument, variables, options),
  recordingRemove: (variables, options) => transport.request(RecordingRemoveDocument, variables, options),
  recordingWaveform: (variables, options) => transport.request(RecordingWaveformDocument, variables, options),
  recordings: (variables, options) => transport.request(RecordingsDocument, variables, options),
  reportScheduleCreate: (variables, options) => transport.request(ReportScheduleCreateDocument, variables, options),
  reportScheduleRemove: (variables, options) => transport.request(ReportScheduleRemoveDocument, variables, options),
  reportScheduleRunNow: (variables, options) => transport.request(ReportScheduleRunNowDocument, variables, options),
  reportScheduleUpdate: (variables, options) => transport.request(ReportScheduleUpdateDocument, variables, options),
  reportSchedules: (variables, options) => transport.request(ReportSchedulesDocument, variables, options),
  reportSettings: (variables, options) => transport.request(ReportSettingsDocument, variables, options),
  reportSettingsUpdate: (variables, options) => transport.request(ReportSettingsUpdateDocument, variables, options),
  retentionPreview: (variables, options) => transport.request(RetentionPreviewDocument, variables, options),
  retentionRuleRemove: (variables, options) => transport.request(RetentionRuleRemoveDocument, variables, options),
  retentionRuleSet: (variables, options) => transport.request(RetentionRuleSetDocument, variables, options),
  retentionRules: (variables, options) => transport.request(RetentionRulesDocument, variables, options),
  sessionEnd: (variables, options) => transport.request(SessionEndDocument, variables, options),
  sessionEndAll: (variables, options) => transport.request(SessionEndAllDocument, variables, options),
  sessionRefresh: (variables, options) => transport.request(SessionRefreshDocument, variables, options),
  sessionStart: (variables, options) => transport.request(SessionStartDocument, variables, options),
  sessions: (variables, options) => transport.request(SessionsDocument, variables, options),
  staffingEstimate: (variables, options) => transport.request(StaffingEstimateDocument, variables, options),
  tenant: (variables, options) => transport.request(TenantDocument, variables, options),
  tenantCreate: (variables, options) => transport.request(TenantCreateDocument, variables, options),
  tenantUpdate: (variables, options) => transport.request(TenantUpdateDocument, variables, options),
  tenants: (variables, options) => transport.request(TenantsDocument, variables, options),
  topAgents: (variables, options) => transport.request(TopAgentsDocument, variables, options),
  trunk: (variables, options) => transport.request(TrunkDocument, variables, options),
  trunkUpdated: (variables, options) => transport.subscribe(TrunkUpdatedDocument, variables, options),
  trunks: (variables, options) => transport.request(TrunksDocument, variables, options),
  user: (variables, options) => transport.request(UserDocument, variables, options),
  userCreate: (variables, options) => transport.request(UserCreateDocument, variables, options),
  userPasswordReset: (variables, options) => transport.request(UserPasswordResetDocument, variables, options),
  userUpdate: (variables, options) => transport.request(UserUpdateDocument, variables, options),
  users: (variables, options) => transport.request(UsersDocument, variables, options),
  wallboard: (variables, options) => transport.request(WallboardDocument, variables, options),
  wallboardUpdated: (variables, options) => transport.subscribe(WallboardUpdatedDocument, variables, options),
})
