CREATE TABLE "agent_hours" (
	"tenant_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"queue_id" uuid NOT NULL,
	"hour" integer NOT NULL,
	"answered" integer NOT NULL,
	"wait_seconds" integer NOT NULL,
	"talk_seconds" integer NOT NULL,
	"talk_unknown" integer NOT NULL,
	"ring_seconds" integer NOT NULL,
	"transfers" integer NOT NULL,
	"missed" integer NOT NULL,
	"missed_long" integer NOT NULL,
	"cancelled" integer NOT NULL,
	CONSTRAINT "agent_hours_tenant_id_hour_agent_id_queue_id_pk" PRIMARY KEY("tenant_id","hour","agent_id","queue_id")
);
--> statement-breakpoint
CREATE TABLE "closed_hours" (
	"tenant_id" uuid NOT NULL,
	"hour" integer NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "closed_hours_tenant_id_hour_pk" PRIMARY KEY("tenant_id","hour")
);
