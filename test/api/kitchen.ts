import 'reflect-metadata'
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql'
import type { ApiContext } from '../../src/api/context.ts'
import { connectionOf, PageArgs, readPage } from '../../src/api/pagination.ts'
import { payloadOf, settle } from '../../src/api/payload.ts'
import { Allow } from '../../src/api/permission.ts'
import { DialString } from '../../src/api/scalars.ts'
import { buildApiSchema } from '../../src/api/schema.ts'
import { type ApiOptions, createApi } from '../../src/api/server.ts'
import { FactStream as Facts, StateStream } from '../../src/api/stream.ts'
import { DomainError } from '../../src/errors.ts'
import { FactStream, LiveMap } from '../../src/platform/live.ts'
import { type Permission, type Role, Viewer } from '../../src/platform/viewer.ts'

@ObjectType()
export class Cook {
  @Field(() => ID) id: string
  @Field(() => String) name: string
  constructor(id: string, name: string) {
    this.id = id
    this.name = name
  }
}

@ObjectType()
export class Dish {
  @Field(() => ID) id: string
  @Field(() => Int) portions: number
  @Field(() => String) note: string
  @Field(() => Date) cookedAt: Date
  constructor(id: string, portions: number, note = '') {
    this.id = id
    this.portions = portions
    this.note = note
    this.cookedAt = new Date(1_700_000_000_000)
  }
}

@ObjectType()
export class Bell {
  @Field(() => ID) id: string
  @Field(() => String) text: string
  constructor(id: string, text = '') {
    this.id = id
    this.text = text
  }
}

@ObjectType()
export class DishConnection extends connectionOf(Dish) {}

@InputType()
class DishInput {
  @Field(() => Int) portions: number
  @Field(() => DialString, { nullable: true }) phone?: string | null
  @Field(() => DishInput, { nullable: true }) side?: DishInput | null
}

const DishPayload = payloadOf('DishUpdatePayload', 'dish', Dish)

/** A kitchen small enough to see through: enough of a schema to try the whole transport on. */
@Resolver(() => Dish)
export class Kitchen {
  readonly dishes = new LiveMap<string, Dish>()
  readonly bells = new FactStream<Bell>()
  /** Lets a test hold requests in work. */
  simmering: Promise<void> = Promise.resolve()
  simmerings = 0

  @Allow('public')
  @Query(() => String)
  hello(): string {
    return 'hola'
  }

  @Allow('queues')
  @Query(() => [Dish])
  menu(@Arg('ids', () => [ID], { nullable: true }) ids: string[] | null): Dish[] {
    return [...this.dishes.all()].filter((dish) => !ids || ids.includes(dish.id))
  }

  @Allow('queues')
  @Query(() => DishConnection)
  orders(@Args(() => PageArgs) page: PageArgs): DishConnection {
    const { size, after } = readPage(page)
    const all = [...this.dishes.all()]
    const start = after ? all.findIndex((dish) => dish.id === after.id) + 1 : 0
    return DishConnection.page(all.slice(start, start + size + 1), size, (dish) => ({
      at: dish.cookedAt,
      id: dish.id,
    }))
  }

  @Allow('public')
  @Query(() => String)
  async simmer(): Promise<string> {
    this.simmerings++
    await this.simmering
    return 'done'
  }

  @Allow('public')
  @Query(() => String)
  burn(): string {
    throw new Error('secret: the oven is at 10.0.0.7')
  }

  @Allow('signedIn')
  @Query(() => String)
  lost(): string {
    throw new DomainError('NOT_FOUND', ['id'])
  }

  @Allow('operator')
  @Query(() => String)
  safe(): string {
    return 'gold'
  }

  @Allow('queues')
  @Mutation(() => DishPayload)
  dishUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => DishInput) input: DishInput,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'dish', async () => {
      const dish = this.dishes.get(id)
      if (!dish) throw new DomainError('NOT_FOUND', ['id'])
      if (input.portions > 1000) throw new DomainError('RATE_LIMITED', [], { retryAfterSeconds: 1 })
      const changed = new Dish(id, input.portions)
      this.dishes.set(id, changed)
      return changed
    })
  }

  @Allow('signedIn', { beforePasswordChange: true })
  @Mutation(() => Boolean)
  passwordChange(): boolean {
    return true
  }

  @Allow('agents')
  @FieldResolver(() => Cook)
  cook(@Root() dish: Dish): Cook {
    return new Cook(`c-${dish.id}`, 'Ana')
  }

  @Allow('queues')
  @StateStream()
  @Subscription(() => Dish, {
    description: 'A dish has changed.',
    subscribe: ({ args, context }) => {
      const kitchen = instanceOf(context as ApiContext)
      return kitchen.dishes.watch((dish) => {
        if (dish.note === 'poison') throw new Error('a bug in a filter')
        return !args.ids || args.ids.includes(dish.id)
      })
    },
  })
  dishUpdated(@Root() dish: Dish, @Arg('ids', () => [ID], { nullable: true }) _ids: string[] | null): Dish {
    return dish
  }

  @Allow('calls')
  @Facts()
  @Subscription(() => Bell, {
    subscribe: ({ context }) => instanceOf(context as ApiContext).bells.watch(),
  })
  bellRang(@Root() bell: Bell): Bell {
    return bell
  }
}

let current: Kitchen
const instanceOf = (_context: ApiContext): Kitchen => current

/** A token is `role:user:permission,permission`; an empty list means all. */
const ALL: Permission[] = ['dashboard', 'calls', 'queues', 'agents', 'admin']
export const tokenOf = (user: string, role: Role = 'ADMIN', permissions: Permission[] = ALL, more = '') =>
  [role, user, permissions.join('.'), more].join('-')

export async function authenticate(token: string) {
  const [role, user, permissions, more] = token.split('-')
  if (!role || !user || permissions === undefined) throw new DomainError('UNAUTHENTICATED')
  const viewer = new Viewer({
    userId: user,
    tenantId: 't1',
    role: role as Role,
    permissions: new Set(permissions.split('.').filter(Boolean) as Permission[]),
    sessionId: 's',
    mustChangePassword: more === 'once',
  })
  const lifeMs = more?.startsWith('ms') ? Number(more.slice(2)) : 3_600_000
  return { viewer, expiresAt: new Date(Date.now() + lifeMs) }
}

export const kitchen = new Kitchen()
current = kitchen
export const schema = buildApiSchema({ resolvers: [Kitchen], instances: new Map([[Kitchen, kitchen]]) })

export interface LogLine {
  level: string
  facts: object
  message: string
}

/** A served kitchen on a port of the system's choice. */
export async function serve(options: Partial<ApiOptions> = {}) {
  const lines: LogLine[] = []
  const write = (level: string) => (facts: object, message: string) =>
    void lines.push({ level, facts, message })
  const api = createApi({
    schema,
    authenticate,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    ...options,
    limits: { requestsPerUser: 1e6, requestsPerAddress: 1e6, ...options.limits },
  })
  const port = await api.listen(0, '127.0.0.1')
  const url = `http://127.0.0.1:${port}/graphql`
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what tests look at
    return { status: response.status, headers: response.headers, body: (await response.json()) as any }
  }
  return { api, port, url, post, lines, socketUrl: `ws://127.0.0.1:${port}/graphql` }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
