import { memo, useId, useState } from 'react'
import { useLanguage, useWords } from '../../language/language.ts'
import { Icon } from '../../parts/icon.tsx'
import type { BoardQueue } from '../feed/board.types.ts'
import { count, listed, share } from '../parts/board.format.ts'
import { LevelMark } from '../parts/level.mark.tsx'
import { Timer } from '../parts/timer.tsx'
import { QueueCallers } from './queue.callers.tsx'
import styles from './queue.row.module.css'

interface QueueRowProps {
  queue: BoardQueue
  isTv: boolean
  /** There is room for a taller row. */
  isRoomy: boolean
}

/** One queue; whoever waits in it can be unfolded. */
export const QueueRow = memo(function QueueRow({ queue, isTv, isRoomy }: QueueRowProps) {
  const { board: words } = useWords()
  const language = useLanguage()
  const callersId = useId()
  const [isOpen, setOpen] = useState(false)
  const n = (value: number) => count(language, value)
  const { label, level, levels, today, memberCounts, waitingCount, longestWaitSince, isStale } = queue
  const why = level === 'OK' ? [] : levels.filter((one) => one.level === level)
  const connected = memberCounts.total - memberCounts.offline
  const canOpen = !isTv && queue.callers !== undefined
  return (
    <>
      <tr
        className={styles.row}
        data-level={level}
        data-stale={isStale || undefined}
        data-roomy={isRoomy || undefined}
      >
        <th scope="row">
          {canOpen ? (
            <button
              type="button"
              className={styles.name}
              aria-expanded={isOpen}
              aria-controls={isOpen ? callersId : undefined}
              title={label}
              onClick={() => setOpen(!isOpen)}
            >
              <Icon name="down" />
              <bdi>{label}</bdi>
            </button>
          ) : (
            <span className={styles.name}>
              <bdi>{label}</bdi>
            </span>
          )}
          {isStale && <span className="unseen">{words.pbxLost}</span>}
        </th>
        <td data-head={words.level.title}>
          <div className={styles.level}>
            {levels.length > 0 ? <LevelMark level={level} /> : <None said={words.level.none} />}
            {why.length > 0 && (
              <span className={styles.why}>
                {listed(
                  language,
                  why.map(({ metric }) => words.metric[metric] ?? metric),
                )}
              </span>
            )}
          </div>
        </td>
        <Figure head={words.waiting} isMain level={levelOf(queue, 'WAITING')}>
          {n(waitingCount)}
        </Figure>
        <Figure head={words.longestWait} isMain level={levelOf(queue, 'LONGEST_WAIT')}>
          {longestWaitSince ? (
            <Timer since={longestWaitSince} isStill={isStale} />
          ) : (
            <None said={words.nobodyWaits} />
          )}
        </Figure>
        <Figure head={words.queues.free} level={levelOf(queue, 'AVAILABLE_AGENTS')}>
          {words.queues.partOf(n(memberCounts.available), n(connected))}
        </Figure>
        <Figure head={words.serviceLevel} level={levelOf(queue, 'SERVICE_LEVEL')}>
          {today.serviceLevel === null ? <None said={words.noneYet} /> : share(language, today.serviceLevel)}
        </Figure>
        <Figure head={words.abandoned} level={levelOf(queue, 'ABANDON_RATE')}>
          {n(today.abandoned)}
        </Figure>
        <Figure head={words.queues.answered}>
          {words.queues.partOf(n(today.answered), n(today.offered))}
        </Figure>
      </tr>
      {canOpen && isOpen && (
        <tr className={styles.unfolded} data-stale={isStale || undefined}>
          <td colSpan={8} id={callersId}>
            <QueueCallers callers={queue.callers ?? []} label={label} isStale={isStale} />
          </td>
        </tr>
      )}
    </>
  )
})

interface FigureProps {
  head: string
  level?: string | undefined
  isMain?: boolean
  children: React.ReactNode
}

function Figure({ head, level, isMain, children }: FigureProps) {
  return (
    <td data-head={head} data-number data-level={level} data-main={isMain || undefined}>
      {children}
    </td>
  )
}

const None = ({ said }: { said: string }) => (
  <>
    <span aria-hidden="true">–</span>
    <span className="unseen">{said}</span>
  </>
)

const levelOf = (queue: BoardQueue, metric: string) =>
  queue.levels.find((level) => level.metric === metric)?.level
