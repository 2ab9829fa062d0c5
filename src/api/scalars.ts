import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

export { GraphQLDateTime as DateTime } from 'graphql-scalars'

const PATTERN = /^\+?[0-9*#]{1,20}$/

function dialable(value: unknown): string {
  if (typeof value === 'string' && PATTERN.test(value)) return value
  throw new GraphQLError('A DialString is 1 to 20 of the characters 0-9 * #, after an optional +.', {
    extensions: { code: 'INVALID_DIAL_STRING' },
  })
}

/** What a phone may dial: an extension, a feature code or a number. Nothing else ever reaches a dialplan. */
export const DialString = new GraphQLScalarType<string, string>({
  name: 'DialString',
  description:
    'What a phone may dial: an extension, a feature code or a number; 1 to 20 of the characters `0-9 * #`, after an optional `+`.',
  specifiedByURL: null,
  serialize: (value) => String(value),
  parseValue: dialable,
  parseLiteral(node) {
    return dialable(node.kind === Kind.STRING ? node.value : undefined)
  },
})
