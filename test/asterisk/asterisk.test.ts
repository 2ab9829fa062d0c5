import { existsSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type AsteriskServer, asteriskAvailable, startAsterisk } from './asterisk.server.ts'

const { available, reason } = asteriskAvailable()
const within = { timeout: 15_000, interval: 50 }

describe.skipIf(!available)(`the Asterisk of the tests ${reason}`, { timeout: 60_000 }, () => {
  let asterisk: AsteriskServer

  beforeAll(async () => {
    asterisk = await startAsterisk({
      phones: { '7001': {}, '7003': { holds: { afterSeconds: 0.5, seconds: 1 } } },
    })
  }, 60_000)
  afterEach(() => asterisk.calm())
  afterAll(() => asterisk?.stop())

  /** What queue_log says of a call, in order. */
  const logged = async (callid: string) =>
    (await asterisk.queueLog()).filter((line) => line.callid === callid).map((line) => line.event)
  const member = async (queue: Parameters<AsteriskServer['queueShow']>[0], name: string) =>
    (await asterisk.queueShow(queue)).members.find((one) => one.name === name)!
  const silence = () => expect.poll(() => asterisk.channels(), within).toEqual([])

  it('has a queue call answered, and tells who talks', async () => {
    await asterisk.setAgent('1001', { answersAfterSeconds: 'never' })
    const call = await asterisk.callQueue({ queue: 'ventas', callerName: 'José Ñandú' })
    const connected = await asterisk.waitForEvent('AgentConnect', { Uniqueid: call.uniqueid })
    expect(connected).toMatchObject({
      MemberName: 'Beto Ibáñez',
      CallerIDName: 'José Ñandú',
      Linkedid: call.linkedid,
    })
    await expect
      .poll(() => member('ventas', 'Beto Ibáñez'), within)
      .toMatchObject({ status: 'In use', inCall: true })
    const talking = await asterisk.channels()
    expect(talking).toHaveLength(4)
    expect(talking.find((one) => one.channel === call.channel)).toMatchObject({
      uniqueid: call.uniqueid,
      application: 'Queue',
      callerNumber: '0981555001',
      state: 'Up',
    })
    await asterisk.hangup(call.channel)
    await silence()
    await expect
      .poll(() => logged(call.uniqueid), within)
      .toEqual(['ENTERQUEUE', 'CONNECT', 'COMPLETECALLER'])
    expect(await member('ventas', 'Beto Ibáñez')).toMatchObject({ callsTaken: 1, status: 'Not in use' })
    expect(await asterisk.queueShow('ventas')).toMatchObject({ completed: 1, abandoned: 0, callers: [] })
  })

  it('shows callers in line, and those who give up', async () => {
    const first = await asterisk.callQueue({ queue: 'vacia' })
    const second = await asterisk.callQueue({ queue: 'vacia', hangsUpAfterSeconds: 1 })
    const { callers } = await asterisk.queueShow('vacia')
    expect(callers.map(({ position, channel }) => [position, channel])).toEqual([
      [1, first.channel],
      [2, second.channel],
    ])
    await expect.poll(() => logged(second.uniqueid), within).toEqual(['ENTERQUEUE', 'ABANDON'])
    await asterisk.hangup(first.channel)
    await expect.poll(() => asterisk.queueShow('vacia'), within).toMatchObject({ abandoned: 2, callers: [] })
  })

  it('lets callers leave in every other way', async () => {
    const [late, closed, keyed, full] = [
      await asterisk.callQueue({ queue: 'vacia', patience: 'short' }),
      await asterisk.callQueue({ queue: 'cerrada' }),
      await asterisk.callQueue({ queue: 'salida', presses: { keys: '1', afterSeconds: 0.5 } }),
      await asterisk.callQueue({ queue: 'llena' }),
    ]
    const refused = await asterisk.callQueue({ queue: 'llena' })
    const left = async (uniqueid: string) =>
      (await asterisk.waitForEvent('UserEvent', { UserEvent: 'QueueLeft', Uniqueid: uniqueid })).Status
    expect(await left(closed.uniqueid)).toBe('JOINEMPTY')
    expect(await left(refused.uniqueid)).toBe('FULL')
    expect(await left(late.uniqueid)).toBe('TIMEOUT')
    await expect.poll(() => logged(keyed.uniqueid), within).toEqual(['ENTERQUEUE', 'EXITWITHKEY'])
    await asterisk.hangup(full.channel)
  })

  it('has agents who do not answer, who are busy and who hang up', async () => {
    await asterisk.setAgent('1003', { answersAfterSeconds: 'never' })
    await asterisk.setAgent('1004', { answersAfterSeconds: 'never' })
    await asterisk.setAgent('1001', { answersAfterSeconds: 0, hangsUpAfterSeconds: 1 })
    const one = await asterisk.callQueue({ queue: 'cobranzas' })
    await asterisk.waitForEvent('AgentRingNoAnswer', { Uniqueid: one.uniqueid, MemberName: 'Eva Ríos' })
    const pausing = await asterisk.callQueue({ queue: 'premium', hangsUpAfterSeconds: 20 })
    await asterisk.waitForEvent('QueueMemberPause', { Queue: 'premium', Paused: '1' })
    expect(await member('premium', 'Fabián Ortiz')).toMatchObject({
      paused: true,
      pausedReason: 'Auto-Pause',
    })
    await expect.poll(() => logged(pausing.uniqueid), within).toContain('EXITEMPTY')
    await asterisk.hangup(one.channel)
    await asterisk.setAgent('1003', { answersAfterSeconds: 'busy' })
    const two = await asterisk.callQueue({ queue: 'ventas' })
    await expect.poll(() => logged(two.uniqueid), within).toContain('COMPLETEAGENT')
  })

  it('has a SIP phone that answers, one that holds and resumes, and one that transfers', async () => {
    const supported = await asterisk.callQueue({ queue: 'soporte' })
    await asterisk.waitForEvent('AgentConnect', { Uniqueid: supported.uniqueid, MemberName: 'Carla Güemes' })
    expect(await member('soporte', 'Carla Güemes')).toMatchObject({ status: 'In use' })
    expect(await member('soporte', 'Darío Ñandú')).toMatchObject({ status: 'Unavailable', penalty: 1 })
    const held = await asterisk.originatePhone('7003', '9002')
    await asterisk.waitForEvent('Hold', { Uniqueid: held.uniqueid })
    await asterisk.waitForEvent('Unhold', { Uniqueid: held.uniqueid })
    await asterisk.startPhone('7004', { transfers: { to: '9002', afterSeconds: 0.5 } })
    const moved = await asterisk.call({ dials: '0215550120' })
    await asterisk.hangup(moved.channel)
    const referred = await asterisk.call({ dials: '7004' })
    expect(
      await asterisk.waitForEvent('BlindTransfer', { TransfereeUniqueid: referred.uniqueid }),
    ).toMatchObject({
      Result: 'Success',
      Extension: '9002',
    })
    await asterisk.hangup(referred.channel)
    await asterisk.stopPhone('7004')
    await asterisk.hangup(supported.channel)
    await asterisk.hangup(held.channel)
  })

  it('transfers by AMI and by keys, and parks', async () => {
    await asterisk.setAgent('1001', { answersAfterSeconds: 'never' })
    const blind = await asterisk.callQueue({ queue: 'ventas' })
    const to = { Exten: '9002', Context: 'phones' }
    await asterisk.ami.action({ Action: 'BlindTransfer', Channel: await asterisk.talkingWith(blind), ...to })
    await asterisk.waitForEvent('BlindTransfer', { TransfereeUniqueid: blind.uniqueid })
    await asterisk.hangup(blind.channel)
    await silence()

    const asked = await asterisk.callQueue({ queue: 'dinamica' })
    await addMember('Local/1005@agents/n', 'Dinámico')
    const consulting = await asterisk.talkingWith(asked)
    await asterisk.ami.action({ Action: 'Atxfer', Channel: consulting, ...to })
    const answered = async () => (await asterisk.channels()).some((one) => one.exten === '9002')
    await expect.poll(answered, within).toBe(true)
    await asterisk.hangup(consulting)
    await asterisk.waitForEvent('AttendedTransfer', { OrigTransfererChannel: consulting })
    await asterisk.hangup(asked.channel)
    await silence()

    const presses = { keys: '*2ww9002', afterSeconds: 0.5 }
    await asterisk.setAgent('1005', { hangsUpAfterSeconds: 4, presses })
    const mark = asterisk.ami.mark()
    const keyed = await asterisk.callQueue({ queue: 'dinamica' })
    await asterisk.waitForEvent('AttendedTransfer', {}, 20_000, mark)
    await asterisk.ami.action({ Action: 'Park', Channel: keyed.channel })
    expect(await asterisk.waitForEvent('ParkedCall', { ParkeeUniqueid: keyed.uniqueid })).toMatchObject({
      ParkingSpace: '701',
    })
    await asterisk.hangup(keyed.channel)
  })

  it('has an agent of the pool, a caller by the trunk and calls out', async () => {
    const login = await asterisk.logInPoolAgent('2001')
    await expect.poll(() => member('guardia', 'Olga Peña'), within).toMatchObject({ status: 'Not in use' })
    const call = await asterisk.callByTrunk({ dials: '5010', callerNumber: '0981555777' })
    const connected = await asterisk.waitForEvent('AgentConnect', { Uniqueid: call.uniqueid })
    expect(connected).toMatchObject({ MemberName: 'Olga Peña', CallerIDNum: '0981555777' })
    await asterisk.hangup(call.channel)
    await asterisk.hangup(login.channel)
    await asterisk.waitForEvent('AgentLogoff', { Agent: '2001' })
    const out = await asterisk.originatePhone('7001', '6103555')
    await asterisk.waitForEvent('DialEnd', { DestChannel: /^Local\/6103555@carrier/, DialStatus: 'BUSY' })
    await asterisk.waitForEvent('Hangup', { Uniqueid: out.uniqueid })
  })

  it('is born again: in order with its dynamic members, after a crash without its calls', async () => {
    await addMember('Local/1006@agents/n', 'Persistente')
    await asterisk.restart()
    expect(await member('dinamica', 'Persistente')).toMatchObject({ dynamic: true, status: 'Not in use' })
    await asterisk.talkingWith(await asterisk.callQueue({ queue: 'ventas' }))
    await asterisk.kill()
    await expect(asterisk.cli('core show version')).rejects.toThrow()
    await asterisk.restart()
    expect(await asterisk.channels()).toEqual([])
    expect(await member('ventas', 'Beto Ibáñez')).toMatchObject({ status: 'Not in use', callsTaken: 0 })
    const next = await asterisk.callQueue({ queue: 'ventas', hangsUpAfterSeconds: 1 })
    await expect.poll(() => logged(next.uniqueid), within).toContain('COMPLETECALLER')
  })

  it('runs beside another one, and leaves nothing behind', async () => {
    const other = await startAsterisk({ quiet: true, systemName: 'sucursal' })
    expect(other.amiPort).not.toBe(asterisk.amiPort)
    await other.addLoadAgents(2, 1)
    const call = await other.callQueue({ queue: 'carga', hangsUpAfterSeconds: 20 })
    await expect.poll(() => other.channels(), within).toHaveLength(4)
    await expect.poll(() => other.channels(), within).toHaveLength(0)
    const [entered] = (await other.queueLog()).filter((line) => line.callid === call.uniqueid)
    expect(entered).toMatchObject({ queue: 'carga', event: 'ENTERQUEUE' })
    await other.stop()
    expect(existsSync(other.folder)).toBe(false)
    expect(() => process.kill(other.pid!, 0)).toThrow(/ESRCH/)
  })

  const addMember = (face: string, name: string) =>
    asterisk.ami.action({ Action: 'QueueAdd', Queue: 'dinamica', Interface: face, MemberName: name })
})
