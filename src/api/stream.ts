import type { GraphQLField, GraphQLSchema } from 'graphql'
import { Extensions } from 'type-graphql'

/** What a subscription's field delivers, and with whom its execution may be shared. */
export interface StreamRule {
  /** `state`: root values carry `id`, the latest of each is what counts. `fact`: every event counts. */
  readonly kind: 'state' | 'fact'
  /** `scope`: all viewers of equal scope see the same. `user`: the field depends on who the viewer is. */
  readonly sharedBy: 'scope' | 'user'
}

interface StreamOptions {
  sharedBy?: StreamRule['sharedBy']
}

const marker = (kind: StreamRule['kind'], options: StreamOptions) =>
  Extensions({ stream: { kind, sharedBy: options.sharedBy ?? 'scope' } satisfies StreamRule })

/** Marks a subscription of state: as it stands first, then changes; a slow client skips to the latest. */
export const StateStream = (options: StreamOptions = {}) => marker('state', options)

/** Marks a subscription of facts: every event; a client too far behind is closed with 4290. */
export const FactStream = (options: StreamOptions = {}) => marker('fact', options)

export const streamOf = (field: GraphQLField<unknown, unknown>): StreamRule =>
  (field.extensions.stream as StreamRule | undefined) ?? { kind: 'fact', sharedBy: 'user' }

const NOTES = {
  state:
    'State: sent as it stands at first, then at every change; a slow reader gets the latest of each `id`.',
  fact: 'Fact: every event, once; whoever falls too far behind is closed with 4290 and asks for what it missed.',
}

/** Adds to the description of every subscription what kind it is, and names those that do not say. */
export function describeStreams(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const rule = field.extensions.stream as StreamRule | undefined
    if (!rule) throw new Error(`Subscription.${field.name} needs @StateStream() or @FactStream().`)
    field.description = [field.description, NOTES[rule.kind]].filter(Boolean).join('\n\n')
  }
}
