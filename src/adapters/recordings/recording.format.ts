/** A program that converts sound. */
export type AudioTool = 'sox' | 'ffmpeg'

/** How a recording is made into sound that browsers play. */
export interface RecordingFormat {
  readonly contentType: string
  /** How each tool is told what it reads, the one to try first before the other. None: played as it is. */
  readonly tools?: Readonly<Partial<Record<AudioTool, readonly string[]>>>
}

const raw = (sox: string, ffmpeg: string, rate: number): RecordingFormat => ({
  contentType: 'application/octet-stream',
  tools: {
    sox: ['-t', sox, '-r', String(rate), '-c', '1'],
    ffmpeg: ['-f', ffmpeg, '-ar', String(rate), '-ac', '1'],
  },
})
/** A WAV whose inside no browser knows, such as Asterisk's wav49. */
export const WAVE_TO_CONVERT: RecordingFormat = {
  contentType: 'audio/wav',
  tools: { sox: ['-t', 'wav'], ffmpeg: ['-f', 'wav'] },
}
const ULAW = raw('ul', 'mulaw', 8_000)
const ALAW = raw('al', 'alaw', 8_000)
const MP3: RecordingFormat = { contentType: 'audio/mpeg' }
const OGG: RecordingFormat = { contentType: 'audio/ogg' }

/** By the end of the name, as Asterisk writes it: `.WAV` is its wav49. */
const FORMATS: Readonly<Record<string, RecordingFormat>> = {
  wav: { contentType: 'audio/wav' },
  WAV: WAVE_TO_CONVERT,
  wav49: WAVE_TO_CONVERT,
  gsm: {
    contentType: 'audio/gsm',
    tools: { sox: ['-t', 'gsm', '-r', '8000', '-c', '1'], ffmpeg: ['-f', 'gsm'] },
  },
  ...{ ulaw: ULAW, ul: ULAW, mu: ULAW, pcm: ULAW, alaw: ALAW, al: ALAW },
  ...{ sln: raw('s16', 's16le', 8_000), sln12: raw('s16', 's16le', 12_000) },
  ...{ sln16: raw('s16', 's16le', 16_000), sln24: raw('s16', 's16le', 24_000) },
  ...{ sln32: raw('s16', 's16le', 32_000), sln44: raw('s16', 's16le', 44_100) },
  sln48: raw('s16', 's16le', 48_000),
  g722: { contentType: 'audio/G722', tools: { ffmpeg: ['-f', 'g722'] } },
  g729: { contentType: 'audio/G729', tools: { ffmpeg: ['-f', 'g729'] } },
  ...{ mp3: MP3, ogg: OGG, oga: OGG, opus: OGG },
}

/** The format a name stands for; undefined for what is no recording. */
export function formatNameOf(path: string): string | undefined {
  const name = /[^/]\.(\w{1,5})$/.exec(path)?.[1]
  return name !== undefined && Object.hasOwn(FORMATS, name) ? name : undefined
}

export const formatOf = (name: string): RecordingFormat | undefined =>
  Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined

/** What is played as it is and decoded all the same, for its waveform; sox is often built without mp3. */
const DECODED: Readonly<Record<string, RecordingFormat>> = {
  mp3: { ...MP3, tools: { ffmpeg: ['-f', 'mp3'], sox: ['-t', 'mp3'] } },
  ...Object.fromEntries(
    ['ogg', 'oga', 'opus'].map((name) => [
      name,
      { ...OGG, tools: { ffmpeg: ['-f', 'ogg'], sox: ['-t', 'ogg'] } },
    ]),
  ),
}

/** How a compressed format is decoded; undefined for those that are no such. */
export const decodingOf = (name: string): RecordingFormat | undefined =>
  Object.hasOwn(DECODED, name) ? DECODED[name] : undefined
