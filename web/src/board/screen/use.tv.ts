import { useEffect } from 'react'

const POINTED_MS = 3_000

/** Makes the page one for a television: sizes by its width, no pointer, and a screen that does not fall asleep. */
export function useTv(isTv: boolean): void {
  useEffect(() => {
    if (!isTv) return undefined
    const root = document.documentElement
    root.dataset.tv = ''
    const forgetPointer = showPointer(root)
    const release = keepAwake()
    return () => {
      delete root.dataset.tv
      forgetPointer()
      release()
    }
  }, [isTv])
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
