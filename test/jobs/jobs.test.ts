import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { DomainError } from '../../src/errors.ts'
import { newId } from '../../src/platform/ids.ts'
import type { JobRow, Jobs, JobWork } from '../../src/platform/jobs.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { describeOnEveryEngine, embeddedTemplate } from '../engines.ts'
import { HandClock, refusalOf } from '../users/people.ts'
import { counting, jobsOver } from './counting.ts'

/** On a machine that has much else to do. */
const SOON = { timeout: 20_000 }

const DAY_SECONDS = 86_400
const CHILD = fileURLToPath(new URL('counting.run.ts', import.meta.url))

/** Resolves with the job once it is over. */
async function over(jobs: Jobs, id: string): Promise<JobRow> {
  for await (const row of jobs.live.watch((each) => each.id === id)) if (row.endedAt) return row
  throw new Error('It was never over.')
}

const untilAborted = ({ signal }: JobWork) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

describeOnEveryEngine('A job', (open) => {
  let store: Store
  let jobs: Jobs
  let clock: HandClock
  let ana: { tenantId: string; userId: string }

  beforeAll(async () => {
    store = await open()
  })
  beforeEach(async () => {
    await store.delete(store.tables.jobs, undefined)
    await store.delete(store.tables.reportSchedules, undefined)
    clock = new HandClock()
    jobs = jobsOver(store, clock)
    ana = { tenantId: newId(), userId: newId() }
  })
  afterEach(() => jobs.stop())

  it('is done, says how far it is, and gives its result', async () => {
    jobs.add(counting(store))
    await jobs.start()
    const { id, state } = await jobs.ask(ana, 'COUNT', { to: 20 })
    expect(state).toBe('QUEUED')
    const seen: number[] = []
    for await (const row of jobs.live.watch()) {
      seen.push(row.doneCount)
      if (row.endedAt) break
    }
    expect(seen.at(-1)).toBe(20)
    const [row] = await store.select().from(store.tables.jobs)
    expect(row).toMatchObject({
      ...{ id, state: 'DONE', result: { counted: 20 }, attempt: 1, doneCount: 20, totalCount: 20 },
      ...{ startedAt: clock.now(), endedAt: clock.now() },
    })
  })

  it('fails with the code of what was wrong, and is not tried again', async () => {
    const gone: string[] = []
    const discard = async ({ id }: JobWork) => void gone.push(id)
    jobs.add({
      name: 'WRONG',
      permission: 'reports',
      discard,
      run: () => Promise.reject(new DomainError('EMPTY_PERIOD', [], { days: 0 })),
    })
    jobs.add({ name: 'BUG', permission: 'reports', discard, run: () => Promise.reject(new TypeError('x')) })
    await jobs.start()
    const wrong = await jobs.ask(ana, 'WRONG', {})
    expect(await over(jobs, wrong.id)).toMatchObject({
      state: 'FAILED',
      errorCode: 'EMPTY_PERIOD',
      errorDetails: { days: 0 },
    })
    const bug = await jobs.ask(ana, 'BUG', {})
    expect(await over(jobs, bug.id)).toMatchObject({ state: 'FAILED', errorCode: 'INTERNAL', attempt: 1 })
    await expect.poll(() => gone, SOON).toEqual([wrong.id, bug.id])
  })

  it('is cancelled while it waits and while it runs, and what it made goes', async () => {
    const gone: string[] = []
    jobs.add({
      name: 'LONG',
      permission: 'reports',
      run: untilAborted,
      discard: async ({ id }) => void gone.push(id),
    })
    await jobs.start()
    const running = await jobs.ask(ana, 'LONG', {})
    const waiting = await jobs.ask(ana, 'LONG', {})
    await expect.poll(() => jobs.live.get(running.id)?.state, SOON).toBe('RUNNING')
    expect(jobs.live.get(waiting.id)?.state).toBe('QUEUED')
    for (const { id } of [waiting, running]) {
      expect(await jobs.cancel(id)).toMatchObject({ id, state: 'CANCELLED' })
      expect(await jobs.cancel(id)).toBeUndefined()
    }
    await expect.poll(() => gone, SOON).toEqual([waiting.id, running.id])
    expect((await store.select().from(store.tables.jobs)).map(({ state }) => state)).toEqual([
      'CANCELLED',
      'CANCELLED',
    ])
  })

  it('waits for a database that is away, and goes on', async () => {
    let tries = 0
    jobs.add({
      ...{ name: 'PATIENT', permission: 'reports' },
      run: async () => {
        if (++tries < 3) throw new DomainError('DATABASE_UNAVAILABLE')
        return { tries }
      },
    })
    await jobs.start()
    const { id } = await jobs.ask(ana, 'PATIENT', {})
    expect(await over(jobs, id)).toMatchObject({ state: 'DONE', result: { tries: 3 }, attempt: 1 })
  })

  it('is left at the end of the server, and taken up by the next one', async () => {
    jobs.add({ ...counting(store), run: (work) => work.keep({ count: 7 }).then(() => untilAborted(work)) })
    await jobs.start()
    const { id } = await jobs.ask(ana, 'COUNT', { to: 9 })
    await expect
      .poll(async () => (await store.select().from(store.tables.jobs))[0]?.checkpoint, SOON)
      .toEqual({ count: 7 })
    await jobs.stop()
    expect((await store.select().from(store.tables.jobs))[0]).toMatchObject({ state: 'QUEUED', attempt: 0 })

    jobs = jobsOver(store)
    jobs.add(counting(store))
    await jobs.start()
    expect(await over(jobs, id)).toMatchObject({ state: 'DONE', doneCount: 9, attempt: 1 })
    const counted = await store.select().from(store.tables.reportSchedules)
    expect(counted.map(({ name }) => name).sort()).toEqual(['8', '9'])
  })

  it('that ends the process every time is given up', async () => {
    const { jobs: table } = store.tables
    const row = await (async () => {
      jobs.add(counting(store))
      return jobs.ask(ana, 'COUNT', { to: 1 })
    })()
    await store.update(table, undefined, { state: 'RUNNING', attempt: 5 })
    await jobs.stop()
    jobs = jobsOver(store)
    jobs.add(counting(store))
    await jobs.start()
    expect(await over(jobs, row.id)).toMatchObject({ state: 'FAILED', errorCode: 'JOB_GAVE_UP' })
  })

  it('of one tenant does not wait for all of another, and nobody has more than 50', async () => {
    const order: string[] = []
    jobs.add({
      ...{ name: 'TURN', permission: 'reports' },
      run: async ({ tenantId }) => ({ place: order.push(tenantId) }),
    })
    for (let count = 0; count < 50; count++) await jobs.ask(ana, 'TURN', {})
    expect(await refusalOf(jobs.ask(ana, 'TURN', {}))).toBe('TOO_MANY_JOBS')
    const luis = { tenantId: newId(), userId: newId() }
    await jobs.ask(luis, 'TURN', {})
    await jobs.start()
    await expect.poll(() => order.length, SOON).toBe(51)
    expect(order.indexOf(luis.tenantId)).toBe(1)
  })

  it('is forgotten after a month', async () => {
    jobs.add(counting(store))
    await jobs.start()
    const { id } = await jobs.ask(ana, 'COUNT', { to: 1 })
    await over(jobs, id)
    clock.pass(31 * DAY_SECONDS)
    await jobs.stop()
    jobs = jobsOver(store, clock)
    await jobs.start()
    await expect.poll(() => jobs.find(id), SOON).toBeUndefined()
  })
})

describeOnEveryEngine(
  'A job whose process is killed',
  (open, engine) => {
    it('goes on where it was, and counts nothing twice', async () => {
      await (await open()).close()
      const template = engine.name === 'pglite' ? await embeddedTemplate() : ''
      const tenantId = newId()
      const TO = 40
      const ids = new Set<string>()
      for (let kills = 0, isOver = false; !isOver; kills++) {
        expect(kills).toBeLessThan(6)
        isOver = await new Promise<boolean>((resolve, reject) => {
          const child = spawn(
            process.execPath,
            ['--import', '@oxc-node/core/register', CHILD, engine.url(), template, tenantId, String(TO)],
            { stdio: ['ignore', 'pipe', 'inherit'] },
          )
          let said = ''
          child.stdout.on('data', (chunk) => {
            said += chunk
            const lines = said.split('\n').slice(0, -1)
            for (const line of lines) if (line !== 'over') ids.add(line.split(' ')[0]!)
            if (kills < 1 && lines.length > 12) child.kill('SIGKILL')
          })
          child.once('error', reject)
          child.once('exit', () => resolve(/over\n$/.test(said)))
        })
      }
      const store = await open()
      expect(ids.size).toBe(1)
      const [row] = await store.select().from(store.tables.jobs)
      expect(row).toMatchObject({
        state: 'DONE',
        attempt: 2,
        checkpoint: { count: TO },
        result: { counted: TO },
      })
      expect(await store.select().from(store.tables.reportSchedules)).toHaveLength(TO)
    })
  },
  { lasting: true, only: ['pglite', 'mariadb'] },
)
