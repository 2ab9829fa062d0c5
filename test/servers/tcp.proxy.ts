import net from 'node:net'

/** Starts a proxy on a free port of 127.0.0.1 that passes everything to `targetPort`. */
export async function startProxy(targetPort: number, targetHost = '127.0.0.1'): Promise<TcpProxy> {
  const proxy = new TcpProxy(targetPort, targetHost)
  await proxy.listen()
  return proxy
}

interface Line {
  client: net.Socket
  target: net.Socket
}

/**
 * Stands between the server under test and a peer, and spoils the line between them on demand.
 * What it does to the line it does to what comes from the target; requests pass as long as the line stands.
 */
export class TcpProxy {
  port = 0
  /** Connections taken so far, refused ones included. */
  connections = 0
  private readonly server: net.Server
  private readonly targetPort: number
  private readonly targetHost: string
  private readonly lines = new Set<Line>()
  private refusing = false
  private paused = false
  private dribbleMs: number | undefined
  private bytesUntilCut: number | undefined
  private onCut: (() => void) | undefined

  constructor(targetPort: number, targetHost: string) {
    this.targetPort = targetPort
    this.targetHost = targetHost
    this.server = net.createServer({ pauseOnConnect: true, allowHalfOpen: true }, (client) =>
      this.take(client),
    )
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(0, '127.0.0.1', () => {
        this.port = (this.server.address() as net.AddressInfo).port
        resolve()
      })
    })
  }

  /**
   * Breaks every line with a TCP reset. With `afterBytes` it lets that many more bytes of the target through
   * first, so that the break falls in the middle of a message. Resolves when the lines are broken.
   */
  cut(afterBytes = 0): Promise<void> {
    if (afterBytes <= 0) {
      this.breakLines()
      return Promise.resolve()
    }
    this.bytesUntilCut = afterBytes
    return new Promise((resolve) => {
      this.onCut = resolve
    })
  }

  /** Breaks the lines and resets new connections at once, until accept(). */
  refuse(): void {
    this.refusing = true
    this.breakLines()
  }

  accept(): void {
    this.refusing = false
  }

  /** Half open: connections stand, new ones are taken, and nothing passes in either direction until resume(). */
  pause(): void {
    this.paused = true
    for (const line of this.lines) for (const socket of [line.client, line.target]) socket.pause()
  }

  resume(): void {
    this.paused = false
    for (const line of this.lines) for (const socket of [line.client, line.target]) socket.resume()
  }

  /** What comes from the target is passed on byte by byte, `gapMs` apart, until flow(). */
  dribble(gapMs = 0): void {
    this.dribbleMs = gapMs
  }

  flow(): void {
    this.dribbleMs = undefined
  }

  async stop(): Promise<void> {
    this.breakLines()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private take(client: net.Socket): void {
    this.connections++
    client.on('error', () => {})
    if (this.refusing) {
      client.resetAndDestroy()
      return
    }
    const target = net.connect({ port: this.targetPort, host: this.targetHost, allowHalfOpen: true })
    target.on('error', () => {})
    const line = { client, target }
    this.lines.add(line)
    for (const socket of [client, target]) {
      socket.setNoDelay(true)
      socket.on('close', () => this.drop(line))
    }
    client.on('data', (chunk) => pass(chunk, client, target, () => this.paused))
    let queue = Promise.resolve()
    target.on('data', (chunk) => {
      if (this.dribbleMs === undefined) return this.fromTarget(chunk, line)
      target.pause()
      const gapMs = this.dribbleMs
      queue = queue.then(async () => {
        for (const byte of chunk) {
          if (client.destroyed) return
          this.fromTarget(Buffer.of(byte), line)
          await new Promise((resolve) => (gapMs > 0 ? setTimeout(resolve, gapMs) : setImmediate(resolve)))
        }
        if (!this.paused) target.resume()
      })
    })
    client.on('end', () => target.end())
    target.on('end', () => void queue.then(() => client.end()))
    if (this.paused) target.pause()
    else client.resume()
  }

  private fromTarget(chunk: Buffer, line: Line): void {
    if (this.bytesUntilCut === undefined || chunk.length < this.bytesUntilCut) {
      if (this.bytesUntilCut !== undefined) this.bytesUntilCut -= chunk.length
      pass(chunk, line.target, line.client, () => this.paused)
      return
    }
    const last = chunk.subarray(0, this.bytesUntilCut)
    this.bytesUntilCut = undefined
    const broken = this.onCut
    const resetAfterRead = () => {
      this.breakLines()
      broken?.()
    }
    // A reset right behind the last bytes looks like an orderly end to libuv, and may overtake them elsewhere.
    line.client.write(last, () => setTimeout(resetAfterRead, 20))
    line.target.pause()
  }

  private breakLines(): void {
    for (const line of this.lines) this.drop(line)
  }

  private drop(line: Line): void {
    this.lines.delete(line)
    for (const socket of [line.client, line.target]) if (!socket.destroyed) socket.resetAndDestroy()
  }
}

/** Writes and holds the source back while the other side is slow. */
function pass(chunk: Buffer, from: net.Socket, to: net.Socket, isPaused: () => boolean): void {
  if (to.destroyed || to.write(chunk)) return
  from.pause()
  to.once('drain', () => {
    if (!isPaused()) from.resume()
  })
}
