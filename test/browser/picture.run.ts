// The picture of the README, taken from the running page: npm run picture
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { AppServer } from '../servers/app.server.ts'
import { BoardReader } from './board.ts'
import { Chromium } from './chromium.ts'
import { buildPages, signedIn } from './pages.ts'

const PICTURE = fileURLToPath(new URL('../../docs/tablero.png', import.meta.url))
/** So long until the demo's day looks like one. */
const DAY_MS = 60_000

await buildPages()
const server = await AppServer.start({ environment: { DEMO: 'on', DEMO_SPEED: '10', DEMO_SEED: '7' } })
const chromium = await Chromium.launch()
const admin = await server.admin()
await admin.mutate('mutation { tenantUpdate(input: { name: "Fibra del Sur" }) { errors { code } } }')
await setTimeout(DAY_MS)
const { page } = await chromium.visit(`http://127.0.0.1:${server.port}/tablero`, {
  width: 1400,
  height: 860,
  storage: signedIn(admin),
})
await new BoardReader(page).live()
await setTimeout(3_000)
await page.screenshot({ path: PICTURE })
await chromium.close()
await admin.close()
await server.stop()
