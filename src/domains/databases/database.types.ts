import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'
import type {
  DatabaseEncryption as KeptEncryption,
  DatabaseEngine as KeptEngine,
} from '../../platform/store/tables/reports.ts'

export const DatabaseEngine = describeEnum('DatabaseEngine', 'What kind of server a database is on.', {
  MYSQL: 'MySQL or MariaDB, as Issabel and FreePBX have it.',
  POSTGRES: 'PostgreSQL.',
})

export const DatabaseEncryption = describeEnum(
  'DatabaseEncryption',
  'How what is sent to a database, and comes from it, is kept from being read on the way.',
  {
    UNVERIFIED: 'By TLS, with whoever answers: enough where nobody can put themselves in between.',
    VERIFIED: 'By TLS, with the server that its certificate names; needs a host name, no address.',
  },
)

export const DatabaseTableKind = describeEnum('DatabaseTableKind', 'What a table of a PBX keeps.', {
  QUEUE_LOG: 'What happened in queues, row by row: a source of reports.',
  CDR: 'Calls, in rows for their parts: can be taken over.',
  CALL_CENTER: "A part of Issabel CallCenter's records: can be taken over.",
})
export type DatabaseTableKind = keyof typeof DatabaseTableKind

@ObjectType({ description: 'A database of a PBX that is read and never changed; for administrators.' })
export class DatabaseAccount {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field(() => ID, { description: 'The PBX whose records it keeps.' })
  pbxId: string

  @Field({ description: 'What people call it.' })
  name: string

  @Field(() => DatabaseEngine, { description: 'What kind of server it is on.' })
  engine: KeptEngine

  @Field({ description: 'Its host.' })
  host: string

  @Field(() => Int, { description: 'Its port.' })
  port: number

  @Field({ description: 'The name of the database, such as asteriskcdrdb.' })
  database: string

  @Field({ description: 'Who is signed in there.' })
  username: string

  @Field(() => DatabaseEncryption, {
    nullable: true,
    description: 'How the way there is encrypted; null when it is not.',
  })
  encryption: KeptEncryption | null

  @Field(() => String, {
    nullable: true,
    description: 'Who may have signed its certificate, as PEM; null for the authorities this server trusts.',
  })
  authority: string | null

  @Field(() => Date, { description: 'When it was made known.' })
  createdAt: Date
}

@InputType({ description: 'A database of a PBX. A user that may only SELECT is enough, and best.' })
export class DatabaseAccountInput {
  @Field(() => ID, { description: 'The PBX whose records it keeps.' })
  pbxId: string

  @Field({ description: 'What people call it, 1 to 120 characters.' })
  name: string

  @Field(() => DatabaseEngine, { description: 'What kind of server it is on.' })
  engine: KeptEngine

  @Field({ description: 'A host name or address, without port.' })
  host: string

  @Field(() => Int, { nullable: true, description: 'The port; 3306 or 5432 when left out.' })
  port?: number | null

  @Field({ description: 'The name of the database, such as asteriskcdrdb.' })
  database: string

  @Field({ description: 'The user.' })
  username: string

  @Field(() => String, {
    nullable: true,
    description:
      'The password, kept encrypted; left out, the one that is kept stays, for the same server, user and encryption.',
  })
  secret?: string | null

  @Field(() => DatabaseEncryption, {
    nullable: true,
    description: 'How the way there is encrypted; left out or null, it is not.',
  })
  encryption?: KeptEncryption | null

  @Field(() => String, {
    nullable: true,
    description:
      'For VERIFIED: the certificates of who may have signed the one of the server, as PEM; the authorities this server trusts when left out.',
  })
  authority?: string | null
}

@ObjectType({ description: 'A table that was found in a database of a PBX.' })
export class DatabaseTable {
  @Field({ description: 'Its name.' })
  name: string

  @Field(() => DatabaseTableKind, { description: 'What it keeps.' })
  kind: DatabaseTableKind

  @Field(() => Float, { description: 'How many rows it has; of many, the estimate of its server.' })
  rowCount: number

  @Field(() => Date, { nullable: true, description: 'Of when its first row is; null when empty or unknown.' })
  firstAt: Date | null

  @Field(() => Date, { nullable: true, description: 'Of when its last row is; null when empty or unknown.' })
  lastAt: Date | null

  @Field(() => [String], {
    description: "What is not well with it and how to mend it, in the caller's language.",
  })
  hints: string[]
}

@ObjectType({ description: 'What a test of a database of a PBX found.' })
export class DatabaseTestReport {
  @Field(() => [DatabaseTable], { description: 'The tables that are known here.' })
  tables: DatabaseTable[]

  @Field(() => [String], {
    description: "What is not well with it as a whole, in the caller's language.",
  })
  hints: string[]

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  tookMs: number
}
