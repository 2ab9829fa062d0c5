import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DomainError } from '../errors.ts'
import type { Language } from '../platform/viewer.ts'
import type { ApiContext } from './context.ts'
import { ERROR_CODES, errorCodeMeaning, isOutcome, messageOf } from './messages/messages.ts'

export type ErrorCode = keyof typeof ERROR_CODES

registerEnumType(ERROR_CODES, {
  name: 'ErrorCode',
  description: 'Why something was not done. Codes may be added.',
  valuesConfig: Object.fromEntries(
    Object.values(ERROR_CODES).map((code) => [code, { description: errorCodeMeaning(code) }]),
  ),
})

@ObjectType({ description: 'Why something was not done, and which input it concerns.' })
export class MutationError {
  @Field(() => ERROR_CODES, { description: 'The stable code, for programs.' })
  code: ErrorCode

  @Field(() => [String], { description: 'The path of the input it concerns; empty for the whole.' })
  path: readonly string[]

  @Field(() => String, { description: "The words for people, in the caller's language." })
  message: string

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds until it may be tried again; null where waiting does not help.',
  })
  retryAfterSeconds: number | null

  constructor(code: ErrorCode, path: readonly string[], language: Language, details: DomainError['details']) {
    this.code = code
    this.path = path
    this.message = messageOf(code, language, details)
    const { retryAfterSeconds } = details
    this.retryAfterSeconds = typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null
  }
}

/** What a mutation answers: the object under `field`, or `errors`. */
export type Payload<Name extends string, Value> = { [Key in Name]: Value | null } & {
  errors: MutationError[]
}

/**
 * The payload type of a mutation: `payloadOf('QueueMemberPausePayload', 'member', QueueMember)` has a nullable
 * `member` and `errors`.
 */
export function payloadOf<Name extends string, Value>(
  name: string,
  field: Name,
  type: (new (...args: never[]) => Value) | typeof Boolean | typeof String | object,
): new () => Payload<Name, Value> {
  class MutationPayload {
    errors: MutationError[]
  }
  Field(() => type as never, { nullable: true, description: 'What it became; null when it was not done.' })(
    MutationPayload.prototype,
    field,
  )
  Field(() => [MutationError], { description: 'Why it was not done; empty when it was.' })(
    MutationPayload.prototype,
    'errors',
  )
  ObjectType(name, { description: `What came of it: \`${field}\`, or \`errors\`.` })(MutationPayload)
  return MutationPayload as unknown as new () => Payload<Name, Value>
}

/**
 * Does what a mutation is for, and answers with its payload. An outcome the caller can act on becomes one of
 * the payload's `errors`; refusals (authentication, permission, limits) and bugs stay top-level errors.
 */
export async function settle<Name extends string, Value>(
  context: Pick<ApiContext, 'language'>,
  field: Name,
  intent: () => Promise<Value>,
): Promise<Payload<Name, Value>> {
  try {
    return { [field]: await intent(), errors: [] } as unknown as Payload<Name, Value>
  } catch (error) {
    if (!(error instanceof DomainError) || !isOutcome(error.code)) throw error
    const told = new MutationError(error.code, error.inputPath, context.language, error.details)
    return { [field]: null, errors: [told] } as unknown as Payload<Name, Value>
  }
}
