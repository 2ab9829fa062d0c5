import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { User } from './user.types.ts'

@ObjectType({ description: 'The way in: a token for requests, and one to get the next pair.' })
export class SessionTokens {
  @Field({ description: 'For `Authorization: Bearer …`, and for the `authorization` of a socket.' })
  accessToken: string

  @Field(() => Date, { description: 'When the access token ends: 15 minutes from now.' })
  expiresAt: Date

  @Field({ description: 'Good once, for 30 days. Used a second time, it ends the session.' })
  refreshToken: string

  @Field(() => User, { description: 'Who signed in.' })
  user: User
}

@ObjectType({ description: 'One sign-in that is good: a browser, a phone, a program.' })
export class Session {
  @Field(() => ID, { description: 'Stable.' })
  id: string

  @Field({ description: 'The address it was begun from.' })
  address: string

  @Field({ description: 'What the browser or program called itself.' })
  userAgent: string

  @Field(() => Date, { description: 'When it was begun.' })
  createdAt: Date

  @Field(() => Date, { description: 'When it was refreshed last.' })
  refreshedAt: Date

  @Field({ description: 'Whether this request came by it.' })
  isCurrent: boolean
}

@InputType({ description: 'Who wants in.' })
export class SessionStartInput {
  @Field({ description: 'The login; case is ignored.' })
  login: string

  @Field({ description: 'The password, or the one-time password.' })
  password: string
}

@InputType({ description: 'A new password of one’s own.' })
export class PasswordChangeInput {
  @Field({ description: 'The password so far, or the one-time password.' })
  current: string

  @Field({ description: 'At least 10 characters; neither the login nor one of the most common.' })
  next: string
}
