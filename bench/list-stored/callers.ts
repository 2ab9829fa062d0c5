import { connect, type Socket } from 'node:net'

const HEAD_END = Buffer.from('\r\n\r\n')

/** One caller on a connection of its own that stays open; it reads no more of an answer than its length. */
class Caller {
  private readonly socket: Socket
  private received: Buffer = Buffer.alloc(0)
  private answered: ((body: string) => void) | undefined
  private failed: ((error: Error) => void) | undefined

  constructor(
    port: number,
    private readonly request: Buffer,
  ) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.socket.on('data', (chunk) => this.read(chunk))
    this.socket.on('error', (error) => this.failed?.(error))
    this.socket.on('close', () => this.failed?.(new Error('the server closed the connection')))
  }

  ask(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.answered = resolve
      this.failed = reject
      this.socket.write(this.request)
    })
  }

  close(): void {
    this.failed = undefined
    this.socket.destroy()
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk])
    const headEnd = this.received.indexOf(HEAD_END)
    if (headEnd < 0) return
    const head = this.received.toString('latin1', 0, headEnd)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1])
    if (!head.startsWith('HTTP/1.1 200') || Number.isNaN(length)) {
      this.failed?.(new Error(head))
      return
    }
    const bodyAt = headEnd + HEAD_END.length
    if (this.received.length < bodyAt + length) return
    const body = this.received.toString('utf8', bodyAt, bodyAt + length)
    this.received = Buffer.alloc(0)
    this.answered?.(body)
  }
}

/** Several callers of one server, each asking the same again as soon as it was answered. */
export class Callers {
  private readonly request: Buffer

  constructor(
    private readonly port: number,
    token: string,
    query: string,
    private readonly count: number,
  ) {
    const body = JSON.stringify({ query })
    this.request = Buffer.from(
      `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  }

  /** One answer. */
  async sample(): Promise<string> {
    const caller = new Caller(this.port, this.request)
    return caller.ask().finally(() => caller.close())
  }

  /** Asks for a while, on new connections, for a server closes idle ones; resolves with the count of answers. */
  async load(durationMs: number): Promise<number> {
    const callers = Array.from({ length: this.count }, () => new Caller(this.port, this.request))
    const until = performance.now() + durationMs
    let answers = 0
    try {
      await Promise.all(
        callers.map(async (caller) => {
          while (performance.now() < until) {
            await caller.ask()
            answers++
          }
        }),
      )
    } finally {
      for (const caller of callers) caller.close()
    }
    return answers
  }
}
