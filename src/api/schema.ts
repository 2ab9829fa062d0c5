import 'reflect-metadata'
import type { GraphQLSchema } from 'graphql'
import { buildSchemaSync, getMetadataStorage, type NonEmptyArray } from 'type-graphql'
import { callPlainly } from './plain.calls.ts'
import { DateTime } from './scalars.ts'
import { describeStreams } from './stream.ts'

export interface ApiSchemaParts {
  /** The resolver classes. */
  // biome-ignore lint/complexity/noBannedTypes: a class, as type-graphql names it
  readonly resolvers: readonly Function[]
  /** The instance of each resolver class, made by the composition root. */
  // biome-ignore lint/complexity/noBannedTypes: a class, as type-graphql names it
  readonly instances: ReadonlyMap<Function, object>
}

/** The schema of these resolvers, checked and ready to serve. */
export function buildApiSchema({ resolvers, instances }: ApiSchemaParts): GraphQLSchema {
  readPropertiesPlainly()
  const schema = buildSchemaSync({
    resolvers: [...resolvers] as unknown as NonEmptyArray<(typeof resolvers)[number]>,
    validate: false,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    container: {
      get(resolver) {
        const instance = instances.get(resolver)
        if (!instance) throw new Error(`No instance of ${resolver.name} was given to buildApiSchema.`)
        return instance
      },
    },
    // type-graphql wants one as soon as a subscription exists; ours name their own stream.
    pubSub: {
      publish() {},
      subscribe() {
        throw new Error('A subscription names its own stream with `subscribe`.')
      },
    },
  })
  describeRoots(schema)
  callPlainly(schema, instances)
  bindSubscriptions(schema, instances)
  describeStreams(schema)
  return schema
}

/**
 * A plain property needs no resolver of type-graphql's: graphql-js reads it at a fraction of the cost. A field
 * under another name than its property still needs one.
 */
function readPropertiesPlainly(): void {
  const { fields } = getMetadataStorage() as unknown as {
    fields: { name: string; schemaName: string; simple?: boolean }[]
  }
  for (const field of fields) field.simple ??= field.name === field.schemaName
}

function describeRoots(schema: GraphQLSchema): void {
  const roots = [
    [schema.getQueryType(), 'What can be read.'],
    [schema.getMutationType(), 'What can be done: one mutation for each intent.'],
    [schema.getSubscriptionType(), 'What can be watched, over WebSocket.'],
  ] as const
  for (const [root, description] of roots) if (root) root.description ??= description
}

/**
 * Lets a subscription's `subscribe(this: SomeResolver, { args, context })` reach its resolver's services, as
 * every other field does: type-graphql calls it without an instance.
 */
function bindSubscriptions(schema: GraphQLSchema, instances: ApiSchemaParts['instances']): void {
  const { subscriptions } = getMetadataStorage() as unknown as {
    // biome-ignore lint/complexity/noBannedTypes: a class, as type-graphql names it
    subscriptions: { target: Function; schemaName: string; subscribe?: (data: unknown) => unknown }[]
  }
  const fields = schema.getSubscriptionType()?.getFields() ?? {}
  for (const { target, schemaName, subscribe } of subscriptions) {
    const field = fields[schemaName]
    const instance = instances.get(target)
    if (!field || !instance || !subscribe) continue
    field.subscribe = (source, args, context, info) =>
      subscribe.call(instance, { source, args, context, info })
  }
}
