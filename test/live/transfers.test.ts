import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asteriskAvailable, type PlacedCall } from '../asterisk/asterisk.server.ts'
import { about, CallCenter, detail, history } from './call.center.ts'
import type { KeptCall } from './live.documents.ts'

const { available, reason } = asteriskAvailable()

const act = (mutation: string, args = '$id: ID!, $to: DialString!', given = 'id: $id, to: $to') =>
  `mutation (${args}) { ${mutation}(${given}) { answer errors { code path message } } }`

describe.skipIf(!available && !process.env.CI)(`transfers and parking on a real Asterisk ${reason}`, () => {
  let center: CallCenter

  beforeAll(async () => {
    center = await CallCenter.open({
      phones: { '7003': { answersAfterSeconds: 0.5, hangsUpAfterSeconds: 2 } },
    })
  })
  beforeEach(async () => {
    await center.begin()
    // Busy rather than silent: while Beto rests from the story before, the queue shall not ring her in vain.
    await center.asterisk.setAgent('1001', { answersAfterSeconds: 'busy' })
  })
  afterAll(() => center?.close())

  /** A caller talks to Beto, for at least a second. */
  const talkToBeto = async (): Promise<[placed: PlacedCall, live: KeptCall, beto: string]> => {
    const placed = await center.asterisk.callQueue({ queue: 'ventas' })
    const beto = await center.asterisk.talkingWith(placed)
    const call = await center.callIn('CONNECTED')
    await expect
      .poll(() => Date.now() - Date.parse(call.answeredAt!), { timeout: 5_000 })
      .toBeGreaterThan(1_000)
    return [placed, call, beto]
  }
  const transfer = (call: KeptCall) =>
    call.events
      .filter(({ kind }) => kind === 'TRANSFERRED')
      .map((event) => ({
        transfer: detail(event, 'transfer'),
        target: detail(event, 'target'),
      }))

  it('sends a caller on blindly, by our own mutation, to a phone that talks', async () => {
    const [, live] = await talkToBeto()
    await center.admin.mutate(act('callTransferBlind'), { id: live.id, to: '7003' })
    await expect.poll(async () => (await center.extension('7003')).state, { timeout: 5_000 }).toBe('IN_USE')
    await center.sameAsAsterisk()
    expect(await center.agent('1002')).toMatchObject({ currentCallId: null })
    const [call] = await center.ended(1)
    expect(call).toMatchObject({
      id: live.id,
      disposition: 'ANSWERED',
      agent: { number: '1002' },
      transferCount: 1,
      waitSeconds: about(0.5),
    })
    expect(transfer(call!)).toEqual([{ transfer: 'BLIND', target: '7003' }])
    expect(center.facts('TRANSFERRED')).toMatchObject([{ transfer: 'BLIND', target: '7003' }])
    expect(history(call!)).toEqual([
      'STARTED',
      'QUEUE_JOINED',
      'QUEUE_LEFT',
      'ANSWERED',
      'TRANSFERRED',
      'ENDED',
    ])
    // Talk with Beto, and with the phone that it went to.
    const visit = call!.queueVisits[0]!
    expect(call!.talkSeconds).toEqual(about(visit.talkSeconds + 2))
  })

  it('lets the agent ask first, by our own mutation, and hand over by hanging up', async () => {
    const { asterisk } = center
    const [placed, live, beto] = await talkToBeto()
    await center.admin.mutate(act('callTransferAttended'), { id: live.id, to: '9002' })
    const asking = async () => (await asterisk.channels()).some(({ exten }) => exten === '9002')
    await expect.poll(asking, { timeout: 5_000 }).toBe(true)
    await center.callIn('ON_HOLD')
    await center.sameAsAsterisk()
    await asterisk.hangup(beto)
    await asterisk.waitForEvent('AttendedTransfer', { OrigTransfererChannel: beto })
    await center.callIn('CONNECTED')
    await center.sameAsAsterisk()
    await asterisk.hangup(placed.channel)
    const [call] = await center.ended(1)
    expect(call).toMatchObject({ id: live.id, transferCount: 1, agent: { number: '1002' } })
    expect(transfer(call!)).toEqual([{ transfer: 'ATTENDED', target: '9002' }])
    // Somebody talked all the time from the answer to the end.
    const connected = (Date.parse(call!.endedAt!) - Date.parse(call!.answeredAt!)) / 1000
    expect(call!.talkSeconds).toEqual(about(connected, 0.3))
    expect(call!.holdSeconds).toBeGreaterThan(0)
    expect(call!.holdSeconds).toBeLessThan(call!.talkSeconds)
  })

  it('transfers blindly by the keys of the phone', async () => {
    const { asterisk } = center
    await asterisk.setAgent('1002', { presses: { keys: '#1ww9001', afterSeconds: 0.5 } })
    await asterisk.callQueue({ queue: 'ventas', callerNumber: '0981000001' })
    await expect
      .poll(() => center.facts('TRANSFERRED'), { timeout: 15_000 })
      .toMatchObject([{ transfer: 'BLIND', target: '9001' }])
    await center.sameAsAsterisk()
    const [blind] = await center.ended(1)
    expect(blind).toMatchObject({ fromNumber: '0981000001', transferCount: 1, disposition: 'ANSWERED' })
  })

  it('asks first and transfers by the keys of the phone', async () => {
    const { asterisk } = center
    await asterisk.setAgent('1002', {
      presses: { keys: '*2ww9002', afterSeconds: 0.5 },
      hangsUpAfterSeconds: 3,
    })
    const asked = await asterisk.callQueue({ queue: 'ventas', callerNumber: '0981000002' })
    await expect.poll(() => center.facts('TRANSFERRED').length, { timeout: 15_000 }).toBe(1)
    await center.sameAsAsterisk()
    await asterisk.hangup(asked.channel)
    const [attended] = await center.ended(1)
    expect(attended).toMatchObject({ fromNumber: '0981000002', transferCount: 1, agent: { number: '1002' } })
    expect(transfer(attended!)).toEqual([{ transfer: 'ATTENDED', target: '9002' }])
  })

  it('sends on a caller who still waits', async () => {
    await center.asterisk.callQueue({ queue: 'vacia' })
    const waiting = await center.callIn('QUEUED')
    await center.admin.mutate(act('callTransferBlind'), { id: waiting.id, to: '7003' })
    await center.callIn('CONNECTED')
    await center.sameAsAsterisk()
    expect(await center.queue('vacia')).toMatchObject({
      waitingCount: 0,
      today: { offered: 1, leftOtherwise: 1, abandoned: 0 },
    })
    // Asterisk's log takes whoever leaves without a word for one who gave up.
    const [call] = await center.ended(1, { isUntold: true })
    expect(call).toMatchObject({ disposition: 'ANSWERED', queueVisits: [{ outcome: 'TRANSFERRED' }] })
    expect(center.facts('QUEUE_LEFT')).toMatchObject([{ outcome: 'TRANSFERRED', agentId: null }])
  })

  it('sends a caller on by REFER of a SIP phone', async () => {
    const { asterisk } = center
    await asterisk.startPhone('7004', {
      answersAfterSeconds: 0.3,
      transfers: { to: '7003', afterSeconds: 1 },
    })
    await asterisk.call({ dials: '7004', callerNumber: '0981000003' })
    const [call] = await center.ended(1)
    expect(call).toMatchObject({
      direction: 'INBOUND',
      fromNumber: '0981000003',
      toNumber: '7004',
      disposition: 'ANSWERED',
      transferCount: 1,
      talkSeconds: about(3),
      queueVisits: [],
    })
    expect(transfer(call!)).toEqual([{ transfer: 'BLIND', target: '7003' }])
  })

  it('makes one conversation of two when a SIP phone asks in a call of its own', async () => {
    const { asterisk } = center
    await asterisk.startPhone('7004', {
      answersAfterSeconds: 0.3,
      transfers: { to: '1002', afterSeconds: 1, asksFirst: true },
    })
    const placed = await asterisk.call({ dials: '7004', callerNumber: '0981000004' })
    await expect.poll(async () => (await center.active()).length, { timeout: 5_000 }).toBe(2)
    await center.sameAsAsterisk()
    await expect.poll(() => center.facts('TRANSFERRED').length, { timeout: 10_000 }).toBe(1)
    await center.callIn('CONNECTED')
    await center.sameAsAsterisk()
    await asterisk.hangup(placed.channel)
    const [call] = await center.ended(1)
    expect(call).toMatchObject({ fromNumber: '0981000004', toNumber: '7004', transferCount: 1 })
    expect(transfer(call!)).toEqual([{ transfer: 'ATTENDED', target: '1002' }])
    // The question ran beside the call: its time counts once.
    expect(call!.talkSeconds).toBeLessThan(call!.durationSeconds)
  })

  it('parks a caller, whom another picks up: one conversation', async () => {
    const { asterisk } = center
    const [placed, live] = await talkToBeto()
    await center.admin.mutate(act('callPark', '$id: ID!', 'id: $id'), { id: live.id })
    await center.callIn('PARKED')
    await center.sameAsAsterisk()
    expect(await center.agent('1002')).toMatchObject({ currentCallId: null })
    const pickUp = { Channel: 'Local/9002@phones', Context: 'parkedcalls', Exten: '701', Priority: 1 }
    await asterisk.ami.action({ Action: 'Originate', ...pickUp, Async: 'true' })
    await asterisk.waitForEvent('UnParkedCall', { ParkeeUniqueid: placed.uniqueid })
    expect(await center.callIn('CONNECTED')).toMatchObject({ id: live.id })
    await center.sameAsAsterisk()
    await asterisk.hangup(placed.channel)
    // Asterisk's log counts the time in the park as talk with the agent; we do not.
    const [call] = await center.ended(1, { isUntold: true })
    expect(history(call!)).toEqual([
      'STARTED',
      'QUEUE_JOINED',
      'QUEUE_LEFT',
      'ANSWERED',
      'PARKED',
      'UNPARKED',
      'ENDED',
    ])
    const parked = call!.events.find(({ kind }) => kind === 'PARKED')!
    expect(detail(parked, 'space')).toBe('701')
    expect(call!.talkSeconds).toBeLessThan(call!.durationSeconds - call!.waitSeconds)
    expect(call!.legs.filter(({ number }) => number === '9002')).toHaveLength(2)
  })
})
