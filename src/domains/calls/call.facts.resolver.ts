import { Resolver, Root, Subscription } from 'type-graphql'
import type { ApiContext } from '../../api/context.ts'
import { Allow } from '../../api/permission.ts'
import { FactStream } from '../../api/stream.ts'
import type { VisitOutcome } from '../../platform/store/tables/calls.ts'
import {
  CallAnswered,
  CallEnded,
  CallStarted,
  CallTransferred,
  QueueCallerJoined,
  QueueCallerLeft,
} from './call.facts.ts'
import type { CallService, LiveFact } from './call.service.ts'
import type { ConversationEvent } from './conversation.ts'

/** The source of a subscription to facts of one kind. */
const happening = (kind: ConversationEvent['kind']) =>
  function (this: CallFactsResolver, { context }: { context: ApiContext }) {
    return this.calls.watchFacts(context.viewer!, kind)
  }

const told = ({ event, call }: LiveFact) => ({ id: event.id, occurredAt: event.occurredAt, call })

/** What happens in calls, as it happens. */
@Resolver()
export class CallFactsResolver {
  constructor(readonly calls: CallService) {}

  @Allow('calls')
  @FactStream()
  @Subscription(() => CallStarted, { description: 'A call began.', subscribe: happening('STARTED') })
  callStarted(@Root() fact: LiveFact): CallStarted {
    return told(fact)
  }

  @Allow('calls')
  @FactStream()
  @Subscription(() => CallAnswered, {
    description: 'People began to talk.',
    subscribe: happening('ANSWERED'),
  })
  callAnswered(@Root() fact: LiveFact): CallAnswered {
    const { agentId = null, queueId = null } = fact.event
    return { ...told(fact), agentId, queueId }
  }

  @Allow('calls')
  @FactStream()
  @Subscription(() => CallTransferred, {
    description: 'A call was transferred.',
    subscribe: happening('TRANSFERRED'),
  })
  callTransferred(@Root() fact: LiveFact): CallTransferred {
    const { transfer = '', target = '' } = fact.event.details
    return { ...told(fact), transfer: String(transfer), target: String(target) }
  }

  @Allow('calls')
  @FactStream()
  @Subscription(() => CallEnded, { description: 'A call was over.', subscribe: happening('ENDED') })
  callEnded(@Root() fact: LiveFact): CallEnded {
    return told(fact)
  }

  @Allow('calls')
  @FactStream()
  @Subscription(() => QueueCallerJoined, {
    description: 'A caller joined a queue.',
    subscribe: happening('QUEUE_JOINED'),
  })
  queueCallerJoined(@Root() fact: LiveFact): QueueCallerJoined {
    return { ...told(fact), queueId: fact.event.queueId ?? '' }
  }

  @Allow('calls')
  @FactStream()
  @Subscription(() => QueueCallerLeft, {
    description: 'A caller left a queue, answered or not.',
    subscribe: happening('QUEUE_LEFT'),
  })
  queueCallerLeft(@Root() fact: LiveFact): QueueCallerLeft {
    const { queueId = '', agentId = null, details } = fact.event
    return {
      ...told(fact),
      queueId,
      agentId,
      outcome: String(details.outcome) as VisitOutcome,
      waitSeconds: Number(details.waitMs) / 1000,
    }
  }
}
