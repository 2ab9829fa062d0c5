import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { accessOf } from '../../src/api/permission.ts'

type Field = GraphQLField<unknown, unknown>
export type Args = Record<string, unknown>
export type OperationKind = 'query' | 'mutation' | 'subscription'

/** A root field of the schema. */
export interface Root {
  readonly kind: OperationKind
  readonly field: Field
}

/** A place for a value among a field's arguments: `['input', 'queueIds']`. */
export interface Place {
  readonly path: readonly string[]
  readonly type: GraphQLInputType
}

/** Where the values come from that a call is made with. */
export interface Supply {
  /** An id of something of this type, such as `Queue`. */
  id(type: string): string
  /**
   * Values by `field.path` or by the last name of the path, for what a type alone does not tell; of a call that is
   * made for the sake of the argument at `also`.
   */
  readonly values: Readonly<Record<string, (also: Place['path']) => unknown>>
  /** Optional arguments of a field, as `input.folder`, without which a call makes no sense. */
  readonly together?: Readonly<Record<string, (also: Place['path']) => readonly string[]>>
}

/** What an `id` is of, where neither the field's name nor its type tells. */
const IDS_OF: Readonly<Record<string, string>> = {
  'pbxMappings.id': 'Pbx',
  'pbxMappingSet.id': 'Pbx',
  'pbxTest.input.id': 'Pbx',
  targetId: 'Queue',
}

export function rootsOf(schema: GraphQLSchema): Root[] {
  const kinds = ['query', 'mutation', 'subscription'] as const
  const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  return kinds.flatMap((kind, index) =>
    Object.values(types[index]!.getFields()).map((field) => ({ kind, field })),
  )
}

export const isPublic = ({ field }: Root): boolean => accessOf(field)?.access === 'public'

/** Makes calls of any root field from its types, so that a new field is covered by itself. */
export class SchemaCalls {
  private readonly typesWithId: readonly string[]

  constructor(schema: GraphQLSchema) {
    this.typesWithId = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter((type) => 'id' in type.getFields() && !type.name.startsWith('__'))
      .map((type) => type.name)
  }

  /** Every leaf among a field's arguments, inputs looked into. */
  places({ field }: Root): Place[] {
    const within = (type: GraphQLInputType, path: readonly string[]): Place[] => {
      const named = getNamedType(type)
      if (!isInputObjectType(named)) return [{ path, type }]
      return Object.values(named.getFields()).flatMap((each) => within(each.type, [...path, each.name]))
    }
    return field.args.flatMap((arg) => within(arg.type, [arg.name]))
  }

  idPlaces(root: Root): Place[] {
    return this.places(root).filter(({ type }) => getNamedType(type).name === 'ID')
  }

  /** What type of thing an id at this place is of. */
  kindAt({ field }: Root, { path }: Place): string {
    const name = path.at(-1)!
    const taught = IDS_OF[`${field.name}.${path.join('.')}`] ?? IDS_OF[name]
    if (taught) return taught
    const types = this.typesWithId
    const stem = name.replace(/Ids?$/, '')
    const named = types.find((type) => lower(type) === stem)
    if (name !== 'id' && name !== 'ids' && named) return named
    if (name === 'ids') return getNamedType(field.type).name
    const fitting = types.filter((type) => field.name.startsWith(lower(type)))
    const longest = fitting.sort((a, b) => b.length - a.length)[0]
    if (name === 'id' && longest) return longest
    throw new Error(
      `What is the id of ${field.name}(${path.join('.')}:) an id of? Name it after its type, or teach IDS_OF.`,
    )
  }

  /** Valid arguments: those that are required, and those at `also`. */
  args(root: Root, supply: Supply, also: readonly string[] = []): Args {
    const { field } = root
    const together = supply.together?.[field.name]?.(also) ?? []
    const make = (type: GraphQLInputType, path: readonly string[]): unknown => {
      const nullable = getNullableType(type)
      const taught = supply.values[`${field.name}.${path.join('.')}`] ?? supply.values[path.at(-1)!]
      if (taught) return taught(also)
      if (isListType(nullable)) return [make(nullable.ofType, path)]
      if (isInputObjectType(nullable))
        return collect(
          Object.values(nullable.getFields()).map((each) => ({ ...each, path: [...path, each.name] })),
        )
      if (isEnumType(nullable)) return nullable.getValues()[0]!.name
      switch (getNamedType(type).name) {
        case 'ID':
          return supply.id(this.kindAt(root, { path, type }))
        case 'Boolean':
          return false
        case 'Int':
        case 'Float':
          return 1
        case 'DateTime':
          return new Date(Date.now() - 3_600_000).toISOString()
        case 'DialString':
          return '100'
        default:
          throw new Error(
            `No value for ${field.name}(${path.join('.')}: ${type}). Teach the test one under '${path.at(-1)}'.`,
          )
      }
    }
    const collect = (
      parts: readonly {
        name: string
        type: GraphQLInputType
        defaultValue?: unknown
        path: readonly string[]
      }[],
    ): Args =>
      Object.fromEntries(
        parts
          .filter(
            ({ type, defaultValue, path }) =>
              (isNonNullType(type) && defaultValue === undefined) ||
              path.every((name, index) => name === also[index]) ||
              together.includes(path.join('.')),
          )
          .map(({ name, type, path }) => [name, make(type, path)]),
      )
    return collect(field.args.map((arg) => ({ ...arg, path: [arg.name] })))
  }

  /** The document of a call with all that its answer can hold. */
  document({ kind, field }: Root, args: Args, depth = 5): string {
    const given = field.args.filter(({ name }) => name in args)
    const variables = given.map(({ name, type }) => `$${name}: ${type}`).join(', ')
    const passed = given.map(({ name }) => `${name}: $${name}`).join(', ')
    return `${kind} ${variables && `(${variables})`} { ${field.name}${passed && `(${passed})`} ${this.selection(field, depth)} }`
  }

  private selection(field: Field, depth: number): string {
    const type = getNamedType(field.type)
    if (!isObjectType(type)) return ''
    const parts = Object.values(type.getFields())
      .filter((each) => !each.args.some((arg) => isNonNullType(arg.type)))
      .filter((each) => depth > 1 || !isObjectType(getNamedType(each.type)))
      .map((each) => `${each.name} ${this.selection(each, depth - 1)}`)
    return `{ __typename ${parts.join(' ')} }`
  }
}

/** The arguments with another value at a place; a place of a list gets it as the only element. */
export function withValue(args: Args, { path, type }: Place, value: unknown): Args {
  const [name, ...rest] = path
  if (rest.length > 0)
    return {
      ...args,
      [name!]: withValue((args[name!] as Args | undefined) ?? {}, { path: rest, type }, value),
    }
  return { ...args, [name!]: isListType(getNullableType(type)) && value !== null ? [value] : value }
}

const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
