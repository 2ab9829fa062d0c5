import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { ApiContext } from '../../../api/context.ts'
import { payloadOf, settle } from '../../../api/payload.ts'
import { Allow } from '../../../api/permission.ts'
import type { AuditService } from '../../audit/audit.service.ts'
import type { RetentionService } from './retention.service.ts'
import { RetentionPreview, RetentionRule, RetentionRuleInput } from './retention.types.ts'

const RetentionRuleSetPayload = payloadOf('RetentionRuleSetPayload', 'rule', RetentionRule)
const RetentionRuleRemovePayload = payloadOf('RetentionRuleRemovePayload', 'ok', Boolean)

@Resolver(() => RetentionRule)
export class RetentionResolver {
  constructor(
    private readonly retention: RetentionService,
    private readonly audit: AuditService,
  ) {}

  @Allow('admin')
  @Query(() => [RetentionRule], {
    name: 'retentionRules',
    description: 'For how long recordings are kept, the oldest rule first; without any, for ever.',
  })
  list(@Ctx() { viewer }: ApiContext): Promise<RetentionRule[]> {
    return this.retention.list(viewer!)
  }

  @Allow('admin')
  @Query(() => [RetentionPreview], {
    name: 'retentionPreview',
    description:
      'What the rules would remove now, or what one would that is not set yet. Nothing is removed.',
  })
  preview(
    @Arg('input', () => RetentionRuleInput, {
      nullable: true,
      description: 'A rule to try; all that are set when left out.',
    })
    input: RetentionRuleInput | null,
    @Ctx() { viewer }: ApiContext,
  ): Promise<RetentionPreview[]> {
    return this.retention.preview(viewer!, input)
  }

  @Allow('admin')
  @Mutation(() => RetentionRuleSetPayload, {
    description: 'Sets for how long recordings are kept. What is older is removed within a day, for good.',
  })
  retentionRuleSet(
    @Arg('input', () => RetentionRuleInput, { description: 'The rule.' }) input: RetentionRuleInput,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'retentionRuleSet', input, address: context.address }
    return settle(context, 'rule', () => this.audit.recorded(act, () => this.retention.set(viewer, input)))
  }

  @Allow('admin')
  @Mutation(() => RetentionRuleRemovePayload, { description: 'Ends a rule: what is there is kept.' })
  retentionRuleRemove(
    @Arg('id', () => ID, { description: 'The rule.' }) id: string,
    @Ctx() context: ApiContext,
  ) {
    const viewer = context.viewer!
    const act = { viewer, action: 'retentionRuleRemove', targetId: id, address: context.address }
    return settle(context, 'ok', () => this.audit.recorded(act, () => this.retention.remove(viewer, id)))
  }
}
