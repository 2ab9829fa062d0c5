import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'
import { BoardReader } from './board.ts'
import { buildPages, signedIn } from './pages.ts'
import { describeInChromium } from './stories.ts'

describeInChromium('The wallboard', (visit) => {
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
  const open = async (path = '/tablero', options = {}) => {
    const { page } = await visit(`${url}${path}`, { storage: signedIn(admin), ...options })
    return new BoardReader(page)
  }

  it('a newcomer signs in and sees the demo move', async () => {
    const { page } = await visit(`${url}/tablero`)
    await page.getByLabel('Usuario').fill('admin')
    await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Ingresar' }).click()
    const board = new BoardReader(page)
    await board.live()
    expect(new URL(page.url()).pathname).toBe('/tablero')
    await page.getByRole('banner').getByText(/^DEMO/).waitFor()
    const seen = new Set<string>()
    const figures = async () => {
      const names = ['En espera', 'Disponibles', 'Atendidas']
      seen.add((await Promise.all(names.map((name) => board.figure(name).innerText()))).join())
      return seen.size
    }
    await expect.poll(figures, { timeout: 20_000 }).toBeGreaterThan(3)
    // Timers go on between messages, too.
    const timer = board.page.getByRole('listitem').getByRole('time').first()
    const before = await timer.innerText()
    await expect.poll(() => timer.innerText()).not.toBe(before)
  })

  it('a wrong password is told, and nothing is shown', async () => {
    const { page, received } = await visit(`${url}/tablero`)
    await page.getByLabel('Usuario').fill('admin')
    await page.getByLabel('Contraseña', { exact: true }).fill('otra clave cualquiera')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(new URL(page.url()).pathname).toBe('/ingreso')
    expect(received.join('')).not.toContain('waitingCount')
  })

  it('the figures are those of the server', async () => {
    const board = await open()
    await board.live()
    const { wallboard } = await admin.query(
      '{ wallboard { queues { label memberCounts { total } } agents { id } } }',
    )
    for (const { label } of wallboard.queues) await board.queue(label).waitFor()
    await expect
      .poll(() => board.page.getByRole('heading', { name: 'Agentes' }).innerText())
      .toContain(String(wallboard.agents.length))
    const figures = () =>
      Promise.all(['Atendidas', 'Abandonadas'].map((name) => board.figure(name).innerText()))
    await expect
      .poll(async () => {
        const { totals } = (await admin.query('{ wallboard { totals { answered abandoned } } }')).wallboard
        return (
          JSON.stringify(await figures()) === JSON.stringify([`${totals.answered}`, `${totals.abandoned}`])
        )
      })
      .toBe(true)
  })

  it('a pause made by mutation shows on the board, with its reason, and so does its end', async () => {
    const board = await open()
    await board.live()
    const { agents } = await admin.query('{ agents { id name state } }')
    const { id, name } = agents.find(({ state }: { state: string }) => state === 'AVAILABLE')
    await admin.mutate(
      'mutation ($id: ID!) { agentPause(id: $id, reason: "Almuerzo") { errors { code path message } } }',
      { id },
    )
    await board.agent(name).getByText('Pausado: Almuerzo').waitFor({ timeout: 3_000 })
    await admin.mutate('mutation ($id: ID!) { agentUnpause(id: $id) { errors { code path message } } }', {
      id,
    })
    await board.agent(name).getByText('Pausado').waitFor({ state: 'hidden', timeout: 3_000 })
  })

  it('a level set on the server is told by colour, glyph and word', async () => {
    const board = await open()
    await board.live()
    const { queues } = await admin.query('{ queues { id label } }')
    const [{ id, label }] = queues
    // One threshold set by somebody, and the demo's own no longer count.
    const set = (metric: string, warn: number, critical: number) =>
      admin.mutate(
        `mutation ($id: ID!, $input: ThresholdInput!) {
          queueThresholdSet(id: $id, input: $input) { errors { code path message } }
        }`,
        { id, input: { metric, warn, critical, holdSeconds: 0 } },
      )
    const colours: string[] = []
    for (const [metric, warn, critical, word] of [
      ['WAITING', 0, 1_000, 'Atención'],
      ['AVAILABLE_AGENTS', 1_001, 1_000, 'Crítico'],
    ] as const) {
      await set(metric, warn, critical)
      const mark = board.queue(label).getByText(word, { exact: true }).locator('..')
      await mark.waitFor({ timeout: 5_000 })
      expect(await mark.locator('svg').count()).toBe(1)
      colours.push(await mark.evaluate((element) => getComputedStyle(element.querySelector('svg')!).color))
    }
    expect(new Set(colours).size).toBe(2)
  })

  it('in English it speaks English', async () => {
    const { page } = await open('/tablero?lang=en', { language: 'en' })
    await page.getByRole('banner').getByText('Live', { exact: true }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    const words = await page.locator('body').innerText()
    expect(words).not.toMatch(/En espera|Agentes|Colas|Disponible|Atendidas/)
  })

  it('somebody who may only look is offered nothing to press on agents', async () => {
    const { credentials } = await admin.mutate(
      `mutation ($input: UserCreateInput!) {
        userCreate(input: $input) { credentials { oneTimePassword } errors { code path message } }
      }`,
      { input: { login: 'mira', name: 'Mira', role: 'VIEWER' } },
    )
    const viewer = server.anonymous()
    await viewer.signIn('mira', credentials.oneTimePassword)
    await viewer.changePassword(credentials.oneTimePassword, `${PASSWORD} dos`)
    const { page } = await visit(`${url}/tablero`, { storage: signedIn(viewer) })
    const board = new BoardReader(page)
    await board.live()
    const tiles = page.getByRole('list', { name: /^Agentes \d/ })
    await tiles.getByRole('listitem').first().waitFor()
    expect(await tiles.getByRole('button').count()).toBe(0)
  })
})
