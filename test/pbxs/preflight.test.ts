import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { judge, type PbxAddress } from '../../src/domains/pbxs/pbx.preflight.ts'
import type { PbxCheckName, PbxTestReport } from '../../src/domains/pbxs/preflight.types.ts'
import { probe } from '../../src/domains/pbxs/preflight.watch.ts'
import { type AsteriskServer, asteriskAvailable, startAsterisk } from '../asterisk/asterisk.server.ts'
import { AmiPeer } from '../servers/ami.peer.ts'

const test = async (at: PbxAddress, language: 'es' | 'en' = 'es', timeoutMs = 8_500) => {
  const started = performance.now()
  return judge(await probe(at, timeoutMs), language, performance.now() - started)
}
const outcomes = ({ checks }: PbxTestReport) =>
  Object.fromEntries(checks.map(({ check, ok }) => [check, ok])) as Record<PbxCheckName, boolean | null>
const hint = ({ checks }: PbxTestReport, name: PbxCheckName) =>
  checks.find(({ check }) => check === name)!.hint
const detail = ({ checks }: PbxTestReport, name: PbxCheckName) =>
  checks.find(({ check }) => check === name)!.detail

const { available, reason } = asteriskAvailable()
describe.skipIf(!available)(`The test of a real Asterisk${available ? '' : ` (skipped: ${reason})`}`, () => {
  let asterisk: AsteriskServer
  beforeAll(async () => {
    asterisk = await startAsterisk()
  }, 60_000)
  afterAll(() => asterisk?.stop())
  const as = (username: string, secret: string): PbxAddress => ({
    ...{ host: asterisk.host, port: asterisk.amiPort },
    ...{ username, secret },
  })

  it('finds all well for the account an installer should give', async () => {
    for (const username of [asterisk.username, asterisk.leanUsername]) {
      const report = await test(as(username, asterisk.secret))
      expect(report.checks.filter(({ ok, hint }) => ok !== true || hint !== null)).toEqual([])
      expect(report).toMatchObject({ isUsable: true })
      expect(report.tookMs).toBeLessThan(3_000)
      expect(detail(report, 'VERSION')).toMatch(/^\d+\.\d+/)
      expect(detail(report, 'QUEUES')).toContain('ventas')
      expect(detail(report, 'WRITE_TIMEOUT')).toBe('5000 ms')
      expect(Math.abs(Number.parseInt(detail(report, 'CLOCK')!, 10))).toBeLessThan(500)
      expect(JSON.stringify(report)).not.toContain(asterisk.secret)
    }
  })

  it('tells what a limited account lacks, and how to give it', async () => {
    const report = await test(as(asterisk.readOnlyUsername, asterisk.readOnlySecret))
    expect(outcomes(report)).toMatchObject({
      ...{ REACHABLE: true, LOGIN: true, VERSION: true, SNAPSHOT: true, QUEUES: true, CLOCK: true },
      ...{ CONTROL_CALLS: false, ORIGINATE: false, CONTROL_AGENTS: false, SYSTEM: false },
      WRITE_TIMEOUT: null,
    })
    // Such an account may not ask what it may read, nor provoke an event: only one that came would tell.
    for (const name of ['READ_CALLS', 'READ_AGENTS', 'READ_SYSTEM', 'EVENTS'] as const)
      expect(outcomes(report)[name]).not.toBe(false)
    expect(report.isUsable).toBe(true)
    expect(hint(report, 'ORIGINATE')).toBe(
      'Añada «originate» a la línea «write =» de este usuario en manager.conf. Después ejecute «manager reload» en la consola de Asterisk.',
    )
    expect(hint(report, 'WRITE_TIMEOUT')).toContain('No se pudo comprobar')
    const english = await test(as(asterisk.readOnlyUsername, asterisk.readOnlySecret), 'en')
    expect(hint(english, 'CONTROL_AGENTS')).toContain(`Add "agent" to this user's "write =" line`)
  })

  it('sees by a call that a limited account reads calls', async () => {
    const testing = test(as(asterisk.readOnlyUsername, asterisk.readOnlySecret))
    const calls = (async () => {
      for (let n = 0; n < 20; n++) await asterisk.callQueue({ queue: 'ventas', hangsUpAfterSeconds: 1 })
    })()
    const report = await testing
    await calls
    expect(outcomes(report)).toMatchObject({ READ_CALLS: true, READ_AGENTS: true, EVENTS: true })
  })

  it('says when the secret is wrong', async () => {
    const report = await test(as(asterisk.username, 'wrong'))
    expect(outcomes(report)).toMatchObject({ REACHABLE: true, LOGIN: false, QUEUES: null })
    expect(report.isUsable).toBe(false)
    expect(hint(report, 'LOGIN')).toContain('no acepta el usuario o el secreto')
    expect(hint(report, 'QUEUES')).toBe('No se comprobó, porque la prueba terminó antes.')
  })
})

describe('The test of a PBX', () => {
  const open: { close(): unknown }[] = []
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close()
  })
  const peer = async () => {
    const made = await AmiPeer.listen()
    open.push(made)
    return made
  }
  const admin = (port: number): PbxAddress => ({
    host: '127.0.0.1',
    port,
    username: 'admin',
    secret: 'secret',
  })
  const listen = async (greet: (server: Server) => void) => {
    const server = createServer()
    open.push(server)
    greet(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }

  it('says when nothing answers, or something else does', async () => {
    const port = await listen(() => {})
    for (const each of open.splice(0)) (each as Server).close()
    const nothing = await test(admin(port))
    expect(outcomes(nothing)).toMatchObject({ REACHABLE: false, LOGIN: null, CLOCK: null })
    expect(hint(nothing, 'REACHABLE')).toContain('Nadie contesta')

    const web = await listen((server) =>
      server.on('connection', (socket) =>
        socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      ),
    )
    const other = await test(admin(web))
    expect(outcomes(other)).toMatchObject({ REACHABLE: false })
    expect(hint(other, 'REACHABLE')).toContain('no es el administrador de Asterisk')
    expect(JSON.stringify(other)).not.toContain('Bad Request')
  })

  it('never takes longer than it may, wherever the PBX falls silent', async () => {
    const mute = await listen((server) => server.on('connection', (socket) => socket.on('error', () => {})))
    expect(outcomes(await test(admin(mute), 'es', 700))).toMatchObject({ REACHABLE: false })

    for (const silentAt of ['Challenge', 'Ping', 'ListCommands', 'QueueSummary', 'UserEvent']) {
      const pbx = await peer()
      pbx.on(silentAt, () => {})
      const report = await test(admin(pbx.port), 'es', 700)
      expect(outcomes(report)).toMatchObject({ REACHABLE: true })
      expect(report.tookMs).toBeLessThan(2_500)
      if (silentAt === 'Challenge') expect(hint(report, 'LOGIN')).toContain('no a tiempo')
      else expect(outcomes(report)).toMatchObject({ LOGIN: true, EVENTS: null })
    }
  })

  it('judges clock, version, write time-out and queues', async () => {
    const pbx = await peer()
    const answer = (name: string, headers: Record<string, string>) =>
      pbx.on(name, (action) => action.connection.respond(action, headers))
    answer('Ping', { Ping: 'Pong', Timestamp: String(Date.now() / 1000 + 3600) })
    answer('CoreSettings', { AsteriskVersion: '13.38.3' })
    answer('GetConfig', {
      'Category-000000': 'other',
      'Line-000000-000000': 'writetimeout=9000',
      'Category-000001': 'admin',
      'Line-000001-000000': 'read=call,agent',
      'Line-000001-000001': 'secret=must-not-show',
    })
    pbx.on('QueueSummary', (action) => action.connection.list(action, [], 'QueueSummaryComplete'))
    const report = await test(admin(pbx.port), 'en')
    expect(outcomes(report)).toMatchObject({
      ...{ CLOCK: false, VERSION: false, WRITE_TIMEOUT: false, QUEUES: false },
      ...{ READ_CALLS: true, READ_AGENTS: true, READ_SYSTEM: true, EVENTS: true },
    })
    expect(Number.parseInt(detail(report, 'CLOCK')!, 10)).toBeGreaterThan(3_595_000)
    expect([detail(report, 'WRITE_TIMEOUT'), detail(report, 'VERSION')]).toEqual(['100 ms', '13.38.3'])
    expect(JSON.stringify(report)).not.toContain('must-not-show')
  })

  it('is not fooled by hostile answers', async () => {
    const pbx = await peer()
    pbx.on('CoreSettings', (action) =>
      action.connection.respond(action, { AsteriskVersion: `16.0 ${'\u0007'}${'x'.repeat(5_000)}` }),
    )
    pbx.on('QueueSummary', (action) =>
      action.connection.list(
        action,
        Array.from({ length: 5_000 }, (_, n) => ({ Event: 'QueueSummary', Queue: `${n}${'q'.repeat(300)}` })),
        'QueueSummaryComplete',
      ),
    )
    pbx.on('Ping', (action) => action.connection.respond(action, { Timestamp: '1e999' }))
    const report = await test(admin(pbx.port))
    expect(outcomes(report)).toMatchObject({ VERSION: true, QUEUES: true })
    expect(JSON.stringify(report).length).toBeLessThan(20_000)
    expect(JSON.stringify(report)).not.toContain('\\u0007')
  })
})
