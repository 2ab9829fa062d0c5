import 'reflect-metadata'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import DataLoader from 'dataloader'
import {
  buildSchemaSync,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import { type ApiContext, Loaders } from '../src/api/context.ts'
import { Allow } from '../src/api/permission.ts'
import { buildApiSchema } from '../src/api/schema.ts'
import { createApi } from '../src/api/server.ts'

/** One variant of the list, in a process of its own. */

@ObjectType()
class ListedQueue {
  @Field(() => ID) id: string
  @Field(() => String) name: string
  constructor(id: string, name: string) {
    this.id = id
    this.name = name
  }
}

@ObjectType()
class ListedCall {
  @Field(() => ID) id: string
  @Field(() => Int) number: number
  @Field(() => String) direction = 'INBOUND'
  @Field(() => String) from = '+593991234567'
  @Field(() => String) to = '022345678'
  @Field(() => String) state = 'CONNECTED'
  @Field(() => Int) talkSeconds: number
  @Field(() => Int) waitSeconds: number
  @Field(() => Boolean) answered: boolean
  @Field(() => Int) position: number
  constructor(number: number) {
    this.id = `call-${number}`
    this.number = number
    this.talkSeconds = number * 3
    this.waitSeconds = number * 2
    this.answered = number % 3 > 0
    this.position = number % 5
  }
}

const calls = [...Array(50).keys()].map((number) => new ListedCall(number))
const queues = [...Array(5).keys()].map((number) => new ListedQueue(`queue-${number}`, `Soporte ${number}`))
const load = async (positions: readonly number[]) => positions.map((position) => queues[position]!)

@Resolver(() => ListedCall)
class CallList {
  @Allow('public')
  @Query(() => [ListedCall])
  calls(): ListedCall[] {
    return calls
  }

  @Allow('public')
  @FieldResolver(() => ListedQueue)
  queue(@Root() call: ListedCall, @Ctx() { loaders }: ApiContext): Promise<ListedQueue> {
    return loaders.loader('queue', () => new DataLoader(load)).load(call.position)
  }
}

async function floor(): Promise<number> {
  const http = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', async () => {
      JSON.parse(Buffer.concat(chunks).toString())
      const found = await load(calls.map((call) => call.position))
      const list = calls.map((call, index) => ({
        ...call,
        queue: { id: found[index]!.id, name: found[index]!.name },
      }))
      const order = list.map(
        ({
          id,
          number,
          direction,
          from,
          to,
          state,
          talkSeconds,
          waitSeconds,
          answered,
          position,
          queue,
        }) => ({
          id,
          number,
          direction,
          from,
          to,
          state,
          talkSeconds,
          waitSeconds,
          answered,
          position,
          queue,
        }),
      )
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ data: { calls: order } }))
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return (http.address() as AddressInfo).port
}

async function ours(): Promise<number> {
  const schema = buildApiSchema({ resolvers: [CallList], instances: new Map([[CallList, new CallList()]]) })
  const api = createApi({
    schema,
    authenticate: () => Promise.reject(new Error('nobody signs in')),
    log: { info() {}, warn: console.warn, error: console.error },
    limits: { requestsPerAddress: 1e9 },
  })
  return api.listen(0, '127.0.0.1')
}

/** Apollo's own server with type-graphql as it comes. */
async function stock(): Promise<number> {
  const schema = buildSchemaSync({ resolvers: [CallList], validate: false })
  const apollo = new ApolloServer({ schema })
  const { url } = await startStandaloneServer(apollo, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async () => ({ loaders: new Loaders() }),
  })
  return Number(new URL(url).port)
}

const variants: Record<string, () => Promise<number>> = { floor, ours, stock }
const port = await variants[process.argv[2]!]!()
process.on('disconnect', () => process.exit())
process.send!({ port })
