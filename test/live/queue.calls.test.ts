import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asteriskAvailable } from '../asterisk/asterisk.server.ts'
import { about, CallCenter, detail, history } from './call.center.ts'

const { available, reason } = asteriskAvailable()

describe.skipIf(!available && !process.env.CI)(`queue calls on a real Asterisk ${reason}`, () => {
  let center: CallCenter

  beforeAll(async () => {
    center = await CallCenter.open()
  })
  beforeEach(() => center.begin())
  afterAll(() => center?.close())

  it('rings two agents, one answers, they talk', async () => {
    const { asterisk } = center
    await asterisk.setAgent('1001', { answersAfterSeconds: 'never' })
    await asterisk.setAgent('1002', { answersAfterSeconds: 1, hangsUpAfterSeconds: 2 })
    await asterisk.callQueue({ queue: 'ventas', callerNumber: '0981555123', callerName: 'José Ñandú' })
    await expect.poll(async () => (await center.agent('1001')).state).toBe('RINGING')
    await expect.poll(async () => (await center.extension('1001')).state).toBe('RINGING')
    expect(await center.queue('ventas')).toMatchObject({
      waitingCount: 1,
      callers: [{ position: 1, number: '0981555123', name: 'José Ñandú' }],
      memberCounts: { ringing: 2 },
    })
    const talking = await center.callIn('CONNECTED')
    expect(talking).toMatchObject({ agent: { number: '1002' }, queue: { name: 'ventas' }, disposition: null })
    await center.sameAsAsterisk()
    expect(await center.agent('1002')).toMatchObject({
      name: 'Beto Ibáñez',
      state: 'ON_CALL',
      currentCallId: talking.id,
    })
    expect(await center.agent('1001')).toMatchObject({ state: 'AVAILABLE', currentCallId: null })
    expect(await center.extension('1002')).toMatchObject({ state: 'IN_USE', currentCallId: talking.id })
    expect(await center.extension('1001')).toMatchObject({ state: 'IDLE', currentCallId: null })

    const [call] = await center.ended(1)
    expect(call).toMatchObject({
      id: talking.id,
      direction: 'INBOUND',
      disposition: 'ANSWERED',
      fromNumber: '0981555123',
      fromName: 'José Ñandú',
      toNumber: '5001',
      did: '5001',
      agent: { number: '1002' },
      queue: { name: 'ventas' },
      waitSeconds: about(1),
      talkSeconds: about(2.5),
      holdSeconds: 0,
      durationSeconds: about(3.5),
      transferCount: 0,
      hangupCause: 16,
      endReason: 'HANGUP',
    })
    expect(history(call!)).toEqual(['STARTED', 'QUEUE_JOINED', 'QUEUE_LEFT', 'ANSWERED', 'ENDED'])
    const beto = await center.agent('1002')
    expect(call!.queueVisits).toMatchObject([{ outcome: 'ANSWERED', position: 1, agentId: beto.id }])
    expect(call!.events.filter(({ kind }) => kind === 'AGENT_RANG')).toHaveLength(2)
    expect(beto).toMatchObject({ today: { answered: 1, talkSeconds: about(2.5), missed: 0 } })
    expect(center.facts('QUEUE_LEFT')).toMatchObject([
      { outcome: 'ANSWERED', waitSeconds: about(1), agentId: beto.id, call: { id: call!.id } },
    ])
    expect(center.facts('ANSWERED')).toMatchObject([
      { agentId: beto.id, queueId: call!.queueVisits[0]!.queueId, call: { state: 'CONNECTED' } },
    ])
    await center.sameCounters('ventas')
  })

  it('shows callers in line; they give up, run out of time, and leave by a key', async () => {
    const { asterisk } = center
    const first = await center.queueUp({ queue: 'vacia', callerNumber: '0981000001' })
    await center.queueUp({ queue: 'vacia', callerNumber: '0981000002', patience: 'short' })
    await center.queueUp({ queue: 'vacia', callerNumber: '0981000003', hangsUpAfterSeconds: 2 })
    await center.queueUp({
      queue: 'salida',
      callerNumber: '0981000004',
      presses: { keys: '1', afterSeconds: 1 },
    })
    await expect
      .poll(async () => (await center.queue('vacia')).callers.map(({ number }) => number))
      .toEqual(['0981000001', '0981000002', '0981000003'])
    await center.sameAsAsterisk()
    // The third gives up, the second runs out of time; the first moves nowhere and gives up last.
    await expect.poll(async () => (await center.queue('vacia')).waitingCount, { timeout: 10_000 }).toBe(1)
    await center.sameAsAsterisk()
    await asterisk.hangup(first.channel)

    const calls = await center.ended(4)
    const outcomes = calls.map(({ fromNumber, disposition, queueVisits }) => [
      fromNumber,
      disposition,
      ...queueVisits.map(({ outcome }) => outcome),
    ])
    expect(outcomes).toEqual([
      ['0981000001', 'ABANDONED', 'ABANDONED'],
      ['0981000002', 'NO_ANSWER', 'TIMED_OUT'],
      ['0981000003', 'ABANDONED', 'ABANDONED'],
      ['0981000004', 'NO_ANSWER', 'LEFT_BY_KEY'],
    ])
    expect(calls.map(({ queueVisits }) => queueVisits[0]!.position)).toEqual([1, 2, 3, 1])
    const [, timedOut, gaveUp, keyed] = calls
    expect(timedOut).toMatchObject({ waitSeconds: about(3), talkSeconds: 0, answeredAt: null })
    expect(gaveUp).toMatchObject({ waitSeconds: about(2), talkSeconds: 0, answeredAt: null })
    expect(keyed).toMatchObject({ waitSeconds: about(1), talkSeconds: 0 })
    expect((await center.queue('vacia')).today).toMatchObject({
      offered: 3,
      abandoned: 2,
      timedOut: 1,
      waiting: 0,
    })
    await center.sameCounters('vacia')
    expect((await center.queue('salida')).today).toMatchObject({ offered: 1, leftOtherwise: 1, abandoned: 0 })
  })

  it('goes on to the next agent when one does not answer', async () => {
    const { asterisk } = center
    await asterisk.setAgent('1003', { answersAfterSeconds: 'never' })
    await asterisk.setAgent('1001', { answersAfterSeconds: 0, hangsUpAfterSeconds: 1 })
    await asterisk.callQueue({ queue: 'cobranzas', hangsUpAfterSeconds: 6 })
    await expect.poll(async () => (await center.agent('1003')).state).toBe('RINGING')
    const notAnswered = async () => (await center.agent('1003')).today.missed
    await expect.poll(notAnswered, { timeout: 10_000 }).toBeGreaterThan(0)
    const [call] = await center.ended(1)
    const eva = await center.agent('1003')
    const missed = call!.events.filter(({ kind }) => kind === 'AGENT_NOT_ANSWERED')
    expect(missed.length).toBe(eva.today.missed)
    expect(missed[0]).toMatchObject({ agentId: eva.id })
    expect(Number(detail(missed[0]!, 'ringMs'))).toSatisfy((ms: number) => Math.abs(ms - 2_000) <= 1_000)
    const log = await asterisk.queueLog()
    expect(
      log.filter(({ event, callid }) => event === 'RINGNOANSWER' && callid === call!.linkedid),
    ).toHaveLength(missed.length)
    await center.sameCounters('cobranzas')
  })

  it('lets nobody in where nobody serves, and out where the last one goes', async () => {
    const { asterisk } = center
    await asterisk.callQueue({ queue: 'cerrada', callerNumber: '0981000001' })
    await asterisk.setAgent('1004', { answersAfterSeconds: 'never' })
    await asterisk.callQueue({ queue: 'premium', callerNumber: '0981000002', hangsUpAfterSeconds: 20 })
    const fabian = () => center.agent('1004')
    await expect
      .poll(fabian, { timeout: 10_000 })
      .toMatchObject({ state: 'PAUSED', isPaused: true, pauseReason: 'Auto-Pause' })
    const [refused, left] = await center.ended(2)
    expect(refused).toMatchObject({ fromNumber: '0981000001', disposition: 'NO_ANSWER', queueVisits: [] })
    expect(left).toMatchObject({
      fromNumber: '0981000002',
      disposition: 'NO_ANSWER',
      queueVisits: [{ outcome: 'LEFT_EMPTY' }],
    })
    expect((await center.queue('premium')).today).toMatchObject({ offered: 1, leftOtherwise: 1 })
    await center.sameCounters('premium')
  })

  it('serves two queues at once, an agent of both one call at a time', async () => {
    const { asterisk } = center
    await asterisk.setAgent('1001', { answersAfterSeconds: 0, hangsUpAfterSeconds: 2 })
    await asterisk.setAgent('1002', { answersAfterSeconds: 'busy' })
    await asterisk.setAgent('1003', { answersAfterSeconds: 0, hangsUpAfterSeconds: 3 })
    await Promise.all([
      asterisk.callQueue({ queue: 'ventas', callerNumber: '0981000001' }),
      asterisk.callQueue({ queue: 'cobranzas', callerNumber: '0981000002' }),
      asterisk.callQueue({ queue: 'vacia', callerNumber: '0981000003', hangsUpAfterSeconds: 3 }),
    ])
    const states = async () => (await center.active()).map(({ state }) => state).sort()
    await expect.poll(states, { timeout: 10_000 }).toEqual(['CONNECTED', 'CONNECTED', 'QUEUED'])
    await center.sameAsAsterisk()
    expect(await center.agent('1001')).toMatchObject({
      state: 'ON_CALL',
      queues: expect.arrayContaining([
        expect.objectContaining({ queueName: 'ventas', penalty: 0 }),
        expect.objectContaining({ queueName: 'cobranzas', penalty: 5 }),
      ]),
    })
    const calls = await center.ended(3)
    const byCaller = new Map(calls.map((call) => [call.fromNumber, call]))
    expect(byCaller.get('0981000001')).toMatchObject({
      queue: { name: 'ventas' },
      agent: { number: '1001' },
      talkSeconds: about(2.5),
    })
    expect(byCaller.get('0981000002')).toMatchObject({
      queue: { name: 'cobranzas' },
      agent: { number: '1003' },
      talkSeconds: about(3.5),
    })
    expect(byCaller.get('0981000003')).toMatchObject({ disposition: 'ABANDONED', waitSeconds: about(3) })
    for (const queue of ['ventas', 'cobranzas', 'vacia'] as const) await center.sameCounters(queue)
  })
})
