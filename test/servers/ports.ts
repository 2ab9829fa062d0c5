import net from 'node:net'

/** A block of port numbers that no other test process on this machine uses at the same time. */
export interface PortBlock {
  first: number
  release(): Promise<void>
}

const blockSize = 1000
const firstBlock = 12_000
const blockCount = 20 // the last port is below 32768, where the system's own outgoing connections begin

/**
 * Claims 1000 ports for peers that cannot listen on port 0 (Asterisk, SIPp). The claim is a listening socket on
 * the block's last port, so that it ends with the process whatever happens to it.
 * @param probed offsets within the block whose TCP ports must be free now, e.g. of a process that was left behind
 */
export async function claimPorts(probed: number[] = [0]): Promise<PortBlock> {
  const start = process.pid % blockCount
  for (let i = 0; i < blockCount; i++) {
    const first = firstBlock + ((start + i) % blockCount) * blockSize
    const claim = await listen(first + blockSize - 1)
    if (!claim) continue
    if (await allFree(probed.map((offset) => first + offset))) return { first, release: () => close(claim) }
    await close(claim)
  }
  throw new Error(`No free block of ${blockSize} ports between ${firstBlock} and 32000`)
}

/** A TCP port that is free now, chosen by the system, for servers that want to be told theirs. */
export async function freePort(): Promise<number> {
  const block = await claimPorts()
  await block.release()
  return block.first
}

async function allFree(ports: number[]): Promise<boolean> {
  for (const port of ports) {
    const server = await listen(port)
    if (!server) return false
    await close(server)
  }
  return true
}

function listen(port: number): Promise<net.Server | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer((socket) => socket.destroy())
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server.unref()))
  })
}

function close(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
