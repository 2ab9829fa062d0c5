import { Field, ID, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'

export const ExtensionState = describeEnum('ExtensionState', 'What the phone of an extension is doing.', {
  IDLE: 'Reachable and free.',
  RINGING: 'It rings.',
  IN_USE: 'In a call.',
  IN_USE_AND_RINGING: 'In a call while another rings.',
  BUSY: 'In a call and taking no other.',
  ON_HOLD: 'Its call is on hold.',
  UNAVAILABLE: 'Not registered or not reachable.',
  UNKNOWN: 'The PBX does not know.',
})
export type ExtensionState = keyof typeof ExtensionState

@ObjectType({ description: 'A phone of the PBX, found by its hint or its endpoint.' })
export class Extension {
  @Field(() => ID, { description: 'Stable: the same extension of the same PBX keeps it.' })
  id: string

  tenantId: string

  @Field(() => ID, { description: 'The PBX it is on.' })
  pbxId: string

  @Field({ description: 'The number people dial.' })
  number: string

  @Field(() => String, {
    nullable: true,
    description: 'The name of who uses it; null when the PBX does not tell.',
  })
  name: string | null

  @Field({ description: "The device behind it in the PBX's spelling, such as PJSIP/7001." })
  device: string

  @Field(() => ExtensionState, { description: 'What it is doing.' })
  state: ExtensionState

  @Field(() => Date, { description: 'Since when, as far as this server has seen.' })
  since: Date

  @Field(() => ID, { nullable: true, description: 'The call it is in or that rings; null when it has none.' })
  currentCallId: string | null

  @Field({ description: 'True while the PBX cannot be reached: this is how it was, not how it is.' })
  isStale: boolean
}
