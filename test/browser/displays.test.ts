import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { BoardReader } from './board.ts'
import { buildPages, signedIn } from './pages.ts'
import { makePerson } from './people.ts'
import { describeInChromium } from './stories.ts'

/** What a browser says of an answer that refuses. */
const REFUSED = /the server responded with a status of 40[13]/

describeInChromium('The page of display links', (visit) => {
  let server: AppServer
  let admin: ApiClient
  let supervisor: ApiClient
  let url: string

  beforeAll(async () => {
    await buildPages()
    server = await AppServer.start({ environment: { DEMO: 'on' } })
    admin = await server.admin()
    supervisor = (await makePerson(admin, 'lucia', 'SUPERVISOR')).person
    url = `http://127.0.0.1:${server.port}`
  })
  afterAll(async () => {
    await admin?.close()
    await server?.stop()
  })

  const row = (page: Page, name: string) =>
    page.getByRole('table', { name: 'Enlaces de pantallas' }).getByRole('row').filter({ hasText: name })
  const address = (page: Page) => page.getByLabel('Dirección de la pantalla')
  const make = async (page: Page, name: string) => {
    await page.getByRole('button', { name: 'Nueva pantalla' }).click()
    // The form has the focus as soon as it is there.
    await page.keyboard.type(name)
    return page.getByRole('button', { name: 'Crear enlace' })
  }

  it('says what it is for while there is none, and what a name needs', async () => {
    const { page } = await visit(`${url}/pantallas`, { storage: signedIn(supervisor) })
    await page.getByRole('heading', { name: 'Todavía no hay pantallas' }).waitFor()
    expect(await page.getByRole('table').count()).toBe(0)
    const create = await make(page, ' ')
    await create.click()
    const name = page.getByLabel('Nombre')
    await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true')
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: 'Cancelar' }).click()
    await page.getByRole('heading', { name: 'Todavía no hay pantallas' }).waitFor()
    const begin = page.getByRole('button', { name: 'Nueva pantalla' })
    expect(await begin.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  it('lets a supervisor put a board on the wall, see that it is on, and darken it', async () => {
    const { page } = await visit(`${url}/pantallas`, { storage: signedIn(supervisor) })
    await (await make(page, 'Sala de ventas')).click()
    await page.getByRole('heading', { name: '«Sala de ventas» está lista' }).waitFor()
    const link = await address(page).inputValue()
    expect(link).toMatch(new RegExp(`^${url}/t/\\S{20,}$`))
    expect(await page.getByRole('link', { name: /^Abrir/ }).getAttribute('href')).toBe(link)
    await row(page, 'Sala de ventas').getByText('Sin usar').waitFor()

    // The address is told this once.
    await page.getByRole('button', { name: 'Ya la guardé' }).click()
    await address(page).waitFor({ state: 'detached' })
    await page.reload()
    await row(page, 'Sala de ventas').waitFor()
    expect((await page.content()).includes(link.split('/t/')[1]!)).toBe(false)

    const screen = await visit(link, { width: 1920, height: 1080 })
    screen.expects(REFUSED)
    await new BoardReader(screen.page).live()
    const seen = row(page, 'Sala de ventas')
    await page.reload()
    await seen.getByText('Encendida').waitFor()

    // Nothing happens before it is confirmed.
    const dialog = page.getByRole('dialog', { name: '¿Anular «Sala de ventas»?' })
    await page.getByRole('button', { name: 'Anular Sala de ventas' }).click()
    await dialog.getByRole('button', { name: 'Cancelar' }).click()
    await dialog.waitFor({ state: 'detached' })
    await seen.waitFor()
    await new BoardReader(screen.page).live()
    await page.getByRole('button', { name: 'Anular Sala de ventas' }).click()
    await dialog.getByRole('button', { name: 'Anular', exact: true }).click()
    await screen.page.getByRole('heading', { name: 'Este enlace ya no vale' }).waitFor({ timeout: 5_000 })
    await page.getByRole('status').getByText('«Sala de ventas» quedó anulada.').waitFor()
    await seen.waitFor({ state: 'detached' })
  })

  it('makes one for some queues alone, in English and light', async () => {
    const { page } = await visit(`${url}/pantallas`, { storage: signedIn(supervisor) })
    const create = await make(page, 'Lobby')
    for (const wanted of ['English', 'Claros', 'Solo algunas', 'ventas'])
      await page.locator('label').filter({ hasText: wanted }).click()
    await create.click()
    await page.getByRole('heading', { name: '«Lobby» está lista' }).waitFor()
    await row(page, 'Lobby').getByText('ventas').waitFor()
    const screen = await visit(await address(page).inputValue())
    await screen.page.getByRole('banner').getByText('Live', { exact: true }).waitFor()
    await screen.page.getByRole('row', { name: /ventas/ }).waitFor()
    expect(await screen.page.getByRole('rowheader').count()).toBe(1)
    expect(await screen.page.locator('html').getAttribute('data-theme')).toBe('light')
  })

  it('tells a viewer plainly who makes them', async () => {
    const { person } = await makePerson(admin, 'vera', 'VIEWER')
    const opened = await visit(`${url}/pantallas`, { storage: signedIn(person) })
    opened.expects(REFUSED)
    const { page } = opened
    await page.getByText('Las pantallas las crean los supervisores y administradores.').waitFor()
    expect(await page.getByRole('button', { name: 'Nueva pantalla' }).count()).toBe(0)
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await page.getByRole('alert').count()).toBe(0)
  })
})
