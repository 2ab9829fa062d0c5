const LONGEST_WAIT_MS = 3_000

/** How long to wait before attempt 1, 2, …: short at first, doubling, with chance so that not all come at once. */
export function backoffMs(attempt: number): number {
  const most = Math.min(LONGEST_WAIT_MS, 125 * 2 ** Math.min(attempt, 10))
  return most * (0.4 + 0.6 * Math.random())
}

/** Calls `awake` when a browser's page is looked at again or its network is back. @returns stops it. */
export function whenAwake(awake: () => void): () => void {
  const { window, document } = globalThis as {
    window?: EventTarget
    document?: EventTarget & { hidden: boolean }
  }
  const seen = () => {
    if (!document?.hidden) awake()
  }
  const places = [
    [window, 'online'],
    [document, 'visibilitychange'],
  ] as const
  for (const [place, event] of places) place?.addEventListener(event, seen)
  return () => {
    for (const [place, event] of places) place?.removeEventListener(event, seen)
  }
}
