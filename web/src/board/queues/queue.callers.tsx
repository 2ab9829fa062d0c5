import { useWords } from '../../language/language.ts'
import type { BoardCaller } from '../feed/board.types.ts'
import { Timer } from '../parts/timer.tsx'
import styles from './queue.callers.module.css'

interface QueueCallersProps {
  callers: readonly BoardCaller[]
  label: string
  isStale: boolean
}

/** Who waits in a queue, the next one first. */
export function QueueCallers({ callers, label, isStale }: QueueCallersProps) {
  const { board: words } = useWords()
  if (callers.length === 0) return <p className={styles.nobody}>{words.queues.nobody}</p>
  return (
    <table className={styles.callers}>
      <caption className="unseen">{words.queues.callers(label)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.queues.position}</th>
          <th scope="col">{words.queues.number}</th>
          <th scope="col">{words.queues.wait}</th>
        </tr>
      </thead>
      <tbody>
        {callers.map(({ callId, position, number, since }) => (
          <tr key={callId}>
            <td>{position}</td>
            <td>{number || words.queues.withheld}</td>
            <td>
              <Timer since={since} isStill={isStale} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
