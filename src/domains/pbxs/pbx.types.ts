import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'
import type { MappingKind } from '../../platform/store/tables/telephony.ts'

export const PbxLinkState = describeEnum('PbxLinkState', 'How the link to a PBX stands.', {
  OFF: 'Not wanted: the PBX is disconnected.',
  CONNECTING: 'Trying to reach the PBX and to log in.',
  SYNCING: 'Logged in; what the PBX shows is not complete yet.',
  LIVE: 'Logged in and complete: what is shown is how it is.',
  LOST: 'The link was lost and is tried again: what is shown is how it was.',
  REFUSED: 'The PBX refused the user or the secret; it is not tried again until they are changed.',
})
export type PbxLinkState = keyof typeof PbxLinkState

export const PbxProblem = describeEnum('PbxProblem', 'Why a link to a PBX does not stand.', {
  UNREACHABLE: 'Nothing answered at that host and port.',
  LOGIN_REFUSED: 'The user, the secret or the address of this server is not accepted.',
  TIMED_OUT: 'The PBX did not answer in time.',
  LINK_LOST: 'The link was cut.',
  NOT_A_PBX: 'Something answered that does not speak the manager protocol.',
})
export type PbxProblem = keyof typeof PbxProblem

@ObjectType({ description: 'How the link to a PBX stands, and since when.' })
export class PbxStatus {
  @Field(() => PbxLinkState, { description: 'How it stands.' })
  state: PbxLinkState

  @Field(() => Date, { description: 'Since when it stands so.' })
  since: Date

  @Field(() => PbxProblem, { nullable: true, description: 'What went wrong last; null while all is well.' })
  problem: PbxProblem | null

  @Field(() => String, { nullable: true, description: 'The version the PBX told, once it has.' })
  asteriskVersion: string | null

  @Field(() => Date, { nullable: true, description: 'When its Asterisk was started, once it has told.' })
  bootedAt: Date | null
}

@ObjectType({ description: 'An Asterisk: its queues, agents, extensions and calls appear by themselves.' })
export class Pbx {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  /** The owner; null when the platform shares it. */
  tenantId: string | null

  @Field({ description: 'What people call it.' })
  name: string

  @Field(() => String, { nullable: true, description: 'Its host; null for those who do not keep it.' })
  host: string | null

  @Field(() => Int, { nullable: true, description: 'Its manager port; null for those who do not keep it.' })
  port: number | null

  @Field(() => String, {
    nullable: true,
    description: 'The manager user; null for those who do not keep it.',
  })
  username: string | null

  @Field({ description: 'Its IANA time zone.' })
  timeZone: string

  @Field({ description: 'The dialplan context that calls begun by people go through.' })
  dialContext: string

  @Field({ description: 'Whether a link to it is wanted.' })
  isEnabled: boolean

  @Field({ description: 'Whether it is simulated, with invented calls.' })
  isDemo: boolean

  @Field({ description: 'Whether several tenants share it.' })
  isShared: boolean

  @Field(() => PbxStatus, { description: 'How the link to it stands now.' })
  status: PbxStatus

  @Field(() => Date, { description: 'When it was registered.' })
  createdAt: Date
}

@InputType({ description: 'A PBX to register; the link to it is opened at once.' })
export class PbxRegisterInput {
  @Field({ description: 'What people call it, 1 to 120 characters.' })
  name: string

  @Field({ description: 'A host name or address, without port.' })
  host: string

  @Field(() => Int, { defaultValue: 5038, description: 'The manager port.' })
  port: number

  @Field({ description: 'The user of manager.conf.' })
  username: string

  @Field({ description: 'Its secret; kept encrypted and never shown again.' })
  secret: string

  @Field(() => String, { nullable: true, description: "Its IANA time zone; the tenant's when left out." })
  timeZone?: string | null

  @Field({ defaultValue: 'from-internal', description: 'The dialplan context for calls begun by people.' })
  dialContext: string

  @Field({ defaultValue: false, description: 'For operators: to be shared by several tenants.' })
  isShared: boolean
}

@InputType({ description: 'What to change of a PBX; what is left out stays.' })
export class PbxUpdateInput {
  @Field(() => String, { nullable: true, description: 'What people call it.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'A host name or address; needs the secret again.' })
  host?: string | null

  @Field(() => Int, { nullable: true, description: 'The manager port; needs the secret again.' })
  port?: number | null

  @Field(() => String, { nullable: true, description: 'The user of manager.conf.' })
  username?: string | null

  @Field(() => String, { nullable: true, description: 'Its secret.' })
  secret?: string | null

  @Field(() => String, { nullable: true, description: 'Its IANA time zone.' })
  timeZone?: string | null

  @Field(() => String, { nullable: true, description: 'The dialplan context for calls begun by people.' })
  dialContext?: string | null
}

/** What a name found on a PBX is the name of. */
export const PbxMappingKind = describeEnum('PbxMappingKind', 'What a prefix is the beginning of.', {
  QUEUE: "A queue's name.",
  EXTENSION: "An extension's number.",
  DID: 'A number called from outside; a leading + is ignored.',
} satisfies Record<MappingKind, string>)

@ObjectType({ description: 'Whose the names with one beginning are, on a PBX that tenants share.' })
export class PbxMapping {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field(() => ID, { description: 'The shared PBX.' })
  pbxId: string

  @Field(() => ID, { description: 'The tenant they belong to.' })
  tenantId: string

  @Field(() => PbxMappingKind, { description: 'What it is the beginning of.' })
  kind: MappingKind

  @Field({ description: 'The beginning; of several that fit a name, the longest counts.' })
  prefix: string

  @Field(() => Date, { description: 'When it was set.' })
  createdAt: Date
}

@InputType({ description: 'Gives the names with one beginning to a tenant.' })
export class PbxMappingInput {
  @Field(() => ID, { description: 'The tenant they shall belong to.' })
  tenantId: string

  @Field(() => PbxMappingKind, { description: 'What it is the beginning of.' })
  kind: MappingKind

  @Field({ description: 'The beginning, 1 to 120 characters; the whole name fits too.' })
  prefix: string
}
