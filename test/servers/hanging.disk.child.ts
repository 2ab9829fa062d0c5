import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A read-only file system over the files of one folder, spoken in the kernel's own protocol (linux/fuse.h): stopped
 * by SIGSTOP, it hangs as the disk of a machine that is away does; SIGCONT, and it answers.
 */
const [source, mountPoint] = process.argv.slice(2) as [string, string]
const LOOKUP = 1
const FORGET = 2
const GETATTR = 3
const STATFS = 17
const OPEN = 14
const READ = 15
const RELEASE = 18
const FLUSH = 25
const INIT = 26
const OPENDIR = 27
const READDIR = 28
const RELEASEDIR = 29
const INTERRUPT = 36
const DESTROY = 38
const BATCH_FORGET = 42

const ENOENT = -2
const ENOSYS = -38
const ROOT = 1n
const HEADER_BYTES = 40
const ATTR_BYTES = 88
const DIRECT_IO = 1

const names: string[] = []
/** The root is 1, and the files come after it. */
const nodeOf = (name: string): bigint => {
  if (!names.includes(name)) names.push(name)
  return BigInt(names.indexOf(name) + 2)
}
const pathOf = (node: bigint): string => (node === ROOT ? source : join(source, names[Number(node) - 2]!))

function attrOf(node: bigint): Buffer {
  const seen = statSync(pathOf(node))
  const attr = Buffer.alloc(ATTR_BYTES)
  attr.writeBigUInt64LE(node, 0)
  attr.writeBigUInt64LE(BigInt(seen.size), 8)
  for (const [nth, ms] of [seen.atimeMs, seen.mtimeMs, seen.ctimeMs].entries())
    attr.writeBigUInt64LE(BigInt(Math.floor(ms / 1000)), 24 + nth * 8)
  attr.writeUInt32LE(seen.isDirectory() ? 0o40555 : 0o100444, 60)
  attr.writeUInt32LE(1, 64)
  attr.writeUInt32LE(4096, 80)
  return attr
}

/** An answer, or the number of an error; undefined where none is wanted. */
function answerTo(opcode: number, node: bigint, body: Buffer): Buffer | number | undefined {
  switch (opcode) {
    case INIT: {
      const answer = Buffer.alloc(64)
      answer.writeUInt32LE(7, 0)
      answer.writeUInt32LE(31, 4)
      answer.writeUInt32LE(131_072, 20)
      answer.writeUInt32LE(1, 24)
      return answer
    }
    case LOOKUP: {
      const name = body.toString('utf8', 0, body.indexOf(0))
      if (node !== ROOT || !readdirSync(source).includes(name)) return ENOENT
      const found = nodeOf(name)
      const entry = Buffer.alloc(40)
      entry.writeBigUInt64LE(found, 0)
      return Buffer.concat([entry, attrOf(found)])
    }
    case GETATTR:
      return Buffer.concat([Buffer.alloc(16), attrOf(node)])
    case OPEN:
    case OPENDIR: {
      const answer = Buffer.alloc(16)
      // Nothing is kept in the kernel's memory: each reading asks us.
      if (opcode === OPEN) answer.writeUInt32LE(DIRECT_IO, 8)
      return answer
    }
    case READ: {
      const [offset, size] = [Number(body.readBigUInt64LE(8)), body.readUInt32LE(16)]
      const piece = Buffer.alloc(size)
      const file = openSync(pathOf(node), 'r')
      const length = readSync(file, piece, 0, size, offset)
      closeSync(file)
      return piece.subarray(0, length)
    }
    case READDIR: {
      const offset = Number(body.readBigUInt64LE(8))
      return Buffer.concat(
        readdirSync(source)
          .slice(offset)
          .map((name, nth) => entryOf(name, offset + nth + 1)),
      )
    }
    case STATFS:
      return Buffer.alloc(80)
    case FLUSH:
    case RELEASE:
    case RELEASEDIR:
      return Buffer.alloc(0)
    case FORGET:
    case BATCH_FORGET:
    case INTERRUPT:
      return undefined
    default:
      return ENOSYS
  }
}

function entryOf(name: string, next: number): Buffer {
  const bytes = Buffer.from(name)
  const entry = Buffer.alloc(24 + Math.ceil(bytes.length / 8) * 8)
  entry.writeBigUInt64LE(nodeOf(name), 0)
  entry.writeBigUInt64LE(BigInt(next), 8)
  entry.writeUInt32LE(bytes.length, 16)
  entry.writeUInt32LE(8, 20)
  bytes.copy(entry, 24)
  return entry
}

const device = openSync('/dev/fuse', 'r+')
const options = 'fd=3,rootmode=40555,user_id=0,group_id=0,allow_other'
const { status, stderr } = spawnSync('mount', ['-i', '-t', 'fuse', '-o', options, 'hanging', mountPoint], {
  stdio: ['ignore', 'ignore', 'pipe', device],
})
if (status !== 0) {
  process.stderr.write(`mount: ${stderr}`)
  process.exit(1)
}
process.stdout.write('mounted\n')

const request = Buffer.alloc(1024 * 1024)
for (;;) {
  let length: number
  try {
    length = readSync(device, request)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENODEV') process.exit(0)
    if (code === 'EINTR' || code === 'ENOENT' || code === 'EAGAIN') continue
    throw error
  }
  const opcode = request.readUInt32LE(4)
  if (opcode === DESTROY) process.exit(0)
  const answer = answerTo(opcode, request.readBigUInt64LE(16), request.subarray(HEADER_BYTES, length))
  if (answer === undefined) continue
  const body = typeof answer === 'number' ? Buffer.alloc(0) : answer
  const header = Buffer.alloc(16)
  header.writeUInt32LE(16 + body.length, 0)
  header.writeInt32LE(typeof answer === 'number' ? answer : 0, 4)
  request.copy(header, 8, 8, 16)
  try {
    writeSync(device, Buffer.concat([header, body]))
  } catch (error) {
    // Whoever asked has gone meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
