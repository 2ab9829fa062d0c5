import { useEffect, useState } from 'react'

const RELOADED_FOR = 'centralita.reloadedFor'
const TIMEOUT_MS = 10_000
const SCRIPT = /<script[^>]+type="module"[^>]+src="([^"]+)"/

/** The script this page was loaded with; its name changes with every build. */
const own =
  document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute('src') ?? null

/** Whether the server has another build of these pages than this one; looked at each time `isConnected` becomes true. */
export function useNewBuild(isConnected: boolean): boolean {
  const [isNew, setNew] = useState(false)
  useEffect(() => {
    if (!isConnected || isNew) return undefined
    const leaving = new AbortController()
    const look = async () => {
      const served = await servedScript(leaving.signal)
      if (!leaving.signal.aborted && served !== null && served !== own) setNew(true)
    }
    void look()
    return () => leaving.abort()
  }, [isConnected, isNew])
  return isNew
}

/** Loads the new build, once for each: a cache between may go on serving the old one. */
export function useReloadForNewBuild(isNew: boolean): void {
  useEffect(() => {
    if (!isNew) return
    void (async () => {
      const served = await servedScript(AbortSignal.timeout(TIMEOUT_MS))
      if (served === null || sessionStorage.getItem(RELOADED_FOR) === served) return
      sessionStorage.setItem(RELOADED_FOR, served)
      location.reload()
    })()
  }, [isNew])
}

/** The name of the script that the page would be loaded with now; null when it cannot be known. */
async function servedScript(leaving: AbortSignal): Promise<string | null> {
  if (!own?.startsWith('/assets/')) return null
  try {
    const signal = AbortSignal.any([leaving, AbortSignal.timeout(TIMEOUT_MS)])
    const response = await fetch('/tablero', { cache: 'no-store', signal })
    return response.ok ? (SCRIPT.exec(await response.text())?.[1] ?? null) : null
  } catch {
    return null
  }
}
