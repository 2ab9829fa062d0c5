import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { ServerProcess } from '../servers/server.process.ts'
import { BoardReader } from './board.ts'
import { overflowsOf, violationsInBothThemes } from './page.checks.ts'
import { buildPages } from './pages.ts'
import { describeInChromium } from './stories.ts'

const CHOSEN_PASSWORD = 'caballo bateria grapa'

describeInChromium('The first run', (visit) => {
  let server: ServerProcess
  let pbx: Simulator

  beforeAll(async () => {
    await buildPages()
    server = await ServerProcess.start({ DEMO: 'on' })
    pbx = await startSimulator({ systemName: 'oficina', username: 'centralita', secret: 'muy secreta' })
  })
  afterAll(async () => {
    await server?.remove()
    await pbx?.stop()
  })

  it('leads from the password at the console to the board of an own PBX', async () => {
    const { page } = await visit(`http://127.0.0.1:${server.port}/`, { width: 1400 })
    const fits = async () => {
      expect(await violationsInBothThemes(page)).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      expect(await overflowsOf(page)).toEqual([])
      await page.setViewportSize({ width: 1400, height: 900 })
    }
    const path = () => new URL(page.url()).pathname

    // The console told the password; it is good for one thing only.
    const [, oneTime] = /contraseña: (\S+)/.exec(server.log)!
    await page.getByLabel('Usuario').fill('admin')
    await page.getByLabel('Contraseña', { exact: true }).fill(oneTime!)
    await page.getByRole('button', { name: 'Ingresar' }).click()
    await page.getByRole('heading', { name: 'Elija su contraseña' }).waitFor()
    expect(path()).toBe('/inicio')
    await page.goto(`http://127.0.0.1:${server.port}/tablero`)
    await page.getByRole('heading', { name: 'Elija su contraseña' }).waitFor()
    await page.getByLabel('Contraseña actual').fill(oneTime!)
    await page.getByLabel('Contraseña nueva', { exact: true }).fill('corta')
    await page.getByRole('button', { name: 'Guardar y seguir' }).click()
    await expect
      .poll(() => page.getByLabel('Contraseña nueva', { exact: true }).getAttribute('aria-invalid'))
      .toBe('true')
    await fits()
    await page.getByLabel('Contraseña nueva', { exact: true }).fill(CHOSEN_PASSWORD)
    await page.getByRole('button', { name: 'Guardar y seguir' }).click()

    // A PBX that does not let anybody in is told apart from one that does, and how to mend it.
    await page.getByRole('heading', { name: 'Conecte su central' }).waitFor()
    await page.getByLabel('Servidor', { exact: true }).fill(pbx.host)
    await page.getByLabel('Puerto', { exact: true }).fill(`${pbx.port}`)
    await page.getByLabel('Usuario', { exact: true }).fill(pbx.username)
    await page.getByLabel('Secreto', { exact: true }).fill('no es esta')
    await page.getByRole('button', { name: 'Probar', exact: true }).click()
    const results = page.getByRole('region', { name: 'Lo que se comprobó' })
    await results.getByText('Todavía no se puede conectar').waitFor()
    await fits()
    await page.getByLabel('Secreto', { exact: true }).fill(pbx.secret)
    await page.getByRole('button', { name: 'Probar', exact: true }).click()
    await results.getByText(/^(Ya puede conectarla|Todo lo necesario está bien)/).waitFor()
    await fits()
    await page.getByRole('button', { name: 'Conectar', exact: true }).click()
    const own = page.getByRole('list', { name: 'Centrales conectadas' })
    await own.getByText('En vivo').waitFor()
    await own.getByText(/colas/).waitFor()
    await fits()
    await page.getByRole('button', { name: 'Elegir colas y horario' }).click()

    // What nobody looks at stays off the boards; what is shown has a name that people use.
    await page.getByRole('heading', { name: 'Colas en los tableros' }).waitFor()
    await page.getByLabel('Nombre de la empresa').fill('Fibra del Sur')
    await page.getByRole('checkbox', { name: 'Mostrar recepcion en los tableros' }).uncheck()
    await page.getByLabel('Nombre de ventas en los tableros').fill('Ventas')
    await fits()
    await page.getByRole('button', { name: 'Guardar e ir al tablero' }).click()
    const board = new BoardReader(page)
    await board.live()
    await board.queue('Ventas').waitFor()
    await page.getByRole('heading', { name: 'Fibra del Sur' }).waitFor()
    expect(await board.queue('recepcion').count()).toBe(0)
    expect(await page.getByRole('banner').getByText(/^DEMO/).count()).toBe(0)

    // From now on the own password lets in.
    await page.getByRole('button', { name: 'Menú' }).click()
    await page.getByRole('button', { name: 'Salir' }).click()
    await page.getByLabel('Usuario').fill('admin')
    await page.getByLabel('Contraseña', { exact: true }).fill(CHOSEN_PASSWORD)
    await page.keyboard.press('Enter')
    await board.live()
  }, 120_000)
})
