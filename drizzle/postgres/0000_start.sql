CREATE TABLE "agents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"number" varchar(80) NOT NULL,
	"name" varchar(120) NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"action" varchar(64) NOT NULL,
	"target_id" varchar(120) NOT NULL,
	"input" jsonb NOT NULL,
	"outcome" varchar(64) NOT NULL,
	"answer" text NOT NULL,
	"address" varchar(64) NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"kind" varchar(24) NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"queue_id" uuid,
	"agent_id" uuid,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_legs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"uniqueid" varchar(150) NOT NULL,
	"channel" varchar(190) NOT NULL,
	"number" varchar(80) NOT NULL,
	"agent_id" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"hangup_cause" integer
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"linkedid" varchar(150) NOT NULL,
	"version" integer NOT NULL,
	"direction" varchar(16) NOT NULL,
	"state" varchar(16) NOT NULL,
	"disposition" varchar(16),
	"from_number" varchar(80) NOT NULL,
	"from_name" varchar(120) NOT NULL,
	"to_number" varchar(80) NOT NULL,
	"did" varchar(80),
	"queue_id" uuid,
	"agent_id" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"wait_seconds" double precision NOT NULL,
	"talk_seconds" double precision NOT NULL,
	"hold_seconds" double precision NOT NULL,
	"duration_seconds" double precision NOT NULL,
	"transfer_count" integer NOT NULL,
	"hangup_cause" integer,
	"end_reason" varchar(24),
	"recording" text,
	"merged_into_id" uuid
);
--> statement-breakpoint
CREATE TABLE "extensions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"number" varchar(80) NOT NULL,
	"name" varchar(120),
	"found_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pbx_mappings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pbx_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" varchar(16) NOT NULL,
	"prefix" varchar(120) NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pbxs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid,
	"name" varchar(120) NOT NULL,
	"host" varchar(255) NOT NULL,
	"port" integer NOT NULL,
	"username" varchar(120) NOT NULL,
	"secret_sealed" text NOT NULL,
	"time_zone" varchar(64) NOT NULL,
	"dial_context" varchar(80) NOT NULL,
	"enabled" boolean NOT NULL,
	"is_demo" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queue_visits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"queue_id" uuid NOT NULL,
	"agent_id" uuid,
	"uniqueid" varchar(150) NOT NULL,
	"outcome" varchar(24) NOT NULL,
	"position" integer NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"left_at" timestamp (3) with time zone,
	"talk_ended_at" timestamp (3) with time zone,
	"wait_seconds" double precision NOT NULL,
	"talk_seconds" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queues" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"pbx_id" uuid NOT NULL,
	"name" varchar(120) NOT NULL,
	"label" varchar(120),
	"service_level_seconds" integer,
	"wrap_up_seconds" integer,
	"found_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"seed" varchar(64) NOT NULL,
	"turn" integer NOT NULL,
	"address" varchar(64) NOT NULL,
	"user_agent" varchar(200) NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"refreshed_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" varchar(64) NOT NULL,
	"name" varchar(120) NOT NULL,
	"language" varchar(8) NOT NULL,
	"time_zone" varchar(64) NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "thresholds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"metric" varchar(24) NOT NULL,
	"warn" double precision,
	"critical" double precision NOT NULL,
	"hold_seconds" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"login" varchar(190) NOT NULL,
	"name" varchar(120) NOT NULL,
	"password_hash" text NOT NULL,
	"must_change_password" boolean NOT NULL,
	"role" varchar(16) NOT NULL,
	"permission_changes" jsonb NOT NULL,
	"queue_ids" jsonb,
	"language" varchar(8),
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pbx_mappings" ADD CONSTRAINT "pbx_mappings_pbx_id_pbxs_id_fk" FOREIGN KEY ("pbx_id") REFERENCES "public"."pbxs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agents_tenant" ON "agents" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE INDEX "audit_entries_time" ON "audit_entries" USING btree ("tenant_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "call_events_call" ON "call_events" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "call_events_time" ON "call_events" USING btree ("tenant_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "call_legs_call" ON "call_legs" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "calls_time" ON "calls" USING btree ("tenant_id","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_queue" ON "calls" USING btree ("tenant_id","queue_id","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_agent" ON "calls" USING btree ("tenant_id","agent_id","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_open" ON "calls" USING btree ("pbx_id","state");--> statement-breakpoint
CREATE INDEX "extensions_tenant" ON "extensions" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "pbx_mappings_prefix" ON "pbx_mappings" USING btree ("pbx_id","kind","prefix");--> statement-breakpoint
CREATE INDEX "pbxs_tenant" ON "pbxs" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "queue_visits_call" ON "queue_visits" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "queue_visits_queue" ON "queue_visits" USING btree ("tenant_id","queue_id","joined_at");--> statement-breakpoint
CREATE INDEX "queue_visits_time" ON "queue_visits" USING btree ("tenant_id","joined_at");--> statement-breakpoint
CREATE INDEX "queues_tenant" ON "queues" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tenants_slug" ON "tenants" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "thresholds_metric" ON "thresholds" USING btree ("queue_id","metric");--> statement-breakpoint
CREATE UNIQUE INDEX "users_login" ON "users" USING btree ("login");--> statement-breakpoint
CREATE INDEX "users_tenant" ON "users" USING btree ("tenant_id","created_at","id");