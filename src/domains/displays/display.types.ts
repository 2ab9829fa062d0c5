import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { Language } from '../../platform/viewer.ts'
import { LanguageName } from '../tenants/language.types.ts'

@ObjectType({
  description:
    'An address that shows a board on a screen on the wall, without anybody signing in there: read only, ' +
    "callers' names and numbers masked, good until it is revoked or expires.",
})
export class DisplayLink {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field({ description: 'What people call it, such as the place of the screen.' })
  name: string

  @Field(() => [ID], {
    nullable: true,
    description: 'The queues it shows; null means all that boards show.',
  })
  queueIds: string[] | null

  @Field(() => LanguageName, { description: 'What the screen is written in.' })
  language: Language

  @Field(() => Date, { description: 'When it was made.' })
  createdAt: Date

  @Field(() => Date, { nullable: true, description: 'When it ends; null for never.' })
  expiresAt: Date | null

  @Field(() => Date, { nullable: true, description: 'Since when it is good for nothing any more.' })
  revokedAt: Date | null

  @Field(() => Date, { nullable: true, description: 'When a screen came in by it last.' })
  lastSeenAt: Date | null

  @Field(() => Int, { description: 'Screens that show it now.' })
  screenCount: number
}

@ObjectType({ description: 'A display link just made, with its token.' })
export class DisplayLinkCreated {
  @Field(() => DisplayLink, { description: 'The link.' })
  link: DisplayLink

  @Field({
    description:
      'For the address `/t/<token>`, or as a bearer token of a program. Told this once and kept nowhere.',
  })
  token: string
}

@ObjectType({ description: 'What a screen needs to know of itself.' })
export class Display {
  @Field(() => ID, { description: 'The display link it came by.' })
  id: string

  @Field({ description: 'What people call it.' })
  name: string

  @Field(() => LanguageName, { description: 'What it is written in.' })
  language: Language

  @Field({ description: "The tenant's IANA time zone." })
  timeZone: string
}

@InputType({ description: 'A display link to make.' })
export class DisplayLinkCreateInput {
  @Field({ description: 'What people call it, 1 to 120 characters.' })
  name: string

  @Field(() => [ID], {
    nullable: true,
    description: 'The queues to show, at least one; null for all that boards show.',
  })
  queueIds?: string[] | null

  @Field(() => LanguageName, {
    nullable: true,
    description: "The screen's language; the tenant's when left out.",
  })
  language?: Language | null

  @Field(() => Date, { nullable: true, description: 'When it is to end; null for never.' })
  expiresAt?: Date | null
}
