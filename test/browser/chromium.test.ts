import { existsSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { run } from '../servers/child.process.ts'
import { Chromium, chromiumAvailable } from './chromium.ts'
import { overflowsOf, unreachedByKeyboard, violationsOf } from './page.checks.ts'
import { describeInChromium } from './stories.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"
const servers: http.Server[] = []

/** A page of a test: its body, beside a script of its own when it has one. */
async function serve(body: string, script = ''): Promise<string> {
  const html = `<!doctype html><html lang="es"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Prueba</title><link rel="icon" href="data:,"><script type="module" src="/script.js"></script>${body}</html>`
  const server = http.createServer(({ url }, answer) => {
    if (url === '/script.js') return answer.setHeader('content-type', 'text/javascript').end(script)
    answer.setHeader('content-security-policy', POLICY).setHeader('content-type', 'text/html').end(html)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

describeInChromium('What the stories of pages stand on', (visit) => {
  it('finds nothing wrong with a page that is right', async () => {
    const url = await serve('<main><h1>Tablero</h1><p>3 en espera</p></main>')
    for (const width of [390, 1400, 1920]) {
      const { page } = await visit(url, { width })
      expect(await overflowsOf(page)).toEqual([])
      expect(await violationsOf(page)).toEqual([])
    }
  })

  it('names requests to other hosts, violations of the policy and errors of scripts', async () => {
    const wrong = await serve(
      '<main><h1>Mal</h1><p onclick="x()">a</p><img alt="" src="https://cdn.example.com/x.png"></main>',
      `fetch('/graphql', { method: 'POST' }).then(() => { throw new Error('boom') })`,
    )
    const opened = await visit(wrong)
    opened.expects(/./)
    const { faults } = opened
    await expect.poll(() => faults.join('\n')).toContain('boom')
    await opened.page.getByText('a', { exact: true }).click()
    await expect.poll(() => faults.join('\n')).toContain('event handler')
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringContaining('request to another host: https://cdn.example.com/x.png'),
        expect.stringMatching(/console error: Loading the image .* violates/),
        expect.stringMatching(/console error: Executing inline event handler violates/),
        expect.stringContaining('error: boom'),
      ]),
    )
  })

  it('names what a person cannot see or use', async () => {
    const { page } = await visit(
      await serve(`<main><h1 style="white-space: nowrap">Un título que no cabe en un teléfono de ninguna manera</h1>
        <div style="width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">Cobranzas del interior</div>
        <div style="width: 90px; height: 10px; overflow: hidden">Dos renglones de palabras</div>
        <span style="position: absolute; width: 1px; height: 1px; overflow: hidden">para lectores</span>
        <div style="width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">
          <bdi>María de los Ángeles</bdi></div>
        <div style="width: 60px; overflow-x: auto" tabindex="0"><p style="width: 90px">de lado</p></div>
        <p style="width: 500px">ancho</p>
        <p style="color: #ddd; background: #fff">apenas</p><button></button>
        <button style="outline: 0">Sin marco</button></main>`),
      { width: 390 },
    )
    expect(await overflowsOf(page)).toEqual([
      expect.stringMatching(/^the page is \d+ px wide in a window of 390$/),
      expect.stringMatching(/<div.*scrolls: 60 of 90 px are seen/),
      expect.stringMatching(/<p> "ancho" reaches from 8 to 508 of 390/),
      expect.stringMatching(/Un título que no cabe.*px of text/),
      expect.stringMatching(/Cobranzas del interior" has \d+ px of text in 60/),
      expect.stringMatching(/Dos renglones de palabras" is cut off/),
    ])
    expect(await unreachedByKeyboard(page)).toEqual([
      expect.stringMatching(/<button> "Sin marco" does not show that it has the focus/),
    ])
    const rules = (await violationsOf(page)).map((violation) => violation.split(' ')[0])
    expect(rules).toEqual(['button-name', 'color-contrast'])
  })

  it('a page keeps nothing of another visit', async () => {
    const url = await serve('<main><h1>Uno</h1></main>')
    const first = await visit(url, { storage: { clave: 'guardada' } })
    expect(await first.page.evaluate(() => localStorage.getItem('clave'))).toBe('guardada')
    const second = await visit(url)
    expect(await second.page.evaluate(() => localStorage.getItem('clave'))).toBeNull()
  })
})

describe.skipIf(!chromiumAvailable().available && !process.env.CI)('Chromium itself', () => {
  it('asks no other host for a page, and leaves no process and no folder behind', async () => {
    const chromium = await Chromium.launch()
    const { page } = await chromium.visit(await serve('<main><h1>Uno</h1></main>'))
    await page.goto('http://otra.example.com/').catch(() => {})
    expect(chromium.hostsAsked).toEqual(['otra.example.com'])
    const open = await processesBelow(process.pid)
    expect(open.length).toBeGreaterThan(3)
    const profile = /--user-data-dir=(\S+)/.exec(open.join('\n'))![1]!
    await chromium.close()
    const pids = new Set(open.map((line) => line.split(/ +/)[0]))
    await expect
      .poll(async () => (await processes()).filter((line) => pids.has(line.split(/ +/)[0])))
      .toEqual([])
    expect([existsSync(profile), existsSync(chromium.home)]).toEqual([false, false])
  })
})

/** Chromium's that run, one a line: number, parent, command. */
async function processes(): Promise<string[]> {
  const lines = (await run('ps', ['-ww', '-eo', 'pid=,ppid=,stat=,args='])).split('\n')
  return lines
    .map((line) => line.trim())
    .filter((line) => line.includes('chromium') && !/^\d+ +\d+ +Z/.test(line))
    .map((line) => line.replace(/^(\d+ +\d+) +\S+/, '$1'))
}

async function processesBelow(parent: number): Promise<string[]> {
  const all = await processes()
  const below = (pid: number): string[] =>
    all
      .filter((line) => Number(line.split(/ +/)[1]) === pid)
      .flatMap((line) => [line, ...below(Number(line.split(/ +/)[0]))])
  return below(parent)
}
