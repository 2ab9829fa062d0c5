import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageRoutes } from '../../src/api/pages.ts'
import { serve } from './kitchen.ts'

let folder: string
let open: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'))
  const pages = join(folder, 'web')
  await mkdir(join(pages, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret'), 'not for anybody')
  await writeFile(join(pages, 'index.html'), '<title>Tablero</title>')
  await writeFile(join(pages, 'graphiql.html'), '<title>GraphiQL</title>')
  await writeFile(join(pages, 'centralita.svg'), '<svg/>')
  await writeFile(join(pages, 'assets/main-1234.js'), 'console.log(1)')
  await writeFile(join(pages, 'assets/main-1234.js.gz'), gzipSync('console.log(1)'))
  open = await serve({ routes: pageRoutes(pages) })
})
afterAll(async () => {
  await open.api.stop(1000)
  await rm(folder, { recursive: true })
})

/** Sends the path as it is written; `fetch` would tidy it first. */
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const { hostname, port } = new URL(open.url)
    request({ hostname, port, path, headers, method }, async (response) => {
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part)
      resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) })
    })
      .on('error', reject)
      .end()
  })

describe('the pages', () => {
  it('are one file for all addresses of the wallboard', async () => {
    for (const path of ['/tablero', '/tablero?tv=1', '/ingreso', '/inicio', '/pantallas', '/t/screen_abc']) {
      const { status, body, headers } = await get(path)
      expect([status, String(body)], path).toEqual([200, '<title>Tablero</title>'])
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      expect(headers['cache-control']).toBe('no-cache')
    }
    expect(String((await get('/graphiql')).body)).toBe('<title>GraphiQL</title>')
    expect((await get('/favicon.ico')).headers['content-type']).toBe('image/svg+xml')
  })

  it('may load nothing from another host, run nothing inline and stand in no frame', async () => {
    for (const path of ['/tablero', '/graphiql']) {
      const policy = String((await get(path)).headers['content-security-policy'])
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
    }
    expect((await get('/tablero')).headers['content-security-policy']).not.toContain('unsafe-inline')
  })

  it('come compressed to who takes that, and stay in the cache as long as they are the same', async () => {
    const path = '/assets/main-1234.js'
    const { headers, body } = await get(path, { 'accept-encoding': 'gzip, br' })
    expect([headers['content-encoding'], String(gunzipSync(body))]).toEqual(['gzip', 'console.log(1)'])
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers.vary).toBe('Accept-Encoding')
    expect(String((await get(path)).body)).toBe('console.log(1)')
    const { headers: page } = await get('/tablero')
    expect((await get('/tablero', { 'if-none-match': String(page.etag) })).status).toBe(304)
  })

  it('lead nowhere else', async () => {
    for (const path of [
      '/assets/../../secret',
      '/assets/../index.html',
      '/assets/..%2f..%2fsecret',
      '/assets/%2e%2e/%2e%2e/secret',
      '/assets/..\\..\\secret',
      '/assets/main-1234.js%00',
      '/assets/%',
      '/assets/',
      '/index.html',
      '/t',
      '/web/index.html',
    ]) {
      const { status, body } = await get(path)
      expect([status, String(body)], path).toEqual([404, ''])
    }
    expect((await get('/tablero', {}, 'POST')).status).toBe(405)
    expect((await get('/tablero', {}, 'HEAD')).body).toHaveLength(0)
  })

  it('are where a browser is led; a program is told what there is', async () => {
    const led = await get('/', { accept: 'text/html,*/*' })
    expect([led.status, led.headers.location]).toEqual([302, '/tablero'])
    expect(String((await get('/')).body)).toContain('/tablero')
  })

  it('say what to do when they have not been built', async () => {
    const empty = await serve({ routes: pageRoutes(join(folder, 'nothing')) })
    const answer = await fetch(new URL('/tablero', empty.url))
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')])
    await empty.api.stop(1000)
  })

  it('are the new ones once they were built anew, without a restart', async () => {
    const pages = join(folder, 'later')
    const later = await serve({ routes: pageRoutes(pages) })
    const page = async () => (await fetch(new URL('/tablero', later.url))).text()
    expect(await page()).toContain('npm run build')
    await mkdir(pages)
    for (const words of ['<p>first</p>', '<p>the second is longer</p>']) {
      await writeFile(join(pages, 'index.html'), words)
      await rm(join(pages, '.built'), { force: true })
      await writeFile(join(pages, '.built'), '')
      expect(await page()).toBe(words)
    }
    // While they are being built there are none: those of before go on.
    await rm(pages, { recursive: true })
    expect(await page()).toBe('<p>the second is longer</p>')
    await later.api.stop(1000)
  })
})
