import DataLoader from 'dataloader'
import type { ApiContext } from '../../api/context.ts'
import type { CallService } from '../calls/call.service.ts'
import type { Call } from '../calls/call.types.ts'
import type { RecordingService } from './recording.service.ts'
import type { Recording } from './recording.types.ts'

/** One query for the recordings of all calls of a page, instead of one for each call. */
export const recordingsLoader = (
  { loaders, viewer }: ApiContext,
  recordings: RecordingService,
): DataLoader<string, Recording[]> =>
  loaders.loader('call.recordings', () => {
    return new DataLoader<string, Recording[]>(async (callIds) => {
      const found = new Map<string, Recording[]>(callIds.map((id) => [id, []]))
      for (const recording of await recordings.ofCalls(viewer!, callIds))
        found.get(recording.callId ?? '')?.push(recording)
      return callIds.map((id) => found.get(id)!)
    })
  })

/** One query for the calls of all recordings of a page. */
export const recordedCallsLoader = (
  { loaders, viewer }: ApiContext,
  calls: CallService,
): DataLoader<string, Call | null> =>
  loaders.loader('recording.calls', () => {
    return new DataLoader<string, Call | null>(async (ids) => {
      const found = new Map((await calls.findAll(viewer!, ids)).map((call) => [call.id, call]))
      return ids.map((id) => found.get(id) ?? null)
    })
  })
