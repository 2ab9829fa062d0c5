import { useEffect, useState } from 'react'
import { useLanguage, useWords } from '../language/language.ts'
import type { Problem } from '../parts/use.action.ts'

interface Wait {
  isWaiting: boolean
  words: string | undefined
}

/** Counts down the seconds that the server asks for after too many attempts. */
export function useWait(problems: readonly Problem[]): Wait {
  const { access: words } = useWords()
  const language = useLanguage()
  const [left, setLeft] = useState<number>()

  useEffect(() => {
    const seconds = problems.find((problem) => problem.retryAfterSeconds)?.retryAfterSeconds ?? undefined
    setLeft(seconds)
    if (seconds === undefined) return
    const until = performance.now() + seconds * 1000
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((until - performance.now()) / 1000))
      setLeft(now)
      if (now === 0) clearInterval(timer)
    }, 500)
    return () => clearInterval(timer)
  }, [problems])

  if (left === undefined) return { isWaiting: false, words: undefined }
  if (left === 0) return { isWaiting: false, words: words.waitOver }
  return { isWaiting: true, words: words.waitSeconds(duration(left, language)) }
}

function duration(seconds: number, language: string): string {
  const unit = (value: number, name: 'minute' | 'second') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  const minutes = Math.floor(seconds / 60)
  const rest = unit(seconds % 60, 'second')
  return minutes > 0 ? `${unit(minutes, 'minute')} ${rest}` : rest
}
