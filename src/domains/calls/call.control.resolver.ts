import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { describeEnum } from '../../api/enums.ts'
import { payloadOf, settle } from '../../api/payload.ts'
import { Allow } from '../../api/permission.ts'
import { DialString } from '../../api/scalars.ts'
import type { RecordingMode, SpyMode } from '../pbxs/pbx.commands.ts'
import type { Acting, CallControl } from './call.control.ts'

const SpyModes = describeEnum<SpyMode>('SpyMode', 'How a supervisor joins a call.', {
  LISTEN: 'Hears both, is heard by nobody.',
  WHISPER: 'Is heard by the agent alone.',
  BARGE: 'Is heard by both.',
})

const RecordingModes = describeEnum<RecordingMode>(
  'RecordingMode',
  'What is to become of the recording of a call.',
  {
    ON: 'Begin to record.',
    OFF: 'End the recording.',
    PAUSED: 'Record silence, as while card data is spoken.',
    RESUMED: 'Record again.',
  },
)

/** The payload of an action: what the PBX said, or why it was not done. */
const actionPayload = (name: string) => payloadOf(name, 'answer', String)

const CallOriginatePayload = actionPayload('CallOriginatePayload')
const CallHangupPayload = actionPayload('CallHangupPayload')
const CallTransferBlindPayload = actionPayload('CallTransferBlindPayload')
const CallTransferAttendedPayload = actionPayload('CallTransferAttendedPayload')
const CallParkPayload = actionPayload('CallParkPayload')
const CallSpyPayload = actionPayload('CallSpyPayload')
const CallRecordingSetPayload = actionPayload('CallRecordingSetPayload')

const CALL = { description: 'The call.' }
const TO = { description: 'The number to dial: up to 20 digits, `*` or `#`, after an optional `+`.' }

const acting = ({ viewer, address }: ApiContext): Acting => ({ viewer: viewer!, address })

/** What can be done to calls. */
@Resolver()
export class CallControlResolver {
  constructor(private readonly control: CallControl) {}

  @Allow('calls')
  @Mutation(() => CallOriginatePayload, {
    description: 'Click to call: rings an extension and, when it answers, what it wants to reach.',
  })
  callOriginate(
    @Arg('extensionId', () => ID, { description: 'The extension that calls.' }) extensionId: string,
    @Arg('to', () => DialString, TO) to: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'answer', () => this.control.originate(acting(context), extensionId, to))
  }

  @Allow('calls')
  @Mutation(() => CallHangupPayload, { description: 'Ends a call for all who are in it.' })
  callHangup(@Arg('id', () => ID, CALL) id: string, @Ctx() context: ApiContext) {
    return settle(context, 'answer', () => this.control.hangUp(acting(context), id))
  }

  @Allow('calls')
  @Mutation(() => CallTransferBlindPayload, {
    description: "Sends the agent's other party elsewhere, at once.",
  })
  callTransferBlind(
    @Arg('id', () => ID, CALL) id: string,
    @Arg('to', () => DialString, TO) to: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'answer', () => this.control.transferBlind(acting(context), id, to))
  }

  @Allow('calls')
  @Mutation(() => CallTransferAttendedPayload, {
    description: 'Lets the agent talk to the target first; the transfer is made when the agent hangs up.',
  })
  callTransferAttended(
    @Arg('id', () => ID, CALL) id: string,
    @Arg('to', () => DialString, TO) to: string,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'answer', () => this.control.transferAttended(acting(context), id, to))
  }

  @Allow('calls')
  @Mutation(() => CallParkPayload, { description: 'Parks the outside party; the call shows its space.' })
  callPark(@Arg('id', () => ID, CALL) id: string, @Ctx() context: ApiContext) {
    return settle(context, 'answer', () => this.control.park(acting(context), id))
  }

  @Allow('calls')
  @Mutation(() => CallSpyPayload, {
    description:
      "Rings a supervisor's extension and lets it listen to a call, whisper to the agent, or join in.",
  })
  callSpy(
    @Arg('id', () => ID, CALL) id: string,
    @Arg('extensionId', () => ID, { description: "The supervisor's extension, on the same PBX." })
    extensionId: string,
    @Arg('mode', () => SpyModes, { description: 'How to join.' }) mode: SpyMode,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'answer', () => this.control.spy(acting(context), id, extensionId, mode))
  }

  @Allow('recordings')
  @Mutation(() => CallRecordingSetPayload, {
    description: 'Switches the recording of a call on or off, or pauses it.',
  })
  callRecordingSet(
    @Arg('id', () => ID, CALL) id: string,
    @Arg('mode', () => RecordingModes, { description: 'What is to become of it.' }) mode: RecordingMode,
    @Ctx() context: ApiContext,
  ) {
    return settle(context, 'answer', () => this.control.record(acting(context), id, mode))
  }
}
