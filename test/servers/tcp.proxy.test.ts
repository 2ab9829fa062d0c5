import net from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startProxy, type TcpProxy } from './tcp.proxy.ts'

let target: net.Server
let proxy: TcpProxy
const served = new Set<net.Socket>()

beforeEach(async () => {
  target = net.createServer((socket) => {
    served.add(socket)
    socket.on('error', () => {})
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
  proxy = await startProxy((target.address() as net.AddressInfo).port)
})

afterEach(async () => {
  await proxy.stop()
  for (const socket of served) socket.destroy()
  await new Promise((resolve) => target.close(resolve))
})

it('passes both ways, a megabyte too', async () => {
  const line = await dial()
  const sent = Buffer.alloc(1e6, 'abcdefg')
  line.socket.write(sent)
  await expect.poll(() => line.bytes()).toBe(1e6)
  expect(Buffer.concat(line.chunks).equals(sent)).toBe(true)
  line.socket.end()
  await expect.poll(() => line.closed()).toBe('end')
})

it('cuts in the middle of a message with a reset', async () => {
  const line = await dial()
  const broken = proxy.cut(7)
  line.socket.write('Event: Hangup\r\n\r\n')
  await broken
  await expect.poll(() => line.closed()).toBe('ECONNRESET')
  expect(Buffer.concat(line.chunks).toString()).toBe('Event: ')
})

it('refuses at once, and takes connections again', async () => {
  proxy.refuse()
  const refused = await dial()
  await expect.poll(() => refused.closed()).toBe('ECONNRESET')
  expect(refused.bytes()).toBe(0)
  proxy.accept()
  const line = await dial()
  line.socket.write('again')
  await expect.poll(() => line.text()).toBe('again')
})

it('stands half open: nothing passes, nobody is told, and nothing is lost', async () => {
  const line = await dial()
  line.socket.write('one ')
  await expect.poll(() => line.text()).toBe('one ')
  proxy.pause()
  line.socket.write('two')
  const late = await dial()
  late.socket.write('three')
  await expect(
    expect.poll(() => line.text() + late.text(), { timeout: 200 }).not.toBe('one '),
  ).rejects.toThrow()
  expect(line.closed()).toBeUndefined()
  proxy.resume()
  await expect.poll(() => line.text()).toBe('one two')
  await expect.poll(() => late.text()).toBe('three')
})

it('dribbles byte by byte, in order', async () => {
  const line = await dial()
  proxy.dribble(1)
  line.socket.write('Évent: Ñandú')
  await expect.poll(() => line.text()).toBe('Évent: Ñandú')
  expect(line.chunks.length).toBeGreaterThan(3)
  proxy.flow()
  line.socket.end('!')
  await expect.poll(() => line.text()).toBe('Évent: Ñandú!')
})

async function dial() {
  const socket = net.connect(proxy.port, '127.0.0.1')
  const chunks: Buffer[] = []
  let closed: string | undefined
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', (error: NodeJS.ErrnoException) => {
    closed = error.code
  })
  socket.on('end', () => {
    closed ??= 'end'
  })
  await new Promise<void>((resolve) => socket.once('connect', resolve).once('error', () => resolve()))
  return {
    socket,
    chunks,
    bytes: () => chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    text: () => Buffer.concat(chunks).toString(),
    closed: () => closed,
  }
}
