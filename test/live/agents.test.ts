import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asteriskAvailable } from '../asterisk/asterisk.server.ts'
import { about, CallCenter } from './call.center.ts'

const { available, reason } = asteriskAvailable()

const ERRORS = 'errors { code path message }'
const MEMBER_PAUSE = `mutation ($queueId: ID!, $agentId: ID!, $reason: String) {
  queueMemberPause(queueId: $queueId, agentId: $agentId, reason: $reason) {
    queue { members { agentId isPaused pauseReason } } ${ERRORS} } }`
const MEMBER_UNPAUSE = `mutation ($queueId: ID!, $agentId: ID!) {
  queueMemberUnpause(queueId: $queueId, agentId: $agentId) { queue { id } ${ERRORS} } }`
const AGENT_PAUSE = `mutation ($id: ID!, $reason: String) {
  agentPause(id: $id, reason: $reason) { agent { state isPaused pauseReason } ${ERRORS} } }`
const AGENT_UNPAUSE = `mutation ($id: ID!) { agentUnpause(id: $id) { agent { state } ${ERRORS} } }`
const PENALTY = `mutation ($queueId: ID!, $agentId: ID!, $penalty: Int!) {
  queueMemberPenaltySet(queueId: $queueId, agentId: $agentId, penalty: $penalty) { queue { id } ${ERRORS} } }`
const ADD = `mutation ($queueId: ID!, $input: QueueMemberAddInput!) {
  queueMemberAdd(queueId: $queueId, input: $input) { queue { members { agentId number } } ${ERRORS} } }`
const REMOVE = `mutation ($queueId: ID!, $agentId: ID!) {
  queueMemberRemove(queueId: $queueId, agentId: $agentId) { queue { members { number } } ${ERRORS} } }`
const THRESHOLD = `mutation ($id: ID!, $input: ThresholdInput!) {
  queueThresholdSet(id: $id, input: $input) { threshold { id } ${ERRORS} } }`
const WALLBOARD = `subscription ($ids: [ID!]) { wallboard(queueIds: $ids, minIntervalMs: 100) {
  isStale isDemo
  totals { waiting availableAgents connectedAgents offered answered abandoned level longestWaitSince }
  queues { name level waitingCount callers { number position } members { number state } today { offered answered } }
  agents { number state isPaused pauseReason } } }`

describe.skipIf(!available && !process.env.CI)(`agents on a real Asterisk ${reason}`, () => {
  let center: CallCenter

  beforeAll(async () => {
    center = await CallCenter.open()
  })
  beforeEach(() => center.begin())
  afterAll(() => center?.close())

  const soon = { timeout: 5_000, interval: 50 }
  const member = async (queue: string, number: string) =>
    (await center.queue(queue)).members.find((each) => each.number === number)!

  it('pauses an agent with a reason, in one queue and in all', async () => {
    const { admin } = center
    const ana = await center.agent('1001')
    expect(ana).toMatchObject({ name: 'Ana Núñez', state: 'AVAILABLE', isPaused: false })
    const ventas = await center.queue('ventas')
    const { queue } = await admin.mutate(MEMBER_PAUSE, {
      queueId: ventas.id,
      agentId: ana.id,
      reason: 'Capacitacion',
    })
    expect(queue.members).toContainEqual({ agentId: ana.id, isPaused: true, pauseReason: 'Capacitacion' })
    await center.sameAsAsterisk()
    // Free in her other queue.
    expect(await center.agent('1001')).toMatchObject({ state: 'AVAILABLE', isPaused: false })
    expect(await member('cobranzas', '1001')).toMatchObject({ isPaused: false, state: 'AVAILABLE' })

    const before = Date.now()
    const paused = await admin.mutate(AGENT_PAUSE, { id: ana.id, reason: 'Almuerzo' })
    expect(paused.agent).toEqual({ state: 'PAUSED', isPaused: true, pauseReason: 'Almuerzo' })
    await center.sameAsAsterisk()
    const { since } = await center.agent('1001')
    expect(Date.parse(since)).toBeGreaterThan(before - 1_500)
    expect(Date.parse(since)).toBeLessThan(Date.now() + 1)

    await admin.mutate(MEMBER_UNPAUSE, { queueId: ventas.id, agentId: ana.id })
    await center.sameAsAsterisk()
    expect(await center.agent('1001')).toMatchObject({ state: 'AVAILABLE', isPaused: false })
    const unpaused = await admin.mutate(AGENT_UNPAUSE, { id: ana.id })
    expect(unpaused.agent).toEqual({ state: 'AVAILABLE' })
    await center.sameAsAsterisk()
    const log = await center.asterisk.queueLog()
    expect(log.filter(({ event }) => event === 'PAUSE').map(({ queue, data }) => [queue, data[0]])).toEqual(
      expect.arrayContaining([
        ['ventas', 'Capacitacion'],
        ['ventas', 'Almuerzo'],
        ['cobranzas', 'Almuerzo'],
      ]),
    )
  })

  it('adds, weighs and removes members, who serve while they are there', async () => {
    const { admin, asterisk } = center
    const dinamica = await center.queue('dinamica')
    const added = await admin.mutate(ADD, {
      queueId: dinamica.id,
      input: { interface: 'Local/1010@agents/n', name: 'Zoe Ñu', penalty: 2 },
    })
    expect(added.queue.members).toEqual([{ agentId: expect.any(String), number: '1010' }])
    const { agentId } = added.queue.members[0]
    await center.sameAsAsterisk()
    await admin.mutate(PENALTY, { queueId: dinamica.id, agentId, penalty: 7 })
    await center.sameAsAsterisk()
    expect(await member('dinamica', '1010')).toMatchObject({ name: 'Zoe Ñu', penalty: 7, isDynamic: true })
    await asterisk.setAgent('1010', { answersAfterSeconds: 1, hangsUpAfterSeconds: 1 })
    await asterisk.callQueue({ queue: 'dinamica' })
    await expect.poll(async () => (await center.agent('1010')).state, soon).toBe('RINGING')
    await center.callIn('CONNECTED')
    await center.sameAsAsterisk()
    expect(await center.agent('1010')).toMatchObject({ state: 'ON_CALL', name: 'Zoe Ñu' })
    const [call] = await center.ended(1)
    expect(call).toMatchObject({ agent: { number: '1010' }, talkSeconds: about(1.5) })
    expect(await member('dinamica', '1010')).toMatchObject({ callsTaken: 1, state: 'AVAILABLE' })
    const removed = await admin.mutate(REMOVE, { queueId: dinamica.id, agentId })
    expect(removed.queue.members).toEqual([])
    await center.sameAsAsterisk()
    expect(await center.agent('1010')).toMatchObject({ state: 'OFFLINE', queues: [] })
  })

  it('gives an agent time after a call where the queue grants it', async () => {
    const { admin, asterisk } = center
    const ventas = await center.queue('ventas')
    await admin.mutate(
      `mutation ($id: ID!) { queueUpdate(id: $id, input: { wrapUpSeconds: 2 }) { queue { id } ${ERRORS} } }`,
      { id: ventas.id },
    )
    await asterisk.setAgent('1001', { answersAfterSeconds: 'never' })
    await asterisk.setAgent('1002', { answersAfterSeconds: 0, hangsUpAfterSeconds: 1 })
    await asterisk.callQueue({ queue: 'ventas' })
    await expect.poll(async () => (await center.agent('1002')).state, soon).toBe('ON_CALL')
    await expect.poll(async () => (await center.agent('1002')).state, soon).toBe('WRAP_UP')
    const { since } = await center.agent('1002')
    await expect.poll(async () => (await center.agent('1002')).state, soon).toBe('AVAILABLE')
    const free = Date.parse((await center.agent('1002')).since)
    expect((free - Date.parse(since)) / 1000).toEqual(about(2, 1.2))
    await center.ended(1)
  })

  it('shows on the wallboard who waits, who serves, and the levels', async () => {
    const { admin, asterisk } = center
    const vacia = await center.queue('vacia')
    const ventas = await center.queue('ventas')
    const threshold = { metric: 'WAITING', warn: 1, critical: 2, holdSeconds: 1 }
    await admin.mutate(THRESHOLD, { id: vacia.id, input: threshold })
    const board = admin.subscribe(WALLBOARD, { ids: [vacia.id, ventas.id] })
    await expect
      .poll(() => board.last, soon)
      .toMatchObject({
        isStale: false,
        isDemo: false,
        totals: { waiting: 0, availableAgents: 2, connectedAgents: 2, level: 'OK' },
        agents: [{ number: '1001' }, { number: '1002' }],
      })
    const began = Date.now()
    const first = await center.queueUp({ queue: 'vacia', callerNumber: '0981333001' })
    const second = await center.queueUp({ queue: 'vacia', callerNumber: '0981333002' })
    await expect.poll(() => board.last.totals.waiting, soon).toBe(2)
    await expect.poll(() => board.last.totals.level, soon).toBe('CRITICAL')
    // Held for a second before it was said.
    const atFirst = board.values.find(({ totals }) => totals.waiting === 2)
    expect(atFirst.totals.level).not.toBe('CRITICAL')
    expect(Date.now() - began).toBeGreaterThan(1_000)
    const shown = board.last.queues.find(({ name }: { name: string }) => name === 'vacia')
    expect(shown).toMatchObject({
      level: 'CRITICAL',
      waitingCount: 2,
      callers: [
        { number: '0981333001', position: 1 },
        { number: '0981333002', position: 2 },
      ],
    })
    expect(Date.parse(board.last.totals.longestWaitSince)).toBeGreaterThan(began - 1_000)
    expect((await center.queue('vacia')).levels).toEqual([{ metric: 'WAITING', level: 'CRITICAL', value: 2 }])

    await asterisk.hangup(first.channel)
    await expect.poll(() => board.last.totals.level, soon).toBe('WARN')
    await asterisk.hangup(second.channel)
    await expect.poll(() => board.last.totals.level, soon).toBe('OK')
    await expect
      .poll(() => board.last.totals, soon)
      .toMatchObject({ waiting: 0, abandoned: 2, longestWaitSince: null })
    await center.ended(2)
    await center.sameCounters('vacia')

    // A call answered moves the board as well.
    const { offered } = board.last.totals
    await asterisk.setAgent('1001', { answersAfterSeconds: 'never' })
    const placed = await asterisk.callQueue({ queue: 'ventas' })
    const talks = () => board.last.agents.find(({ number }: { number: string }) => number === '1002').state
    await expect.poll(talks, soon).toBe('ON_CALL')
    await asterisk.hangup(placed.channel)
    await expect.poll(() => board.last.totals.offered, soon).toBe(offered + 1)
    await center.ended(3)
    board.stop()
    expect(board.errors).toEqual([])
  })
})
