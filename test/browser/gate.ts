import net from 'node:net'

/** What Chromium asks for on its own behalf, whatever page is open: not a fault of ours, and refused all the same. */
const CHROMIUMS_OWN =
  /^(accounts|android\.clients|clients\d?|mtalk|www)\.google\.com$|^(update|clients\d?|content-autofill|optimizationguide-pa|safebrowsing)\.googleapis\.com$|\.gvt1\.com$/

/** A proxy that lets nothing through: whatever a browser would ask of another host ends here, and is noted. */
export class Gate {
  /** Hosts that were asked for, each once. */
  readonly asked = new Set<string>()

  private constructor(private readonly server: net.Server) {}

  static async open(): Promise<Gate> {
    const gate = new Gate(net.createServer((socket) => gate.refuse(socket)))
    await new Promise<void>((resolve) => gate.server.listen(0, '127.0.0.1', resolve))
    gate.server.unref()
    return gate
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as net.AddressInfo).port}`
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()))
  }

  private refuse(socket: net.Socket): void {
    socket.on('error', () => socket.destroy())
    socket.once('data', (head) => {
      const host = /^[A-Z]+ (?:\w+:\/\/)?([^/:\s]+)/.exec(head.toString('latin1'))?.[1]
      if (host && !CHROMIUMS_OWN.test(host)) this.asked.add(host)
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
    })
  }
}
