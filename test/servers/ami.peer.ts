import { createHash, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** Headers to send; an array repeats one. */
export type PeerHeaders = Readonly<Record<string, string | number | readonly string[]>>

/** One action as it arrived. */
export interface ReceivedAction {
  name: string
  /** The exact text, without the empty line that ended it. */
  raw: string
  get(header: string): string | undefined
  all(header: string): string[]
  connection: PeerConnection
}

export interface AmiPeerOptions {
  /** Secrets by username; `admin` with `secret` unless told. */
  accounts?: Readonly<Record<string, string>>
  /** False for a manager without MD5 challenge. */
  challenge?: boolean
  /** How long a refused login waits for its answer; a real Asterisk takes about a second. */
  refusalDelayMs?: number
  /** Listen here again, to play a PBX that comes back; a free port unless told. */
  port?: number
}

/** The wire form of one message. */
export function amiText(headers: PeerHeaders): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => `${name}: ${item}\r\n`),
  )
  return `${lines.join('')}\r\n`
}

/**
 * A scriptable Asterisk manager on a real socket. By itself it greets, logs in, answers pings and logs off;
 * `on` gives the answers to other actions, which are refused as a real one refuses unknown commands.
 */
export class AmiPeer {
  /** Every action received on any connection, in order. */
  readonly actions: ReceivedAction[] = []
  readonly connections = new Set<PeerConnection>()
  /** How many connections were ever accepted. */
  accepted = 0
  /** While true it reads and answers nothing, as over a half-open link. */
  silent = false

  readonly #answers = new Map<string, (action: ReceivedAction) => void>()

  private constructor(
    private readonly server: Server,
    readonly options: Required<Omit<AmiPeerOptions, 'port'>>,
  ) {
    server.on('connection', (socket) => {
      this.accepted++
      const connection = new PeerConnection(socket, (action) => this.#take(action))
      this.connections.add(connection)
      socket.on('close', () => this.connections.delete(connection))
      if (!this.silent) connection.write('Asterisk Call Manager/5.0.4\r\n')
    })
    this.on('Challenge', (action) => this.#challenge(action))
    this.on('Login', (action) => this.#login(action))
    this.on('Ping', (action) =>
      action.connection.respond(action, { Ping: 'Pong', Timestamp: '1795315812.696047' }),
    )
    this.on('Logoff', ({ connection }) => connection.end(amiText({ Response: 'Goodbye' })))
  }

  static async listen(options: AmiPeerOptions = {}): Promise<AmiPeer> {
    const server = createServer({ noDelay: true })
    const { port = 0, ...rest } = options
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const defaults = { accounts: { admin: 'secret' }, challenge: true, refusalDelayMs: 0 }
    return new AmiPeer(server, { ...defaults, ...rest })
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** How to answer an action of this name from now on. */
  on(name: string, answer: (action: ReceivedAction) => void): this {
    this.#answers.set(name.toLowerCase(), answer)
    return this
  }

  /** The actions of one name received so far. */
  received(name: string): ReceivedAction[] {
    return this.actions.filter((action) => action.name === name)
  }

  /** Sends an event to everyone who is logged in. */
  event(name: string, headers: PeerHeaders = {}): void {
    for (const connection of this.connections) if (connection.loggedIn) connection.event(name, headers)
  }

  /** Sends these exact bytes on every connection. */
  write(raw: string | Uint8Array): void {
    for (const connection of this.connections) connection.write(raw)
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const connection of this.connections) connection.cut()
  }

  async close(): Promise<void> {
    this.cut()
    this.server.close()
    await once(this.server, 'close')
  }

  #take(action: ReceivedAction): void {
    this.actions.push(action)
    if (this.silent) return
    const free = ['challenge', 'login', 'logoff'].includes(action.name.toLowerCase())
    const answer = this.#answers.get(action.name.toLowerCase())
    if (!free && !action.connection.loggedIn) action.connection.refuse(action, 'Permission denied')
    else if (answer) answer(action)
    else action.connection.refuse(action, 'Invalid/unknown command')
  }

  #challenge(action: ReceivedAction): void {
    const { connection } = action
    if (!this.options.challenge) {
      connection.refuse(action, 'Must specify AuthType')
      return
    }
    connection.challenge = String(randomInt(100_000_000, 999_999_999))
    connection.respond(action, { Challenge: connection.challenge })
  }

  #login(action: ReceivedAction): void {
    const { connection } = action
    const secret = this.options.accounts[action.get('Username') ?? '']
    const key = createHash('md5').update(`${connection.challenge}${secret}`).digest('hex')
    const proven = connection.challenge ? action.get('Key') === key : action.get('Secret') === secret
    if (secret !== undefined && proven) {
      connection.loggedIn = true
      connection.respond(action, { Message: 'Authentication accepted' })
      connection.event('FullyBooted', {
        Privilege: 'system,all',
        Uptime: 3,
        LastReload: 3,
        Status: 'Fully Booted',
      })
      return
    }
    setTimeout(() => {
      connection.refuse(action, 'Authentication failed')
      connection.end()
    }, this.options.refusalDelayMs)
  }
}

/** One client's connection to the peer. */
export class PeerConnection {
  loggedIn = false
  challenge = ''
  #unread = ''

  constructor(
    private readonly socket: Socket,
    take: (action: ReceivedAction) => void,
  ) {
    socket.setEncoding('utf8')
    socket.on('error', () => {})
    socket.on('data', (text: string) => {
      this.#unread += text
      // Asterisk accepts a bare LF as the end of a line, so an injected one must show here too.
      for (let end = /\r?\n\r?\n/.exec(this.#unread); end; end = /\r?\n\r?\n/.exec(this.#unread)) {
        const raw = this.#unread.slice(0, end.index)
        this.#unread = this.#unread.slice(end.index + end[0].length)
        take(parseAction(raw, this))
      }
    })
  }

  respond(action: ReceivedAction, headers: PeerHeaders = {}): void {
    this.write(amiText({ Response: 'Success', ...idOf(action), ...headers }))
  }

  refuse(action: ReceivedAction, message: string): void {
    this.respond(action, { Response: 'Error', Message: message })
  }

  /** Answers with a whole list; each item names its `Event`. */
  list(action: ReceivedAction, items: readonly PeerHeaders[], completeEvent: string): void {
    const id = idOf(action)
    const parts = [
      { Response: 'Success', ...id, EventList: 'start', Message: 'List will follow' },
      ...items.map((item) => ({ ...item, ...id })),
      { Event: completeEvent, ...id, EventList: 'Complete', ListItems: items.length },
    ]
    this.write(parts.map(amiText).join(''))
  }

  event(name: string, headers: PeerHeaders = {}): void {
    this.write(amiText({ Event: name, ...headers }))
  }

  write(raw: string | Uint8Array): void {
    if (this.socket.writable) this.socket.write(raw)
  }

  /** Ends the connection after what was written. */
  end(raw = ''): void {
    this.socket.end(raw)
  }

  /** Stops or goes on reading what the client sends. */
  pause(): void {
    this.socket.pause()
  }

  cut(): void {
    this.socket.destroy()
  }
}

function idOf(action: ReceivedAction): PeerHeaders {
  const id = action.get('ActionID')
  return id === undefined ? {} : { ActionID: id }
}

function parseAction(raw: string, connection: PeerConnection): ReceivedAction {
  const headers = raw.split(/\r?\n/).map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trimStart()] as const
  })
  const all = (header: string) =>
    headers.filter(([name]) => name === header.toLowerCase()).map(([, value]) => value)
  const get = (header: string) => all(header)[0]
  return { name: get('Action') ?? '', raw, get, all, connection }
}
