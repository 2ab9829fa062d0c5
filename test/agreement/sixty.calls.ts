import { setTimeout as pause } from 'node:timers/promises'
import type { AsteriskServer, PlacedCall, QueueName } from '../asterisk/asterisk.server.ts'

/** Agents that are added to queues for the play, by number, with their names. */
const CARGA = ['1011', '1012', '1013', '1014', '1015', '1016']
const DINAMICA = ['1021', '1022', '1023', '1024']

/** The realtime table of queue_log as Asterisk's own migrations make it. */
export const queueLogTable = `create table queue_log (
  id bigint not null auto_increment primary key, time datetime(6), callid varchar(80), queuename varchar(256),
  agent varchar(80), event varchar(32), data1 varchar(100), data2 varchar(100), data3 varchar(100),
  data4 varchar(100), data5 varchar(100))`

const interfaceOf = (number: string) => `Local/${number}@agents/n`
const nameOf = (number: string) => `Agente Ñ${number}`

/**
 * Sixty calls on a real Asterisk, in every way that a call to a queue can go, many at a time. The play is the
 * same each time in what happens; who serves whom, and how long callers wait, is up to Asterisk.
 */
export class SixtyCalls {
  private callerCount = 0

  constructor(private readonly asterisk: AsteriskServer) {}

  async play(): Promise<void> {
    await this.staff()
    await Promise.all([
      this.manyServedByFew(),
      this.callersWhoHangUp(),
      this.nobodyServes(),
      this.leftByKey(),
      this.nobodyAnswers(),
      this.theLastAgentGoes(),
      this.aPoolAgent(),
      this.transfers(),
      this.transfersByPhones(),
      this.pausesAndMembers(),
      pause(7_000).then(() => this.asterisk.cli('logger rotate')),
    ])
    await this.goHome()
  }

  private async staff(): Promise<void> {
    const { asterisk } = this
    await Promise.all([
      ...CARGA.map((number, i) =>
        asterisk.setAgent(number, { answersAfterSeconds: 0.2 + i * 0.3, hangsUpAfterSeconds: 1 + (i % 4) }),
      ),
      ...DINAMICA.map((number) => asterisk.setAgent(number, { answersAfterSeconds: 1.3 })),
    ])
    for (const number of CARGA) await this.add('carga', number)
    for (const number of DINAMICA) await this.add('dinamica', number)
  }

  /** Seventeen callers and six agents, who hang up. */
  private async manyServedByFew(): Promise<void> {
    for (let i = 0; i < 17; i++) {
      await this.enters('carga', { hangsUpAfterSeconds: 40 })
      await pause(i % 5 === 0 ? 600 : 120)
    }
  }

  /** Twelve callers who hang up when they have talked for some time, or before anybody has answered. */
  private async callersWhoHangUp(): Promise<void> {
    for (let i = 0; i < 12; i++) {
      await this.enters('dinamica', { hangsUpAfterSeconds: [5, 3, 7, 1, 4, 6][i % 6]! })
      await pause(350)
    }
  }

  /** Six give up, three run out of time, two are taken out of the queue; one waits where a second finds no place. */
  private async nobodyServes(): Promise<void> {
    for (const hangsUpAfterSeconds of [1, 2, 3, 4, 5, 6]) await this.enters('vacia', { hangsUpAfterSeconds })
    for (let i = 0; i < 3; i++) await this.enters('vacia', { patience: 'short' })
    const taken = [await this.enters('vacia'), await this.enters('vacia')]
    const { uniqueid: Uniqueid } = await this.enters('llena', { hangsUpAfterSeconds: 3 })
    await this.asterisk.waitForEvent('QueueCallerJoin', { Uniqueid })
    await this.enters('llena')
    await this.enters('cerrada')
    await pause(2_300)
    for (const { channel } of taken) {
      const withdrawal = { Queue: 'vacia', Caller: channel, WithdrawInfo: 'atendido en otra parte' }
      await this.asterisk.ami.action({ Action: 'QueueWithdrawCaller', ...withdrawal })
    }
  }

  private async leftByKey(): Promise<void> {
    for (const afterSeconds of [0.4, 1.5, 3.2])
      await this.enters('salida', { presses: { keys: '1', afterSeconds } })
  }

  /** An agent does not answer: one caller gives up while the phone rings again, one is served in the second round. */
  private async nobodyAnswers(): Promise<void> {
    const { asterisk } = this
    await this.pauses('1001', true, { Queue: 'cobranzas', Reason: 'Sólo ventas' })
    await asterisk.setAgent('1003', { answersAfterSeconds: 'never' })
    const gaveUp = await this.enters('cobranzas', { hangsUpAfterSeconds: 4 })
    await this.ended(gaveUp)
    const mark = asterisk.ami.mark()
    const patient = await this.enters('cobranzas', { hangsUpAfterSeconds: 9 })
    const rangInVain = { Uniqueid: patient.uniqueid }
    await asterisk.waitForEvent('AgentRingNoAnswer', rangInVain, 10_000, mark)
    await asterisk.setAgent('1003', { answersAfterSeconds: 0.5 })
    await this.ended(patient)
    await this.pauses('1001', false, { Queue: 'cobranzas', Reason: 'Todas' })
  }

  /** The only agent is paused by Asterisk for not answering: two callers are sent away, a third is not let in. */
  private async theLastAgentGoes(): Promise<void> {
    await this.asterisk.setAgent('1004', { answersAfterSeconds: 'never' })
    const sentAway = [await this.enters('premium'), await this.enters('premium')]
    await Promise.all(sentAway.map((call) => this.ended(call)))
    await this.ended(await this.enters('premium'))
    await this.pauses('1004', false, { Queue: 'premium' })
  }

  private async aPoolAgent(): Promise<void> {
    const { asterisk } = this
    const login = await asterisk.logInPoolAgent('2001')
    const first = await this.enters('guardia', { hangsUpAfterSeconds: 9 })
    const second = await this.enters('guardia', { hangsUpAfterSeconds: 12 })
    await Promise.all([this.ended(first), this.ended(second)])
    await asterisk.hangup(login.channel)
  }

  /** Agents hand their callers on: by the manager, into another queue, and by keys. */
  private async transfers(): Promise<void> {
    const { asterisk } = this
    await this.behave({})
    for (const Exten of ['9001', '5011']) {
      const call = await this.enters('ventas')
      const Channel = await asterisk.talkingWith(call)
      await pause(1_200)
      await asterisk.ami.action({ Action: 'BlindTransfer', Channel, Exten, Context: 'phones' })
      await this.ended(call)
    }
    for (const keys of ['#1ww9001', '*2ww1031']) {
      await this.behave({ presses: { keys, afterSeconds: 0.5 }, hangsUpAfterSeconds: 4 })
      const call = await this.enters('ventas', { hangsUpAfterSeconds: 9 })
      await this.ended(call, 30_000)
    }
  }

  /** An agent with a SIP phone hands callers on: at once, and after having asked a person, or an application. */
  private async transfersByPhones(): Promise<void> {
    await this.ended(await this.enters('soporte'), 30_000)
    for (const to of ['1032', '9001']) {
      await this.asterisk.startPhone('7001', { transfers: { to, afterSeconds: 1, asksFirst: true } })
      await this.ended(await this.enters('soporte', { hangsUpAfterSeconds: 7 }), 30_000)
    }
  }

  /** Breaks of one agent in one queue and of others in all, while calls come; one goes and comes back paused. */
  private async pausesAndMembers(): Promise<void> {
    await pause(1_500)
    await this.pauses('1011', true, { Queue: 'carga', Reason: 'Almuerzo' })
    await this.pauses('1021', true, { Reason: 'Baño' })
    const gone = { Queue: 'carga', Interface: interfaceOf('1016') }
    await this.asterisk.ami.action({ Action: 'QueueRemove', ...gone })
    await pause(2_400)
    await this.pauses('1011', true, { Queue: 'carga', Reason: 'Capacitación' })
    await this.pauses('1021', false, { Reason: 'Vuelve' })
    await this.add('carga', '1016', true)
    await pause(1_300)
    await this.pauses('1011', false, { Queue: 'carga' })
    await this.pauses('1016', false, { Queue: 'carga' })
  }

  /** All calls end; an agent of two queues pauses in both, and those who were added go. */
  private async goHome(): Promise<void> {
    const { asterisk } = this
    const quiet = async () => (await asterisk.channels()).length === 0
    for (const until = Date.now() + 30_000; Date.now() < until && !(await quiet()); ) await pause(100)
    await asterisk.calm()
    await this.pauses('1001', true, { Reason: 'Fin de turno' })
    await pause(1_100)
    await this.pauses('1001', false, {})
    for (const number of DINAMICA) await this.remove('dinamica', number)
    for (const number of CARGA) await this.remove('carga', number)
  }

  private enters(
    queue: QueueName,
    how: {
      hangsUpAfterSeconds?: number
      patience?: 'short'
      presses?: { keys: string; afterSeconds: number }
    } = {},
  ): Promise<PlacedCall> {
    const callerNumber = `09815${String(++this.callerCount).padStart(5, '0')}`
    return this.asterisk.callQueue({ queue, callerNumber, ...how })
  }

  private async ended({ uniqueid }: PlacedCall, limitMs = 20_000): Promise<void> {
    await this.asterisk.waitForEvent('Hangup', { Uniqueid: uniqueid }, limitMs)
  }

  private async behave(does: Parameters<AsteriskServer['setAgent']>[1]): Promise<void> {
    for (const number of ['1001', '1002']) await this.asterisk.setAgent(number, does)
  }

  private async add(queue: QueueName, number: string, paused = false): Promise<void> {
    const member = { Queue: queue, Interface: interfaceOf(number), MemberName: nameOf(number) }
    await this.asterisk.ami.action({ Action: 'QueueAdd', ...member, Paused: paused ? 'true' : 'false' })
  }

  private async remove(queue: QueueName, number: string): Promise<void> {
    await this.asterisk.ami.action({ Action: 'QueueRemove', Queue: queue, Interface: interfaceOf(number) })
  }

  private async pauses(number: string, paused: boolean, about: Record<string, string>): Promise<void> {
    const member = { Interface: interfaceOf(number), Paused: paused ? 'true' : 'false' }
    await this.asterisk.ami.action({ Action: 'QueuePause', ...member, ...about })
  }
}
