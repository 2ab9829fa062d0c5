import { useSyncExternalStore } from 'react'

const TURN_MS = 15_000
const listeners = new Set<() => void>()
let turn = 0
let timer: ReturnType<typeof setInterval> | undefined

/** Counts up every 15 s, for all lists of a page together, so that a screen changes once and not here and there. */
export function useTurn(isOn: boolean): number {
  return useSyncExternalStore(isOn ? listen : never, () => turn)
}

const never = () => () => {}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    turn++
    for (const each of listeners) each()
  }, TURN_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
