import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { overflowsOf, unreachedByKeyboard, violationsInBothThemes } from './page.checks.ts'
import { buildPages, makeDisplayLink, signedIn } from './pages.ts'
import { describeInChromium } from './stories.ts'

const WIDTHS = [390, 1400, 1920]
const LANGUAGES = ['es', 'en'] as const

interface Place {
  name: string
  path: string
  isForStrangers?: boolean
  /** Until what the page is for is there. */
  ready: (page: Page) => Promise<unknown>
}

const figures = (page: Page) => page.getByRole('term').first().waitFor()
/** Its own, not the name that stands for a page that is still awaited. */
const title = (page: Page) =>
  page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Centralita' }).waitFor()
const open = async (page: Page, name: RegExp) => {
  await figures(page)
  await page.getByRole('button', { name }).first().click()
}

const PLACES: Place[] = [
  {
    name: 'the sign-in',
    path: '/ingreso',
    isForStrangers: true,
    ready: (page) => page.getByLabel(/^(Usuario|User)/).waitFor(),
  },
  { name: 'the board', path: '/tablero', ready: figures },
  { name: 'the menu of the board', path: '/tablero', ready: (page) => open(page, /^Men[uú]$/) },
  {
    name: 'a queue unfolded',
    path: '/tablero',
    ready: async (page) => {
      await figures(page)
      await page.getByRole('rowheader').getByRole('button').first().click()
    },
  },
  {
    name: 'the dialog of an agent',
    path: '/tablero',
    ready: async (page) => {
      await figures(page)
      await page
        .getByRole('list', { name: /^(Agentes|Agents) \d/ })
        .getByRole('button')
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'the board on a television', path: '/tablero?tv=1', ready: figures },
  { name: 'a display link', path: '/t/', isForStrangers: true, ready: figures },
  { name: 'a display link that is over', path: '/t/screen_x', isForStrangers: true, ready: title },
  { name: 'the display links', path: '/pantallas', ready: title },
  { name: 'connecting a PBX', path: '/inicio?paso=central', ready: title },
  {
    name: 'choosing queues',
    path: '/inicio?paso=colas',
    ready: (page) => page.getByRole('checkbox').first().waitFor(),
  },
]

describeInChromium('Every page is for everyone', (visit) => {
  let server: AppServer
  let admin: ApiClient
  const tokens = { es: '', en: '' }

  beforeAll(async () => {
    await buildPages()
    server = await AppServer.start({ environment: { DEMO: 'on', DEMO_SPEED: '3' } })
    admin = await server.admin()
    tokens.es = (await makeDisplayLink(admin, { name: 'Sala de atención al cliente', language: 'ES' })).token
    tokens.en = (await makeDisplayLink(admin, { name: 'Customer care floor', language: 'EN' })).token
    const { queues } = await admin.query('{ queues { id name } }')
    const { id } = queues.find(({ name }: { name: string }) => name === 'instalaciones')
    await admin.mutate(
      `mutation ($id: ID!, $input: QueueUpdateInput!) {
        queueUpdate(id: $id, input: $input) { errors { code path message } }
      }`,
      { id, input: { label: 'Instalaciones y mudanzas del interior' } },
    )
    for (const { id } of queues.slice(0, 3))
      await admin.mutate(
        `mutation ($id: ID!, $input: ThresholdInput!) {
          queueThresholdSet(id: $id, input: $input) { errors { code path message } }
        }`,
        { id, input: { metric: 'AVAILABLE_AGENTS', warn: 3, critical: 2, holdSeconds: 0 } },
      )
  })
  afterAll(async () => {
    await admin?.close()
    await server?.stop()
  })

  const visitPlace = async (place: Place, language: 'es' | 'en') => {
    const path = place.path === '/t/' ? `/t/${tokens[language]}` : place.path
    const url = `http://127.0.0.1:${server.port}${path}${path.includes('?') ? '&' : '?'}lang=${language}`
    const opened = await visit(url, { language, ...(!place.isForStrangers && { storage: signedIn(admin) }) })
    // A link that is over is refused twice: the one that answers later finds its socket closed.
    opened.expects(/status of 40[13]/, /closed before the connection is established/)
    await place.ready(opened.page)
    return opened.page
  }

  describe.each(PLACES)('$name', (place) => {
    it.each(LANGUAGES)('fits into windows of every width (%s)', async (language) => {
      const page = await visitPlace(place, language)
      const found: string[] = []
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        // What is laid out anew by a script has been by the second frame.
        await page.evaluate(
          () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        )
        found.push(...(await overflowsOf(page)).map((one) => `${width}: ${one}`))
      }
      expect(found).toEqual([])
    })

    it('has nothing that axe finds fault with, in dark and light, wide and narrow', async () => {
      const page = await visitPlace(place, 'es')
      const wide = await violationsInBothThemes(page)
      await page.setViewportSize({ width: 390, height: 844 })
      const narrow = (await violationsInBothThemes(page)).map((violation) => `narrow, ${violation}`)
      expect([...wide, ...narrow]).toEqual([])
    })

    it('can be used without a mouse', async () => {
      expect(await unreachedByKeyboard(await visitPlace(place, 'es'))).toEqual([])
    })
  })
})
