import { memo, type ReactNode } from 'react'
import { useLanguage, useWords } from '../language/language.ts'
import { count, share } from './board.format.ts'
import { isWorse } from './board.order.ts'
import type { BoardQueue, BoardTotals, Level, Metric } from './board.types.ts'
import styles from './kpi.cards.module.css'
import { LevelMark } from './level.mark.tsx'
import { Timer } from './timer.tsx'

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
  return (
    <section aria-label={words.figures}>
      <dl className={styles.cards}>
        <Card name={words.waiting} note={words.callersNow} level={levels.get('WAITING')}>
          {n(waiting)}
        </Card>
        <Card
          name={words.longestWait}
          note={longestWaitSince ? ' ' : words.nobodyWaits}
          level={levels.get('LONGEST_WAIT')}
        >
          {longestWaitSince ? <Timer since={longestWaitSince} /> : '0:00'}
        </Card>
        <Card
          name={words.available}
          note={words.connected(n(connectedAgents))}
          level={levels.get('AVAILABLE_AGENTS')}
        >
          {n(availableAgents)}
        </Card>
        <Card
          name={words.serviceLevel}
          note={serviceLevel === null ? words.noneYet : target === null ? words.inTime : words.within(target)}
          level={levels.get('SERVICE_LEVEL')}
        >
          {serviceLevel === null ? '–' : share(language, serviceLevel)}
        </Card>
        <Card name={words.answered} note={ofOffered} level={undefined}>
          {n(totals.answered)}
        </Card>
        <Card name={words.abandoned} note={ofOffered} level={levels.get('ABANDON_RATE')}>
          {n(totals.abandoned)}
        </Card>
      </dl>
    </section>
  )
})

interface CardProps {
  name: string
  note: string
  level: Level | undefined
  children: ReactNode
}

function Card({ name, note, level, children }: CardProps) {
  return (
    <div className={styles.card} data-level={level}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
      <dd className={styles.note}>{note}</dd>
      {level && (
        <dd className={styles.level}>
          <LevelMark level={level} />
        </dd>
      )}
    </div>
  )
}

/** The worst level of each metric that has a threshold in any queue. */
export function worstLevels(queues: readonly BoardQueue[]): Map<Metric, Level> {
  const worst = new Map<Metric, Level>()
  for (const { levels } of queues)
    for (const { metric, level } of levels)
      if (isWorse(level, worst.get(metric) ?? null)) worst.set(metric, level)
  return worst
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
