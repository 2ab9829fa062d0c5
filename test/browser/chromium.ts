import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { findCommand } from '../servers/child.process.ts'
import { Gate } from './gate.ts'
import { Visit, type VisitOptions } from './visit.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const LAUNCH_MS = 30_000

/** Whether Debian's Chromium can be started here, and what is missing if not. */
export function chromiumAvailable(): { available: boolean; reason: string } {
  if (findCommand('chromium')) return { available: true, reason: '' }
  return { available: false, reason: 'chromium not installed (.ci/install)' }
}

/** A real browser without a window. It reaches this host alone; its folders go when it is closed. */
export class Chromium {
  private constructor(
    private readonly browser: Browser,
    private readonly gate: Gate,
    /** The folder that stands for its user's home. */
    readonly home: string,
  ) {}

  static async launch(flags: readonly string[] = []): Promise<Chromium> {
    const executablePath = findCommand('chromium')
    if (!executablePath) throw new Error(chromiumAvailable().reason)
    const [gate, home] = await Promise.all([Gate.open(), mkdtemp(join(tmpdir(), 'centralita-chromium-'))])
    try {
      const browser = await chromium.launch({
        executablePath,
        args: [...FLAGS, `--proxy-server=${gate.url}`, ...flags],
        // Reports of crashes and settings would go to the home of whoever runs the tests.
        env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
        timeout: LAUNCH_MS,
      })
      return new Chromium(browser, gate, home)
    } catch (error) {
      await gate.close()
      await rm(home, { recursive: true, force: true })
      throw error
    }
  }

  /** Opens an address as somebody with no history here: own cookies, own storage, cold cache. */
  async visit(url: string, options: VisitOptions = {}): Promise<Visit> {
    return Visit.begin(this.browser, url, options)
  }

  /** Hosts other than this one that were asked for by anything but Chromium itself. */
  get hostsAsked(): string[] {
    return [...this.gate.asked]
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.gate.close()
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 })
  }
}
