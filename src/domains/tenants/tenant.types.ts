import { Field, ID, InputType, ObjectType } from 'type-graphql'
import type { Language } from '../../platform/viewer.ts'
import { OneTimeCredentials } from '../users/user.types.ts'
import { LanguageName } from './language.types.ts'

@ObjectType({ description: 'A company whose call center this is; no tenant sees the data of another.' })
export class Tenant {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field({ description: 'A short name for addresses: lower case letters, digits and hyphens.' })
  slug: string

  @Field({ description: 'What people call it.' })
  name: string

  @Field(() => LanguageName, { description: 'What its people are spoken to in, unless they chose.' })
  language: Language

  @Field({ description: 'Its IANA time zone: a day begins at midnight there.' })
  timeZone: string

  @Field(() => Date, { description: 'When it was made.' })
  createdAt: Date
}

@InputType({ description: 'What to change of a tenant; what is left out stays.' })
export class TenantUpdateInput {
  @Field(() => String, { nullable: true, description: 'What people call it, 1 to 120 characters.' })
  name?: string | null

  @Field(() => LanguageName, { nullable: true, description: 'What its people are spoken to in.' })
  language?: Language | null

  @Field(() => String, { nullable: true, description: 'An IANA time zone such as `America/Bogota`.' })
  timeZone?: string | null
}

@InputType({ description: 'A new tenant and its first administrator.' })
export class TenantCreateInput {
  @Field({ description: 'What people call it, 1 to 120 characters.' })
  name: string

  @Field({ description: 'A short name of its own: 2 to 64 lower case letters, digits and hyphens.' })
  slug: string

  @Field(() => LanguageName, { description: 'What its people are spoken to in.' })
  language: Language

  @Field({ description: 'An IANA time zone such as `America/Bogota`.' })
  timeZone: string

  @Field({ description: "The first administrator's login; the one-time password comes with the answer." })
  adminLogin: string
}

@ObjectType({ description: 'A tenant just made, with the way in for its first administrator.' })
export class TenantCreated {
  @Field(() => Tenant, { description: 'The tenant.' })
  tenant: Tenant

  @Field(() => OneTimeCredentials, { description: 'Its first administrator.' })
  admin: OneTimeCredentials
}
