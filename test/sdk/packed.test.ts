import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build, type Rollup } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD } from '../servers/app.server.ts'
import { freePort } from '../servers/ports.ts'
import { ServerProcess } from '../servers/server.process.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** A project of somebody else: nothing in it but the packed client, and what a program on Node 20 brings. */
let project: string
let packed: string[]

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'centralita-project-'))
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: join(ROOT, 'sdk'),
  })
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }]
  packed = files.map(({ path }) => path)
  await writeFile(join(project, 'package.json'), '{ "name": "project", "type": "module", "private": true }')
  // The client depends on nothing, so no registry is asked, and `--offline` proves it.
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], { cwd: project })
  // What the program itself needs is taken from this checkout, for the same reason.
  await mkdir(join(project, 'node_modules/@types'))
  for (const name of ['ws', '@types/ws', '@types/node'])
    await symlink(join(ROOT, 'node_modules', name), join(project, 'node_modules', name))
}, 120_000)
afterAll(() => rm(project, { recursive: true, force: true }))

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    types: ['node'],
    outDir: 'out',
  },
  include: ['*.ts'],
}

/** Compiles what stands in the project; rejects with what the compiler says. */
async function compile(): Promise<void> {
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG))
  await run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', project], { cwd: project }).catch(({ stdout }) => {
    throw new Error(String(stdout))
  })
}

describe('The packed client, installed into an empty project', () => {
  it('holds its code, its types, the contract and its words, depends on nothing, and shows no source', () => {
    const installed = join(project, 'node_modules/@centralita/client')
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(join(installed, 'package.json'), 'utf8'),
    )
    expect([dependencies ?? {}, peerDependencies ?? {}]).toEqual([{}, {}])
    for (const file of ['dist/index.js', 'dist/index.d.ts', 'schema.graphql', 'README.md', 'LICENSE'])
      expect(packed).toContain(file)
    expect(
      packed.filter((path) => !/^(dist\/|schema\.graphql|README\.md|LICENSE|package\.json)/.test(path)),
    ).toEqual([])
    expect(readFileSync(join(installed, 'schema.graphql'), 'utf8')).toBe(
      readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8'),
    )
  })

  it('tells a wrong call by its types, in the strictest TypeScript', async () => {
    await writeFile(
      join(project, 'types.ts'),
      `import { CentralitaError, createCentralita, createClient, demand, QueueDocument, QueuesDocument, QueueUpdatedDocument } from '@centralita/client'
      export async function typed() {
        const centralita = createCentralita({ url: 'http://localhost/graphql' })
        const name: string = (await centralita.queue({ id: '1' })).queue.name
        // @ts-expect-error the id is missing
        await centralita.queue()
        // @ts-expect-error there is no such argument
        await centralita.calls({ firs: 20 })
        const client = createClient({ url: 'http://localhost/graphql', timeoutMs: 1_000 })
        const waiting: number = (await client.request(QueuesDocument)).queues[0]?.waitingCount ?? 0
        // @ts-expect-error the id is missing
        await client.request(QueueDocument)
        // @ts-expect-error subscriptions are watched
        await client.request(QueueUpdatedDocument, {})
        // @ts-expect-error queries are asked
        client.subscribe(QueuesDocument)
        for await (const { queueUpdated } of client.subscribe(QueueUpdatedDocument, { ids: null })) {
          // @ts-expect-error a label is no number
          const wrong: number = queueUpdated.label
          return wrong
        }
        const { agent } = demand((await centralita.agentPause({ id: '1' })).agentPause)
        const state: 'PAUSED' | string = agent.state
        try {
          await centralita.me()
        } catch (error) {
          if (error instanceof CentralitaError && error.code === 'UNAUTHENTICATED') return 0
          // @ts-expect-error there is no such code
          if (error instanceof CentralitaError && error.code === 'UNAUTHENTICTED') return 0
        }
        return [name, waiting, state]
      }\n`,
    )
    await compile()
  }, 60_000)

  it('with one document is under 15 kB for a page; one document alone under 1 kB', async () => {
    const client = await bundled('createClient, MeDocument')
    const queues = await bundled('createClient, QueueUpdatedDocument')
    const document = await bundled('QueueUpdatedDocument')
    const whole = await bundled('createCentralita')
    const sizes = Object.entries({ client, queues, document, whole })
    console.info(
      sizes
        .map(([name, code]) => `${name}: ${sizeOf(code)} B, ${gzipSync(code).length} B gzipped`)
        .join('\n'),
    )
    expect(client).toContain('query me{')
    expect(client).not.toContain('queueUpdated')
    expect(sizeOf(client)).toBeLessThan(15_000)
    expect(sizeOf(document)).toBeLessThan(1_000)
    // Every operation there is: it grows with the contract, and a page that wants few takes few.
    expect(sizeOf(whole)).toBeLessThan(60_000)
  }, 60_000)
})

const sizeOf = (code: string) => Buffer.byteLength(code)

/** What a page gets that imports this much of the client: minified, with all it stands on. */
async function bundled(names: string): Promise<string> {
  const input = join(project, 'page.js')
  await writeFile(input, `export { ${names} } from '@centralita/client'`)
  const made = (await build({
    configFile: false,
    logLevel: 'silent',
    root: project,
    build: {
      ...{ write: false, minify: true, target: 'es2022' },
      rolldownOptions: { input, preserveEntrySignatures: 'strict' },
    },
  })) as Rollup.RollupOutput
  return made.output[0].code
}

describe('The program of the README, over the packed client', () => {
  let server: ServerProcess
  beforeAll(async () => {
    server = await ServerProcess.start({ DEMO: 'on', PORT: String(await freePort()) })
    await (await server.admin()).close()
  }, 120_000)
  afterAll(() => server?.remove())

  it('has twenty lines, signs in, lists calls, watches a queue, and goes on when the server was killed and started again', async () => {
    const source = join(ROOT, 'examples/cliente.ts')
    expect(readFileSync(source, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(20)
    await copyFile(source, join(project, 'cliente.ts'))
    await compile()

    const url = `http://127.0.0.1:${server.port}/graphql`
    const program = spawn(process.execPath, ['out/cliente.js', url, 'admin', PASSWORD], { cwd: project })
    let said = ''
    program.stdout.on('data', (chunk) => (said += chunk))
    program.stderr.on('data', (chunk) => (said += chunk))
    const since = (mark: string) => said.slice(said.lastIndexOf(mark))
    try {
      await expect.poll(() => said, { timeout: 20_000 }).toMatch(/Hola, [\s\S]*LIVE\n.*: \d+ en espera\n/)
      expect(said).toMatch(/^\d{4}-\d\d-\d\dT\S+ \S+ \S+ [A-Z_]+$/m)

      await server.kill()
      await expect.poll(() => said, { timeout: 2_000 }).toContain('conexión: LOST')
      await server.start()
      const startedAt = performance.now()
      await expect.poll(() => since('LOST'), { timeout: 5_000 }).toMatch(/LIVE\n.*: \d+ en espera\n/)
      console.info(`live again ${Math.round(performance.now() - startedAt)} ms after the server said so`)
      expect(program.exitCode).toBeNull()
    } finally {
      program.kill()
    }
  }, 120_000)
})
