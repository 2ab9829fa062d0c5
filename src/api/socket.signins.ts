import { DomainError } from '../errors.ts'
import type { Callers } from './callers.ts'
import { CLOSE, type Connection } from './connection.ts'
import { Quota } from './limits/quota.ts'
import type { RequestRate } from './limits/rate.ts'

/** What a client introduces itself with: `authorization` or `token`, and `language` if it has a choice. */
export type SocketParams = Record<string, unknown>

/** Who stands behind each socket, at the beginning and while it is open. */
export class SocketSignIns {
  private readonly perUser: Quota

  constructor(
    private readonly callers: Callers,
    private readonly rate: RequestRate,
    socketsPerUser: number,
  ) {
    this.perUser = new Quota(socketsPerUser)
  }

  /** Decides whether a socket may speak: it has to be somebody's, and not one too many. */
  async open(connection: Connection, params: SocketParams | undefined): Promise<boolean> {
    const language = params?.language
    if (language === 'es' || language === 'en') connection.context = { ...connection.context, language }
    const signedIn = await this.authenticate(connection, params)
    // It may have gone while its token was checked.
    if (!signedIn || connection.outlet.closed) return false
    if (!this.perUser.take(signedIn.viewer.userId)) {
      connection.close(CLOSE.tooManySockets, 'Too many sockets')
      return false
    }
    connection.signIn(signedIn)
    return true
  }

  /** A new token on an open socket: the same person with the same rights, or the socket is closed. */
  async renew(connection: Connection, params: SocketParams): Promise<void> {
    const { viewer } = connection
    if (!viewer) return
    const signedIn = await this.authenticate(connection, params)
    if (!signedIn) connection.close(CLOSE.forbidden, 'Token refused')
    else if (signedIn.viewer.userId !== viewer.userId || signedIn.viewer.scope !== viewer.scope)
      connection.close(CLOSE.forbidden, 'Rights have changed')
    else connection.signIn(signedIn)
  }

  close({ viewer }: Connection): void {
    if (viewer) this.perUser.give(viewer.userId)
  }

  private async authenticate(connection: Connection, params: SocketParams | undefined) {
    const authorization = authorizationOf(params)
    if (!authorization) return undefined
    try {
      await this.rate.demandOfAddress(connection.context.address)
      return await this.callers.signIn(authorization)
    } catch (error) {
      if (error instanceof DomainError) return undefined
      throw error
    }
  }
}

function authorizationOf(params: SocketParams | undefined): string | undefined {
  if (typeof params?.authorization === 'string') return params.authorization
  return typeof params?.token === 'string' ? `Bearer ${params.token}` : undefined
}
