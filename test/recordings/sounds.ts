/** Sound that a test makes: the samples of a tone, 16 bits, one channel, 8 kHz. */
export function toneOf(seconds: number, loudness = 0.5): Buffer {
  const samples = Buffer.alloc(Math.round(seconds * 8_000) * 2)
  for (let at = 0; at < samples.length / 2; at++)
    samples.writeInt16LE(Math.round(Math.sin((at * 2 * Math.PI * 440) / 8_000) * loudness * 32_767), at * 2)
  return samples
}

/** A WAV file around samples. */
export function waveAround(samples: Buffer): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

export const waveOf = (seconds: number, loudness?: number): Buffer => waveAround(toneOf(seconds, loudness))
