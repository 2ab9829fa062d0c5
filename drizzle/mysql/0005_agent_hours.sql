CREATE TABLE `agent_hours` (
	`tenant_id` char(36) character set ascii NOT NULL,
	`agent_id` char(36) character set ascii NOT NULL,
	`queue_id` char(36) character set ascii NOT NULL,
	`hour` int NOT NULL,
	`answered` int NOT NULL,
	`wait_seconds` int NOT NULL,
	`talk_seconds` int NOT NULL,
	`talk_unknown` int NOT NULL,
	`ring_seconds` int NOT NULL,
	`transfers` int NOT NULL,
	`missed` int NOT NULL,
	`missed_long` int NOT NULL,
	`cancelled` int NOT NULL,
	CONSTRAINT `agent_hours_tenant_id_hour_agent_id_queue_id_pk` PRIMARY KEY(`tenant_id`,`hour`,`agent_id`,`queue_id`)
);
--> statement-breakpoint
CREATE TABLE `closed_hours` (
	`tenant_id` char(36) character set ascii NOT NULL,
	`hour` int NOT NULL,
	`closed_at` datetime(3) NOT NULL,
	CONSTRAINT `closed_hours_tenant_id_hour_pk` PRIMARY KEY(`tenant_id`,`hour`)
);
