import { connect, type Socket } from 'node:net'

/** One AMI message as read from the wire: its headers in order, repeated ones kept. */
export class Message {
  constructor(readonly headers: [name: string, value: string][]) {}

  static parse(text: string): Message {
    return new Message(
      text
        .split('\r\n')
        .filter((line) => line !== '')
        .map((line) => {
          const colon = line.indexOf(':')
          return [line.slice(0, colon), line.slice(colon + 1).trimStart()]
        }),
    )
  }

  get(name: string): string | undefined {
    return this.headers.find(([header]) => header === name)?.[1]
  }

  get names(): string[] {
    return this.headers.map(([name]) => name)
  }

  /** The event's name, or `Response`. */
  get event(): string {
    return this.get('Event') ?? 'Response'
  }
}

const TIME_LIMIT_MS = 5_000

/** The barest AMI client: writes text, collects messages. */
export class AmiSocket {
  readonly messages: Message[] = []
  banner = ''
  closed = false
  #unread = ''
  #actions = 0
  #changed = new Set<() => void>()

  private constructor(readonly socket: Socket) {
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => this.#read(text))
    socket.on('error', () => {})
    socket.on('close', () => {
      this.closed = true
      this.#notify()
    })
  }

  static async open(to: { host: string; port: number }): Promise<AmiSocket> {
    const client = new AmiSocket(connect(to.port, to.host))
    await client.until(() => client.banner !== '', 'the banner')
    return client
  }

  static async logIn(to: {
    host: string
    port: number
    username: string
    secret: string
  }): Promise<AmiSocket> {
    const client = await AmiSocket.open(to)
    const answer = await client.ask({ Action: 'Login', Username: to.username, Secret: to.secret })
    if (answer.get('Response') !== 'Success') throw new Error(`login refused: ${answer.get('Message')}`)
    return client
  }

  send(headers: Record<string, string | number | string[]>): string {
    const id = `t${++this.#actions}`
    const lines = Object.entries({ ...headers, ActionID: id }).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${name}: ${one}\r\n`),
    )
    this.socket.write(`${lines.join('')}\r\n`)
    return id
  }

  /** Sends an action and waits for its Response. */
  async ask(headers: Record<string, string | number | string[]>): Promise<Message> {
    const id = this.send(headers)
    const isAnswer = (message: Message) => message.event === 'Response' && message.get('ActionID') === id
    await this.until(() => this.messages.some(isAnswer), `the answer to ${headers.Action}`)
    return this.messages.find(isAnswer)!
  }

  /** Sends a list action and gives its items, without the Response and the Complete event. */
  async list(headers: Record<string, string | number>): Promise<Message[]> {
    const id = this.send(headers)
    const mine = () => this.messages.filter((message) => message.get('ActionID') === id)
    await this.until(
      () =>
        mine().some(
          (message) => message.get('EventList') === 'Complete' || message.get('Response') === 'Error',
        ),
      `the list of ${headers.Action}`,
    )
    return mine().filter((message) => !message.get('EventList') && message.event !== 'Response')
  }

  async event(name: string, matches: (message: Message) => boolean = () => true): Promise<Message> {
    const found = () => this.messages.find((message) => message.event === name && matches(message))
    await this.until(() => found() !== undefined, `the event ${name}`)
    return found()!
  }

  async until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#changed.delete(check)
        reject(
          new Error(`${what} did not come; got ${this.messages.length} messages, closed: ${this.closed}`),
        )
      }, TIME_LIMIT_MS)
      const check = () => {
        if (!condition()) return
        clearTimeout(timer)
        this.#changed.delete(check)
        resolve()
      }
      this.#changed.add(check)
    })
  }

  close(): void {
    this.socket.destroy()
  }

  #read(text: string): void {
    this.#unread += text
    if (!this.banner) {
      const end = this.#unread.indexOf('\r\n')
      if (end < 0) return
      this.banner = this.#unread.slice(0, end)
      this.#unread = this.#unread.slice(end + 2)
    }
    const parts = this.#unread.split('\r\n\r\n')
    this.#unread = parts.pop() ?? ''
    for (const part of parts) if (part.trim() !== '') this.messages.push(Message.parse(part))
    this.#notify()
  }

  #notify(): void {
    for (const check of [...this.#changed]) check()
  }
}
