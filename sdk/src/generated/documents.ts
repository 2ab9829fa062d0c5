// Made by `npm run sdk`. Do not edit.

import type { RequestDocument, StreamDocument } from '../document.ts'

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

const AbandonedFiguresFields = 'fragment AbandonedFiguresFields on AbandonedFigures{abandoned calledAgain answeredAgain calledBack reached lost}'

const AgentFields = 'fragment AgentFields on Agent{id currentCallId isPaused isStale name number pauseReason pbxId queues{isPaused penalty queueId queueName}since state today{answered missed talkSeconds}}'

const AgentFiguresFields = 'fragment AgentFiguresFields on AgentFigures{agentId number name answered talkSeconds meanTalkSeconds talkUnknown meanRingSeconds missed missedLong cancelled transfers loggedInSeconds sessionCount pausedSeconds pauses{reason seconds count}wrapUpSeconds occupancy queues{queueId answered talkSeconds meanTalkSeconds missed missedLong transfers loggedInSeconds}}'

const CallEventFields = 'fragment CallEventFields on CallEvent{id agentId callId details{name value}kind occurredAt queueId}'

const CallFields = 'fragment CallFields on Call{id agentId answeredAt did direction disposition durationSeconds endReason endedAt fromName fromNumber hangupCause holdSeconds isStale linkedid mergedIntoId pbxId queueId startedAt state talkSeconds toNumber transferCount waitSeconds}'

const CredentialFields = 'fragment CredentialFields on OneTimeCredentials{oneTimePassword user{...UserFields}}'

const DatabaseAccountFields = 'fragment DatabaseAccountFields on DatabaseAccount{id authority createdAt database encryption engine host name pbxId port username}'

const DisplayLinkFields = 'fragment DisplayLinkFields on DisplayLink{id createdAt expiresAt language lastSeenAt name queueIds revokedAt screenCount}'

const ErrorFields = 'fragment ErrorFields on MutationError{code path message retryAfterSeconds}'

const ExtensionFields = 'fragment ExtensionFields on Extension{id currentCallId device isStale name number pbxId since state}'

const FiguresChangeFields = 'fragment FiguresChangeFields on FiguresChange{offered answered abandoned serviceLevel abandonRate meanAnsweredSeconds meanTalkSeconds}'

const JobFields = 'fragment JobFields on Job{id attempt createdAt doneCount endedAt error{code message}input kind result startedAt state totalCount userId}'

const LogSourceFields = 'fragment LogSourceFields on LogSource{id pbxId kind folder fileName databaseAccountId tableName timeZone hasHistory isEnabled state problem{code since message}warnings{code since message}lastEventAt lineCount badLineCount badLines{file lineNumber reason excerpt}unmatchedCount bytesLeft gapAt createdAt}'

const PageFields = 'fragment PageFields on PageInfo{endCursor hasNextPage}'

const PbxFields = 'fragment PbxFields on Pbx{id createdAt dialContext host isDemo isEnabled isShared name port status{asteriskVersion bootedAt problem since state}timeZone username}'

const PbxMappingFields = 'fragment PbxMappingFields on PbxMapping{id createdAt kind pbxId prefix tenantId}'

const PeriodFields = 'fragment PeriodFields on ReportPeriod{from until}'

const QueueDayFields = 'fragment QueueDayFields on QueueDay{abandoned answered answeredInTime averageTalkSeconds averageWaitSeconds leftOtherwise lost offered serviceLevel timedOut waiting}'

const QueueFields = 'fragment QueueFields on Queue{id callers{callId name number position since}isShown isStale label level levels{critical level metric value warn}longestWaitSince memberCounts{available offline onCall paused ringing total wrapUp}members{agentId callsTaken isDynamic isPaused name number pauseReason penalty since state}name pbxId serviceLevelSeconds strategy today{...QueueDayFields}waitingCount}'

const QueueFiguresFields = 'fragment QueueFiguresFields on QueueFigures{offered answered abandoned timedOut leftEmpty leftByKey withdrawn incompatible lost waiting serviceLevel answeredInTime serviceLevels{formula level}answerRate abandonRate waits{meanAnsweredSeconds meanAbandonedSeconds longestSeconds p50Seconds p90Seconds p95Seconds distribution{upToSeconds answered abandoned}}talk{meanSeconds totalSeconds unknownCount meanRingSeconds hungUpByCaller hungUpByAgent blindTransfers attendedTransfers oldTransfers}}'

const QueueSettingFields = 'fragment QueueSettingFields on Queue{id isShown label name pbxId serviceLevelSeconds}'

const RecordingFields = 'fragment RecordingFields on Recording{id agentId callId durationSeconds fileName format pbxId queueId removedAt sizeBytes startedAt}'

const RecordingFolderFields = 'fragment RecordingFolderFields on RecordingFolder{id fileCount folder isReadable isScanning layout newestAt pbxFolder pbxId problem{code hint}scannedAt}'

const ReportScheduleFields = 'fragment ReportScheduleFields on ReportSchedule{id agentIds createdAt cron format isEnabled language lastError{code message}lastJobId lastRunAt name nextRunAt period queueIds recipients report userId}'

const ReportSettingsFields = 'fragment ReportSettingsFields on ReportSettings{formula serviceLevelSeconds shortAbandonSeconds internalDigits internalPrefixes}'

const ReportedVisitFields = 'fragment ReportedVisitFields on ReportedVisit{id pbxId queueId queueLabel agentId agentName callid callerNumber callerName did outcome ending joinedAt answeredAt endedAt waitSeconds talkSeconds ringSeconds position leftTo}'

const RetentionRuleFields = 'fragment RetentionRuleFields on RetentionRule{id createdAt keepDays queueId}'

const SessionFields = 'fragment SessionFields on SessionTokens{accessToken expiresAt refreshToken user{...UserFields}}'

const TenantFields = 'fragment TenantFields on Tenant{id createdAt language name slug timeZone}'

const ThresholdFields = 'fragment ThresholdFields on Threshold{id critical holdSeconds metric queueId warn}'

const TrunkFields = 'fragment TrunkFields on Trunk{id activeCallCount device isStale name pbxId since state}'

const UserFields = 'fragment UserFields on User{id createdAt disabledAt grantedPermissions language login mustChangePassword name permissions queueIds revokedPermissions role tenantId}'

const WallboardFields = 'fragment WallboardFields on Wallboard{id agents{...AgentFields}at isDemo isStale queues{...WallboardQueueFields}totals{abandoned answered availableAgents connectedAgents level longestWaitSince offered serviceLevel waiting}}'

const WallboardQueueFields = 'fragment WallboardQueueFields on Queue{id callers{callId name number position since}isStale label level levels{critical level metric value warn}longestWaitSince memberCounts{available offline onCall paused ringing total wrapUp}name pbxId serviceLevelSeconds today{...QueueDayFields}waitingCount}'

export const AbandonedCallsDocument: RequestDocument<AbandonedCallsQuery, AbandonedCallsQueryVariables> = {
  text: `query abandonedCalls($period:ReportPeriodInput!$queueIds:[ID!]$withInternal:Boolean=false$windowHours:Int=24$first:Int=50$after:String){abandonedCalls(period:$period queueIds:$queueIds withInternal:$withInternal windowHours:$windowHours first:$first after:$after){nodes{visit{...ReportedVisitFields}calledAgainAt calledAgainOutcome answeredAgainAt calledBackAt wasReached}pageInfo{...PageFields}}}${PageFields}${ReportedVisitFields}`,
}

export const AbandonedSummaryDocument: RequestDocument<AbandonedSummaryQuery, AbandonedSummaryQueryVariables> = {
  text: `query abandonedSummary($period:ReportPeriodInput!$queueIds:[ID!]$withInternal:Boolean=false$windowHours:Int=24$compareWithPrevious:Boolean=false){abandonedSummary(period:$period queueIds:$queueIds withInternal:$withInternal windowHours:$windowHours compareWithPrevious:$compareWithPrevious){figures{...AbandonedFiguresFields}previous{...AbandonedFiguresFields}}}${AbandonedFiguresFields}`,
}

export const ActiveCallsDocument: RequestDocument<ActiveCallsQuery, ActiveCallsQueryVariables> = {
  text: `query activeCalls{activeCalls{...CallFields}}${CallFields}`,
}

export const AgentDocument: RequestDocument<AgentQuery, AgentQueryVariables> = {
  text: `query agent($id:ID!){agent(id:$id){...AgentFields}}${AgentFields}`,
}

export const AgentComparisonDocument: RequestDocument<AgentComparisonQuery, AgentComparisonQueryVariables> = {
  text: `query agentComparison($period:ReportPeriodInput!$queueIds:[ID!]$agentIds:[ID!]!){agentComparison(period:$period queueIds:$queueIds agentIds:$agentIds){period{...PeriodFields}teamCount meanAnswered meanTalkSeconds occupancy agents{agent{...AgentFiguresFields}answeredShare meanTalkDifferenceSeconds occupancyDifference missedRate}}}${AgentFiguresFields}${PeriodFields}`,
}

export const AgentPauseDocument: RequestDocument<AgentPauseMutation, AgentPauseMutationVariables> = {
  text: `mutation agentPause($id:ID!$reason:String){agentPause(id:$id reason:$reason){agent{...AgentFields}errors{...ErrorFields}}}${AgentFields}${ErrorFields}`,
}

export const AgentReportDocument: RequestDocument<AgentReportQuery, AgentReportQueryVariables> = {
  text: `query agentReport($period:ReportPeriodInput!$queueIds:[ID!]$agentIds:[ID!]$compareWithPrevious:Boolean=false){agentReport(period:$period queueIds:$queueIds agentIds:$agentIds compareWithPrevious:$compareWithPrevious){period{...PeriodFields}previousPeriod{...PeriodFields}agents{...AgentFiguresFields}previousAgents{...AgentFiguresFields}}}${AgentFiguresFields}${PeriodFields}`,
}

export const AgentUnpauseDocument: RequestDocument<AgentUnpauseMutation, AgentUnpauseMutationVariables> = {
  text: `mutation agentUnpause($id:ID!){agentUnpause(id:$id){agent{...AgentFields}errors{...ErrorFields}}}${AgentFields}${ErrorFields}`,
}

export const AgentUpdatedDocument: StreamDocument<AgentUpdatedSubscription, AgentUpdatedSubscriptionVariables> = {
  stream: 'state',
  text: `subscription agentUpdated($ids:[ID!]){agentUpdated(ids:$ids){...AgentFields}}${AgentFields}`,
}

export const AgentsDocument: RequestDocument<AgentsQuery, AgentsQueryVariables> = {
  text: `query agents($ids:[ID!]){agents(ids:$ids){...AgentFields}}${AgentFields}`,
}

export const AuditEntriesDocument: RequestDocument<AuditEntriesQuery, AuditEntriesQueryVariables> = {
  text: `query auditEntries($filter:AuditFilter$first:Int$after:String){auditEntries(filter:$filter first:$first after:$after){nodes{id action address answer input occurredAt outcome targetId tenantId user{id login name}userId}pageInfo{...PageFields}}}${PageFields}`,
}

export const BoardDocument: StreamDocument<BoardSubscription, BoardSubscriptionVariables> = {
  stream: 'state',
  text: 'subscription board($queueIds:[ID!]$withCallers:Boolean!){wallboard(queueIds:$queueIds minIntervalMs:500){id at isDemo isStale totals{abandoned answered availableAgents connectedAgents level longestWaitSince offered serviceLevel waiting}queues{id isStale label level levels{level metric}longestWaitSince serviceLevelSeconds waitingCount callers@include(if:$withCallers){callId number position since}memberCounts{available offline total}today{abandoned answered offered serviceLevel}}agents{id isPaused isStale name number pauseReason since state today{answered}}}}',
}

export const BoardQueuesDocument: RequestDocument<BoardQueuesQuery, BoardQueuesQueryVariables> = {
  text: 'query boardQueues{wallboard{queues{id label}}}',
}

export const BoardTimeDocument: RequestDocument<BoardTimeQuery, BoardTimeQueryVariables> = {
  text: 'query boardTime{wallboard(queueIds:[]){at}}',
}

export const CallDocument: RequestDocument<CallQuery, CallQueryVariables> = {
  text: `query call($id:ID!){call(id:$id){...CallFields agent{id name number}queue{id label name}legs{id agentId answeredAt channel endedAt hangupCause number startedAt}queueVisits{id agentId answeredAt joinedAt leftAt outcome position queueId talkSeconds waitSeconds}events{...CallEventFields}}}${CallEventFields}${CallFields}`,
}

export const CallAnsweredDocument: StreamDocument<CallAnsweredSubscription, CallAnsweredSubscriptionVariables> = {
  stream: 'fact',
  text: `subscription callAnswered{callAnswered{id occurredAt agentId queueId call{...CallFields}}}${CallFields}`,
}

export const CallCenterImportDocument: RequestDocument<CallCenterImportMutation, CallCenterImportMutationVariables> = {
  text: `mutation callCenterImport($input:CallCenterImportInput!){callCenterImport(input:$input){job{...JobFields}errors{...ErrorFields}}}${ErrorFields}${JobFields}`,
}

export const CallEndedDocument: StreamDocument<CallEndedSubscription, CallEndedSubscriptionVariables> = {
  stream: 'fact',
  text: `subscription callEnded{callEnded{id occurredAt call{...CallFields}}}${CallFields}`,
}

export const CallEventsDocument: RequestDocument<CallEventsQuery, CallEventsQueryVariables> = {
  text: `query callEvents($since:DateTime!$first:Int$after:String){callEvents(since:$since first:$first after:$after){nodes{...CallEventFields}pageInfo{...PageFields}}}${CallEventFields}${PageFields}`,
}

export const CallHangupDocument: RequestDocument<CallHangupMutation, CallHangupMutationVariables> = {
  text: `mutation callHangup($id:ID!){callHangup(id:$id){answer errors{...ErrorFields}}}${ErrorFields}`,
}

export const CallOriginateDocument: RequestDocument<CallOriginateMutation, CallOriginateMutationVariables> = {
  text: `mutation callOriginate($extensionId:ID!$to:DialString!){callOriginate(extensionId:$extensionId to:$to){answer errors{...ErrorFields}}}${ErrorFields}`,
}

export const CallParkDocument: RequestDocument<CallParkMutation, CallParkMutationVariables> = {
  text: `mutation callPark($id:ID!){callPark(id:$id){answer errors{...ErrorFields}}}${ErrorFields}`,
}

export const CallRecordingSetDocument: RequestDocument<CallRecordingSetMutation, CallRecordingSetMutationVariables> = {
  text: `mutation callRecordingSet($id:ID!$mode:RecordingMode!){callRecordingSet(id:$id mode:$mode){answer errors{...ErrorFields}}}${ErrorFields}`,
}

export const CallReportDocument: RequestDocument<CallReportQuery, CallReportQueryVariables> = {
  text: `query callReport($period:ReportPeriodInput!$queueIds:[ID!]$withInternal:Boolean=false$filter:VisitFilter$first:Int=50$after:String){callReport(period:$period queueIds:$queueIds withInternal:$withInternal filter:$filter first:$first after:$after){nodes{...ReportedVisitFields}pageInfo{...PageFields}}}${PageFields}${ReportedVisitFields}`,
}

export const CallSpyDocument: RequestDocument<CallSpyMutation, CallSpyMutationVariables> = {
  text: `mutation callSpy($id:ID!$extensionId:ID!$mode:SpyMode!){callSpy(id:$id extensionId:$extensionId mode:$mode){answer errors{...ErrorFields}}}${ErrorFields}`,
}

export const CallStartedDocument: StreamDocument<CallStartedSubscription, CallStartedSubscriptionVariables> = {
  stream: 'fact',
  text: `subscription callStarted{callStarted{id occurredAt call{...CallFields}}}${CallFields}`,
}

export const CallStatisticsDocument: RequestDocument<CallStatisticsQuery, CallStatisticsQueryVariables> = {
  text: 'query callStatistics($filter:CallFilter){callStatistics(filter:$filter){abandoned active answered averageTalkSeconds averageWaitSeconds longestWaitSeconds otherwise talkSeconds total}}',
}

export const CallTransferAttendedDocument: RequestDocument<CallTransferAttendedMutation, CallTransferAttendedMutationVariables> = {
  text: `mutation callTransferAttended($id:ID!$to:DialString!){callTransferAttended(id:$id to:$to){answer errors{...ErrorFields}}}${ErrorFields}`,
}

export const CallTransferBlindDocument: RequestDocument<CallTransferBlindMutation, CallTransferBlindMutationVariables> = {
  text: `mutation callTransferBlind($id:ID!$to:DialString!){callTransferBlind(id:$id to:$to){answer errors{...ErrorFields}}}${ErrorFields}`,
}

export const CallTransferredDocument: StreamDocument<CallTransferredSubscription, CallTransferredSubscriptionVariables> = {
  stream: 'fact',
  text: `subscription callTransferred{callTransferred{id occurredAt target transfer call{...CallFields}}}${CallFields}`,
}

export const CallUpdatedDocument: StreamDocument<CallUpdatedSubscription, CallUpdatedSubscriptionVariables> = {
  stream: 'state',
  text: `subscription callUpdated($ids:[ID!]){callUpdated(ids:$ids){...CallFields}}${CallFields}`,
}

export const CallsDocument: RequestDocument<CallsQuery, CallsQueryVariables> = {
  text: `query calls($filter:CallFilter$first:Int$after:String){calls(filter:$filter first:$first after:$after){nodes{...CallFields}pageInfo{...PageFields}}}${CallFields}${PageFields}`,
}

export const CdrImportDocument: RequestDocument<CdrImportMutation, CdrImportMutationVariables> = {
  text: `mutation cdrImport($input:CdrImportInput!){cdrImport(input:$input){job{...JobFields}errors{...ErrorFields}}}${ErrorFields}${JobFields}`,
}

export const DailySummaryDocument: RequestDocument<DailySummaryQuery, DailySummaryQueryVariables> = {
  text: `query dailySummary($period:ReportPeriodInput!$queueIds:[ID!]$serviceLevel:ServiceLevelInput){dailySummary(period:$period queueIds:$queueIds serviceLevel:$serviceLevel){date weekday figures{...QueueFiguresFields}}}${QueueFiguresFields}`,
}

export const DatabaseAccountRemoveDocument: RequestDocument<DatabaseAccountRemoveMutation, DatabaseAccountRemoveMutationVariables> = {
  text: `mutation databaseAccountRemove($id:ID!){databaseAccountRemove(id:$id){account{...DatabaseAccountFields}errors{...ErrorFields}}}${DatabaseAccountFields}${ErrorFields}`,
}

export const DatabaseAccountSetDocument: RequestDocument<DatabaseAccountSetMutation, DatabaseAccountSetMutationVariables> = {
  text: `mutation databaseAccountSet($id:ID$input:DatabaseAccountInput!){databaseAccountSet(id:$id input:$input){account{...DatabaseAccountFields}errors{...ErrorFields}}}${DatabaseAccountFields}${ErrorFields}`,
}

export const DatabaseAccountTestDocument: RequestDocument<DatabaseAccountTestMutation, DatabaseAccountTestMutationVariables> = {
  text: `mutation databaseAccountTest($id:ID!){databaseAccountTest(id:$id){report{hints tables{firstAt hints kind lastAt name rowCount}tookMs}errors{...ErrorFields}}}${ErrorFields}`,
}

export const DatabaseAccountsDocument: RequestDocument<DatabaseAccountsQuery, DatabaseAccountsQueryVariables> = {
  text: `query databaseAccounts{databaseAccounts{...DatabaseAccountFields}}${DatabaseAccountFields}`,
}

export const DisplayDocument: RequestDocument<DisplayQuery, DisplayQueryVariables> = {
  text: 'query display{display{id language name timeZone}}',
}

export const DisplayLinkCreateDocument: RequestDocument<DisplayLinkCreateMutation, DisplayLinkCreateMutationVariables> = {
  text: `mutation displayLinkCreate($input:DisplayLinkCreateInput!){displayLinkCreate(input:$input){created{link{...DisplayLinkFields}token}errors{...ErrorFields}}}${DisplayLinkFields}${ErrorFields}`,
}

export const DisplayLinkRevokeDocument: RequestDocument<DisplayLinkRevokeMutation, DisplayLinkRevokeMutationVariables> = {
  text: `mutation displayLinkRevoke($id:ID!){displayLinkRevoke(id:$id){link{...DisplayLinkFields}errors{...ErrorFields}}}${DisplayLinkFields}${ErrorFields}`,
}

export const DisplayLinksDocument: RequestDocument<DisplayLinksQuery, DisplayLinksQueryVariables> = {
  text: `query displayLinks{displayLinks{...DisplayLinkFields}}${DisplayLinkFields}`,
}

export const DispositionSummaryDocument: RequestDocument<DispositionSummaryQuery, DispositionSummaryQueryVariables> = {
  text: 'query dispositionSummary($period:ReportPeriodInput!$queueIds:[ID!]$compareWithPrevious:Boolean=false){dispositionSummary(period:$period queueIds:$queueIds compareWithPrevious:$compareWithPrevious){outcome nameEs nameEn count share previousCount}}',
}

export const ExportCreateDocument: RequestDocument<ExportCreateMutation, ExportCreateMutationVariables> = {
  text: `mutation exportCreate($input:ExportCreateInput!){exportCreate(input:$input){job{...JobFields}errors{...ErrorFields}}}${ErrorFields}${JobFields}`,
}

export const ExportLinkDocument: RequestDocument<ExportLinkQuery, ExportLinkQueryVariables> = {
  text: 'query exportLink($jobId:ID!){exportLink(jobId:$jobId){expiresAt fileName jobId rowCount sizeBytes url}}',
}

export const ExtensionDocument: RequestDocument<ExtensionQuery, ExtensionQueryVariables> = {
  text: `query extension($id:ID!){extension(id:$id){...ExtensionFields}}${ExtensionFields}`,
}

export const ExtensionUpdatedDocument: StreamDocument<ExtensionUpdatedSubscription, ExtensionUpdatedSubscriptionVariables> = {
  stream: 'state',
  text: `subscription extensionUpdated($ids:[ID!]){extensionUpdated(ids:$ids){...ExtensionFields}}${ExtensionFields}`,
}

export const ExtensionsDocument: RequestDocument<ExtensionsQuery, ExtensionsQueryVariables> = {
  text: `query extensions($ids:[ID!]){extensions(ids:$ids){...ExtensionFields}}${ExtensionFields}`,
}

export const HourlyDistributionDocument: RequestDocument<HourlyDistributionQuery, HourlyDistributionQueryVariables> = {
  text: 'query hourlyDistribution($period:ReportPeriodInput!$queueIds:[ID!]$serviceLevel:ServiceLevelInput){hourlyDistribution(period:$period queueIds:$queueIds serviceLevel:$serviceLevel){weekday hour dayCount offered answered abandoned serviceLevel meanOffered}}',
}

export const ImportFilesDocument: RequestDocument<ImportFilesQuery, ImportFilesQueryVariables> = {
  text: 'query importFiles{importFiles{changedAt name sizeBytes}}',
}

export const JobDocument: RequestDocument<JobQuery, JobQueryVariables> = {
  text: `query job($id:ID!){job(id:$id){...JobFields}}${JobFields}`,
}

export const JobCancelDocument: RequestDocument<JobCancelMutation, JobCancelMutationVariables> = {
  text: `mutation jobCancel($id:ID!){jobCancel(id:$id){job{...JobFields}errors{...ErrorFields}}}${ErrorFields}${JobFields}`,
}

export const JobUpdatedDocument: StreamDocument<JobUpdatedSubscription, JobUpdatedSubscriptionVariables> = {
  stream: 'state',
  text: `subscription jobUpdated($ids:[ID!]){jobUpdated(ids:$ids){...JobFields}}${JobFields}`,
}

export const JobsDocument: RequestDocument<JobsQuery, JobsQueryVariables> = {
  text: `query jobs($filter:JobFilter$first:Int$after:String){jobs(filter:$filter first:$first after:$after){nodes{...JobFields}pageInfo{...PageFields}}}${JobFields}${PageFields}`,
}

export const LogFilesDocument: RequestDocument<LogFilesQuery, LogFilesQueryVariables> = {
  text: 'query logFiles($pbxId:ID!$folder:String$fileName:String){logFiles(pbxId:$pbxId folder:$folder fileName:$fileName){name isCurrent isCompressed sizeBytes firstEventAt changedAt}}',
}

export const LogImportDocument: RequestDocument<LogImportMutation, LogImportMutationVariables> = {
  text: `mutation logImport($pbxId:ID!$input:LogImportInput!){logImport(pbxId:$pbxId input:$input){job{...JobFields}errors{...ErrorFields}}}${ErrorFields}${JobFields}`,
}

export const LogSourceRemoveDocument: RequestDocument<LogSourceRemoveMutation, LogSourceRemoveMutationVariables> = {
  text: `mutation logSourceRemove($pbxId:ID!){logSourceRemove(pbxId:$pbxId){source{...LogSourceFields}errors{...ErrorFields}}}${ErrorFields}${LogSourceFields}`,
}

export const LogSourceSetDocument: RequestDocument<LogSourceSetMutation, LogSourceSetMutationVariables> = {
  text: `mutation logSourceSet($pbxId:ID!$input:LogSourceInput!){logSourceSet(pbxId:$pbxId input:$input){source{...LogSourceFields}errors{...ErrorFields}}}${ErrorFields}${LogSourceFields}`,
}

export const LogSourceUpdatedDocument: StreamDocument<LogSourceUpdatedSubscription, LogSourceUpdatedSubscriptionVariables> = {
  stream: 'state',
  text: `subscription logSourceUpdated{logSourceUpdated{...LogSourceFields}}${LogSourceFields}`,
}

export const LogSourcesDocument: RequestDocument<LogSourcesQuery, LogSourcesQueryVariables> = {
  text: `query logSources{logSources{...LogSourceFields}}${LogSourceFields}`,
}

export const MailTestDocument: RequestDocument<MailTestMutation, MailTestMutationVariables> = {
  text: `mutation mailTest($to:String!){mailTest(to:$to){isSent errors{...ErrorFields}}}${ErrorFields}`,
}

export const MeDocument: RequestDocument<MeQuery, MeQueryVariables> = {
  text: `query me{me{...UserFields}}${UserFields}`,
}

export const PasswordChangeDocument: RequestDocument<PasswordChangeMutation, PasswordChangeMutationVariables> = {
  text: `mutation passwordChange($input:PasswordChangeInput!){passwordChange(input:$input){session{...SessionFields}errors{...ErrorFields}}}${ErrorFields}${SessionFields}${UserFields}`,
}

export const PbxDocument: RequestDocument<PbxQuery, PbxQueryVariables> = {
  text: `query pbx($id:ID!){pbx(id:$id){...PbxFields}}${PbxFields}`,
}

export const PbxConnectDocument: RequestDocument<PbxConnectMutation, PbxConnectMutationVariables> = {
  text: `mutation pbxConnect($id:ID!){pbxConnect(id:$id){pbx{...PbxFields}errors{...ErrorFields}}}${ErrorFields}${PbxFields}`,
}

export const PbxContentsDocument: RequestDocument<PbxContentsQuery, PbxContentsQueryVariables> = {
  text: 'query pbxContents{queues{id pbxId}agents{id pbxId}extensions{id pbxId}}',
}

export const PbxDisconnectDocument: RequestDocument<PbxDisconnectMutation, PbxDisconnectMutationVariables> = {
  text: `mutation pbxDisconnect($id:ID!){pbxDisconnect(id:$id){pbx{...PbxFields}errors{...ErrorFields}}}${ErrorFields}${PbxFields}`,
}

export const PbxMappingRemoveDocument: RequestDocument<PbxMappingRemoveMutation, PbxMappingRemoveMutationVariables> = {
  text: `mutation pbxMappingRemove($id:ID!){pbxMappingRemove(id:$id){mapping{...PbxMappingFields}errors{...ErrorFields}}}${ErrorFields}${PbxMappingFields}`,
}

export const PbxMappingSetDocument: RequestDocument<PbxMappingSetMutation, PbxMappingSetMutationVariables> = {
  text: `mutation pbxMappingSet($id:ID!$input:PbxMappingInput!){pbxMappingSet(id:$id input:$input){mapping{...PbxMappingFields}errors{...ErrorFields}}}${ErrorFields}${PbxMappingFields}`,
}

export const PbxMappingsDocument: RequestDocument<PbxMappingsQuery, PbxMappingsQueryVariables> = {
  text: `query pbxMappings($id:ID!){pbxMappings(id:$id){...PbxMappingFields}}${PbxMappingFields}`,
}

export const PbxRegisterDocument: RequestDocument<PbxRegisterMutation, PbxRegisterMutationVariables> = {
  text: `mutation pbxRegister($input:PbxRegisterInput!){pbxRegister(input:$input){pbx{...PbxFields}errors{...ErrorFields}}}${ErrorFields}${PbxFields}`,
}

export const PbxRemoveDocument: RequestDocument<PbxRemoveMutation, PbxRemoveMutationVariables> = {
  text: `mutation pbxRemove($id:ID!){pbxRemove(id:$id){pbx{...PbxFields}errors{...ErrorFields}}}${ErrorFields}${PbxFields}`,
}

export const PbxTestDocument: RequestDocument<PbxTestMutation, PbxTestMutationVariables> = {
  text: `mutation pbxTest($input:PbxTestInput!){pbxTest(input:$input){report{isUsable tookMs checks{check detail hint ok}}errors{...ErrorFields}}}${ErrorFields}`,
}

export const PbxUpdateDocument: RequestDocument<PbxUpdateMutation, PbxUpdateMutationVariables> = {
  text: `mutation pbxUpdate($id:ID!$input:PbxUpdateInput!){pbxUpdate(id:$id input:$input){pbx{...PbxFields}errors{...ErrorFields}}}${ErrorFields}${PbxFields}`,
}

export const PbxUpdatedDocument: StreamDocument<PbxUpdatedSubscription, PbxUpdatedSubscriptionVariables> = {
  stream: 'state',
  text: `subscription pbxUpdated($ids:[ID!]){pbxUpdated(ids:$ids){...PbxFields}}${PbxFields}`,
}

export const PbxsDocument: RequestDocument<PbxsQuery, PbxsQueryVariables> = {
  text: `query pbxs{pbxs{...PbxFields}}${PbxFields}`,
}

export const QueueDocument: RequestDocument<QueueQuery, QueueQueryVariables> = {
  text: `query queue($id:ID!){queue(id:$id){...QueueFields}}${QueueDayFields}${QueueFields}`,
}

export const QueueCallerJoinedDocument: StreamDocument<QueueCallerJoinedSubscription, QueueCallerJoinedSubscriptionVariables> = {
  stream: 'fact',
  text: `subscription queueCallerJoined{queueCallerJoined{id occurredAt queueId call{...CallFields}}}${CallFields}`,
}

export const QueueCallerLeftDocument: StreamDocument<QueueCallerLeftSubscription, QueueCallerLeftSubscriptionVariables> = {
  stream: 'fact',
  text: `subscription queueCallerLeft{queueCallerLeft{id occurredAt queueId agentId outcome waitSeconds call{...CallFields}}}${CallFields}`,
}

export const QueueMemberAddDocument: RequestDocument<QueueMemberAddMutation, QueueMemberAddMutationVariables> = {
  text: `mutation queueMemberAdd($queueId:ID!$input:QueueMemberAddInput!){queueMemberAdd(queueId:$queueId input:$input){queue{...QueueFields}errors{...ErrorFields}}}${ErrorFields}${QueueDayFields}${QueueFields}`,
}

export const QueueMemberPauseDocument: RequestDocument<QueueMemberPauseMutation, QueueMemberPauseMutationVariables> = {
  text: `mutation queueMemberPause($queueId:ID!$agentId:ID!$reason:String){queueMemberPause(queueId:$queueId agentId:$agentId reason:$reason){queue{...QueueFields}errors{...ErrorFields}}}${ErrorFields}${QueueDayFields}${QueueFields}`,
}

export const QueueMemberPenaltySetDocument: RequestDocument<QueueMemberPenaltySetMutation, QueueMemberPenaltySetMutationVariables> = {
  text: `mutation queueMemberPenaltySet($queueId:ID!$agentId:ID!$penalty:Int!){queueMemberPenaltySet(queueId:$queueId agentId:$agentId penalty:$penalty){queue{...QueueFields}errors{...ErrorFields}}}${ErrorFields}${QueueDayFields}${QueueFields}`,
}

export const QueueMemberRemoveDocument: RequestDocument<QueueMemberRemoveMutation, QueueMemberRemoveMutationVariables> = {
  text: `mutation queueMemberRemove($queueId:ID!$agentId:ID!){queueMemberRemove(queueId:$queueId agentId:$agentId){queue{...QueueFields}errors{...ErrorFields}}}${ErrorFields}${QueueDayFields}${QueueFields}`,
}

export const QueueMemberUnpauseDocument: RequestDocument<QueueMemberUnpauseMutation, QueueMemberUnpauseMutationVariables> = {
  text: `mutation queueMemberUnpause($queueId:ID!$agentId:ID!){queueMemberUnpause(queueId:$queueId agentId:$agentId){queue{...QueueFields}errors{...ErrorFields}}}${ErrorFields}${QueueDayFields}${QueueFields}`,
}

export const QueueReportDocument: RequestDocument<QueueReportQuery, QueueReportQueryVariables> = {
  text: `query queueReport($period:ReportPeriodInput!$queueIds:[ID!]$serviceLevel:ServiceLevelInput$groupBy:ReportGrouping$compareWithPrevious:Boolean=false){queueReport(period:$period queueIds:$queueIds serviceLevel:$serviceLevel groupBy:$groupBy compareWithPrevious:$compareWithPrevious){period{...PeriodFields}previousPeriod{...PeriodFields}rule{formula seconds shortAbandonSeconds}total{...QueueFiguresFields}previousTotal{...QueueFiguresFields}change{...FiguresChangeFields}queues{queueId name label serviceLevelSeconds figures{...QueueFiguresFields}previous{...QueueFiguresFields}change{...FiguresChangeFields}}series{from until figures{...QueueFiguresFields}}}}${FiguresChangeFields}${PeriodFields}${QueueFiguresFields}`,
}

export const QueueSettingsDocument: RequestDocument<QueueSettingsQuery, QueueSettingsQueryVariables> = {
  text: `query queueSettings{queues{...QueueSettingFields}}${QueueSettingFields}`,
}

export const QueueSettingsUpdateDocument: RequestDocument<QueueSettingsUpdateMutation, QueueSettingsUpdateMutationVariables> = {
  text: `mutation queueSettingsUpdate($id:ID!$input:QueueUpdateInput!){queueUpdate(id:$id input:$input){queue{...QueueSettingFields}errors{...ErrorFields}}}${ErrorFields}${QueueSettingFields}`,
}

export const QueueThresholdRemoveDocument: RequestDocument<QueueThresholdRemoveMutation, QueueThresholdRemoveMutationVariables> = {
  text: `mutation queueThresholdRemove($id:ID!$metric:ThresholdMetric!){queueThresholdRemove(id:$id metric:$metric){isRemoved errors{...ErrorFields}}}${ErrorFields}`,
}

export const QueueThresholdSetDocument: RequestDocument<QueueThresholdSetMutation, QueueThresholdSetMutationVariables> = {
  text: `mutation queueThresholdSet($id:ID!$input:ThresholdInput!){queueThresholdSet(id:$id input:$input){threshold{...ThresholdFields}errors{...ErrorFields}}}${ErrorFields}${ThresholdFields}`,
}

export const QueueThresholdsDocument: RequestDocument<QueueThresholdsQuery, QueueThresholdsQueryVariables> = {
  text: `query queueThresholds($id:ID!){queueThresholds(id:$id){...ThresholdFields}}${ThresholdFields}`,
}

export const QueueUpdateDocument: RequestDocument<QueueUpdateMutation, QueueUpdateMutationVariables> = {
  text: `mutation queueUpdate($id:ID!$input:QueueUpdateInput!){queueUpdate(id:$id input:$input){queue{...QueueFields}errors{...ErrorFields}}}${ErrorFields}${QueueDayFields}${QueueFields}`,
}

export const QueueUpdatedDocument: StreamDocument<QueueUpdatedSubscription, QueueUpdatedSubscriptionVariables> = {
  stream: 'state',
  text: `subscription queueUpdated($ids:[ID!]){queueUpdated(ids:$ids){...QueueFields}}${QueueDayFields}${QueueFields}`,
}

export const QueuesDocument: RequestDocument<QueuesQuery, QueuesQueryVariables> = {
  text: `query queues($ids:[ID!]){queues(ids:$ids){...QueueFields}}${QueueDayFields}${QueueFields}`,
}

export const RecordingDocument: RequestDocument<RecordingQuery, RecordingQueryVariables> = {
  text: `query recording($id:ID!){recording(id:$id){...RecordingFields}}${RecordingFields}`,
}

export const RecordingFolderRemoveDocument: RequestDocument<RecordingFolderRemoveMutation, RecordingFolderRemoveMutationVariables> = {
  text: `mutation recordingFolderRemove($pbxId:ID!){recordingFolderRemove(pbxId:$pbxId){errors{...ErrorFields}ok}}${ErrorFields}`,
}

export const RecordingFolderSetDocument: RequestDocument<RecordingFolderSetMutation, RecordingFolderSetMutationVariables> = {
  text: `mutation recordingFolderSet($pbxId:ID!$input:RecordingFolderInput!){recordingFolderSet(pbxId:$pbxId input:$input){errors{...ErrorFields}folder{...RecordingFolderFields}}}${ErrorFields}${RecordingFolderFields}`,
}

export const RecordingFoldersDocument: RequestDocument<RecordingFoldersQuery, RecordingFoldersQueryVariables> = {
  text: `query recordingFolders{recordingFolders{...RecordingFolderFields}}${RecordingFolderFields}`,
}

export const RecordingLinkDocument: RequestDocument<RecordingLinkQuery, RecordingLinkQueryVariables> = {
  text: 'query recordingLink($id:ID!$purpose:RecordingLinkPurpose){recordingLink(id:$id purpose:$purpose){expiresAt purpose url}}',
}

export const RecordingRemoveDocument: RequestDocument<RecordingRemoveMutation, RecordingRemoveMutationVariables> = {
  text: `mutation recordingRemove($id:ID!){recordingRemove(id:$id){errors{...ErrorFields}recording{...RecordingFields}}}${ErrorFields}${RecordingFields}`,
}

export const RecordingWaveformDocument: RequestDocument<RecordingWaveformQuery, RecordingWaveformQueryVariables> = {
  text: 'query recordingWaveform($id:ID!$points:Int){recordingWaveform(id:$id points:$points){durationSeconds peaks recordingId}}',
}

export const RecordingsDocument: RequestDocument<RecordingsQuery, RecordingsQueryVariables> = {
  text: `query recordings($filter:RecordingFilter$first:Int$after:String){recordings(filter:$filter first:$first after:$after){nodes{...RecordingFields agent{id name number}call{id did direction fromName fromNumber talkSeconds toNumber}queue{id label name}}pageInfo{...PageFields}}}${PageFields}${RecordingFields}`,
}

export const ReportScheduleCreateDocument: RequestDocument<ReportScheduleCreateMutation, ReportScheduleCreateMutationVariables> = {
  text: `mutation reportScheduleCreate($input:ReportScheduleCreateInput!){reportScheduleCreate(input:$input){schedule{...ReportScheduleFields}errors{...ErrorFields}}}${ErrorFields}${ReportScheduleFields}`,
}

export const ReportScheduleRemoveDocument: RequestDocument<ReportScheduleRemoveMutation, ReportScheduleRemoveMutationVariables> = {
  text: `mutation reportScheduleRemove($id:ID!){reportScheduleRemove(id:$id){isRemoved errors{...ErrorFields}}}${ErrorFields}`,
}

export const ReportScheduleRunNowDocument: RequestDocument<ReportScheduleRunNowMutation, ReportScheduleRunNowMutationVariables> = {
  text: `mutation reportScheduleRunNow($id:ID!){reportScheduleRunNow(id:$id){job{...JobFields}errors{...ErrorFields}}}${ErrorFields}${JobFields}`,
}

export const ReportScheduleUpdateDocument: RequestDocument<ReportScheduleUpdateMutation, ReportScheduleUpdateMutationVariables> = {
  text: `mutation reportScheduleUpdate($id:ID!$input:ReportScheduleUpdateInput!){reportScheduleUpdate(id:$id input:$input){schedule{...ReportScheduleFields}errors{...ErrorFields}}}${ErrorFields}${ReportScheduleFields}`,
}

export const ReportSchedulesDocument: RequestDocument<ReportSchedulesQuery, ReportSchedulesQueryVariables> = {
  text: `query reportSchedules{reportSchedules{...ReportScheduleFields}}${ReportScheduleFields}`,
}

export const ReportSettingsDocument: RequestDocument<ReportSettingsQuery, ReportSettingsQueryVariables> = {
  text: `query reportSettings{reportSettings{...ReportSettingsFields}}${ReportSettingsFields}`,
}

export const ReportSettingsUpdateDocument: RequestDocument<ReportSettingsUpdateMutation, ReportSettingsUpdateMutationVariables> = {
  text: `mutation reportSettingsUpdate($input:ReportSettingsInput!){reportSettingsUpdate(input:$input){settings{...ReportSettingsFields}errors{...ErrorFields}}}${ErrorFields}${ReportSettingsFields}`,
}

export const RetentionPreviewDocument: RequestDocument<RetentionPreviewQuery, RetentionPreviewQueryVariables> = {
  text: `query retentionPreview($input:RetentionRuleInput){retentionPreview(input:$input){before fileCount keepDays oldestAt queueId samples{...RecordingFields}sizeBytes}}${RecordingFields}`,
}

export const RetentionRuleRemoveDocument: RequestDocument<RetentionRuleRemoveMutation, RetentionRuleRemoveMutationVariables> = {
  text: `mutation retentionRuleRemove($id:ID!){retentionRuleRemove(id:$id){errors{...ErrorFields}ok}}${ErrorFields}`,
}

export const RetentionRuleSetDocument: RequestDocument<RetentionRuleSetMutation, RetentionRuleSetMutationVariables> = {
  text: `mutation retentionRuleSet($input:RetentionRuleInput!){retentionRuleSet(input:$input){errors{...ErrorFields}rule{...RetentionRuleFields}}}${ErrorFields}${RetentionRuleFields}`,
}

export const RetentionRulesDocument: RequestDocument<RetentionRulesQuery, RetentionRulesQueryVariables> = {
  text: `query retentionRules{retentionRules{...RetentionRuleFields}}${RetentionRuleFields}`,
}

export const SessionEndDocument: RequestDocument<SessionEndMutation, SessionEndMutationVariables> = {
  text: `mutation sessionEnd($id:ID){sessionEnd(id:$id){isEnded errors{...ErrorFields}}}${ErrorFields}`,
}

export const SessionEndAllDocument: RequestDocument<SessionEndAllMutation, SessionEndAllMutationVariables> = {
  text: `mutation sessionEndAll{sessionEndAll{isEnded errors{...ErrorFields}}}${ErrorFields}`,
}

export const SessionRefreshDocument: RequestDocument<SessionRefreshMutation, SessionRefreshMutationVariables> = {
  text: `mutation sessionRefresh($refreshToken:String!){sessionRefresh(refreshToken:$refreshToken){session{...SessionFields}errors{...ErrorFields}}}${ErrorFields}${SessionFields}${UserFields}`,
}

export const SessionStartDocument: RequestDocument<SessionStartMutation, SessionStartMutationVariables> = {
  text: `mutation sessionStart($input:SessionStartInput!){sessionStart(input:$input){session{...SessionFields}errors{...ErrorFields}}}${ErrorFields}${SessionFields}${UserFields}`,
}

export const SessionsDocument: RequestDocument<SessionsQuery, SessionsQueryVariables> = {
  text: 'query sessions{sessions{id address createdAt isCurrent refreshedAt userAgent}}',
}

export const StaffingEstimateDocument: RequestDocument<StaffingEstimateQuery, StaffingEstimateQueryVariables> = {
  text: 'query staffingEstimate($input:StaffingInput!){staffingEstimate(input:$input){model dayCount mostOnDuty intervals{label calls handlingSeconds load agents agentsOnDuty serviceLevel waitProbability meanWaitSeconds abandonShare occupancy}}}',
}

export const TenantDocument: RequestDocument<TenantQuery, TenantQueryVariables> = {
  text: `query tenant{tenant{...TenantFields}}${TenantFields}`,
}

export const TenantCreateDocument: RequestDocument<TenantCreateMutation, TenantCreateMutationVariables> = {
  text: `mutation tenantCreate($input:TenantCreateInput!){tenantCreate(input:$input){created{tenant{...TenantFields}admin{...CredentialFields}}errors{...ErrorFields}}}${CredentialFields}${ErrorFields}${TenantFields}${UserFields}`,
}

export const TenantUpdateDocument: RequestDocument<TenantUpdateMutation, TenantUpdateMutationVariables> = {
  text: `mutation tenantUpdate($input:TenantUpdateInput!){tenantUpdate(input:$input){tenant{...TenantFields}errors{...ErrorFields}}}${ErrorFields}${TenantFields}`,
}

export const TenantsDocument: RequestDocument<TenantsQuery, TenantsQueryVariables> = {
  text: `query tenants($first:Int$after:String){tenants(first:$first after:$after){nodes{...TenantFields}pageInfo{...PageFields}}}${PageFields}${TenantFields}`,
}

export const TopAgentsDocument: RequestDocument<TopAgentsQuery, TopAgentsQueryVariables> = {
  text: `query topAgents($period:ReportPeriodInput!$queueIds:[ID!]$agentIds:[ID!]$measure:AgentMeasure=ANSWERED$first:Int=5){topAgents(period:$period queueIds:$queueIds agentIds:$agentIds measure:$measure first:$first){...AgentFiguresFields}}${AgentFiguresFields}`,
}

export const TrunkDocument: RequestDocument<TrunkQuery, TrunkQueryVariables> = {
  text: `query trunk($id:ID!){trunk(id:$id){...TrunkFields}}${TrunkFields}`,
}

export const TrunkUpdatedDocument: StreamDocument<TrunkUpdatedSubscription, TrunkUpdatedSubscriptionVariables> = {
  stream: 'state',
  text: `subscription trunkUpdated{trunkUpdated{...TrunkFields}}${TrunkFields}`,
}

export const TrunksDocument: RequestDocument<TrunksQuery, TrunksQueryVariables> = {
  text: `query trunks{trunks{...TrunkFields}}${TrunkFields}`,
}

export const UserDocument: RequestDocument<UserQuery, UserQueryVariables> = {
  text: `query user($id:ID!){user(id:$id){...UserFields}}${UserFields}`,
}

export const UserCreateDocument: RequestDocument<UserCreateMutation, UserCreateMutationVariables> = {
  text: `mutation userCreate($input:UserCreateInput!){userCreate(input:$input){credentials{...CredentialFields}errors{...ErrorFields}}}${CredentialFields}${ErrorFields}${UserFields}`,
}

export const UserPasswordResetDocument: RequestDocument<UserPasswordResetMutation, UserPasswordResetMutationVariables> = {
  text: `mutation userPasswordReset($id:ID!){userPasswordReset(id:$id){credentials{...CredentialFields}errors{...ErrorFields}}}${CredentialFields}${ErrorFields}${UserFields}`,
}

export const UserUpdateDocument: RequestDocument<UserUpdateMutation, UserUpdateMutationVariables> = {
  text: `mutation userUpdate($id:ID!$input:UserUpdateInput!){userUpdate(id:$id input:$input){user{...UserFields}errors{...ErrorFields}}}${ErrorFields}${UserFields}`,
}

export const UsersDocument: RequestDocument<UsersQuery, UsersQueryVariables> = {
  text: `query users($tenantId:ID$first:Int$after:String){users(tenantId:$tenantId first:$first after:$after){nodes{...UserFields}pageInfo{...PageFields}}}${PageFields}${UserFields}`,
}

export const WallboardDocument: RequestDocument<WallboardQuery, WallboardQueryVariables> = {
  text: `query wallboard($queueIds:[ID!]){wallboard(queueIds:$queueIds){...WallboardFields}}${AgentFields}${QueueDayFields}${WallboardFields}${WallboardQueueFields}`,
}

export const WallboardUpdatedDocument: StreamDocument<WallboardUpdatedSubscription, WallboardUpdatedSubscriptionVariables> = {
  stream: 'state',
  text: `subscription wallboardUpdated($queueIds:[ID!]$minIntervalMs:Int){wallboard(queueIds:$queueIds minIntervalMs:$minIntervalMs){...WallboardFields}}${AgentFields}${QueueDayFields}${WallboardFields}${WallboardQueueFields}`,
}

