import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'
import { overflowsOf, violationsInBothThemes } from './page.checks.ts'
import { buildPages, signedIn } from './pages.ts'
import { describeInChromium } from './stories.ts'

// GraphiQL speaks English only.
const OPERATION = 'Operation Editor'
const VARIABLES = 'Variables'
const RESULT = 'Result Window'

describeInChromium('A developer explores the API', (visit) => {
  let server: AppServer
  let admin: ApiClient
  let address: string

  beforeAll(async () => {
    await buildPages()
    server = await AppServer.start({ environment: { DEMO: 'on', DEMO_SPEED: '10' } })
    admin = await server.admin()
    address = `http://127.0.0.1:${server.port}/graphiql`
  })
  afterAll(async () => server?.stop())

  /** The page of somebody who signed in elsewhere, with the editor ready. */
  const explore = async () => {
    const explorer = server.anonymous()
    await explorer.signIn('admin', PASSWORD)
    const opened = await visit(address, { storage: signedIn(explorer) })
    await editor(opened.page)
    return { page: opened.page, context: opened.context, explorer }
  }

  it('a stranger sees the way in, and nothing of the schema', async () => {
    const stranger = await visit(address, { width: 390 })
    const { page } = stranger
    const dialog = page.getByRole('dialog', { name: 'Ingresar' })
    await dialog.waitFor()
    expect(await dialog.getByLabel('Usuario').evaluate((field) => field === document.activeElement)).toBe(
      true,
    )
    expect(await overflowsOf(page)).toEqual([])
    expect(await violationsInBothThemes(page)).toEqual([])
    expect(await page.getByRole('region').count()).toBe(0)
    expect(await stranger.allReceived()).not.toMatch(/__schema|queryType|monaco/)
  })

  it('somebody who signs in by the keyboard runs what is prepared and sees data', async () => {
    const { page } = await visit(`${address}?lang=en`)
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor()
    await page.keyboard.type('admin')
    await page.keyboard.press('Tab')
    await page.keyboard.type('something else')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Wrong user or password.').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')

    await editor(page)
    expect(await tabs(page)).toEqual(['LiveNow', 'CallsOfToday', 'Wallboard', 'PauseAgent'])
    await page.getByText('Administrador').waitFor()
    await run(page)
    const { queues } = await admin.query('{ queues { label } }')
    await expect.poll(() => answer(page)).toContain(`"label": "${queues[0].label}"`)
    expect(await answer(page)).not.toContain('errors')

    // GraphiQL's own are tabs that hold buttons, and the editor's colours of words.
    const violations = await violationsInBothThemes(page)
    expect(violations.filter((each) => !/nested-interactive|view-line/.test(each))).toEqual([])
  })

  it('a developer sees the board move until it is stopped', async () => {
    const { page } = await explore()
    const sent: string[] = []
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(payload.toString())))
    await page.getByRole('tab', { name: 'Tablero' }).click()
    await run(page)
    const instant = async () => /"at": "([^"]+)"/.exec(await answer(page))?.[1]
    const instants = new Set<string | undefined>()
    await expect
      .poll(async () => instants.add(await instant()).size, { timeout: 15_000 })
      .toBeGreaterThanOrEqual(4)
    await page.getByRole('button', { name: /^Stop/ }).click()
    await expect.poll(() => sent.filter((frame) => frame.includes('"complete"')).length).toBe(1)
  })

  it('a developer lists the calls since midnight', async () => {
    const { page } = await explore()
    await page.getByRole('tab', { name: 'LlamadasDeHoy' }).click()
    const midnight = await page.evaluate(() => new Date(new Date().setHours(0, 0, 0, 0)).toISOString())
    await expect.poll(() => textOf(page, VARIABLES)).toContain(`"from": "${midnight}"`)
    await run(page)
    await expect.poll(() => answer(page)).toMatch(/"startedAt": "[^"]+",[\s\S]*"fromNumber": "\d+"/)
  })

  it('a developer pauses an agent, and is told by a code what could not be done', async () => {
    const { page } = await explore()
    await page.getByRole('tab', { name: 'PausarAgente' }).click()
    await run(page)
    await expect.poll(() => answer(page)).toContain('"code": "NOT_FOUND"')

    const { agents } = await admin.query('{ agents { id state isPaused } }')
    const { id } = agents.find(({ isPaused }: { isPaused: boolean }) => !isPaused)
    await write(page, VARIABLES, JSON.stringify({ id, reason: 'Prueba' }))
    await run(page)
    await expect.poll(() => answer(page)).toContain('"pauseReason": "Prueba"')
    const { agent } = await admin.query('query ($id: ID!) { agent(id: $id) { isPaused } }', { id })
    expect(agent.isPaused).toBe(true)
  })

  it('a developer reads what the schema says of itself', async () => {
    const { page } = await explore()
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.getByRole('link', { name: 'Subscription', exact: true }).click()
    await page.getByRole('link', { name: 'queueUpdated', exact: true }).click()
    await page.getByText('sent as it stands at first, then at every change').waitFor()
    await write(page, OPERATION, '{ queues { noSuchField } }')
    await page.locator('.squiggly-error').first().waitFor()
  })

  it("a document's fault is told in the server's words", async () => {
    const { page } = await explore()
    await write(page, OPERATION, '{ queues { nada } }')
    await run(page)
    await expect.poll(() => answer(page)).toContain('"code": "GRAPHQL_VALIDATION_FAILED"')
    expect(await answer(page)).toContain('La operación no es válida.')
  })

  it('what was written is there after a reload, and the examples can be had again', async () => {
    const { page } = await explore()
    await write(page, OPERATION, 'query Mias { queues { id } }')
    await expect.poll(() => tabs(page)).toContain('Mias')
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('graphiql:tabState')))
      .toContain('query Mias')
    await page.reload()
    await editor(page)
    expect(await tabs(page)).toEqual(['Mias', 'LlamadasDeHoy', 'Tablero', 'PausarAgente'])
    await page.getByRole('button', { name: 'Recuperar ejemplos' }).click()
    await expect
      .poll(() => tabs(page))
      .toEqual(['Mias', 'LlamadasDeHoy', 'Tablero', 'PausarAgente', 'AhoraMismo'])
    await expect.poll(() => textOf(page, OPERATION)).toContain('query AhoraMismo')
  })

  it('examples of an earlier day ask for the calls of this one', async () => {
    const { page } = await explore()
    const yesterday = '2020-05-05T04:00:00.000Z'
    const isKept = () =>
      page.evaluate(() => localStorage.getItem('graphiql:tabState')?.includes('LlamadasDeHoy'))
    await expect.poll(isKept).toBe(true)
    await page.evaluate((yesterday) => {
      const today = localStorage.getItem('graphiql:today')!
      for (const key of ['graphiql:tabState', 'graphiql:today'])
        localStorage.setItem(key, localStorage.getItem(key)!.replaceAll(today, yesterday))
    }, yesterday)
    await page.reload()
    await editor(page)
    await page.getByRole('tab', { name: 'LlamadasDeHoy' }).click()
    await expect.poll(() => textOf(page, VARIABLES)).toContain('"from"')
    expect(await textOf(page, VARIABLES)).not.toContain(yesterday)
  })

  it('who leaves is signed out on the server, and sees the way in', async () => {
    const { page, explorer } = await explore()
    await page.getByRole('button', { name: 'Salir' }).click()
    await page.getByRole('dialog', { name: 'Ingresar' }).waitFor()
    expect(await page.getByRole('region', { name: RESULT }).count()).toBe(0)
    await expect
      .poll(async () => (await explorer.ask('{ me { id } }')).errors?.[0]?.extensions.code)
      .toBe('UNAUTHENTICATED')
  })

  it('who signs out on another page is signed out here', async () => {
    const { page, context } = await explore()
    const other = await context.newPage()
    await other.goto(address)
    await other.getByRole('button', { name: 'Salir' }).click()
    await page.getByRole('dialog', { name: 'Ingresar' }).waitFor()
  })

  it('who has a one-time password is sent to replace it first', async () => {
    const { credentials } = await admin.mutate(
      `mutation ($input: UserCreateInput!) { userCreate(input: $input) {
        credentials { oneTimePassword } errors { code path message } } }`,
      { input: { login: 'nueva', name: 'Nueva', role: 'VIEWER' } },
    )
    const { page } = await visit(address)
    await page.getByLabel('Usuario').fill('nueva')
    await page.getByLabel('Contraseña', { exact: true }).fill(credentials.oneTimePassword)
    await page.keyboard.press('Enter')
    const alert = page.getByRole('alert').filter({ hasText: 'contraseña de un solo uso' })
    await alert.waitFor()
    expect(await alert.getByRole('link').getAttribute('href')).toBe('/inicio')
    expect(await page.getByRole('region', { name: RESULT }).count()).toBe(0)
  })
})

/** Waits until operations can be written and run. */
async function editor(page: Page): Promise<void> {
  await lines(page, OPERATION).waitFor()
}

const run = (page: Page) => page.getByRole('button', { name: /^Execute/ }).click()

/** Writes over what stands in an editor; the bracket that it adds on its own goes. */
async function write(page: Page, name: string, text: string): Promise<void> {
  await lines(page, name).click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Control+Shift+End')
  await page.keyboard.press('Delete')
}

const tabs = (page: Page) => page.getByRole('tab').allInnerTexts()

const answer = (page: Page) => textOf(page, RESULT)

/** What an editor shows; it draws blanks as others. */
async function textOf(page: Page, name: string): Promise<string> {
  return (await lines(page, name).innerText()).replaceAll('\u00a0', ' ')
}

const lines = (page: Page, name: string) => page.getByRole('region', { name }).locator('.view-lines').first()
