import { spawn } from 'node:child_process'
import type { FileHandle } from 'node:fs/promises'
import { DomainError } from '../../errors.ts'
import type { AudioTool, RecordingFormat } from './recording.format.ts'

const MOST_BYTES = 1024 * 1024 * 1024
const LONGEST_SECONDS = 4 * 3600
const PATIENCE_MS = 120_000
const AT_ONCE = 2
const MOST_WAITING = 50
const KEPT_WORDS = 1_000

/** What makes WAV that every browser plays of what Asterisk records. */
export class AudioConverter {
  private running = 0
  private readonly waiting: (() => void)[] = []
  private readonly stopping = new AbortController()

  /** @param tools what they are called; a test names others than there are */
  constructor(
    private readonly tools: Readonly<Record<AudioTool, string>> = { sox: 'sox', ffmpeg: 'ffmpeg' },
  ) {}

  /** Ends what is under way. */
  stop(): void {
    this.stopping.abort()
  }

  /**
   * Whether a format can be converted here.
   * @throws DomainError CONVERTER_MISSING
   */
  async demand(format: RecordingFormat): Promise<void> {
    for (const [tool] of inputsOf(format)) if (await this.isThere(tool)) return
    throw new DomainError('CONVERTER_MISSING')
  }

  /**
   * Writes the sound of an open file as WAV. The tool is given the file itself and no name of it.
   * @throws DomainError CONVERTER_MISSING, CONVERTER_BUSY, RECORDING_TOO_LONG, RECORDING_UNREADABLE
   */
  async convert(source: FileHandle, sizeBytes: number, format: RecordingFormat, file: string): Promise<void> {
    if (sizeBytes > MOST_BYTES) throw new DomainError('RECORDING_TOO_LONG')
    await this.turn()
    try {
      for (const [tool, input] of inputsOf(format)) {
        const args = tool === 'sox' ? soxArgs(input, file) : ffmpegArgs(input, file)
        if (await this.run(tool, args, source)) return
      }
    } finally {
      // The turn is handed on, so that nobody who comes just now is before those who wait.
      const next = this.waiting.shift()
      if (next) next()
      else this.running--
    }
    throw new DomainError('CONVERTER_MISSING')
  }

  private async turn(): Promise<void> {
    if (this.running < AT_ONCE) {
      this.running++
      return
    }
    if (this.waiting.length >= MOST_WAITING)
      throw new DomainError('CONVERTER_BUSY', [], { retryAfterSeconds: 10 })
    await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  /** False when the tool is not installed. */
  private run(tool: AudioTool, args: readonly string[], source: FileHandle): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.tools[tool], args, {
        stdio: [source.fd, 'ignore', 'pipe'],
        timeout: PATIENCE_MS,
        killSignal: 'SIGKILL',
        signal: this.stopping.signal,
      })
      let words = ''
      child.stderr?.on('data', (chunk: Buffer) => {
        words = (words + chunk.toString()).slice(0, KEPT_WORDS)
      })
      child.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') resolve(false)
        else reject(error.name === 'AbortError' ? new DomainError('SHUTTING_DOWN') : error)
      })
      child.on('close', (code, signal) => {
        if (code === 0) resolve(true)
        else if (signal) reject(new DomainError('RECORDING_TOO_LONG'))
        else
          reject(new DomainError('RECORDING_UNREADABLE', [], { answer: words.replace(/\s+/g, ' ').trim() }))
      })
    })
  }

  private isThere(tool: AudioTool): Promise<boolean> {
    return new Promise((resolve) => {
      const child = spawn(this.tools[tool], [tool === 'sox' ? '--version' : '-version'], {
        stdio: 'ignore',
        timeout: 5_000,
      })
      child.on('error', () => resolve(false))
      child.on('close', (code) => resolve(code === 0))
    })
  }
}

const inputsOf = ({ tools = {} }: RecordingFormat) =>
  Object.entries(tools) as [AudioTool, readonly string[]][]

const soxArgs = (input: readonly string[], file: string): string[] => [
  ...['-V1', '-D', ...input, '-', '-t', 'wav', '-e', 'signed-integer', '-b', '16', file],
  ...['trim', '0', String(LONGEST_SECONDS)],
]

const ffmpegArgs = (input: readonly string[], file: string): string[] => [
  ...[
    '-nostdin',
    '-hide_banner',
    '-loglevel',
    'error',
    '-y',
    ...input,
    '-i',
    'pipe:0',
    '-vn',
    '-map_metadata',
    '-1',
  ],
  ...['-t', String(LONGEST_SECONDS), '-c:a', 'pcm_s16le', '-f', 'wav', file],
]
