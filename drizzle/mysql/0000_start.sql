CREATE TABLE `agents` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`number` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`found_at` datetime(3) NOT NULL,
	CONSTRAINT `agents_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`user_id` char(36) character set ascii NOT NULL,
	`action` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`target_id` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`input` json NOT NULL,
	`outcome` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`answer` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`address` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`occurred_at` datetime(3) NOT NULL,
	CONSTRAINT `audit_entries_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `call_events` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`call_id` char(36) character set ascii NOT NULL,
	`kind` varchar(24) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`occurred_at` datetime(3) NOT NULL,
	`queue_id` char(36) character set ascii,
	`agent_id` char(36) character set ascii,
	`details` json NOT NULL,
	CONSTRAINT `call_events_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `call_legs` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`call_id` char(36) character set ascii NOT NULL,
	`version` int NOT NULL,
	`uniqueid` varchar(150) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`channel` varchar(190) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`number` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`agent_id` char(36) character set ascii,
	`started_at` datetime(3) NOT NULL,
	`answered_at` datetime(3),
	`ended_at` datetime(3),
	`hangup_cause` int,
	CONSTRAINT `call_legs_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `calls` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`linkedid` varchar(150) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`version` int NOT NULL,
	`direction` varchar(16) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`state` varchar(16) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`disposition` varchar(16) character set utf8mb4 collate utf8mb4_bin,
	`from_number` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`from_name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`to_number` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`did` varchar(80) character set utf8mb4 collate utf8mb4_bin,
	`queue_id` char(36) character set ascii,
	`agent_id` char(36) character set ascii,
	`started_at` datetime(3) NOT NULL,
	`answered_at` datetime(3),
	`ended_at` datetime(3),
	`wait_seconds` double NOT NULL,
	`talk_seconds` double NOT NULL,
	`hold_seconds` double NOT NULL,
	`duration_seconds` double NOT NULL,
	`transfer_count` int NOT NULL,
	`hangup_cause` int,
	`end_reason` varchar(24) character set utf8mb4 collate utf8mb4_bin,
	`recording` mediumtext character set utf8mb4 collate utf8mb4_bin,
	`merged_into_id` char(36) character set ascii,
	CONSTRAINT `calls_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `extensions` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`number` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin,
	`found_at` datetime(3) NOT NULL,
	CONSTRAINT `extensions_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `pbx_mappings` (
	`id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`kind` varchar(16) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`prefix` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `pbx_mappings_id` PRIMARY KEY(`id`),
	CONSTRAINT `pbx_mappings_prefix` UNIQUE(`pbx_id`,`kind`,`prefix`)
);
--> statement-breakpoint
CREATE TABLE `pbxs` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`host` varchar(255) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`port` int NOT NULL,
	`username` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`secret_sealed` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`time_zone` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`dial_context` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`enabled` boolean NOT NULL,
	`is_demo` boolean NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `pbxs_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `queue_visits` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`call_id` char(36) character set ascii NOT NULL,
	`version` int NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`agent_id` char(36) character set ascii,
	`uniqueid` varchar(150) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`outcome` varchar(24) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`position` int NOT NULL,
	`joined_at` datetime(3) NOT NULL,
	`answered_at` datetime(3),
	`left_at` datetime(3),
	`talk_ended_at` datetime(3),
	`wait_seconds` double NOT NULL,
	`talk_seconds` double NOT NULL,
	CONSTRAINT `queue_visits_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `queues` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`pbx_id` char(36) character set ascii NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`label` varchar(120) character set utf8mb4 collate utf8mb4_bin,
	`service_level_seconds` int,
	`wrap_up_seconds` int,
	`found_at` datetime(3) NOT NULL,
	CONSTRAINT `queues_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`user_id` char(36) character set ascii NOT NULL,
	`seed` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`turn` int NOT NULL,
	`address` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`user_agent` varchar(200) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`refreshed_at` datetime(3) NOT NULL,
	`expires_at` datetime(3) NOT NULL,
	`revoked_at` datetime(3),
	CONSTRAINT `sessions_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
CREATE TABLE `tenants` (
	`id` char(36) character set ascii NOT NULL,
	`slug` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`language` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`time_zone` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `tenants_id` PRIMARY KEY(`id`),
	CONSTRAINT `tenants_slug` UNIQUE(`slug`)
);
--> statement-breakpoint
CREATE TABLE `thresholds` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`metric` varchar(24) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`warn` double,
	`critical` double NOT NULL,
	`hold_seconds` int NOT NULL,
	CONSTRAINT `thresholds_id` PRIMARY KEY(`id`),
	CONSTRAINT `thresholds_metric` UNIQUE(`queue_id`,`metric`)
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`login` varchar(190) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`password_hash` mediumtext character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`must_change_password` boolean NOT NULL,
	`role` varchar(16) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`permission_changes` json NOT NULL,
	`queue_ids` json,
	`language` varchar(8) character set utf8mb4 collate utf8mb4_bin,
	`disabled_at` datetime(3),
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `users_id` PRIMARY KEY(`id`),
	CONSTRAINT `users_login` UNIQUE(`login`)
);
--> statement-breakpoint
ALTER TABLE `pbx_mappings` ADD CONSTRAINT `pbx_mappings_pbx_id_pbxs_id_fk` FOREIGN KEY (`pbx_id`) REFERENCES `pbxs`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `sessions` ADD CONSTRAINT `sessions_user_id_users_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `users` ADD CONSTRAINT `users_tenant_id_tenants_id_fk` FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `agents_tenant` ON `agents` (`tenant_id`,`number`);--> statement-breakpoint
CREATE INDEX `audit_entries_time` ON `audit_entries` (`tenant_id`,`occurred_at`,`id`);--> statement-breakpoint
CREATE INDEX `call_events_call` ON `call_events` (`call_id`);--> statement-breakpoint
CREATE INDEX `call_events_time` ON `call_events` (`tenant_id`,`occurred_at`,`id`);--> statement-breakpoint
CREATE INDEX `call_legs_call` ON `call_legs` (`call_id`);--> statement-breakpoint
CREATE INDEX `calls_time` ON `calls` (`tenant_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `calls_queue` ON `calls` (`tenant_id`,`queue_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `calls_agent` ON `calls` (`tenant_id`,`agent_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `calls_open` ON `calls` (`pbx_id`,`state`);--> statement-breakpoint
CREATE INDEX `extensions_tenant` ON `extensions` (`tenant_id`,`number`);--> statement-breakpoint
CREATE INDEX `pbxs_tenant` ON `pbxs` (`tenant_id`);--> statement-breakpoint
CREATE INDEX `queue_visits_call` ON `queue_visits` (`call_id`);--> statement-breakpoint
CREATE INDEX `queue_visits_queue` ON `queue_visits` (`tenant_id`,`queue_id`,`joined_at`);--> statement-breakpoint
CREATE INDEX `queue_visits_time` ON `queue_visits` (`tenant_id`,`joined_at`);--> statement-breakpoint
CREATE INDEX `queues_tenant` ON `queues` (`tenant_id`,`name`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE INDEX `users_tenant` ON `users` (`tenant_id`,`created_at`,`id`);