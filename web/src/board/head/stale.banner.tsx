import { useLanguage, useWords } from '../../language/language.ts'
import { Notice } from '../../parts/notice.tsx'
import type { BoardState } from '../feed/board.feed.ts'
import { timeOfDay } from '../parts/board.format.ts'
import { useFace } from '../parts/timer.tsx'
import { elapsed } from './live.chip.tsx'

/** Says that what is shown may no longer hold, since when, and from when it is. */
export function StaleBanner({ state, timeZone }: { state: BoardState; timeZone: string | undefined }) {
  const { board: words } = useWords()
  const { board, isFresh, lostAtMs, refusal } = state
  if (!board) return null
  if (!isFresh && lostAtMs !== null)
    return <Lost at={board.at} sinceMs={lostAtMs} timeZone={timeZone} message={refusal?.message} />
  if (!board.isStale) return null
  return (
    <Notice tone="warn" title={words.pbxLost}>
      <p>{words.pbxLostText}</p>
    </Notice>
  )
}

interface LostProps {
  at: string
  sinceMs: number
  timeZone: string | undefined
  message: string | undefined
}

function Lost({ at, sinceMs, timeZone, message }: LostProps) {
  const { board: words } = useWords()
  const language = useLanguage()
  const since = useFace(
    () => ({ isMeasure: false, read: (nowMs) => `${words.lostSince} ${elapsed(nowMs - sinceMs)}.` }),
    `${sinceMs}${words.lostSince}`,
  )
  const time = timeOfDay(language, timeZone).format(Date.parse(at))
  return (
    <Notice tone="critical">
      <p>
        <strong ref={since} /> {words.pictureOf(time)} {words.recovers}
      </p>
      {message && <p>{message}</p>}
    </Notice>
  )
}
