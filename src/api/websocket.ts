import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ExecutionArgs, GraphQLError, type GraphQLSchema } from 'graphql'
import { handleProtocols, makeServer } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { DomainError } from '../errors.ts'
import { nestsTooDeep } from './body.ts'
import type { Callers } from './callers.ts'
import { CLOSE, Connection } from './connection.ts'
import { freshContext } from './context.ts'
import { within } from './deadline.ts'
import type { Executor, Permitted } from './execution.ts'
import { Hub } from './hub.ts'
import type { ApiLimits } from './limits/limits.ts'
import { Quota } from './limits/quota.ts'
import { networkOf, type RequestRate } from './limits/rate.ts'
import type { ApiLog } from './log.ts'
import { type SocketParams, SocketSignIns } from './socket.signins.ts'

export interface GraphqlSocketsParts {
  readonly schema: GraphQLSchema
  readonly executor: Executor
  readonly callers: Callers
  readonly rate: RequestRate
  readonly limits: ApiLimits
  readonly log: ApiLog
  /** How long a socket may wait with `connection_init`. */
  readonly initTimeoutMs?: number
  /** A ping goes out this often; a peer that has not answered one by the next is dropped. */
  readonly pingIntervalMs?: number
}

type Execution = ExecutionArgs & { permitted: Permitted; id: string; connection: Connection }
type Sockets = ReturnType<typeof makeServer<SocketParams, Connection>>

const SWEEP_MS = 1000
const CLOSE_TIMEOUT_MS = 5000
const LONGEST_ID = 128

/**
 * graphql-transport-ws on ws: graphql-ws keeps the protocol, the hub sends what subscriptions deliver.
 * A socket signs in with `connectionParams` `{ authorization: 'Bearer …' }` or `{ token }` and may choose its
 * `language`. When the token expires the socket is closed with 4403, unless the client has sent a new one in
 * the payload of a `ping`, in the same form, for the same user in the same scope.
 */
export class GraphqlSockets {
  readonly hub: Hub
  private readonly server: WebSocketServer
  private readonly protocol: Sockets
  private readonly connections = new Set<Connection>()
  private readonly perAddress: Quota
  private readonly signIns: SocketSignIns
  private readonly sweeper: NodeJS.Timeout
  private readonly pingIntervalMs: number

  /** Open sockets. */
  get count(): number {
    return this.connections.size
  }

  constructor(private readonly parts: GraphqlSocketsParts) {
    this.hub = new Hub(parts.executor)
    this.pingIntervalMs = parts.pingIntervalMs ?? 15_000
    this.perAddress = new Quota(parts.limits.socketsPerAddress)
    this.signIns = new SocketSignIns(parts.callers, parts.rate, parts.limits.socketsPerUser)
    this.server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: parts.limits.bodyBytes,
      handleProtocols,
      ...({ closeTimeout: CLOSE_TIMEOUT_MS } as object),
    })
    this.protocol = this.makeProtocol()
    this.sweeper = setInterval(() => this.sweep(Date.now()), Math.min(SWEEP_MS, this.pingIntervalMs))
    this.sweeper.unref()
  }

  get size(): number {
    return this.connections.size
  }

  /** Takes over an HTTP connection that asks for a WebSocket. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const caller = this.parts.callers.stranger(request)
    const network = networkOf(caller.address)
    if (!this.perAddress.take(network)) {
      refuse(stream, '429 Too Many Requests')
      return
    }
    stream.once('close', () => this.perAddress.give(network))
    this.server.handleUpgrade(request, stream, head, (socket) =>
      this.open(new Connection(socket, stream, caller, Date.now() + this.pingIntervalMs)),
    )
  }

  /** The open sockets of those who fit. */
  countWhere(fits: (viewer: NonNullable<Connection['viewer']>) => boolean): number {
    let count = 0
    for (const { viewer } of this.connections) if (viewer && fits(viewer)) count++
    return count
  }

  /** Closes the sockets of those whose sign-in no longer holds. */
  closeWhere(affected: (viewer: NonNullable<Connection['viewer']>) => boolean, reason: string): void {
    for (const connection of this.connections)
      if (connection.viewer && affected(connection.viewer)) connection.close(CLOSE.forbidden, reason)
  }

  /** Says goodbye to everyone with 1001; whoever does not answer in time is dropped. */
  async stop(limitMs: number): Promise<void> {
    for (const { socket, outlet } of this.connections) {
      outlet.closed = true
      socket.close(CLOSE.goingAway, 'Going away')
    }
    const giveUpAt = Date.now() + limitMs
    while (this.connections.size > 0 && Date.now() < giveUpAt)
      await new Promise((resolve) => setTimeout(resolve, 10))
    for (const { socket } of this.connections) socket.terminate()
    clearInterval(this.sweeper)
    this.server.close()
  }

  private open(connection: Connection): void {
    const { socket } = connection
    this.connections.add(connection)
    const closed = this.protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => connection.send(text),
        close: (code = CLOSE.internalError, reason = '') => connection.close(code, reason),
        onMessage: (read) => this.listen(socket, connection, read),
      },
      connection,
    )
    socket.on('pong', () => {
      connection.pingedAt = undefined
    })
    // Oversize frames, bad UTF-8 and resets arrive here; ws closes the socket itself.
    socket.on('error', () => {})
    socket.once('close', (code, reason) => {
      connection.outlet.closed = true
      this.connections.delete(connection)
      this.signIns.close(connection)
      closed(code, String(reason)).catch((error: unknown) => {
        this.parts.log.error({ err: error }, 'A socket did not end cleanly')
      })
    })
  }

  private listen(socket: WebSocket, connection: Connection, read: (text: string) => Promise<void>): void {
    socket.on('message', (data, isBinary) => {
      const text = isBinary ? undefined : String(data)
      if (text === undefined || nestsTooDeep(text))
        return connection.close(CLOSE.invalidMessage, 'Invalid message received')
      read(text).catch((error: unknown) => {
        this.parts.log.error(
          { requestId: connection.context.requestId, err: error },
          'A socket message failed',
        )
        connection.close(CLOSE.internalError, 'Internal server error')
      })
    })
  }

  private makeProtocol(): Sockets {
    const { executor, rate, limits, schema } = this.parts
    return makeServer<SocketParams, Connection>({
      connectionInitWaitTimeout: this.parts.initTimeoutMs ?? 5000,
      onConnect: ({ extra, connectionParams }) => this.signIns.open(extra, connectionParams),
      onPing: async ({ extra }, payload) => {
        if (payload && ('authorization' in payload || 'token' in payload))
          await this.signIns.renew(extra, payload)
      },
      onSubscribe: async (ctx, id, payload) => {
        const connection = ctx.extra
        try {
          if (id.length > LONGEST_ID) throw new DomainError('TOO_LONG', ['id'], { maximum: LONGEST_ID })
          if (Object.keys(ctx.subscriptions).length > limits.subscriptionsPerSocket)
            throw new DomainError('TOO_MANY_SUBSCRIPTIONS', [], { maximum: limits.subscriptionsPerSocket })
          await rate.demandOfAddress(connection.context.address)
          await rate.demandOfUser(connection.viewer)
          const context = freshContext(connection.context)
          const permitted = executor.permit(payload, context)
          const { document, name } = permitted.operation
          return {
            schema,
            document,
            operationName: name,
            contextValue: context,
            permitted,
            id,
            connection,
          } as Execution
        } catch (error) {
          return [new GraphQLError('Refused', { originalError: error as Error })]
        }
      },
      execute: (args) => {
        const { permitted, connection } = args as Execution
        const context = args.contextValue as Connection['context']
        return within(limits.requestTimeoutMs, Promise.resolve(executor.execute(permitted, context))).catch(
          (error) => executor.refused(error, connection.context),
        ) as never
      },
      subscribe: (args) => {
        const { permitted, connection, id } = args as Execution
        const context = args.contextValue as Connection['context']
        return this.hub
          .subscribe(permitted, context, connection.outlet, id)
          .catch((error) => executor.refused(error, context)) as never
      },
      onNext: (_ctx, _id, _payload, _args, result) => result as never,
      onError: ({ extra }, _id, _payload, errors) =>
        errors.map((error) => executor.format((error as GraphQLError).originalError ?? error, extra.context)),
    })
  }

  /** Drops peers that answer no ping, and sockets whose token has expired. */
  private sweep(now: number): void {
    for (const connection of this.connections) {
      if (connection.expiresAtMs <= now) {
        connection.expiresAtMs = Number.POSITIVE_INFINITY
        connection.close(CLOSE.forbidden, 'Token expired')
      }
      if (now < connection.nextPingAt) continue
      connection.nextPingAt = now + this.pingIntervalMs
      if (connection.pingedAt !== undefined) connection.socket.terminate()
      else if (connection.socket.readyState === connection.socket.OPEN) {
        connection.pingedAt = now
        connection.socket.ping()
      }
    }
  }
}

/** Answers a connection that does not become a WebSocket. */
export function refuse(stream: Duplex, status: string): void {
  stream.on('error', () => {})
  stream.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => stream.destroy())
}
