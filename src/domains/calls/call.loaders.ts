import DataLoader from 'dataloader'
import type { Loaders } from '../../api/context.ts'
import type { CallService } from './call.service.ts'
import type { CallEvent, CallLeg, QueueVisit } from './call.types.ts'

/** One query for the parts of all calls of a page, instead of one for each call. */
function partsLoader<Part extends { callId: string }>(
  fetch: (callIds: readonly string[]) => Promise<Part[]>,
) {
  return new DataLoader<string, Part[]>(async (callIds) => {
    const parts = new Map<string, Part[]>(callIds.map((id) => [id, []]))
    for (const part of await fetch(callIds)) parts.get(part.callId)?.push(part)
    return callIds.map((id) => parts.get(id)!)
  })
}

export const legsLoader = (loaders: Loaders, calls: CallService): DataLoader<string, CallLeg[]> =>
  loaders.loader('call.legs', () => partsLoader((ids) => calls.legsOf(ids)))

export const visitsLoader = (loaders: Loaders, calls: CallService): DataLoader<string, QueueVisit[]> =>
  loaders.loader('call.visits', () => partsLoader((ids) => calls.visitsOf(ids)))

export const eventsLoader = (loaders: Loaders, calls: CallService): DataLoader<string, CallEvent[]> =>
  loaders.loader('call.events', () => partsLoader((ids) => calls.eventsOf(ids)))
