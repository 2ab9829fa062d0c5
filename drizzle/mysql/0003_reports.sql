CREATE TABLE `agent_days` (
	`tenant_id` char(36) character set ascii NOT NULL,
	`agent_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`day` int NOT NULL,
	`answered` int NOT NULL,
	`wait_seconds` int NOT NULL,
	`talk_seconds` int NOT NULL,
	`talk_unknown` int NOT NULL,
	`ring_seconds` int NOT NULL,
	`transfers` int NOT NULL,
	`missed` int NOT NULL,
	`missed_long` int NOT NULL,
	`cancelled` int NOT NULL,
	CONSTRAINT `agent_days_tenant_id_day_agent_id_queue_id_pk` PRIMARY KEY(`tenant_id`,`day`,`agent_id`,`queue_id`)
);
--> statement-breakpoint
CREATE TABLE `agent_pause_days` (
	`tenant_id` char(36) character set ascii NOT NULL,
	`agent_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`day` int NOT NULL,
	`kind` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`reason` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`seconds` int NOT NULL,
	`pauses` int NOT NULL,
	CONSTRAINT `agent_pause_days_tenant_id_day_agent_id_queue_id_kind_reason_pk` PRIMARY KEY(`tenant_id`,`day`,`agent_id`,`queue_id`,`kind`,`reason`)
);
--> statement-breakpoint
CREATE TABLE `agent_session_days` (
	`tenant_id` char(36) character set ascii NOT NULL,
	`agent_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`day` int NOT NULL,
	`seconds` int NOT NULL,
	`sessions` int NOT NULL,
	CONSTRAINT `agent_session_days_tenant_id_day_agent_id_queue_id_pk` PRIMARY KEY(`tenant_id`,`day`,`agent_id`,`queue_id`)
);
--> statement-breakpoint
CREATE TABLE `agent_spellings` (
	`id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`spelling` varchar(190) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`agent_id` char(36) character set ascii NOT NULL,
	CONSTRAINT `agent_spellings_id` PRIMARY KEY(`id`),
	CONSTRAINT `agent_spellings_spelling` UNIQUE(`pbx_id`,`spelling`)
);
--> statement-breakpoint
CREATE TABLE `closed_days` (
	`tenant_id` char(36) character set ascii NOT NULL,
	`day` int NOT NULL,
	`closed_at` datetime(3) NOT NULL,
	CONSTRAINT `closed_days_tenant_id_day_pk` PRIMARY KEY(`tenant_id`,`day`)
);
--> statement-breakpoint
CREATE TABLE `database_accounts` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`engine` varchar(12) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`host` varchar(255) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`port` int NOT NULL,
	`database` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`username` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`secret_sealed` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `database_accounts_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`user_id` char(36) character set ascii NOT NULL,
	`kind` varchar(40) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`input` json NOT NULL,
	`state` varchar(12) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`done_count` double NOT NULL,
	`total_count` double,
	`checkpoint` json NOT NULL,
	`result` json NOT NULL,
	`error_code` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`error_details` json NOT NULL,
	`attempt` int NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`started_at` datetime(3),
	`ended_at` datetime(3),
	CONSTRAINT `jobs_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `log_sources` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`kind` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`settings` json NOT NULL,
	`time_zone` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`enabled` boolean NOT NULL,
	`position` json NOT NULL,
	`open_facts` json NOT NULL,
	`line_count` double NOT NULL,
	`bad_line_count` double NOT NULL,
	`unmatched_count` double NOT NULL,
	`last_event_at` datetime(3),
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `log_sources_id` PRIMARY KEY(`id`),
	CONSTRAINT `log_sources_pbx` UNIQUE(`pbx_id`)
);
--> statement-breakpoint
CREATE TABLE `pause_facts` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`agent_id` char(36) character set ascii NOT NULL,
	`version` int NOT NULL,
	`source` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`kind` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`reason` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`started_at` datetime(3) NOT NULL,
	`ended_at` datetime(3) NOT NULL,
	CONSTRAINT `pause_facts_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `queue_days` (
	`day` int NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`offered` int NOT NULL,
	`answered` int NOT NULL,
	`abandoned` int NOT NULL,
	`timed_out` int NOT NULL,
	`left_empty` int NOT NULL,
	`left_by_key` int NOT NULL,
	`withdrawn` int NOT NULL,
	`incompatible` int NOT NULL,
	`lost` int NOT NULL,
	`waiting` int NOT NULL,
	`answered_wait_seconds` int NOT NULL,
	`abandoned_wait_seconds` int NOT NULL,
	`longest_wait_seconds` int NOT NULL,
	`talk_seconds` int NOT NULL,
	`talk_unknown` int NOT NULL,
	`ring_seconds` int NOT NULL,
	`hung_up_by_caller` int NOT NULL,
	`hung_up_by_agent` int NOT NULL,
	`blind_transfers` int NOT NULL,
	`attended_transfers` int NOT NULL,
	`old_transfers` int NOT NULL,
	`answered_waits` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`abandoned_waits` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	CONSTRAINT `queue_days_tenant_id_day_queue_id_pk` PRIMARY KEY(`tenant_id`,`day`,`queue_id`)
);
--> statement-breakpoint
CREATE TABLE `queue_quarters` (
	`quarter` int NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`offered` int NOT NULL,
	`answered` int NOT NULL,
	`abandoned` int NOT NULL,
	`timed_out` int NOT NULL,
	`left_empty` int NOT NULL,
	`left_by_key` int NOT NULL,
	`withdrawn` int NOT NULL,
	`incompatible` int NOT NULL,
	`lost` int NOT NULL,
	`waiting` int NOT NULL,
	`answered_wait_seconds` int NOT NULL,
	`abandoned_wait_seconds` int NOT NULL,
	`longest_wait_seconds` int NOT NULL,
	`talk_seconds` int NOT NULL,
	`talk_unknown` int NOT NULL,
	`ring_seconds` int NOT NULL,
	`hung_up_by_caller` int NOT NULL,
	`hung_up_by_agent` int NOT NULL,
	`blind_transfers` int NOT NULL,
	`attended_transfers` int NOT NULL,
	`old_transfers` int NOT NULL,
	`answered_waits` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`abandoned_waits` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	CONSTRAINT `queue_quarters_tenant_id_quarter_queue_id_pk` PRIMARY KEY(`tenant_id`,`quarter`,`queue_id`)
);
--> statement-breakpoint
CREATE TABLE `recording_folders` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`folder` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`pbx_folder` varchar(255) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`layout` varchar(12) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `recording_folders_id` PRIMARY KEY(`id`),
	CONSTRAINT `recording_folders_pbx` UNIQUE(`pbx_id`)
);
--> statement-breakpoint
CREATE TABLE `recordings` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`call_id` char(36) character set ascii,
	`queue_id` char(36) character set ascii,
	`agent_id` char(36) character set ascii,
	`uniqueid` varchar(150) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`path` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`format` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`started_at` datetime(3) NOT NULL,
	`size_bytes` double NOT NULL,
	`duration_seconds` double,
	`removed_at` datetime(3),
	`found_at` datetime(3) NOT NULL,
	CONSTRAINT `recordings_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `report_schedules` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`user_id` char(36) character set ascii NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`report` json NOT NULL,
	`format` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`cron` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`recipients` json NOT NULL,
	`language` varchar(2) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`enabled` boolean NOT NULL,
	`last_run_at` datetime(3),
	`last_job_id` char(36) character set ascii,
	`last_error_code` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `report_schedules_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `report_settings` (
	`id` char(36) character set ascii NOT NULL,
	`formula` varchar(40) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`service_level_seconds` int NOT NULL,
	`short_abandon_seconds` int NOT NULL,
	`internal_digits` int NOT NULL,
	`internal_prefixes` json NOT NULL,
	CONSTRAINT `report_settings_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `retention_rules` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`keep_days` int NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `retention_rules_id` PRIMARY KEY(`id`),
	CONSTRAINT `retention_rules_queue` UNIQUE(`tenant_id`,`queue_id`)
);
--> statement-breakpoint
CREATE TABLE `ring_facts` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`agent_id` char(36) character set ascii NOT NULL,
	`source` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`callid` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`outcome` varchar(12) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`ended_at` datetime(3) NOT NULL,
	`ring_ms` int NOT NULL,
	CONSTRAINT `ring_facts_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `session_facts` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`agent_id` char(36) character set ascii NOT NULL,
	`version` int NOT NULL,
	`source` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`started_at` datetime(3) NOT NULL,
	`ended_at` datetime(3) NOT NULL,
	CONSTRAINT `session_facts_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `visit_facts` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`agent_id` char(36) character set ascii,
	`version` int NOT NULL,
	`source` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`callid` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`outcome` varchar(16) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`ending` varchar(20) character set utf8mb4 collate utf8mb4_bin,
	`joined_at` datetime(3) NOT NULL,
	`answered_at` datetime(3),
	`ended_at` datetime(3),
	`wait_seconds` int NOT NULL,
	`talk_seconds` int,
	`ring_seconds` int,
	`position` int NOT NULL,
	`caller_number` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`caller_name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`did` varchar(80) character set utf8mb4 collate utf8mb4_bin,
	`left_to` varchar(120) character set utf8mb4 collate utf8mb4_bin,
	CONSTRAINT `visit_facts_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE INDEX `database_accounts_tenant` ON `database_accounts` (`tenant_id`);--> statement-breakpoint
CREATE INDEX `jobs_time` ON `jobs` (`tenant_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_state` ON `jobs` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `pause_facts_time` ON `pause_facts` (`tenant_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `pause_facts_agent` ON `pause_facts` (`agent_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `recordings_time` ON `recordings` (`tenant_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `recordings_call` ON `recordings` (`call_id`);--> statement-breakpoint
CREATE INDEX `report_schedules_tenant` ON `report_schedules` (`tenant_id`);--> statement-breakpoint
CREATE INDEX `ring_facts_time` ON `ring_facts` (`tenant_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `ring_facts_agent` ON `ring_facts` (`agent_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `session_facts_time` ON `session_facts` (`tenant_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `session_facts_agent` ON `session_facts` (`agent_id`,`ended_at`);--> statement-breakpoint
CREATE INDEX `visit_facts_time` ON `visit_facts` (`tenant_id`,`joined_at`,`id`);--> statement-breakpoint
CREATE INDEX `visit_facts_queue` ON `visit_facts` (`queue_id`,`joined_at`);--> statement-breakpoint
CREATE INDEX `visit_facts_agent` ON `visit_facts` (`agent_id`,`joined_at`);