import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'
import { startProxy, type TcpProxy } from '../servers/tcp.proxy.ts'
import { BoardReader } from './board.ts'
import { buildPages, signedIn } from './pages.ts'
import { enter, makePerson } from './people.ts'
import { describeInChromium } from './stories.ts'

const GUESSES = 10

describeInChromium('Signing in', (visit) => {
  let server: AppServer
  let proxy: TcpProxy
  let admin: ApiClient
  let url: string

  beforeAll(async () => {
    await buildPages()
    server = await AppServer.start({ environment: { DEMO: 'on' } })
    proxy = await startProxy(server.port)
    admin = await server.admin()
    url = `http://127.0.0.1:${server.port}`
  })
  afterAll(async () => {
    await admin?.close()
    await proxy?.stop()
    await server?.stop()
  })

  const button = (page: Page) => page.getByRole('button', { name: 'Ingresar' })
  const typed = (page: Page) =>
    Promise.all(['Usuario', 'Contraseña'].map((name) => page.getByLabel(name, { exact: true }).inputValue()))
  const isAt = (page: Page, path: string) =>
    expect.poll(() => page.url(), { timeout: 10_000 }).toBe(`${url}${path}`)

  it('with a wrong password is refused in plain words, and the next try lets in', async () => {
    const { page } = await visit(`${url}/ingreso`)
    await enter(page, 'admin', 'no es esta')
    const alert = page.getByRole('alert')
    await alert.getByText('Usuario o contraseña incorrectos.').waitFor()
    expect(await alert.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await typed(page)).toEqual(['admin', 'no es esta'])
    await enter(page, 'admin', PASSWORD)
    await new BoardReader(page).live()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('after too many guesses waits, counts down, and sends nothing meanwhile', async () => {
    const { page } = await visit(`${url}/ingreso`)
    for (let guess = 0; guess < GUESSES; guess++)
      await expect(server.anonymous().signIn('nadie', `intento ${guess}`)).rejects.toThrow(
        'INVALID_CREDENTIALS',
      )
    await page.clock.install()
    let asked = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked++
    })
    await enter(page, 'nadie', 'otro intento')
    const timer = page.getByRole('timer')
    await timer.getByText(/^Podrá intentarlo de nuevo en 1[45] min/).waitFor()
    // The words beside it name no number that would stand still.
    expect(await page.getByRole('alert').innerText()).toBe('Demasiados intentos.')
    const before = await timer.innerText()
    await expect.poll(() => timer.innerText()).not.toBe(before)
    expect(await button(page).isDisabled()).toBe(true)
    await page.getByLabel('Contraseña', { exact: true }).press('Enter')
    await page.clock.fastForward('10:00')
    await timer.getByText(/^Podrá intentarlo de nuevo en [45] min/).waitFor()
    expect(await button(page).isDisabled()).toBe(true)
    expect(asked).toBe(1)

    await page.clock.fastForward('06:00')
    await page.getByText('Ya puede intentarlo de nuevo.').waitFor()
    expect(await button(page).isEnabled()).toBe(true)
    // Somebody else of the same office is not held up.
    await enter(page, 'admin', PASSWORD)
    await new BoardReader(page).live()
  })

  it('is closed to who was disabled, who learns whom to ask', async () => {
    const { id } = await makePerson(admin, 'carla', 'SUPERVISOR')
    await admin.mutate(
      `mutation ($id: ID!, $input: UserUpdateInput!) {
        userUpdate(id: $id, input: $input) { errors { code path message } }
      }`,
      { id, input: { isDisabled: true } },
    )
    const { page } = await visit(`${url}/ingreso`)
    await enter(page, 'carla', PASSWORD)
    await page.getByText('Este usuario está desactivado; hable con su administrador.').waitFor()
    expect(await page.getByLabel('Usuario', { exact: true }).getAttribute('aria-invalid')).toBe('true')
    expect(await page.evaluate(() => localStorage.getItem('centralita.tokens'))).toBeNull()
  })

  it('while the server is away keeps what was typed, and works once it is back', async () => {
    const opened = await visit(`http://127.0.0.1:${proxy.port}/ingreso`)
    opened.expects(/ERR_(CONNECTION_(RESET|CLOSED|REFUSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/)
    const { page } = opened
    await button(page).waitFor()
    proxy.refuse()
    await enter(page, 'admin', PASSWORD)
    await page.getByRole('alert').getByText('No se llega al servidor.').waitFor()
    expect(await typed(page)).toEqual(['admin', PASSWORD])
    proxy.accept()
    await button(page).click()
    await new BoardReader(page).live()
  })

  it('leads to the page that was wanted', async () => {
    const { page } = await visit(`${url}/tablero?tv=1`)
    await isAt(page, `/ingreso?volver=${encodeURIComponent('/tablero?tv=1')}`)
    await enter(page, 'admin', PASSWORD)
    await isAt(page, '/tablero?tv=1')
    await new BoardReader(page).live()
  })

  it('never leads to another site, whatever the address says', async () => {
    const { page } = await visit(`${url}/tablero`, { storage: signedIn(admin) })
    const others = [
      'https://example.com/',
      '//example.com/',
      '/\\example.com/',
      '/.//example.com/',
      '/%09/example.com/',
      'javascript:document.title="x"',
      '/ingreso?volver=%2Fingreso',
    ]
    for (const other of others) {
      const wanted = new URLSearchParams({ volver: other })
      await page.goto(`${url}/ingreso?${wanted}`)
      await page.waitForURL((at) => at.pathname !== '/ingreso')
      await new BoardReader(page).live()
      expect(new URL(page.url()).origin, other).toBe(url)
    }
  })

  it('and out in one tab is in and out in all of them', async () => {
    const opened = await visit(`${url}/tablero`)
    // What a tab asked at the moment when the sign-in ended.
    opened.expects(/status of 401/)
    const { page, context } = opened
    const other = await context.newPage()
    await other.goto(`${url}/pantallas`)
    await button(other).waitFor()
    await enter(page, 'admin', PASSWORD)
    await new BoardReader(page).live()
    await other.getByRole('heading', { level: 1, name: 'Pantallas' }).waitFor()
    expect(new URL(other.url()).pathname).toBe('/pantallas')

    await other.getByRole('button', { name: 'Salir' }).click()
    await button(other).waitFor()
    await button(page).waitFor({ timeout: 2_000 })
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await page.evaluate(() => localStorage.getItem('centralita.tokens'))).toBeNull()
  })

  it('as somebody else in one tab shows nobody their former self in another', async () => {
    const { person } = await makePerson(admin, 'lucia', 'SUPERVISOR')
    const { page, context } = await visit(`${url}/pantallas`, { storage: signedIn(admin) })
    await page.getByRole('banner').getByText('Administrador').waitFor()
    const other = await context.newPage()
    await other.goto(`${url}/centralita.svg`)
    // Faster than the first tab can look: it finds the next sign-in where its own was.
    await other.evaluate((kept) => {
      localStorage.removeItem('centralita.tokens')
      for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value)
    }, signedIn(person))
    await page.getByRole('banner').getByText('Lucia').waitFor()
    expect(await page.getByRole('banner').getByText('Administrador').count()).toBe(0)
  })

  it('speaks English to an English browser, and Spanish when asked, without losing what was typed', async () => {
    const { page } = await visit(`${url}/ingreso`, { language: 'en' })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByLabel('User', { exact: true }).fill('admin')
    await page.getByLabel('Password', { exact: true }).fill('not this one')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('Wrong user or password.').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.getByRole('button', { name: 'Español' }).click()
    await page.getByRole('heading', { name: 'Ingresar' }).waitFor()
    expect(await typed(page)).toEqual(['admin', 'not this one'])
    await button(page).click()
    await page.getByRole('alert').getByText('Usuario o contraseña incorrectos.').waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Ingresar' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
  })
})
