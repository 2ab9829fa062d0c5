import { readFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket, WebSocketServer } from 'ws'
import { type Board, BoardMessages, type BoardSize } from './board.messages.ts'

const FLOOR = readFileSync(new URL('./floor.html', import.meta.url))
const PROTOCOL = 'graphql-transport-ws'
const PATIENCE_MS = 15_000
const MOST_BUFFERED_BYTES = 64e6

/**
 * Stands between the page and a real server and passes everything on, but pushes wallboard messages of its own
 * making once the page has subscribed. The same go to the floor's page at `/floor`.
 */
export class PushingServer {
  private readonly http = http.createServer((request, answer) => this.answer(request, answer))
  private readonly sockets = new WebSocketServer({ noServer: true, handleProtocols: () => PROTOCOL })
  /** Who watches: the socket, and the id of its subscription. */
  private readonly watchers = new Map<WebSocket, string>()
  private board: Board | undefined

  private constructor(private readonly upstreamPort: number) {}

  static async start(upstreamPort: number): Promise<PushingServer> {
    const server = new PushingServer(upstreamPort)
    server.http.on('upgrade', (request, socket, head) =>
      server.sockets.handleUpgrade(request, socket, head, (page) => server.relay(page, request)),
    )
    await new Promise<void>((resolve) => server.http.listen(0, '127.0.0.1', resolve))
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`
  }

  /** Resolves when a page watches and a board to push is known. */
  async watched(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS
    while (this.watchers.size === 0 || !this.board) {
      if (performance.now() > deadline) throw new Error('no page has subscribed to a wallboard')
      await wait(20)
    }
  }

  messages(size: BoardSize): BoardMessages {
    return new BoardMessages(this.board!, size)
  }

  /** Pushes messages for a while, evenly; none at a rate of 0. @returns the number of the last one. */
  async push(messages: BoardMessages, first: number, perSecond: number, seconds: number): Promise<number> {
    const count = Math.ceil(perSecond * seconds)
    const began = performance.now()
    for (let sent = 0; sent < count && !this.isOverrun; sent++) {
      const early = began + (sent * 1000) / perSecond - performance.now()
      await (early > 1 ? wait(early) : new Promise(setImmediate))
      this.send(messages.take(first + sent))
    }
    const left = began + seconds * 1000 - performance.now()
    if (left > 0) await wait(left)
    return first + count - 1
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate()
    this.http.closeAllConnections()
    await new Promise((resolve) => this.http.close(resolve))
  }

  /** A page that takes much less than it is sent is not sent more. */
  private get isOverrun(): boolean {
    return [...this.watchers.keys()].some(({ bufferedAmount }) => bufferedAmount > MOST_BUFFERED_BYTES)
  }

  private send(board: string): void {
    for (const [socket, id] of this.watchers)
      socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":{"data":{"wallboard":${board}}}}`)
  }

  private answer(request: http.IncomingMessage, answer: http.ServerResponse): void {
    if (request.url === '/floor') {
      answer.setHeader('content-type', 'text/html; charset=utf-8').end(FLOOR)
      return
    }
    const { method, headers, url: path } = request
    const upstream = http.request({ host: '127.0.0.1', port: this.upstreamPort, method, headers, path })
    upstream.on('response', (given) => {
      answer.writeHead(given.statusCode!, given.headers)
      given.pipe(answer)
    })
    upstream.on('error', () => answer.destroy())
    request.pipe(upstream)
  }

  private relay(page: WebSocket, { url, headers }: http.IncomingMessage): void {
    page.on('error', () => page.terminate())
    page.on('close', () => this.watchers.delete(page))
    if (url === '/floor') {
      this.watchers.set(page, '1')
      return
    }
    const server = new WebSocket(`ws://127.0.0.1:${this.upstreamPort}${url}`, PROTOCOL, {
      headers: { origin: headers.origin ?? '' },
    })
    const early: string[] = []
    page.on('message', (message) => {
      if (server.readyState === WebSocket.OPEN) server.send(String(message))
      else early.push(String(message))
    })
    server.on('open', () => {
      for (const message of early.splice(0)) server.send(message)
    })
    server.on('message', (message) => this.take(page, String(message)))
    server.on('error', () => page.terminate())
    server.on('close', () => page.close())
    page.on('close', () => server.terminate())
  }

  /** A message of the real server's: the first board is kept and passed on; later ones are replaced by ours. */
  private take(page: WebSocket, message: string): void {
    const { type, id, payload } = JSON.parse(message)
    const board: Board | undefined = type === 'next' ? payload.data?.wallboard : undefined
    if (board && this.watchers.has(page)) return
    page.send(message)
    if (!board || board.queues.length === 0) return
    this.board ??= board
    this.watchers.set(page, id)
  }
}
