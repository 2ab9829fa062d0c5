import type { Channel } from './channel.model.ts'
import { type Conversation, type EpisodePlayer } from './conversation.ts'
import { DialApplication } from './dial.app.ts'
import * as events from './events.ts'
import { Parking } from './parking.ts'
import { INSIDE, OUTSIDE, type Pbx, TRUNK } from './pbx.ts'
import { QueueApplication } from './queue.app.ts'
import type { Queue } from './queue.model.ts'
import { Transfers } from './transfers.ts'

const CONTEXTS = new Set([
  INSIDE,
  OUTSIDE,
  'from-internal-xfer',
  'from-queue',
  'ext-local',
  'ext-queues',
  'default',
])
const OUTSIDE_NUMBER = /^\+?\d{6,}$/
const ANNOUNCEMENT_MS = 6_000
const ECHO = '*43'
const ANNOUNCEMENT = '9001'

/** Where extensions lead. */
export class Dialplan {
  readonly queues: QueueApplication
  readonly dial: DialApplication
  readonly transfers: Transfers
  readonly parking: Parking

  constructor(private readonly pbx: Pbx) {
    const play: EpisodePlayer = (conversation, episode) => this.#play(conversation, episode)
    this.queues = new QueueApplication(pbx, play)
    this.dial = new DialApplication(pbx, play)
    this.transfers = new Transfers(pbx, this, play)
    this.parking = new Parking(pbx, this, play)
    pbx.onDeviceState = (device) => this.queues.deviceChanged(device)
  }

  exists(context: string, exten: string): boolean {
    if (!CONTEXTS.has(context)) return false
    return (
      this.queueAt(exten) !== undefined ||
      this.pbx.extensions.has(exten) ||
      this.parking.isSpace(exten) ||
      exten === this.parking.extension ||
      exten === ECHO ||
      exten === ANNOUNCEMENT ||
      OUTSIDE_NUMBER.test(exten)
    )
  }

  queueAt(exten: string): Queue | undefined {
    for (const queue of this.pbx.queues.values()) {
      if (queue.settings.exten === exten || queue.settings.dids.includes(exten)) return queue
    }
    return undefined
  }

  /** Sends a channel to an extension. The channel must not be busy with anything. */
  run(channel: Channel, context: string, exten: string): void {
    const { pbx } = this
    channel.context = context
    channel.exten = exten
    channel.priority = 1
    const queue = this.queueAt(exten)
    if (queue) {
      pbx.runApplication(channel, 'Answer')
      pbx.answer(channel)
      if (channel.hungUp) return
      this.record(channel, `q-${queue.name}-${channel.uniqueid}.wav`)
      this.queues.enter(channel, queue)
      return
    }
    if (pbx.extensions.has(exten)) {
      this.dial.enter(channel, `PJSIP/${exten}`, 25)
      return
    }
    if (this.parking.isSpace(exten)) {
      this.parking.retrieve(channel, exten)
      return
    }
    if (exten === this.parking.extension) {
      this.parking.park(channel)
      return
    }
    if (exten === ECHO || exten === ANNOUNCEMENT) {
      this.runAlone(channel, exten === ECHO ? 'Echo' : 'Playback', '', ANNOUNCEMENT_MS)
      return
    }
    if (OUTSIDE_NUMBER.test(exten)) {
      this.dial.enter(channel, `PJSIP/${exten}@${TRUNK.slice(6)}`, 45)
      return
    }
    pbx.endOfDialplan(channel, 1)
  }

  /** Takes a channel out of whatever it does and sends it to an extension. */
  redirect(channel: Channel, context: string, exten: string): void {
    channel.activity?.release(channel, 'redirect')
    if (channel.hungUp) return
    channel.timers.cancelAll()
    channel.onAnswer = undefined
    this.run(channel, context, exten)
  }

  /** An application that keeps one channel to itself until its time is over or somebody hangs up. */
  runAlone(channel: Channel, application: string, data: string, durationMs?: number): void {
    const { pbx } = this
    pbx.runApplication(channel, application, data)
    pbx.answer(channel)
    if (durationMs !== undefined && !channel.hungUp)
      channel.timers.after(durationMs, () => pbx.endOfDialplan(channel))
  }

  record(channel: Channel, file: string): void {
    const { pbx } = this
    const day = new Date(pbx.timeline.now()).toISOString().slice(0, 10).replaceAll('-', '/')
    channel.recording = { file: `/var/spool/asterisk/monitor/${day}/${file}`, muted: false }
    pbx.runApplication(channel, 'MixMonitor', `${day}/${file},b`)
    pbx.setVariable(channel, 'MIXMONITOR_FILENAME', channel.recording.file)
    pbx.publish(events.mixMonitorStart(channel))
  }

  #play(conversation: Conversation, episode: Parameters<EpisodePlayer>[1]): void {
    const { partner } = conversation
    if (episode.kind === 'hold') {
      conversation.hold(partner)
      conversation.timers.after(episode.holdMs, () => conversation.unhold(partner))
    }
    if (episode.kind === 'blindTransfer') this.transfers.blind(partner, INSIDE, episode.exten)
    if (episode.kind === 'attendedTransfer')
      this.transfers.attended(partner, INSIDE, episode.exten, episode.consultMs)
    if (episode.kind === 'park') this.parking.park(conversation.owner, partner)
  }
}
