import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build, type Rollup } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, chromiumAvailable } from '../browser/chromium.ts'
import type { Visit } from '../browser/visit.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'

const missing = chromiumAvailable()
const isSkipped = !missing.available && !process.env.CI

/** What every tab runs: the client over localStorage, a board, and what became of both. */
const PAGE = `
import { createCentralita } from ${JSON.stringify(join(import.meta.dirname, '../../sdk/src/index.ts'))}

const KEY = 'centralita.tokens'
const tokens = {
  load: () => JSON.parse(localStorage.getItem(KEY)),
  save: (kept) => (kept ? localStorage.setItem(KEY, JSON.stringify(kept)) : localStorage.removeItem(KEY)),
  watch: (changed) => {
    const listener = ({ key }) => key === KEY && changed()
    addEventListener('storage', listener)
    return () => removeEventListener('storage', listener)
  },
}
let refreshes = 0
const counting = (url, init) => {
  if (init.body.includes('mutation sessionRefresh')) refreshes++
  return fetch(url, init)
}
const centralita = createCentralita({ url: '/graphql', language: 'es', tokens, fetch: counting })
const seen = { sessions: [], connections: [], boards: 0, ended: null }
centralita.onSession((state) => seen.sessions.push(state))
centralita.onConnection((state) => seen.connections.push(state))
globalThis.tab = {
  centralita,
  seen: () => ({ ...seen, refreshes, session: centralita.session, connection: centralita.connection }),
  ending: (ms) => tokens.save({ ...tokens.load(), expiresAt: Date.now() + ms }),
  watch: async () => {
    seen.ended = null
    try {
      for await (const _ of centralita.wallboardUpdated()) seen.boards++
      seen.ended = 'done'
    } catch (error) {
      seen.ended = error.code
    }
  },
}
`

interface Seen {
  sessions: string[]
  connections: string[]
  boards: number
  ended: string | null
  refreshes: number
  session: string
  connection: string
}

describe.skipIf(isSkipped)(`Two tabs of a browser ${isSkipped ? `(skipped: ${missing.reason})` : ''}`, () => {
  let server: AppServer
  let chromium: Chromium
  let visit: Visit
  let script: string
  let tabs: [Page, Page]
  let password = PASSWORD

  beforeAll(async () => {
    server = await AppServer.start()
    await (await server.admin()).close()
    script = await bundled()
    // A page that a test puts in place comes from no network, and could not reach a server on this host.
    chromium = await Chromium.launch(['--disable-features=LocalNetworkAccessChecks'])
  })
  afterAll(async () => {
    await chromium?.close()
    await server?.stop()
  })

  afterEach(async () => {
    expect(visit.faults).toEqual([])
    await visit.close()
  })

  /** @param prelude runs before the client, in both tabs. */
  const open = async (prelude = '') => {
    const { origin } = new URL(server.url)
    visit = await chromium.visit(`${origin}/healthz`)
    await visit.context.route('**/tab', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>tab' }),
    )
    tabs = [visit.page, await visit.context.newPage()]
    for (const tab of tabs) {
      await tab.goto(`${origin}/tab`)
      await tab.evaluate(prelude + script)
    }
    await tabs[0].evaluate(`tab.centralita.signIn({ login: 'admin', password: '${password}' })`)
    for (const tab of tabs) {
      await tab.evaluate('void tab.watch()')
      await expect
        .poll(() => seen(tab))
        .toMatchObject({ boards: 1, connection: 'LIVE', session: 'SIGNED_IN' })
    }
  }

  const seen = (tab: Page) => tab.evaluate<Seen>('tab.seen()')
  const both = () => Promise.all(tabs.map(seen))

  it('that need a new token at the same moment: none asks for it twice, and both go on with it', async () => {
    await open()
    await tabs[0].evaluate('tab.ending(1000)')
    await Promise.all(
      tabs.map((tab) => tab.evaluate('Promise.all([1, 2, 3].map(() => tab.centralita.me()))')),
    )
    const refreshes = (await both()).map((tab) => tab.refreshes)
    // One is enough, mostly. A busy browser shows a tab late what another has stored, and the server then gives both the same.
    expect(Math.max(...refreshes)).toBe(1)
    expect((await both()).map(({ ended }) => ended)).toEqual([null, null])
  })

  it.each([
    ['over https or on this host', ''],
    ['over plain http in an office, where a page has no locks', 'delete Navigator.prototype.locks;'],
  ])('one of which changes the password: the other is not taken for signed out, %s', async (_, prelude) => {
    await open(prelude)
    expect(await tabs[1].evaluate('!!navigator.locks')).toBe(prelude === '')
    const next = `${password} otra vez`
    await tabs[0].evaluate(`tab.centralita.changePassword({ current: '${password}', next: '${next}' })`)
    password = next
    // The server has ended the session of both; each comes back by the new one.
    for (const tab of tabs)
      await expect.poll(() => seen(tab), { timeout: 10_000 }).toMatchObject({ boards: 2, connection: 'LIVE' })
    for (const { sessions, ended } of await both())
      expect([sessions.includes('SIGNED_OUT'), ended]).toEqual([false, null])
  })

  it('one of which signs out: the other shows nothing any more, and comes in again with the first', async () => {
    await open()
    await tabs[0].evaluate('tab.centralita.signOut()')
    for (const tab of tabs)
      await expect
        .poll(() => seen(tab))
        .toMatchObject({ ended: 'UNAUTHENTICATED', session: 'SIGNED_OUT', connection: 'IDLE' })
    await tabs[1].evaluate(`tab.centralita.signIn({ login: 'admin', password: '${password}' })`)
    await expect.poll(() => seen(tabs[0])).toMatchObject({ session: 'SIGNED_IN' })
    await tabs[0].evaluate('void tab.watch()')
    await expect.poll(() => seen(tabs[0])).toMatchObject({ boards: 2, connection: 'LIVE' })
  })
})

/** The page's script, with all it stands on. */
async function bundled(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'centralita-tab-'))
  try {
    const input = join(folder, 'tab.js')
    await writeFile(input, PAGE)
    const made = (await build({
      configFile: false,
      logLevel: 'silent',
      root: folder,
      build: { write: false, target: 'es2022', rolldownOptions: { input, output: { format: 'iife' } } },
    })) as Rollup.RollupOutput
    return made.output[0].code
  } finally {
    await rm(folder, { recursive: true })
  }
}
