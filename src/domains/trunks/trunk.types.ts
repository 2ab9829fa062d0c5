import { Field, ID, Int, ObjectType } from 'type-graphql'
import { describeEnum } from '../../api/enums.ts'

export const TrunkState = describeEnum('TrunkState', 'Whether calls can go over a trunk.', {
  REACHABLE: 'The other side answers.',
  UNREACHABLE: 'The other side does not answer, or is not registered.',
  UNKNOWN: 'The PBX does not know.',
})
export type TrunkState = keyof typeof TrunkState

@ObjectType({ description: 'A way from the PBX to the outside, found by its endpoint.' })
export class Trunk {
  @Field(() => ID, { description: 'Stable: the same trunk of the same PBX keeps it.' })
  id: string

  tenantId: string

  @Field(() => ID, { description: 'The PBX it is on.' })
  pbxId: string

  @Field({ description: 'Its name on the PBX.' })
  name: string

  @Field({ description: "The device in the PBX's spelling, such as PJSIP/carrier." })
  device: string

  @Field(() => TrunkState, { description: 'Whether calls can go over it.' })
  state: TrunkState

  @Field(() => Date, { description: 'Since when, as far as this server has seen.' })
  since: Date

  @Field(() => Int, { description: 'The calls that go over it now.' })
  activeCallCount: number

  @Field({ description: 'True while the PBX cannot be reached: this is how it was, not how it is.' })
  isStale: boolean
}
