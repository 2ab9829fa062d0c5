ALTER TABLE "database_accounts" ADD COLUMN "encryption" varchar(12);--> statement-breakpoint
ALTER TABLE "database_accounts" ADD COLUMN "authority" text;