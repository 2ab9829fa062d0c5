import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import DataLoader from 'dataloader'
import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
// @ts-expect-error it has no types
import express from 'express'
import pg from 'pg'
import {
  Arg,
  buildSchema,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import { postgres } from '../../src/platform/store/dialect.ts'
import { defineTables } from '../../src/platform/store/tables.ts'
import { CONNECTIONS, serve } from './order.ts'

/** The peer: Apollo, express, type-graphql and drizzle, each as its documentation shows it. */

@ObjectType()
class Queue {
  @Field(() => ID) id: string
  @Field(() => String) label: string
}

@ObjectType()
class Agent {
  @Field(() => ID) id: string
  @Field(() => String) name: string
}

@ObjectType()
class Call {
  @Field(() => ID) id: string
  @Field(() => Date) startedAt: Date
  @Field(() => String) fromNumber: string
  @Field(() => String) toNumber: string
  @Field(() => String) direction: string
  @Field(() => String, { nullable: true }) disposition: string | null
  @Field(() => Float) waitSeconds: number
  @Field(() => Float) talkSeconds: number
  queueId: string | null
  agentId: string | null
}

@ObjectType()
class PageInfo {
  @Field(() => Boolean) hasNextPage: boolean
  @Field(() => String, { nullable: true }) endCursor: string | null
}

@ObjectType()
class CallConnection {
  @Field(() => [Call]) nodes: Call[]
  @Field(() => PageInfo) pageInfo: PageInfo
}

type Loader<Item> = DataLoader<string, Item | null>
interface Context {
  queues: Loader<Queue>
  agents: Loader<Agent>
}

const { calls, queues, agents } = defineTables(postgres.columns)
let database: ReturnType<typeof drizzle>
let tenant: string

@Resolver(() => Call)
class CallResolver {
  @Query(() => CallConnection)
  async calls(@Arg('first', () => Int) first: number): Promise<CallConnection> {
    const rows = await database
      .select()
      .from(calls)
      .where(and(eq(calls.tenantId, tenant), isNull(calls.mergedIntoId)))
      .orderBy(desc(calls.startedAt), desc(calls.id))
      .limit(first + 1)
    const nodes = rows.slice(0, first)
    const last = nodes.at(-1)!
    const endCursor = Buffer.from(`${last.startedAt.getTime().toString(36)}.${last.id}`).toString('base64url')
    return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } }
  }

  @FieldResolver(() => Queue, { nullable: true })
  queue(@Root() call: Call, @Ctx() context: Context) {
    return call.queueId && context.queues.load(call.queueId)
  }

  @FieldResolver(() => Agent, { nullable: true })
  agent(@Root() call: Call, @Ctx() context: Context) {
    return call.agentId && context.agents.load(call.agentId)
  }
}

const inOrder = <Item extends { id: string }>(ids: readonly string[], items: Item[]) => {
  const byId = new Map(items.map((item) => [item.id, item]))
  return ids.map((id) => byId.get(id) ?? null)
}

const loaders = (): Context => ({
  queues: new DataLoader(async (ids) => {
    const rows = await database
      .select()
      .from(queues)
      .where(inArray(queues.id, [...ids]))
    return inOrder(ids, rows as Queue[])
  }),
  agents: new DataLoader(async (ids) => {
    const rows = await database
      .select()
      .from(agents)
      .where(inArray(agents.id, [...ids]))
    return inOrder(ids, rows)
  }),
})

serve(async ({ databaseUrl, tenantId, token }) => {
  tenant = tenantId
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS })
  database = drizzle(pool, { casing: 'snake_case' })
  const schema = await buildSchema({ resolvers: [CallResolver] })
  const apollo = new ApolloServer<Context>({ schema })
  await apollo.start()
  const app = express()
  app.use(
    '/graphql',
    express.json(),
    expressMiddleware(apollo, {
      context: async ({ req }) => {
        if (req.headers.authorization !== `Bearer ${token}`) throw new Error('401')
        return loaders()
      },
    }),
  )
  const http = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => http.once('listening', resolve))
  return { port: (http.address() as AddressInfo).port, token }
})
