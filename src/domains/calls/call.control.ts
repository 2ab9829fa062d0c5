import { DomainError } from '../../errors.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { ExtensionService } from '../extensions/extension.service.ts'
import type { CommandsOf, RecordingMode, SpyMode } from '../pbxs/pbx.commands.ts'
import type { PbxDirectory } from '../pbxs/pbx.directory.ts'
import type { CallService } from './call.service.ts'
import type { Conversation } from './conversation.ts'
import type { Leg } from './leg.ts'

/** Who asks, and from where: what the audit log keeps of every action. */
export interface Acting {
  readonly viewer: Viewer
  readonly address: string
}

/** The dialplan context of a PBX that people's calls go through. */
export type DialContextOf = (pbxId: string) => string

/** What can be done to calls. Each action is checked, has a time limit, is audited, and tells the PBX's answer. */
export class CallControl {
  constructor(
    private readonly calls: CallService,
    private readonly extensions: ExtensionService,
    private readonly commandsOf: CommandsOf,
    private readonly dialContextOf: DialContextOf,
    private readonly audit: AuditService,
  ) {}

  /** Rings an extension, and what it dialed once it answers. */
  originate(by: Acting, extensionId: string, to: string): Promise<string> {
    return this.act(by, 'callOriginate', extensionId, { to }, async () => {
      const { pbxId, device, number } = this.phone(by.viewer, extensionId)
      return this.commandsOf(pbxId).originate({
        device,
        extension: number,
        to,
        context: this.dialContextOf(pbxId),
      })
    })
  }

  /** Ends a call for all who are in it. */
  hangUp(by: Acting, callId: string): Promise<string> {
    return this.act(by, 'callHangup', callId, {}, async () => {
      const { conversation } = this.calls.ongoing(by.viewer, callId)
      const commands = this.commandsOf(conversation.pbxId)
      const open = openLegs(conversation)
      const phones = open.filter((leg) => !leg.isLocal)
      const [first, ...others] = phones.length ? phones : open
      if (!first) throw new DomainError('NOT_FOUND', ['id'])
      const answer = await commands.hangUp(first.channel)
      // The rest usually falls with the first; who is gone already is no failure.
      for (const leg of others)
        if (leg.endedTick === undefined) await commands.hangUp(leg.channel).catch(ignoreRefusal)
      return answer
    })
  }

  /** Sends the other party of the agent to `to`, at once. */
  transferBlind(by: Acting, callId: string, to: string): Promise<string> {
    return this.act(by, 'callTransferBlind', callId, { to }, async () => {
      const { conversation, tracker } = this.calls.ongoing(by.viewer, callId)
      const commands = this.commandsOf(conversation.pbxId)
      const context = this.dialContextOf(conversation.pbxId)
      const agent = agentLeg(conversation, tracker.book.directory)
      if (agent) return commands.transferBlind(agent.channel, to, context)
      return commands.redirect(demand(outsideLeg(conversation, tracker.book.directory)).channel, to, context)
    })
  }

  /** Lets the agent talk to `to` first; the transfer is made when the agent hangs up. */
  transferAttended(by: Acting, callId: string, to: string): Promise<string> {
    return this.act(by, 'callTransferAttended', callId, { to }, async () => {
      const { conversation, tracker } = this.calls.ongoing(by.viewer, callId)
      const agent = demand(agentLeg(conversation, tracker.book.directory))
      return this.commandsOf(conversation.pbxId).transferAttended(
        agent.channel,
        to,
        this.dialContextOf(conversation.pbxId),
      )
    })
  }

  /** Parks the outside party. */
  park(by: Acting, callId: string): Promise<string> {
    return this.act(by, 'callPark', callId, {}, async () => {
      const { conversation, tracker } = this.calls.ongoing(by.viewer, callId)
      return this.commandsOf(conversation.pbxId).park(
        demand(outsideLeg(conversation, tracker.book.directory)).channel,
      )
    })
  }

  /** Rings a supervisor's extension and lets it listen to a call, whisper to the agent, or join in. */
  spy(by: Acting, callId: string, extensionId: string, mode: SpyMode): Promise<string> {
    return this.act(by, 'callSpy', callId, { extensionId, mode }, async () => {
      const { conversation, tracker } = this.calls.ongoing(by.viewer, callId)
      const { pbxId, device, number } = this.phone(by.viewer, extensionId)
      if (pbxId !== conversation.pbxId) throw new DomainError('OTHER_PBX', ['extensionId'])
      const agent = demand(agentLeg(conversation, tracker.book.directory) ?? openLegs(conversation)[0])
      const supervisor = { device, extension: number, context: this.dialContextOf(pbxId) }
      return this.commandsOf(pbxId).spy(supervisor, agent.channel, mode)
    })
  }

  /** Switches recording on or off, or pauses it while card data is spoken. */
  record(by: Acting, callId: string, mode: RecordingMode): Promise<string> {
    return this.act(by, 'callRecordingSet', callId, { mode }, async () => {
      by.viewer.demandSupervision('recordings')
      const { conversation, tracker } = this.calls.ongoing(by.viewer, callId)
      const leg = demand(outsideLeg(conversation, tracker.book.directory))
      const answer = await this.commandsOf(conversation.pbxId).record(
        leg.channel,
        mode,
        `centralita-${callId}.wav`,
      )
      tracker.recordingSet(leg.uniqueid, mode)
      return answer
    })
  }

  private phone(viewer: Viewer, extensionId: string) {
    try {
      return this.extensions.find(viewer, extensionId)
    } catch (error) {
      if (error instanceof DomainError && error.code === 'NOT_FOUND')
        throw new DomainError('NOT_FOUND', ['extensionId'])
      throw error
    }
  }

  private act(
    by: Acting,
    action: string,
    targetId: string,
    input: object,
    work: () => Promise<string>,
  ): Promise<string> {
    by.viewer.demandSupervision('calls')
    return this.audit.told({ viewer: by.viewer, address: by.address, action, targetId, input }, work)
  }
}

const openLegs = (call: Conversation): Leg[] =>
  [...call.legs.values()].filter((leg) => leg.endedTick === undefined)

/** The leg of who serves: a phone of ours that talks; its Local seam only where nothing better is known. */
function agentLeg(call: Conversation, directory: PbxDirectory): Leg | undefined {
  const talking = openLegs(call).filter((leg) => leg.bridgeId !== undefined && directory.isInside(leg.number))
  return talking.find((leg) => !leg.isLocal) ?? talking[0]
}

/** The leg of who is served: one from outside, else the one who called. */
function outsideLeg(call: Conversation, directory: PbxDirectory): Leg | undefined {
  const open = openLegs(call)
  const bridged = open.filter((leg) => leg.bridgeId !== undefined)
  return (
    bridged.find((leg) => !directory.isInside(leg.number)) ??
    (call.first?.endedTick === undefined ? call.first : undefined) ??
    open[0]
  )
}

function demand(leg: Leg | undefined): Leg {
  if (!leg) throw new DomainError('CALL_NOT_CONNECTED', ['id'])
  return leg
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof DomainError) || error.code !== 'PBX_REFUSED') throw error
}
