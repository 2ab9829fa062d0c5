import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AsteriskServer,
  asteriskAvailable,
  type PlacedCall,
  startAsterisk,
} from '../asterisk/asterisk.server.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { type PostgresServer, postgresAvailable, startPostgres } from '../servers/postgres.server.ts'
import { agrees, allKept, register } from './truth.ts'

/** A small disk of its own; undefined where this user may not mount one. */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'centralita-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
}

const missing = [asteriskAvailable(), postgresAvailable()].find(({ available }) => !available)
const disk = missing && !process.env.CI ? undefined : smallDisk()
const reason = missing?.reason ?? (disk === undefined ? 'only root may mount a small disk' : '')

describe.skipIf(disk === undefined)(`The disk full ${reason ? `(skipped: ${reason})` : ''}`, () => {
  let asterisk: AsteriskServer
  let postgres: PostgresServer
  let server: AppServer
  let admin: ApiClient
  const placed: PlacedCall[] = []
  /** Pauses asked for: each is on record in the end, also where that could not be said at once. */
  let asked = 0

  beforeAll(async () => {
    ;[asterisk, postgres] = await Promise.all([startAsterisk(), startPostgres()])
    server = await AppServer.start({ databaseUrl: postgres.url, dataFolder: disk! })
    admin = await server.admin()
    await register(admin, asterisk, asterisk.amiPort)
  }, 90_000)
  afterAll(async () => {
    await admin?.close()
    await server?.stop()
    await asterisk?.stop()
    await postgres?.remove()
    execFileSync('umount', [disk!])
    rmSync(disk!, { recursive: true })
  })

  const ballast = join(disk ?? '', 'ballast')
  const fill = () => {
    for (const bytes of [65_536, 4_096, 512, 16, 1])
      try {
        for (;;) appendFileSync(ballast, Buffer.alloc(bytes))
      } catch {}
  }
  const readiness = async () => {
    const response = await fetch(server.url.replace('/graphql', '/readyz'))
    const { parts } = (await response.json()) as { parts: { journal: string } }
    return { status: response.status, journal: parts.journal }
  }
  const place = async () => placed.push(await asterisk.callQueue({ queue: 'vacia', hangsUpAfterSeconds: 1 }))
  const pause = async () => {
    const { queues } = await admin.query('{ queues { id name members { agentId number } } }')
    const { id, members } = queues.find(({ name }: { name: string }) => name === 'ventas')
    const answer = await admin.query(
      `mutation ($id: ID!, $agent: ID!) {
        queueMemberPause(queueId: $id, agentId: $agent) { errors { code message } } }`,
      { id, agent: members[0].agentId },
    )
    const { errors } = answer.queueMemberPause as { errors: { code: string; message: string }[] }
    asked++
    return errors
  }

  it('it is not ready, says what it cannot put on record, keeps what it sees and mends by itself', async () => {
    await place()
    expect(await readiness()).toEqual({ status: 200, journal: 'ok' })

    fill()
    await place()
    await expect.poll(readiness, { timeout: 5_000 }).toEqual({ status: 503, journal: 'DISK_UNWRITABLE' })
    // The database takes what the disk does not: what is done is on record there.
    expect(await pause()).toEqual([])
    await allKept(admin, placed)

    rmSync(ballast)
    await expect.poll(readiness, { timeout: 5_000 }).toEqual({ status: 200, journal: 'ok' })
    await postgres.stop()
    await expect
      .poll(
        async () => {
          fill()
          await place()
          return (await readiness()).journal
        },
        { timeout: 10_000 },
      )
      .toBe('DISK_UNWRITABLE')
    // A little room may come free between the filling and the asking.
    await expect
      .poll(
        async () => {
          fill()
          const started = performance.now()
          const errors = await pause()
          expect(performance.now() - started).toBeLessThan(10_000)
          return errors
        },
        { timeout: 30_000 },
      )
      .toEqual([{ code: 'AUDIT_UNAVAILABLE', message: expect.stringContaining('auditoría') }])
    await agrees(admin, asterisk, placed)
    expect((await fetch(server.url.replace('/graphql', '/healthz'))).status).toBe(200)

    rmSync(ballast)
    await expect.poll(async () => (await readiness()).journal, { timeout: 5_000 }).toBe('ok')
    expect(await pause()).toEqual([])
    await postgres.start()
    await expect.poll(readiness, { timeout: 5_000 }).toEqual({ status: 200, journal: 'ok' })
    await asterisk.calm()
    await allKept(admin, placed)
    const { auditEntries } = await admin.query('{ auditEntries(first: 100) { nodes { action outcome } } }')
    expect(
      auditEntries.nodes.filter(({ action }: { action: string }) => action === 'queueMemberPause'),
    ).toEqual(Array(asked).fill({ action: 'queueMemberPause', outcome: 'OK' }))
  }, 120_000)
})
