import { useEffect, useSyncExternalStore } from 'react'

const POINTED_MS = 3_000
/** Below, a screen is held in a hand, and scrolled: it gets the layout of any board. */
const WALL = matchMedia('(width >= 48rem) and (height >= 30rem)')

/**
 * Makes the page one for a screen: it does not fall asleep, and on one as large as a television sizes follow its
 * width and there is no pointer. Tells whether it is that large.
 */
export function useTv(isTv: boolean): boolean {
  const isWall = useSyncExternalStore(onWall, () => WALL.matches) && isTv
  useEffect(() => (isTv ? keepAwake() : undefined), [isTv])
  useEffect(() => {
    if (!isWall) return undefined
    const root = document.documentElement
    root.dataset.tv = ''
    const forgetPointer = showPointer(root)
    return () => {
      delete root.dataset.tv
      forgetPointer()
    }
  }, [isWall])
  return isWall
}

function onWall(listener: () => void): () => void {
  WALL.addEventListener('change', listener)
  return () => WALL.removeEventListener('change', listener)
}

/** Who moves the pointer sees it for a while. */
function showPointer(root: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hide = () => {
    clearTimeout(timer)
    delete root.dataset.pointed
  }
  const show = () => {
    clearTimeout(timer)
    root.dataset.pointed = ''
    timer = setTimeout(hide, POINTED_MS)
  }
  addEventListener('pointermove', show)
  return () => {
    removeEventListener('pointermove', show)
    hide()
  }
}

/** Browsers give the lock on https and localhost alone, and take it back whenever the page is hidden. */
function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let isOver = false
  const ask = async () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    try {
      const given = await navigator.wakeLock.request('screen')
      if (isOver) await given.release()
      else lock = given
    } catch {
      // Low battery, or a policy: the television's own settings decide then.
    }
  }
  void ask()
  document.addEventListener('visibilitychange', ask)
  return () => {
    isOver = true
    document.removeEventListener('visibilitychange', ask)
    lock?.release().catch(() => {})
  }
}
