import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { claimPorts, type PortBlock } from '../servers/ports.ts'
import { ServerProcess } from '../servers/server.process.ts'
import { startProxy, type TcpProxy } from '../servers/tcp.proxy.ts'
import { BoardReader } from './board.ts'
import { buildPages, makeDisplayLink, signedIn } from './pages.ts'
import { describeInChromium } from './stories.ts'
import type { Visit } from './visit.ts'

/** What a browser says of a server that is not there. */
const UNREACHED = [
  /ERR_(CONNECTION_(RESET|CLOSED|REFUSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/,
  /WebSocket connection to/,
]
const RECOVERED_MS = 5_000

describeInChromium('A board that loses its server', (visit) => {
  let ports: PortBlock
  let server: ServerProcess
  let proxy: TcpProxy
  let admin: ApiClient

  beforeAll(async () => {
    await buildPages()
    ports = await claimPorts()
    server = await ServerProcess.start({ DEMO: 'on', DEMO_SPEED: '5', PORT: `${ports.first}` })
    proxy = await startProxy(server.port)
    admin = await server.admin()
  })
  afterAll(async () => {
    await admin?.close()
    await proxy?.stop()
    await server?.remove()
    await ports?.release()
  })

  /** A board that is live, and marked, so that a reload would be noticed. */
  async function watched(
    url: string,
    options = {},
  ): Promise<{ board: BoardReader; stays: () => Promise<void> }> {
    const opened: Visit = await visit(url, options)
    opened.expects(...UNREACHED)
    const board = new BoardReader(opened.page)
    await board.live()
    await opened.page.evaluate(() => Object.assign(window, { mark: 'the same page' }))
    const mark = () => opened.page.evaluate(() => (window as unknown as { mark?: string }).mark)
    return { board, stays: async () => expect(await mark()).toBe('the same page') }
  }
  const isLost = ({ page }: BoardReader) => page.getByRole('banner').getByText(/^Sin conexión/)

  it('says so when the server is killed, and is right again within 5 s of its return, without a reload', async () => {
    const { token } = await makeDisplayLink(admin, { name: 'Pantalla del piso' })
    const origin = `http://127.0.0.1:${server.port}`
    const boards = [
      await watched(`${origin}/tablero`, { storage: signedIn(admin) }),
      await watched(`${origin}/t/${token}`),
    ]
    await server.kill()
    for (const { board } of boards) {
      await isLost(board).waitFor({ timeout: 3_000 })
      await board.page.getByText('Sin conexión desde hace').waitFor()
      // What was known last stays, and its timers stand still.
      const timers = () => board.page.getByRole('main').getByRole('time').allInnerTexts()
      const before = await timers()
      expect(before.length).toBeGreaterThan(5)
      const chip = await isLost(board).innerText()
      await expect.poll(() => isLost(board).innerText(), { timeout: 3_000 }).not.toBe(chip)
      expect(await timers()).toEqual(before)
    }

    await server.start()
    const servesSince = performance.now()
    for (const { board } of boards) await board.live(RECOVERED_MS)
    const recoveredMs = performance.now() - servesSince
    console.log(`both boards live again ${Math.round(recoveredMs)} ms after the server listened`)
    expect(recoveredMs).toBeLessThan(RECOVERED_MS)
    for (const { board, stays } of boards) {
      await stays()
      const answered = await board.figure('Atendidas').innerText()
      await expect.poll(() => board.figure('Atendidas').innerText(), { timeout: 20_000 }).not.toBe(answered)
    }
  })

  it('finds out about a cable that was pulled, and needs nobody when it is back', async () => {
    const { token } = await makeDisplayLink(admin, { name: 'Recepción' })
    const { board, stays } = await watched(`http://127.0.0.1:${proxy.port}/t/${token}`)
    proxy.pause()
    // Nothing is closed and nothing comes: the page has to ask.
    await isLost(board).waitFor({ timeout: 20_000 })
    proxy.refuse()
    proxy.resume()
    await expect.poll(() => proxy.connections, { timeout: 15_000 }).toBeGreaterThan(6)
    proxy.accept()
    await board.live(RECOVERED_MS)
    await stays()
  }, 90_000)
})
