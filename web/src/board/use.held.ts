import { useMemo, useState } from 'react'

/** Whether somebody points at something or has the focus within it: what they are about to press must not move. */
export function useHeld() {
  const [isPointed, setPointed] = useState(false)
  const [isFocused, setFocused] = useState(false)
  const hold = useMemo(
    () => ({
      onPointerEnter: (event: React.PointerEvent) => setPointed(event.pointerType === 'mouse'),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: (event: React.FocusEvent) =>
        setFocused(event.currentTarget.contains(event.relatedTarget as Node | null)),
    }),
    [],
  )
  return { isHeld: isPointed || isFocused, hold }
}
