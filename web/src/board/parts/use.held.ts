import { type FocusEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'

/** Who points and does nothing for so long has gone away. */
const HELD_MS = 20_000

/**
 * Whether somebody points at something or works in it by keys: what they are about to press must not move. It ends
 * when they leave, and by itself when nothing comes any more.
 */
export function useHeld() {
  const [isHeld, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const hold = useMemo(() => {
    const release = () => {
      clearTimeout(timer.current)
      setHeld(false)
    }
    const keep = () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(release, HELD_MS)
      setHeld(true)
    }
    return {
      onPointerMove: ({ pointerType }: PointerEvent) => {
        if (pointerType === 'mouse') keep()
      },
      onPointerLeave: release,
      onKeyDown: keep,
      onFocus: keep,
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) release()
      },
    }
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])
  return { isHeld, hold }
}
