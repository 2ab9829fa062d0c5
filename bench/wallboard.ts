import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Chromium } from '../test/browser/chromium.ts'
import { signIn, startApp } from './support/app.ts'
import { type Benchmark, type Outcome, printOutcomes } from './support/outcome.ts'
import { median } from './support/statistics.ts'
import type { BoardSize } from './wallboard/board.messages.ts'
import { digested, MOST_PER_SECOND } from './wallboard/digestion.ts'
import { painted } from './wallboard/painting.ts'
import { PushingServer } from './wallboard/pushing.server.ts'

/**
 * The wallboard in a real Chromium: from opening its address with a cold cache until its first figure is on the
 * screen, what it transfers for that, and how many messages a second it takes without dropping frames. The floors
 * are a bare page, and a page that only parses the same messages and writes one number.
 */

const SIZES: readonly BoardSize[] = [
  { queues: 20, agents: 60 },
  { queues: 200, agents: 500 },
]

const FLOOR = 'parses, writes a number'
const most = (value: number) => (value === MOST_PER_SECOND ? `${FLOOR}; no more was tried` : FLOOR)

export const run: Benchmark = async ({ quick }) => {
  const folder = await mkdtemp(join(tmpdir(), 'centralita-bench-'))
  const { app, port, firstPassword } = await startApp({
    ...{ DATA_DIR: folder, DATABASE_URL: 'memory:', DEMO: 'on' },
  })
  const pushing = await PushingServer.start(port)
  const chromium = await Chromium.launch()
  try {
    const accessToken = await signIn(port, firstPassword)
    // Good for the few minutes of the benchmark; nothing is refreshed.
    const tokens = { accessToken, refreshToken: '', expiresAt: Date.now() + 840_000 }
    const board = {
      url: `${pushing.url}/tablero`,
      number: 'dl > div:first-child > dd',
      storage: { 'centralita.tokens': JSON.stringify(tokens) },
    }
    const floor = { url: `${pushing.url}/floor`, number: 'p' }

    const outcomes: Outcome[] = []
    const paints = { board: [] as number[], floor: [] as number[] }
    let transferredBytes = 0
    for (let round = 0; round < (quick ? 5 : 15); round++) {
      paints.floor.push((await painted(chromium, floor)).ms)
      const first = await painted(chromium, board)
      paints.board.push(first.ms)
      transferredBytes = first.transferredBytes
    }
    outcomes.push(
      {
        ...{ measure: 'wallboard, first figure on the screen', unit: 'ms', ours: median(paints.board) },
        against: { name: 'bare page', value: median(paints.floor) },
      },
      { measure: 'wallboard, transferred until then', unit: 'kB', ours: transferredBytes / 1000 },
    )
    for (const size of SIZES) {
      const options = { size, stepSeconds: quick ? 2 : 5 }
      const named = `${size.queues} queues, ${size.agents} agents`
      console.log(`  ${named}: the floor, then the board`)
      const least = await digested(chromium, pushing, floor, options)
      const ours = await digested(chromium, pushing, board, options)
      console.log(`  ${Math.round(ours.messageBytes / 1000)} kB a message`)
      outcomes.push(
        {
          ...{ measure: `a message, ${named}: CPU of the page`, unit: 'ms', ours: ours.messageMs },
          against: { name: FLOOR, value: least.messageMs },
        },
        {
          ...{ measure: `${named}: without dropped frames`, unit: 'per s', ours: ours.smoothPerSecond },
          against: { name: most(least.smoothPerSecond), value: least.smoothPerSecond },
        },
        {
          ...{ measure: `${named}: shown in time`, unit: 'per s', ours: ours.mostPerSecond },
          against: { name: most(least.mostPerSecond), value: least.mostPerSecond },
        },
      )
    }
    return outcomes
  } finally {
    await chromium.close()
    await pushing.stop()
    await app.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === import.meta.filename)
  printOutcomes(await run({ quick: process.argv.includes('--quick') }))
