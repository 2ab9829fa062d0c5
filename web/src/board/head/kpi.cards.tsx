import { memo, type ReactNode } from 'react'
import { useLanguage, useWords } from '../../language/language.ts'
import type { BoardQueue, BoardTotals, Level, Metric } from '../feed/board.types.ts'
import { count, share } from '../parts/board.format.ts'
import { isWorse } from '../parts/board.order.ts'
import { LevelMark } from '../parts/level.mark.tsx'
import { Timer } from '../parts/timer.tsx'
import styles from './kpi.cards.module.css'

interface KpiCardsProps {
  totals: BoardTotals
  queues: readonly BoardQueue[]
}

/** The six figures that say whether all is well. */
export const KpiCards = memo(function KpiCards({ totals, queues }: KpiCardsProps) {
  const { board: words } = useWords()
  const language = useLanguage()
  const n = (value: number) => count(language, value)
  const { waiting, longestWaitSince, availableAgents, connectedAgents, serviceLevel, offered } = totals
  const target = targetOf(queues)
  const ofOffered = words.ofOffered(n(offered))
  const levels = worstLevels(queues)
  const longest = queues.find((queue) => queue.longestWaitSince === longestWaitSince)
  return (
    <section aria-label={words.figures}>
      <dl className={styles.cards}>
        <Card name={words.waiting} note={words.callersNow} worst={levels.get('WAITING')}>
          {n(waiting)}
        </Card>
        <Card
          name={words.longestWait}
          note={longestWaitSince ? (longest?.label ?? '') : words.nobodyWaits}
          worst={levels.get('LONGEST_WAIT')}
        >
          {longestWaitSince ? <Timer since={longestWaitSince} isStill={longest?.isStale ?? false} /> : '0:00'}
        </Card>
        <Card
          name={words.available}
          note={words.connected(n(connectedAgents))}
          worst={levels.get('AVAILABLE_AGENTS')}
        >
          {n(availableAgents)}
        </Card>
        <Card
          name={words.serviceLevel}
          note={serviceLevel === null ? words.noneYet : target === null ? words.inTime : words.within(target)}
          worst={levels.get('SERVICE_LEVEL')}
        >
          {serviceLevel === null ? '–' : share(language, serviceLevel)}
        </Card>
        <Card name={words.answered} note={ofOffered} worst={undefined}>
          {n(totals.answered)}
        </Card>
        <Card name={words.abandoned} note={ofOffered} worst={levels.get('ABANDON_RATE')}>
          {n(totals.abandoned)}
        </Card>
      </dl>
    </section>
  )
})

interface CardProps {
  name: string
  note: string
  worst: Worst | undefined
  children: ReactNode
}

function Card({ name, note, worst, children }: CardProps) {
  const { board: words } = useWords()
  const language = useLanguage()
  const where = (labels: string[]) =>
    labels.length === 1 ? labels[0] : words.level.inAll(count(language, labels.length))
  return (
    <div className={styles.card} data-level={worst?.level}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
      <dd className={styles.note}>
        <bdi>{note}</bdi>
      </dd>
      {worst && (
        <dd className={styles.level}>
          <LevelMark level={worst.level} />
          {worst.level !== 'OK' && <bdi className={styles.where}>{where(worst.labels)}</bdi>}
        </dd>
      )}
    </div>
  )
}

/** The worst level of a metric, and the queues that have it. */
interface Worst {
  level: Level
  labels: string[]
}

/** The worst level of each metric that has a threshold in any queue. */
function worstLevels(queues: readonly BoardQueue[]): Map<Metric, Worst> {
  const found = new Map<Metric, Worst>()
  for (const { label, levels } of queues)
    for (const { metric, level } of levels) {
      const worst = found.get(metric)
      if (!worst || isWorse(level, worst.level)) found.set(metric, { level, labels: [label] })
      else if (worst.level === level) worst.labels.push(label)
    }
  return found
}

/** Within how many seconds an answer is in time, when it is the same in all queues. */
function targetOf(queues: readonly BoardQueue[]): number | null {
  const [first] = queues
  if (!first) return null
  const { serviceLevelSeconds } = first
  return queues.every((queue) => queue.serviceLevelSeconds === serviceLevelSeconds)
    ? serviceLevelSeconds
    : null
}
