import type { Chromium } from '../../test/browser/chromium.ts'

/** A page of the benchmark: its address, and what it finds in its storage. */
export interface Place {
  readonly url: string
  /** Where it shows the number of callers who wait: a CSS selector. */
  readonly number: string
  readonly storage?: Readonly<Record<string, string>>
}

const PATIENCE_MS = 20_000

/** Notes when the first figure is on the screen: the task after the frame that shows it. */
const probe = (selector: string) => `window.painted = new Promise((resolve) => {
  const look = () => {
    if (!/\\d/.test(document.querySelector('${selector}')?.textContent ?? '')) requestAnimationFrame(look)
    else setTimeout(() => resolve(performance.now()))
  }
  requestAnimationFrame(look)
  setTimeout(() => resolve(0), ${PATIENCE_MS})
})`
const TRANSFERRED = `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .reduce((bytes, { transferSize }) => bytes + transferSize, 0)`

/** Opens a page as if for the first time. */
export async function painted(
  chromium: Chromium,
  place: Place,
): Promise<{ ms: number; transferredBytes: number }> {
  const visit = await chromium.visit(place.url, { ...place, script: probe(place.number) })
  const { page } = visit
  const ms = await page.evaluate<number>('window.painted')
  if (ms === 0) throw new Error(`${place.url} showed no figure: ${visit.faults.join('; ')}`)
  const transferredBytes = await page.evaluate<number>(TRANSFERRED)
  await visit.close()
  return { ms, transferredBytes }
}
