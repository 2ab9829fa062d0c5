import net from 'node:net'

/** One AMI message; a header that came twice is kept in its last value, as no story here needs both. */
export type AmiMessage = Record<string, string>
export type Match = Record<string, string | RegExp>

interface Waiter {
  seen(message: AmiMessage): boolean
  fail(error: Error): void
}

const historyLimit = 50_000

/**
 * The test's own hand on Asterisk: a bare AMI connection that shares no code with the server under test,
 * so that what the server says can be compared with the truth. Not a client for any other use.
 */
export class StoryAmi {
  /** Every event since the connection began, oldest first, the newest 50,000. */
  readonly events: AmiMessage[] = []
  private dropped = 0
  private waiters = new Set<Waiter>()
  private actions = 0
  private text = ''
  private readonly socket: net.Socket
  private readonly explain: () => string

  private constructor(socket: net.Socket, explain: () => string) {
    this.socket = socket
    this.explain = explain
    socket.setNoDelay(true)
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => this.read(chunk))
    socket.on('error', () => {}) // close follows
    socket.on('close', () => this.failAll(new Error('The AMI connection of the test was closed')))
  }

  /** @param explain said in every failure, e.g. the tail of Asterisk's log */
  static async login(
    port: number,
    username: string,
    secret: string,
    options: { events?: boolean; explain?: () => string } = {},
  ): Promise<StoryAmi> {
    const socket = net.connect(port, '127.0.0.1')
    const ami = new StoryAmi(socket, options.explain ?? (() => ''))
    try {
      const Events = options.events === false ? 'off' : 'on'
      await ami.action({ Action: 'Login', Username: username, Secret: secret, Events })
    } catch (error) {
      socket.destroy()
      throw error
    }
    return ami
  }

  /** Sends an action and resolves with its response; rejects when the response is an error. Arrays repeat a header. */
  async action(fields: Record<string, string | number | string[]>, timeoutMs = 10_000): Promise<AmiMessage> {
    const ActionID = String(fields.ActionID ?? `story-${++this.actions}`)
    let request = ''
    for (const [name, value] of Object.entries({ ...fields, ActionID }))
      for (const one of Array.isArray(value) ? value : [value]) request += `${name}: ${one}\r\n`
    const answer = this.next(
      (message) => message.Event === undefined && message.ActionID === ActionID,
      timeoutMs,
      `the response to ${String(fields.Action)}`,
    )
    this.socket.write(`${request}\r\n`)
    const response = await answer
    if (response.Response !== 'Success' && response.Response !== 'Goodbye')
      throw new Error(`${String(fields.Action)}: ${response.Message}\n${this.explain()}`)
    return response
  }

  /** A place in the stream of events: give it to waitForEvent to look only at what came later. */
  mark(): number {
    return this.dropped + this.events.length
  }

  /** The first event of that name that matches, already come (since `after`, or ever) or still to come. */
  async waitForEvent(name: string, match: Match = {}, timeoutMs = 10_000, after = 0): Promise<AmiMessage> {
    const fits = (message: AmiMessage) => message.Event === name && matches(message, match)
    const come = this.events.slice(Math.max(0, after - this.dropped)).find(fits)
    return come ?? this.next(fits, timeoutMs, `${name} ${JSON.stringify(match, regExpAsText)}`)
  }

  close(): void {
    this.socket.destroy()
  }

  private next(fits: (message: AmiMessage) => boolean, timeoutMs: number, what: string): Promise<AmiMessage> {
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) return reject(new Error(`The AMI connection is closed: no ${what}`))
      const done = () => {
        clearTimeout(timer)
        this.waiters.delete(waiter)
      }
      const waiter: Waiter = {
        seen: (message) => {
          if (!fits(message)) return false
          done()
          resolve(message)
          return true
        },
        fail: (error) => {
          done()
          reject(new Error(`${error.message} while waiting for ${what}\n${this.explain()}`))
        },
      }
      const timer = setTimeout(() => waiter.fail(new Error(`Nothing within ${timeoutMs} ms`)), timeoutMs)
      this.waiters.add(waiter)
    })
  }

  private read(chunk: string): void {
    this.text += chunk
    for (let end = this.text.indexOf('\r\n\r\n'); end >= 0; end = this.text.indexOf('\r\n\r\n')) {
      const message = parse(this.text.slice(0, end))
      this.text = this.text.slice(end + 4)
      if (message.Event !== undefined) this.remember(message)
      for (const waiter of [...this.waiters]) waiter.seen(message)
    }
  }

  private remember(message: AmiMessage): void {
    this.events.push(message)
    if (this.events.length <= historyLimit) return
    this.dropped += this.events.splice(0, historyLimit / 10).length
  }

  private failAll(error: Error): void {
    for (const waiter of [...this.waiters]) waiter.fail(error)
  }
}

function parse(raw: string): AmiMessage {
  const message: AmiMessage = {}
  for (const line of raw.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) message[line.slice(0, colon)] = line.slice(colon + 1).trimStart()
  }
  return message
}

function matches(message: AmiMessage, match: Match): boolean {
  return Object.entries(match).every(([name, wanted]) =>
    wanted instanceof RegExp ? wanted.test(message[name] ?? '') : message[name] === wanted,
  )
}

const regExpAsText = (_key: string, value: unknown) => (value instanceof RegExp ? String(value) : value)
