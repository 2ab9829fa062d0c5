import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'
import type { Language, Permission } from '../../platform/viewer.ts'
import { LanguageName } from '../tenants/language.types.ts'

export const RoleName = describeEnum('Role', 'What kind of user somebody is.', {
  OPERATOR: 'Runs the platform: keeps tenants and shared PBXs, and may all that an administrator may.',
  ADMIN: 'Keeps one tenant: its users, PBXs and settings.',
  SUPERVISOR: 'Watches and leads the agents of all queues, or of those assigned.',
  AGENT: 'Takes calls.',
  VIEWER: 'Looks and changes nothing.',
})
export type RoleName = keyof typeof RoleName

export const PermissionName = {
  DASHBOARD: 'dashboard',
  CALLS: 'calls',
  QUEUES: 'queues',
  AGENTS: 'agents',
  RECORDINGS: 'recordings',
  REPORTS: 'reports',
  CAMPAIGNS: 'campaigns',
  CHANNELS: 'channels',
  CONVERSATIONS: 'conversations',
  TICKETS: 'tickets',
  ADMIN: 'admin',
} as const satisfies Record<Uppercase<Permission>, Permission>

registerEnumType(PermissionName, {
  name: 'Permission',
  description: 'What a user may see and, unless a VIEWER, do. Values may be added.',
  valuesConfig: {
    DASHBOARD: { description: 'Wallboards and the state of PBXs.' },
    CALLS: { description: 'Calls, live and past.' },
    QUEUES: { description: 'Queues and their members.' },
    AGENTS: { description: 'Agents and extensions.' },
    RECORDINGS: { description: 'Recordings of calls.' },
    REPORTS: { description: 'Reports and statistics.' },
    CAMPAIGNS: { description: 'Campaigns that dial.' },
    CHANNELS: { description: 'Messaging channels and their settings.' },
    CONVERSATIONS: { description: 'Conversations by message.' },
    TICKETS: { description: 'Tickets.' },
    ADMIN: { description: 'Users, PBXs, settings and the audit log.' },
  },
})

@ObjectType({ description: 'Somebody who may sign in.' })
export class User {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field(() => ID, { description: 'The tenant they belong to.' })
  tenantId: string

  @Field({ description: 'What they sign in with; one of its kind on the whole platform.' })
  login: string

  @Field({ description: 'Their name.' })
  name: string

  @Field(() => RoleName, { description: 'What kind of user they are.' })
  role: RoleName

  @Field(() => [PermissionName], { description: 'All they may: by their role and by the changes to it.' })
  permissions: Permission[]

  @Field(() => [PermissionName], { description: 'Given to them beyond their role.' })
  grantedPermissions: Permission[]

  @Field(() => [PermissionName], { description: 'Taken from them although their role has it.' })
  revokedPermissions: Permission[]

  @Field(() => [ID], { nullable: true, description: 'The queues they are confined to; null means all.' })
  queueIds: string[] | null

  @Field(() => LanguageName, { nullable: true, description: "Their language; null means the tenant's." })
  language: Language | null

  @Field({ description: 'True until they have replaced the one-time password.' })
  mustChangePassword: boolean

  @Field(() => Date, { nullable: true, description: 'Since when they may not sign in.' })
  disabledAt: Date | null

  @Field(() => Date, { description: 'When they were made.' })
  createdAt: Date
}

@ObjectType({ description: 'A user with a password that is shown this once.' })
export class OneTimeCredentials {
  @Field(() => User, { description: 'The user.' })
  user: User

  @Field({ description: 'To be handed to them; it has to be replaced at the first sign-in.' })
  oneTimePassword: string
}

@InputType({ description: 'A new user. They get a one-time password.' })
export class UserCreateInput {
  @Field({
    description: 'What they sign in with: 2 to 190 letters, digits and `. _ @ + -`; case is ignored.',
  })
  login: string

  @Field({ description: 'Their name, 1 to 120 characters.' })
  name: string

  @Field(() => RoleName, { description: 'At most your own; only an operator makes an operator.' })
  role: RoleName

  @Field(() => [PermissionName], { nullable: true, description: 'To give them beyond their role.' })
  grantedPermissions?: Permission[] | null

  @Field(() => [PermissionName], { nullable: true, description: 'To take from what their role has.' })
  revokedPermissions?: Permission[] | null

  @Field(() => [ID], { nullable: true, description: 'The queues to confine them to; null means all.' })
  queueIds?: string[] | null

  @Field(() => LanguageName, { nullable: true, description: "Their language; null means the tenant's." })
  language?: Language | null

  @Field(() => ID, { nullable: true, description: "For operators: the tenant, when it is not one's own." })
  tenantId?: string | null
}

@InputType({ description: 'What to change of a user; what is left out stays.' })
export class UserUpdateInput {
  @Field(() => String, { nullable: true, description: 'Their name, 1 to 120 characters.' })
  name?: string | null

  @Field(() => RoleName, { nullable: true, description: 'At most your own.' })
  role?: RoleName | null

  @Field(() => [PermissionName], { nullable: true, description: 'All that is given beyond the role.' })
  grantedPermissions?: Permission[] | null

  @Field(() => [PermissionName], { nullable: true, description: 'All that is taken from the role.' })
  revokedPermissions?: Permission[] | null

  @Field(() => [ID], { nullable: true, description: 'The queues to confine them to; null lifts it.' })
  queueIds?: string[] | null

  @Field(() => LanguageName, { nullable: true, description: "Their language; null means the tenant's." })
  language?: Language | null

  @Field(() => Boolean, { nullable: true, description: 'True ends their sign-ins and lets none begin.' })
  isDisabled?: boolean | null
}
