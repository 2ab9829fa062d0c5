CREATE TABLE `display_links` (
	`id` char(36) character set ascii NOT NULL,
	`tenant_id` char(36) character set ascii NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`token_hash` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`queue_ids` json,
	`language` varchar(8) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_by` char(36) character set ascii NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`expires_at` datetime(3),
	`revoked_at` datetime(3),
	`seen_at` datetime(3),
	CONSTRAINT `display_links_id` PRIMARY KEY(`id`),
	CONSTRAINT `display_links_token` UNIQUE(`token_hash`)
);
--> statement-breakpoint
ALTER TABLE `display_links` ADD CONSTRAINT `display_links_tenant_id_tenants_id_fk` FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `display_links_tenant` ON `display_links` (`tenant_id`,`created_at`,`id`);