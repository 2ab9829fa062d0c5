import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageFolder } from '../../src/platform/store/migrations.ts'
import { blocksOf } from '../journeys/readme.ts'
import { run, tail, waitUntil } from '../servers/child.process.ts'
import { freePort } from '../servers/ports.ts'
import { BoardReader } from './board.ts'
import { describeInChromium } from './stories.ts'

const OWN_PASSWORD = 'caballo bateria grapa'
const INSTALL_MS = 300_000
const PROGRAM_MS = 60_000
/** It installs everything once more, from the registry: in CI, and for who asks. */
const isWanted = !!process.env.CI || process.env.SLOW_TESTS === '1'

/** A shell as somebody has it who just opened it: nothing in it of the test that runs it. */
function shell(command: string, cwd: string, logFile: string, more: Record<string, string>): ChildProcess {
  const log = openSync(logFile, 'a')
  const { PATH = '', HOME = '' } = process.env
  const npm = Object.entries(process.env).filter(([name]) => /^npm_config_(?!local_prefix)/i.test(name))
  const env = { PATH, HOME, ...Object.fromEntries(npm), ...more }
  // A group of its own, so that all it started ends with it.
  const child = spawn('sh', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  return child
}

function end({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

describeInChromium('A newcomer with the README alone', (visit) => {
  let folder: string
  let log: string
  let children: ChildProcess[]

  beforeAll(async () => {
    children = []
    folder = await mkdtemp(join(tmpdir(), 'centralita-newcomer-'))
    log = join(folder, 'log')
  })
  afterAll(async () => {
    for (const child of children) end(child)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it.skipIf(!isWanted)(
    'clones, runs one command, sees a moving wallboard, and writes a program (skipped: SLOW_TESTS=1)',
    async () => {
      const clone = join(folder, 'centralita')
      await run('git', ['clone', '--quiet', '--no-hardlinks', packageFolder(), clone], PROGRAM_MS)
      const [start, install] = blocksOf(clone, 'README.md', 'sh')
      expect(start).toBe('npm ci && npm start\n')

      // The one thing that differs from the README is the port: another Centralita may use the usual one.
      const port = await freePort()
      const server = shell(start!, clone, log, { PORT: `${port}` })
      children.push(server)
      const said = () => readFileSync(log, 'utf8')
      const password = await waitUntil(
        () => {
          if (server.exitCode !== null) throw new Error(`It ended:\n${tail(log)}`)
          return /contraseña: (\S+)/.exec(said())?.[1]
        },
        INSTALL_MS,
        () => `It told no password:\n${tail(log)}`,
      )
      expect(said()).toContain(`http://127.0.0.1:${port} `)

      const { page } = await visit(`http://localhost:${port}`)
      await page.getByLabel('Usuario').fill('admin')
      await page.getByLabel('Contraseña', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Ingresar' }).click()
      await page.getByLabel('Contraseña nueva', { exact: true }).fill(OWN_PASSWORD)
      await page.getByRole('button', { name: 'Guardar y seguir' }).click()
      await page.getByRole('button', { name: 'Seguir con la demostración' }).click()
      await page.getByRole('button', { name: 'Ir al tablero' }).click()
      const board = new BoardReader(page)
      await board.live()
      const seen = new Set<string>()
      const moves = async () => seen.add(await board.figures.innerText()).size
      await expect.poll(moves, { timeout: 60_000 }).toBeGreaterThan(3)

      await page.goto(`http://localhost:${port}/graphiql`)
      await page.getByRole('tab', { name: 'AhoraMismo' }).waitFor()

      const written = await program(install!, port)
      await expect.poll(written, { timeout: PROGRAM_MS }).toMatch(/^\S+ \d+$/m)
    },
    INSTALL_MS + 3 * PROGRAM_MS,
  )

  /** The README's program in an empty project; gives what it has printed so far. */
  async function program(install: string, port: number): Promise<() => string> {
    const project = join(folder, 'project')
    const output = join(folder, 'output')
    await mkdir(project)
    await writeFile(join(project, 'package.json'), '{ "name": "mine", "private": true, "type": "module" }')
    const installing = shell(install.replaceAll(':4000', `:${port}`), project, output, {})
    children.push(installing)
    await waitUntil(
      () => installing.exitCode !== null,
      INSTALL_MS,
      () => tail(output),
    )
    expect(installing.exitCode, tail(output)).toBe(0)

    const [source] = blocksOf(packageFolder(), 'README.md', 'ts')
    const mine = source!.replaceAll(':4000', `:${port}`).replace('la suya', OWN_PASSWORD)
    await writeFile(join(project, 'program.ts'), mine)
    // Whoever writes TypeScript on Node has the compiler and these types.
    await mkdir(join(project, 'node_modules/@types'), { recursive: true })
    for (const name of ['@types/ws', '@types/node', 'undici-types'])
      await symlink(join(packageFolder(), 'node_modules', name), join(project, 'node_modules', name))
    const compilerOptions = { strict: true, target: 'es2022', module: 'nodenext', types: ['node'] }
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    await run(join(packageFolder(), 'node_modules/.bin/tsc'), ['-p', project], PROGRAM_MS)
    const printed = join(folder, 'printed')
    children.push(shell('node program.js', project, printed, {}))
    return () => readFileSync(printed, 'utf8')
  }
})
