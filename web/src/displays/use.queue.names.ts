import { BoardQueuesDocument, QueueSettingsDocument } from '@centralita/client'
import { useEffect, useState } from 'react'
import { useClient } from '../session/session.ts'
import { useMe } from '../session/signed.in.tsx'

export interface QueueName {
  readonly id: string
  readonly label: string
}

/** The queues there are, those included that boards leave out, for who may know; undefined until told. */
export function useQueueNames(): readonly QueueName[] | undefined {
  const client = useClient()
  const seesAll = useMe().permissions.includes('QUEUES')
  const [queues, setQueues] = useState<readonly QueueName[]>()

  useEffect(() => {
    const leaving = new AbortController()
    const options = { signal: leaving.signal }
    const asked = seesAll
      ? client.request(QueueSettingsDocument, {}, options).then((answer) => answer.queues)
      : client.request(BoardQueuesDocument, {}, options).then((answer) => answer.wallboard.queues)
    // Without them the links are shown all the same, and made for all queues.
    asked.then(setQueues, () => {})
    return () => leaving.abort()
  }, [client, seesAll])

  return queues
}
