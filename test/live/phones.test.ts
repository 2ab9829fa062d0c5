import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asteriskAvailable } from '../asterisk/asterisk.server.ts'
import { about, CallCenter, history } from './call.center.ts'

const { available, reason } = asteriskAvailable()

const ORIGINATE = `mutation ($extensionId: ID!, $to: DialString!) {
  callOriginate(extensionId: $extensionId, to: $to) { answer errors { code path message } }
}`
const HANGUP = 'mutation ($id: ID!) { callHangup(id: $id) { answer errors { code path message } } }'
const SPY = `mutation ($id: ID!, $extensionId: ID!, $mode: SpyMode!) {
  callSpy(id: $id, extensionId: $extensionId, mode: $mode) { answer errors { code path message } }
}`

describe.skipIf(!available && !process.env.CI)(`phones on a real Asterisk ${reason}`, () => {
  let center: CallCenter

  beforeAll(async () => {
    center = await CallCenter.open({
      phones: {
        '7001': { answersAfterSeconds: 1 },
        '7003': { answersAfterSeconds: 0.5, holds: { afterSeconds: 1, seconds: 2 }, hangsUpAfterSeconds: 1 },
      },
    })
  })
  beforeEach(() => center.begin())
  afterAll(() => center?.close())

  const states = async (number: string) => (await center.extension(number)).state
  const soon = { timeout: 5_000, interval: 50 }

  it('serves a caller of the trunk with a SIP phone, whose state follows', async () => {
    expect(await states('7001')).toBe('IDLE')
    expect(await states('7004')).toBe('UNAVAILABLE')
    expect(await center.agent('7002')).toMatchObject({ name: 'Darío Ñandú', state: 'OFFLINE' })
    await center.asterisk.callByTrunk({
      dials: '0215550102',
      callerNumber: '0981222333',
      callerName: 'Niño & Cía',
      hangsUpAfterSeconds: 4,
    })
    await expect.poll(() => states('7001'), soon).toBe('RINGING')
    expect(await center.agent('7001')).toMatchObject({ state: 'RINGING' })
    const live = await center.callIn('CONNECTED')
    await expect.poll(() => states('7001'), soon).toBe('IN_USE')
    expect(await center.extension('7001')).toMatchObject({ device: 'PJSIP/7001', currentCallId: live.id })
    await center.sameAsAsterisk()
    const [call] = await center.ended(1)
    expect(call).toMatchObject({
      direction: 'INBOUND',
      fromNumber: '0981222333',
      fromName: 'Niño & Cía',
      toNumber: '0215550102',
      did: '0215550102',
      disposition: 'ANSWERED',
      queue: { name: 'soporte' },
      agent: { number: '7001' },
      waitSeconds: about(1),
      talkSeconds: about(3),
      holdSeconds: 0,
    })
    expect(call!.legs.map(({ number }) => number)).toEqual(['trunk-in', '7001'])
    await expect.poll(() => states('7001'), soon).toBe('IDLE')
    await center.sameCounters('soporte')
  })

  it('counts the time a phone keeps its caller on hold', async () => {
    await center.asterisk.call({ dials: '7003', callerNumber: '0981222444' })
    await center.callIn('ON_HOLD')
    await center.sameAsAsterisk()
    await center.callIn('CONNECTED')
    const [call] = await center.ended(1)
    expect(call).toMatchObject({
      toNumber: '7003',
      disposition: 'ANSWERED',
      holdSeconds: about(2, 0.5),
      talkSeconds: about(4),
    })
    expect(history(call!)).toEqual(['STARTED', 'ANSWERED', 'HELD', 'RESUMED', 'ENDED'])
  })

  it('clicks to call, and hangs up', async () => {
    const { id } = await center.extension('7001')
    await center.admin.mutate(ORIGINATE, { extensionId: id, to: '6101555' })
    await expect.poll(() => states('7001'), soon).toBe('RINGING')
    const live = await center.callIn('CONNECTED')
    expect(live).toMatchObject({ direction: 'OUTBOUND', fromNumber: '7001', toNumber: '6101555' })
    await center.sameAsAsterisk()
    await center.admin.mutate(HANGUP, { id: live.id })
    const [call] = await center.ended(1)
    expect(call).toMatchObject({
      id: live.id,
      direction: 'OUTBOUND',
      fromNumber: '7001',
      toNumber: '6101555',
      did: null,
      disposition: 'ANSWERED',
      queueVisits: [],
    })
    expect(call!.legs[0]).toMatchObject({ number: '7001' })
  })

  it('clicks to call who is busy, and from a phone behind a Local channel', async () => {
    const [sip, local] = [await center.extension('7001'), await center.extension('1002')]
    await center.admin.mutate(ORIGINATE, { extensionId: sip.id, to: '6103555' })
    await center.admin.mutate(ORIGINATE, { extensionId: local.id, to: '6110555' })
    const calls = await center.ended(2)
    const busy = calls.find(({ fromNumber }) => fromNumber === '7001')
    expect(busy).toMatchObject({ direction: 'OUTBOUND', toNumber: '6103555', disposition: 'BUSY' })
    const made = calls.find(({ fromNumber }) => fromNumber === '1002')
    expect(made).toMatchObject({ direction: 'OUTBOUND', toNumber: '6110555', disposition: 'ANSWERED' })
    expect(made!.talkSeconds).toEqual(about(3))
  })

  it.each(['LISTEN', 'WHISPER', 'BARGE'])('lets a supervisor join a call to %s', async (mode) => {
    await center.asterisk.setAgent('1001', { answersAfterSeconds: 'busy' })
    const placed = await center.asterisk.callQueue({ queue: 'ventas' })
    const live = await center.callIn('CONNECTED')
    const { id } = await center.extension('7001')
    await center.admin.mutate(SPY, { id: live.id, extensionId: id, mode })
    await expect.poll(() => states('7001'), soon).toBe('IN_USE')
    const spying = async () =>
      (await center.asterisk.channels()).find(({ application }) => application === 'ChanSpy')
    await expect.poll(spying, soon).toMatchObject({ channel: expect.stringContaining('PJSIP/7001') })
    await center.sameAsAsterisk()
    await center.asterisk.hangup((await spying())!.channel)
    await center.asterisk.hangup(placed.channel)
    const [call, spied] = await center.ended(2)
    expect(call).toMatchObject({ id: live.id, agent: { number: '1002' }, disposition: 'ANSWERED' })
    expect(spied).toMatchObject({ direction: 'INTERNAL', fromNumber: '7001', queueVisits: [] })
  })

  it('reaches an agent of the pool on the call they stay on', async () => {
    const login = await center.asterisk.logInPoolAgent('2001')
    const olga = async () => (await center.queue('guardia')).members.find(({ name }) => name === 'Olga Peña')
    // Asterisk lets a pool agent rest some seconds after the login.
    await expect.poll(olga, { timeout: 10_000 }).toMatchObject({ number: '2001', state: 'AVAILABLE' })
    await center.sameAsAsterisk()
    const placed = await center.asterisk.callQueue({ queue: 'guardia', callerNumber: '0981222555' })
    await expect.poll(olga, { timeout: 10_000 }).toMatchObject({ state: 'ON_CALL' })
    await center.sameAsAsterisk()
    await center.asterisk.hangup(placed.channel)
    await expect.poll(olga, soon).toMatchObject({ state: 'AVAILABLE' })
    await center.asterisk.hangup(login.channel)
    const calls = await center.ended(2)
    expect(calls.find(({ fromNumber }) => fromNumber === '0981222555')).toMatchObject({
      disposition: 'ANSWERED',
      agent: { number: '2001' },
      queueVisits: [{ outcome: 'ANSWERED' }],
    })
    await expect.poll(olga, soon).toMatchObject({ state: 'OFFLINE' })
  })
})
