import type { CDPSession } from 'playwright-core'
import type { Chromium } from '../../test/browser/chromium.ts'
import type { BoardSize } from './board.messages.ts'
import type { Place } from './painting.ts'
import type { PushingServer } from './pushing.server.ts'

const RATES = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500]
export const MOST_PER_SECOND = RATES.at(-1)!
/** What one message costs is measured at this rate. */
const COSTED_PER_SECOND = 10
/** Less than this is not told apart from nothing. */
const LEAST_MS = 0.1
const FRAME_MS = 1000 / 60
/** More frames dropped than when nothing comes, as a share of all: one more in a hundred is not seen. */
const TOLERATED = 0.01
/** The last number stands on the screen so long after it was sent, or the page lags behind. */
const LAG_MS = 500

/** Counts frames until it is called again. */
const COUNT = `(() => {
  const times = []
  let isOn = true
  const note = (time) => { times.push(time); if (isOn) requestAnimationFrame(note) }
  requestAnimationFrame(note)
  window.stopCounting = () => { isOn = false; return times }
})()`

export interface Digestion {
  /** The highest rate of messages at which the page drops no frames; 0 for none. */
  readonly smoothPerSecond: number
  /** The highest rate at which it shows each message in time. */
  readonly mostPerSecond: number
  /** CPU of the page's main thread for a message, without what it does when nothing comes. */
  readonly messageMs: number
  readonly messageBytes: number
}

interface Step {
  readonly last: number
  readonly isInTime: boolean
  readonly dropped: number
  readonly cpuMs: number
}

/** Pushes messages at rising rates until the page lags behind. */
export async function digested(
  chromium: Chromium,
  pushing: PushingServer,
  place: Place,
  { size, stepSeconds }: { size: BoardSize; stepSeconds: number },
): Promise<Digestion> {
  const visit = await chromium.visit(place.url, place)
  try {
    const { page } = visit
    const tools = await visit.context.newCDPSession(page)
    await tools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await pushing.watched()
    const messages = pushing.messages(size)
    // The page's policy lets nothing be evaluated in it but by the browser's own tools, in one go.
    const shownInTime = (number: number) =>
      page.evaluate<boolean>(`new Promise((resolve) => {
        const until = performance.now() + ${LAG_MS}
        const look = () => {
          const shown = document.querySelector('${place.number}')?.textContent.replace(/\\D/g, '')
          if (shown === '${number}' || performance.now() > until) resolve(shown === '${number}')
          else setTimeout(look, 10)
        }
        look()
      })`)
    const step = async (first: number, rate: number): Promise<Step> => {
      await page.evaluate(COUNT)
      const before = await cpuMs(tools)
      const last = await pushing.push(messages, first, rate, stepSeconds)
      const isInTime = last < first || (await shownInTime(last))
      const dropped = droppedShare(await page.evaluate<number[]>('window.stopCounting()'))
      return { last, isInTime, dropped, cpuMs: (await cpuMs(tools)) - before }
    }
    // Code that has run a few times is compiled; the first messages build the large board.
    let { last } = await step(1, 4)
    const idle = await step(last + 1, 0)
    const costed = await step(last + 1, COSTED_PER_SECOND)
    last = costed.last
    console.log(`    nothing: ${percent(idle.dropped)} of frames dropped`)
    let smoothPerSecond = 0
    let mostPerSecond = 0
    for (const [index, rate] of RATES.entries()) {
      const pushed = await step(last + 1, rate)
      console.log(`    ${rate}/s: ${percent(pushed.dropped)}${pushed.isInTime ? '' : ', behind'}`)
      if (!pushed.isInTime) break
      mostPerSecond = rate
      const wasSmooth = smoothPerSecond === (RATES[index - 1] ?? 0)
      if (wasSmooth && pushed.dropped <= idle.dropped + TOLERATED) smoothPerSecond = rate
      last = pushed.last
    }
    const costMs = (costed.cpuMs - idle.cpuMs) / (COSTED_PER_SECOND * stepSeconds)
    const messageMs = Math.max(LEAST_MS, costMs)
    return { smoothPerSecond, mostPerSecond, messageMs, messageBytes: messages.bytes }
  } finally {
    await visit.close()
  }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

async function cpuMs(tools: CDPSession): Promise<number> {
  const { metrics } = await tools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
}

function droppedShare(times: readonly number[]): number {
  const gaps = times.slice(1).map((time, index) => time - times[index]!)
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0)
  return dropped / (dropped + times.length)
}
