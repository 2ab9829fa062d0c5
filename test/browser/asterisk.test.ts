import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asteriskAvailable } from '../asterisk/asterisk.server.ts'
import { CallCenter } from '../live/call.center.ts'
import { BoardReader } from './board.ts'
import { buildPages, signedIn } from './pages.ts'
import { describeInChromium } from './stories.ts'

const SEEN_MS = 1_000
const ROUNDS = 6

/** In the page: every text that a cell of a queue shows, with the time at which it came. */
interface Sightings {
  sightings: { text: string; atMs: number }[]
}

describeInChromium(
  'The board of a real Asterisk',
  (visit) => {
    let center: CallCenter
    let board: BoardReader

    beforeAll(async () => {
      await buildPages()
      center = await CallCenter.open()
    })
    afterAll(() => center?.close())

    /** From now on the page notes when it shows what; its clock is this machine's. */
    const noteSightings = async (page: Page, queue: string) => {
      await board.queue(queue).evaluate((row) => {
        const seen: Sightings['sightings'] = []
        const cells = [...row.querySelectorAll('td')]
        let before: (string | null)[] = []
        const note = () => {
          const texts = cells.map(({ textContent }) => textContent)
          texts.forEach((text, index) => {
            if (text !== before[index])
              seen.push({ text: `${index}: ${text}`, atMs: performance.timeOrigin + performance.now() })
          })
          before = texts
        }
        note()
        new MutationObserver(note).observe(row, { subtree: true, childList: true, characterData: true })
        Object.assign(window, { sightings: seen })
      })
      return page
    }

    it('shows a call within a second of the event of the PBX, and its end', async () => {
      const opened = await visit(`http://127.0.0.1:${center.admin.port}/tablero`, {
        storage: signedIn(center.admin),
      })
      board = new BoardReader(opened.page)
      await board.live()
      await board.queue('vacia').waitFor()
      await noteSightings(opened.page, 'vacia')
      const { asterisk } = center
      const column = 1 // Estado, En espera, …: the cells after the name
      const sighted = async (waiting: number, sinceMs: number) => {
        const wanted = `${column}: ${waiting}`
        const find = () =>
          opened.page.evaluate(
            ({ wanted, sinceMs }) =>
              (window as unknown as Sightings).sightings.find(
                ({ text, atMs }) => text === wanted && atMs >= sinceMs,
              )?.atMs ?? null,
            { wanted, sinceMs },
          )
        await expect.poll(find, { timeout: 5_000 }).not.toBeNull()
        return (await find())!
      }
      const delaysMs: number[] = []
      for (let round = 1; round <= ROUNDS; round++) {
        const beganMs = Date.now()
        const call = asterisk.callQueue({ queue: 'vacia', callerNumber: `09810000${round}` })
        const joined = asterisk.waitForEvent('QueueCallerJoin', {
          Queue: 'vacia',
          CallerIDNum: `09810000${round}`,
        })
        await joined
        const joinedMs = Date.now()
        delaysMs.push((await sighted(round, beganMs)) - joinedMs)
        await call
        // Not in step with the messages of the board.
        const untilMs = performance.now() + 150 * round
        await expect.poll(() => performance.now() > untilMs, { interval: 10 }).toBe(true)
      }
      const left = asterisk.waitForEvent('QueueCallerLeave', { Queue: 'vacia' })
      const beganMs = Date.now()
      await asterisk.calm()
      await left
      await sighted(0, beganMs)
      console.log(`PBX event to page: ${delaysMs.map(Math.round).join(', ')} ms`)
      expect(Math.max(...delaysMs)).toBeLessThan(SEEN_MS)
    })

    it('shows who rings, who talks and who is paused on the PBX', async () => {
      const opened = await visit(`http://127.0.0.1:${center.admin.port}/tablero`, {
        storage: signedIn(center.admin),
      })
      board = new BoardReader(opened.page)
      await board.live()
      const { asterisk } = center
      await asterisk.setAgent('1001', { answersAfterSeconds: 'never' })
      await asterisk.setAgent('1002', { answersAfterSeconds: 2, hangsUpAfterSeconds: 4 })
      await asterisk.callQueue({ queue: 'ventas', callerNumber: '0981555123' })
      await board.agent('Beto Ibáñez').getByText('Timbrando').waitFor({ timeout: 3_000 })
      await board.agent('Beto Ibáñez').getByText('En llamada').waitFor({ timeout: 5_000 })
      await board.agent('Beto Ibáñez').getByText('Disponible').waitFor({ timeout: 10_000 })
      await asterisk.calm()
    })
  },
  asteriskAvailable(),
)
