import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { BoardReader } from './board.ts'
import { buildPages, makeDisplayLink, signedIn } from './pages.ts'
import { describeInChromium } from './stories.ts'
import type { Visit } from './visit.ts'

/** What a browser says of an answer that refuses, and of the socket that was on its way when the answer came. */
const REFUSED = /the server responded with a status of 40[13]|closed before the connection is established/

describeInChromium('A display link', (visit) => {
  let server: AppServer
  let admin: ApiClient
  let url: string

  beforeAll(async () => {
    await buildPages()
    server = await AppServer.start({ environment: { DEMO: 'on', DEMO_SPEED: '5' } })
    admin = await server.admin()
    url = `http://127.0.0.1:${server.port}`
  })
  afterAll(async () => {
    await admin?.close()
    await server?.stop()
  })

  const revoke = (id: string) =>
    admin.mutate('mutation ($id: ID!) { displayLinkRevoke(id: $id) { errors { code path message } } }', {
      id,
    })
  const labels = async (): Promise<string[]> =>
    (await admin.query('{ queues { label } }')).queues.map(({ label }: { label: string }) => label)
  const names = async (): Promise<string[]> =>
    (await admin.query('{ agents { name } }')).agents.map(({ name }: { name: string }) => name)

  /** The page tells that the link is good for nothing, and nothing of the board can be read anywhere in it. */
  async function showsNothing({ page }: Visit, limitMs = 5_000): Promise<void> {
    await page.getByRole('heading', { name: 'Este enlace ya no vale' }).waitFor({ timeout: limitMs })
    const words = await page.content()
    for (const known of [...(await labels()), ...(await names())])
      expect(words.includes(known), known).toBe(false)
  }

  it('shows the board to a screen that nobody signed in at, and lets it do nothing', async () => {
    const { token } = await makeDisplayLink(admin, { name: 'Sala' })
    const { page } = await visit(`${url}/t/${token}`, { width: 1920, height: 1080 })
    const board = new BoardReader(page)
    await board.live()
    for (const label of await labels()) await board.queue(label).waitFor()
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
    expect(await page.evaluate(() => localStorage.getItem('centralita.tokens'))).toBeNull()
  })

  it('shows the queues it was made for, and no others, in its own language', async () => {
    const { queues } = await admin.query('{ queues { id label } }')
    const [only, ...others] = queues
    const { token } = await makeDisplayLink(admin, { name: 'Lobby', language: 'EN', queueIds: [only.id] })
    const opened = await visit(`${url}/t/${token}`)
    await opened.page.getByRole('banner').getByText('Live', { exact: true }).waitFor()
    await opened.page.getByRole('row', { name: new RegExp(only.label) }).waitFor()
    const received = await opened.allReceived()
    expect(received.includes(only.id)).toBe(true)
    for (const { id, label } of others) expect(received.includes(id), label).toBe(false)
  })

  it('never brings a number of a caller to the screen, while a supervisor sees them', async () => {
    const { token } = await makeDisplayLink(admin, { name: 'Piso' })
    const screen = await visit(`${url}/t/${token}`)
    const supervisor = await visit(`${url}/tablero`, { storage: signedIn(admin) })
    await new BoardReader(screen.page).live()
    const callers = new Set<string>()
    const note = async () => {
      const { queues, activeCalls } = await admin.query(
        '{ queues { callers { number name } } activeCalls { fromNumber fromName direction } }',
      )
      for (const { number, name } of queues.flatMap(({ callers }: { callers: object[] }) => callers))
        for (const each of [number, name]) if (each) callers.add(each)
      for (const { fromNumber, direction } of activeCalls)
        if (fromNumber && direction === 'INBOUND') callers.add(fromNumber)
      return callers.size
    }
    await expect.poll(note, { timeout: 30_000 }).toBeGreaterThan(15)
    const seenBy = async (one: Visit) => {
      const received = await one.allReceived()
      return [...callers].filter((caller) => received.includes(caller))
    }
    await expect.poll(() => seenBy(supervisor)).not.toEqual([])
    expect(await seenBy(screen)).toEqual([])
  })

  it('that is revoked goes dark within seconds, and shows nothing ever after', async () => {
    const { token, id } = await makeDisplayLink(admin, { name: 'Vidriera' })
    const opened = await visit(`${url}/t/${token}`)
    opened.expects(REFUSED)
    await new BoardReader(opened.page).live()
    await revoke(id)
    await showsNothing(opened)
    const received = opened.received.length
    await opened.page.reload()
    await showsNothing(opened)
    await opened.allReceived()
    const since = opened.received.slice(received).join('\n')
    expect(since.includes('waitingCount')).toBe(false)

    const later = await visit(`${url}/t/${token}`)
    later.expects(REFUSED)
    await showsNothing(later)
  })

  it('that expires goes dark by itself', async () => {
    const expiresAt = new Date(Date.now() + 6_000).toISOString()
    const { token } = await makeDisplayLink(admin, { name: 'Feria', expiresAt })
    const opened = await visit(`${url}/t/${token}`)
    opened.expects(REFUSED)
    await new BoardReader(opened.page).live()
    await showsNothing(opened, 15_000)
    expect(Date.now()).toBeGreaterThan(Date.parse(expiresAt) - 500)
    expect(Date.now()).toBeLessThan(Date.parse(expiresAt) + 5_000)
  })

  it('that never was shows nothing', async () => {
    const opened = await visit(`${url}/t/screen_${'x'.repeat(43)}`)
    opened.expects(REFUSED)
    await showsNothing(opened)
    expect((await opened.allReceived()).includes('waitingCount')).toBe(false)
  })
})
