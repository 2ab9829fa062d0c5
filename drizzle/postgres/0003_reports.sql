CREATE TABLE "agent_days" (
	"tenant_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"day" integer NOT NULL,
	"answered" integer NOT NULL,
	"wait_seconds" integer NOT NULL,
	"talk_seconds" integer NOT NULL,
	"talk_unknown" integer NOT NULL,
	"ring_seconds" integer NOT NULL,
	"transfers" integer NOT NULL,
	"missed" integer NOT NULL,
	"missed_long" integer NOT NULL,
	"cancelled" integer NOT NULL,
	CONSTRAINT "agent_days_tenant_id_day_agent_id_queue_id_pk" PRIMARY KEY("tenant_id","day","agent_id","queue_id")
);
--> statement-breakpoint
CREATE TABLE "agent_pause_days" (
	"tenant_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"day" integer NOT NULL,
	"kind" varchar(8) NOT NULL,
	"reason" varchar(80) NOT NULL,
	"seconds" integer NOT NULL,
	"pauses" integer NOT NULL,
	CONSTRAINT "agent_pause_days_tenant_id_day_agent_id_queue_id_kind_reason_pk" PRIMARY KEY("tenant_id","day","agent_id","queue_id","kind","reason")
);
--> statement-breakpoint
CREATE TABLE "agent_session_days" (
	"tenant_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"day" integer NOT NULL,
	"seconds" integer NOT NULL,
	"sessions" integer NOT NULL,
	CONSTRAINT "agent_session_days_tenant_id_day_agent_id_queue_id_pk" PRIMARY KEY("tenant_id","day","agent_id","queue_id")
);
--> statement-breakpoint
CREATE TABLE "agent_spellings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pbx_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"spelling" varchar(190) NOT NULL,
	"agent_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "closed_days" (
	"tenant_id" uuid NOT NULL,
	"day" integer NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "closed_days_tenant_id_day_pk" PRIMARY KEY("tenant_id","day")
);
--> statement-breakpoint
CREATE TABLE "database_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"name" varchar(120) NOT NULL,
	"engine" varchar(12) NOT NULL,
	"host" varchar(255) NOT NULL,
	"port" integer NOT NULL,
	"database" varchar(120) NOT NULL,
	"username" varchar(120) NOT NULL,
	"secret_sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" varchar(40) NOT NULL,
	"input" jsonb NOT NULL,
	"state" varchar(12) NOT NULL,
	"done_count" double precision NOT NULL,
	"total_count" double precision,
	"checkpoint" jsonb NOT NULL,
	"result" jsonb NOT NULL,
	"error_code" varchar(64),
	"error_details" jsonb NOT NULL,
	"attempt" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "log_sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"kind" varchar(8) NOT NULL,
	"settings" jsonb NOT NULL,
	"time_zone" varchar(64) NOT NULL,
	"enabled" boolean NOT NULL,
	"position" jsonb NOT NULL,
	"open_facts" jsonb NOT NULL,
	"line_count" double precision NOT NULL,
	"bad_line_count" double precision NOT NULL,
	"unmatched_count" double precision NOT NULL,
	"last_event_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pause_facts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"source" varchar(8) NOT NULL,
	"kind" varchar(8) NOT NULL,
	"reason" varchar(80) NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queue_days" (
	"day" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"offered" integer NOT NULL,
	"answered" integer NOT NULL,
	"abandoned" integer NOT NULL,
	"timed_out" integer NOT NULL,
	"left_empty" integer NOT NULL,
	"left_by_key" integer NOT NULL,
	"withdrawn" integer NOT NULL,
	"incompatible" integer NOT NULL,
	"lost" integer NOT NULL,
	"waiting" integer NOT NULL,
	"answered_wait_seconds" integer NOT NULL,
	"abandoned_wait_seconds" integer NOT NULL,
	"longest_wait_seconds" integer NOT NULL,
	"talk_seconds" integer NOT NULL,
	"talk_unknown" integer NOT NULL,
	"ring_seconds" integer NOT NULL,
	"hung_up_by_caller" integer NOT NULL,
	"hung_up_by_agent" integer NOT NULL,
	"blind_transfers" integer NOT NULL,
	"attended_transfers" integer NOT NULL,
	"old_transfers" integer NOT NULL,
	"answered_waits" text NOT NULL,
	"abandoned_waits" text NOT NULL,
	CONSTRAINT "queue_days_tenant_id_day_queue_id_pk" PRIMARY KEY("tenant_id","day","queue_id")
);
--> statement-breakpoint
CREATE TABLE "queue_quarters" (
	"quarter" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"offered" integer NOT NULL,
	"answered" integer NOT NULL,
	"abandoned" integer NOT NULL,
	"timed_out" integer NOT NULL,
	"left_empty" integer NOT NULL,
	"left_by_key" integer NOT NULL,
	"withdrawn" integer NOT NULL,
	"incompatible" integer NOT NULL,
	"lost" integer NOT NULL,
	"waiting" integer NOT NULL,
	"answered_wait_seconds" integer NOT NULL,
	"abandoned_wait_seconds" integer NOT NULL,
	"longest_wait_seconds" integer NOT NULL,
	"talk_seconds" integer NOT NULL,
	"talk_unknown" integer NOT NULL,
	"ring_seconds" integer NOT NULL,
	"hung_up_by_caller" integer NOT NULL,
	"hung_up_by_agent" integer NOT NULL,
	"blind_transfers" integer NOT NULL,
	"attended_transfers" integer NOT NULL,
	"old_transfers" integer NOT NULL,
	"answered_waits" text NOT NULL,
	"abandoned_waits" text NOT NULL,
	CONSTRAINT "queue_quarters_tenant_id_quarter_queue_id_pk" PRIMARY KEY("tenant_id","quarter","queue_id")
);
--> statement-breakpoint
CREATE TABLE "recording_folders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"folder" text NOT NULL,
	"pbx_folder" varchar(255) NOT NULL,
	"layout" varchar(12) NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recordings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"call_id" uuid,
	"queue_id" uuid,
	"agent_id" uuid,
	"uniqueid" varchar(150) NOT NULL,
	"path" text NOT NULL,
	"format" varchar(8) NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"size_bytes" double precision NOT NULL,
	"duration_seconds" double precision,
	"removed_at" timestamp (3) with time zone,
	"found_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" varchar(120) NOT NULL,
	"report" jsonb NOT NULL,
	"format" varchar(8) NOT NULL,
	"cron" varchar(120) NOT NULL,
	"recipients" jsonb NOT NULL,
	"language" varchar(2) NOT NULL,
	"enabled" boolean NOT NULL,
	"last_run_at" timestamp (3) with time zone,
	"last_job_id" uuid,
	"last_error_code" varchar(64),
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_settings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"formula" varchar(40) NOT NULL,
	"service_level_seconds" integer NOT NULL,
	"short_abandon_seconds" integer NOT NULL,
	"internal_digits" integer NOT NULL,
	"internal_prefixes" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"keep_days" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ring_facts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"source" varchar(8) NOT NULL,
	"callid" varchar(80) NOT NULL,
	"outcome" varchar(12) NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"ring_ms" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session_facts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"source" varchar(8) NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visit_facts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"agent_id" uuid,
	"version" integer NOT NULL,
	"source" varchar(8) NOT NULL,
	"callid" varchar(80) NOT NULL,
	"outcome" varchar(16) NOT NULL,
	"ending" varchar(20),
	"joined_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"wait_seconds" integer NOT NULL,
	"talk_seconds" integer,
	"ring_seconds" integer,
	"position" integer NOT NULL,
	"caller_number" varchar(80) NOT NULL,
	"caller_name" varchar(120) NOT NULL,
	"did" varchar(80),
	"left_to" varchar(120)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "agent_spellings_spelling" ON "agent_spellings" USING btree ("pbx_id","spelling");--> statement-breakpoint
CREATE INDEX "database_accounts_tenant" ON "database_accounts" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "jobs_time" ON "jobs" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "jobs_state" ON "jobs" USING btree ("state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "log_sources_pbx" ON "log_sources" USING btree ("pbx_id");--> statement-breakpoint
CREATE INDEX "pause_facts_time" ON "pause_facts" USING btree ("tenant_id","ended_at");--> statement-breakpoint
CREATE INDEX "pause_facts_agent" ON "pause_facts" USING btree ("agent_id","ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "recording_folders_pbx" ON "recording_folders" USING btree ("pbx_id");--> statement-breakpoint
CREATE INDEX "recordings_time" ON "recordings" USING btree ("tenant_id","started_at","id");--> statement-breakpoint
CREATE INDEX "recordings_call" ON "recordings" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "report_schedules_tenant" ON "report_schedules" USING btree ("tenant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "retention_rules_queue" ON "retention_rules" USING btree ("tenant_id","queue_id");--> statement-breakpoint
CREATE INDEX "ring_facts_time" ON "ring_facts" USING btree ("tenant_id","ended_at");--> statement-breakpoint
CREATE INDEX "ring_facts_agent" ON "ring_facts" USING btree ("agent_id","ended_at");--> statement-breakpoint
CREATE INDEX "session_facts_time" ON "session_facts" USING btree ("tenant_id","ended_at");--> statement-breakpoint
CREATE INDEX "session_facts_agent" ON "session_facts" USING btree ("agent_id","ended_at");--> statement-breakpoint
CREATE INDEX "visit_facts_time" ON "visit_facts" USING btree ("tenant_id","joined_at","id");--> statement-breakpoint
CREATE INDEX "visit_facts_queue" ON "visit_facts" USING btree ("queue_id","joined_at");--> statement-breakpoint
CREATE INDEX "visit_facts_agent" ON "visit_facts" USING btree ("agent_id","joined_at");