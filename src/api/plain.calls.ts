import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql'
import { getMetadataStorage } from 'type-graphql'

type Getter = (root: unknown, args: Record<string, unknown>, context: unknown) => unknown

interface ParamMetadata {
  readonly kind: string
  readonly index: number
  /** Of an argument. */
  readonly name?: string
  /** Only this property of the root or the context. */
  readonly propertyName?: string | undefined
}

interface HandlerMetadata {
  // biome-ignore lint/complexity/noBannedTypes: a class, as type-graphql names it
  readonly target: Function
  readonly methodName: string
  readonly schemaName: string
  readonly params?: readonly ParamMetadata[]
}

interface FieldResolverMetadata extends HandlerMetadata {
  readonly kind: 'internal' | 'external'
  readonly getObjectType?: () => { name: string }
}

interface Metadata {
  readonly queries: readonly HandlerMetadata[]
  readonly mutations: readonly HandlerMetadata[]
  readonly subscriptions: readonly HandlerMetadata[]
  readonly fieldResolvers: readonly FieldResolverMetadata[]
}

/**
 * Lets every field call its resolver's method as it is. type-graphql's way runs through middlewares that nobody
 * has, and copies inputs and objects into instances of their classes: most of what a list or an event costs.
 * graphql-js has checked and filled in the arguments by then, so that they are what the method expects.
 */
// biome-ignore lint/complexity/noBannedTypes: a class, as type-graphql names it
export function callPlainly(schema: GraphQLSchema, instances: ReadonlyMap<Function, object>): void {
  const { queries, mutations, subscriptions, fieldResolvers } = getMetadataStorage() as unknown as Metadata
  const roots = [
    [schema.getQueryType(), queries],
    [schema.getMutationType(), mutations],
    [schema.getSubscriptionType(), subscriptions],
  ] as const
  for (const [type, handlers] of roots)
    for (const handler of handlers)
      bind(type?.getFields()[handler.schemaName], handler, instances.get(handler.target))
  for (const handler of fieldResolvers) {
    const type = handler.kind === 'external' ? schema.getType(handler.getObjectType!().name) : undefined
    if (isObjectType(type)) bind(type.getFields()[handler.schemaName], handler, instances.get(handler.target))
  }
}

function bind(
  field: GraphQLField<unknown, unknown> | undefined,
  { methodName, params = [] }: HandlerMetadata,
  instance: object | undefined,
): void {
  const getters = [...params].sort((a, b) => a.index - b.index).map(getterOf)
  if (!field || !instance || !getters.every((getter) => getter !== undefined)) return
  const handler = instance as Record<string, (...given: unknown[]) => unknown>
  field.resolve = (root, args, context) =>
    handler[methodName]!(...getters.map((getter) => getter(root, args, context)))
}

/** How a parameter is filled; undefined for a kind that is left to type-graphql. */
function getterOf({ kind, name, propertyName }: ParamMetadata): Getter | undefined {
  if (propertyName !== undefined) return undefined
  if (kind === 'root') return (root) => root
  if (kind === 'context') return (_root, _args, context) => context
  if (kind === 'args') return (_root, args) => args
  return kind === 'arg' ? (_root, args) => args[name!] : undefined
}
