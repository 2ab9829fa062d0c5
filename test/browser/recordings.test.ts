import type { Response } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { RecordedServer } from '../recordings/recorded.ts'
import { waveOf } from '../recordings/sounds.ts'
import { describeInChromium } from './stories.ts'
import type { Visit } from './visit.ts'

const SECONDS = 900
const NAME = 'q-soporte-0981555001-20260301-110509-1772373909.1.wav'

describeInChromium('A recording in a browser', (visit) => {
  let here: RecordedServer
  let id: string
  beforeAll(async () => {
    here = await RecordedServer.start()
    await here.put(`2026/03/01/${NAME}`, waveOf(SECONDS))
    await here.setFolder('DATED')
    ;({ id } = await here.named(NAME))
  })
  afterAll(() => here?.stop())

  /** A page of ours with a player, and the answers that it gets. */
  async function player(url: string): Promise<{ opened: Visit; answers: Response[] }> {
    const opened = await visit(`${here.origin}/healthz`)
    const { page } = opened
    await page.route('**/oir', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><link rel="icon" href="data:,"><button onclick="document.querySelector('audio').play()">Oír</button>
          <audio preload="metadata" src="${url.replaceAll('&', '&amp;')}"></audio>`,
      }),
    )
    const answers: Response[] = []
    page.on('response', (response) => {
      if (response.url().includes('/recordings/')) answers.push(response)
    })
    await page.goto(`${here.origin}/oir`)
    return { opened, answers }
  }
  const audio = (opened: Visit) => opened.page.locator('audio')
  const time = (opened: Visit) => audio(opened).evaluate((each: HTMLAudioElement) => each.currentTime)

  it('plays, and goes on from wherever it is put to, without fetching what lies between', async () => {
    const { opened, answers } = await player(await here.link(id))
    await expect
      .poll(() => audio(opened).evaluate((each: HTMLAudioElement) => each.duration))
      .toBeCloseTo(SECONDS, 0)
    await opened.page.getByRole('button').click()
    await expect.poll(() => time(opened)).toBeGreaterThan(0.2)
    await audio(opened).evaluate((each: HTMLAudioElement) => {
      each.currentTime = 850
    })
    await expect.poll(() => time(opened)).toBeGreaterThan(850.2)
    expect(await audio(opened).evaluate((each: HTMLAudioElement) => each.error)).toBeNull()

    expect(answers.map((each) => each.status())).toEqual(answers.map(() => 206))
    const begins = answers.map((each) => Number(/^bytes (\d+)-/.exec(each.headers()['content-range']!)![1]))
    expect(begins[0]).toBe(0)
    expect(Math.max(...begins)).toBeGreaterThan(800 * 16_000)
    // However many parts were asked for: it was heard once.
    await expect.poll(() => here.acts(id)).toEqual(['recordingLink OK admin', 'recordingPlay OK admin'])
  })

  it('is not heard by a link whose time is over', async () => {
    const url = await here.link(id)
    here.clock.pass(16 * 60)
    const { opened, answers } = await player(url)
    opened.expects(/403/)
    const NOT_SUPPORTED = 4
    await expect
      .poll(() => audio(opened).evaluate((each: HTMLAudioElement) => each.error?.code))
      .toBe(NOT_SUPPORTED)
    expect(answers.map((each) => each.status())).toEqual([403])
  })
})
