import type { Browser, BrowserContext, Page, Request, WebSocket } from 'playwright-core'

export interface VisitOptions {
  /** Of the window, in pixels; 1400 × 900 when left out. */
  width?: number
  height?: number
  language?: 'es' | 'en'
  theme?: 'dark' | 'light'
  /** What is in the page's localStorage before any of its scripts runs, at this address alone. */
  storage?: Readonly<Record<string, string>>
  /** Runs in the page before any script of its own. */
  script?: string
}

const LOCALES = { es: 'es-PY', en: 'en-US' }
const PATIENCE_MS = 15_000
/** Enough for minutes of a wallboard; what comes later is not kept. */
const KEPT_CHARACTERS = 32e6

/** Somebody's window: one page, what it received, and everything that went wrong in it. */
export class Visit {
  /** What went wrong: requests to other hosts, errors at the console (violations of the page's policy among them). */
  readonly faults: string[] = []
  /** The data that the server sent: answers in JSON and messages of sockets, as text. */
  readonly received: string[] = []
  private readonly expected: RegExp[] = []
  private readonly pending = new Set<Promise<void>>()
  private room = KEPT_CHARACTERS
  private isOver = false

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
  ) {
    context.on('request', (request) => this.noteAddress(request.url()))
    context.on('requestfinished', (request) => this.noteAnswer(request))
    context.on('weberror', (error) => this.faults.push(`error: ${error.error().message}`))
    context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return
      this.faults.push(`console ${message.type()}: ${message.text()} (${message.location().url})`)
    })
    page.on('crash', () => this.faults.push('the page crashed'))
    page.on('websocket', (socket) => this.noteSocket(socket))
  }

  static async begin(browser: Browser, url: string, options: VisitOptions): Promise<Visit> {
    const { origin } = new URL(url)
    const context = await browser.newContext({
      locale: LOCALES[options.language ?? 'es'],
      timezoneId: 'America/Asuncion',
      colorScheme: options.theme ?? 'dark',
      viewport: { width: options.width ?? 1400, height: options.height ?? 900 },
      ...(options.storage && { storageState: stored(origin, options.storage) }),
    })
    context.setDefaultTimeout(PATIENCE_MS)
    context.setDefaultNavigationTimeout(2 * PATIENCE_MS)
    if (options.script) await context.addInitScript(options.script)
    const visit = new Visit(context, await context.newPage(), origin)
    await visit.page.goto(url)
    return visit
  }

  /** These faults belong to the story, such as requests that fail while the server is down. */
  expects(...faults: RegExp[]): void {
    this.expected.push(...faults)
  }

  /** Faults that no story expects. */
  get unexpected(): string[] {
    return this.faults.filter((fault) => !this.expected.some((each) => each.test(fault)))
  }

  /** Everything received so far as one text, answers that are on their way included. */
  async allReceived(): Promise<string> {
    await Promise.all(this.pending)
    return this.received.join('\n')
  }

  async close(): Promise<void> {
    this.isOver = true
    await this.context.close()
  }

  private noteAddress(url: string): void {
    const { protocol, host } = new URL(url)
    if (protocol === 'data:' || protocol === 'blob:' || host === new URL(this.origin).host) return
    this.faults.push(`request to another host: ${url.slice(0, 200)}`)
  }

  private noteAnswer(request: Request): void {
    const answer = async () => {
      const response = await request.response()
      if (response?.headers()['content-type']?.includes('json')) this.keep(await response.text())
    }
    const taken: Promise<void> = answer()
      .catch(() => {}) // the body of an answer is gone with its page
      .finally(() => this.pending.delete(taken))
    this.pending.add(taken)
  }

  private noteSocket(socket: WebSocket): void {
    this.noteAddress(socket.url())
    socket.on('framereceived', ({ payload }) => this.keep(payload.toString()))
    socket.on('socketerror', (error) => this.faults.push(`socket: ${error}`))
  }

  private keep(text: string): void {
    if (this.isOver || text.length > this.room) return
    this.room -= text.length
    this.received.push(text)
  }
}

const stored = (origin: string, values: Readonly<Record<string, string>>) => ({
  cookies: [],
  origins: [{ origin, localStorage: Object.entries(values).map(([name, value]) => ({ name, value })) }],
})
