import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AmiDecoder, type AmiDecoderOptions } from '../../src/adapters/ami/decoder.ts'
import { AmiMessage } from '../../src/adapters/ami/message.ts'
import { amiText } from '../servers/ami.peer.ts'

const folder = new URL('recordings/', import.meta.url)
const recordings = readdirSync(folder).filter((name) => name.endsWith('.raw'))
const recording = (name: string) => readFileSync(new URL(name, folder))

/** What a decoder makes of the chunks: every message as its list of headers. */
function decode(chunks: readonly Uint8Array[], options: Partial<AmiDecoderOptions> = {}) {
  const messages: AmiMessage[] = []
  const decoder = new AmiDecoder({ onMessage: (message) => messages.push(message), ...options })
  for (const chunk of chunks) decoder.push(Buffer.from(chunk))
  return { messages, headers: messages.map((message) => [...message.entries()]), decoder }
}

/** The plainest reader there is, given the whole recording at once. */
function splitNaively(bytes: Buffer): [string, string][][] {
  const withoutBanner = bytes.toString().replace(/^Asterisk Call Manager[^\n]*\n/, '')
  return withoutBanner
    .split('\r\n\r\n')
    .map((block) => block.split('\r\n').filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) =>
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    )
}

/** Cuts at these places, which may repeat: an empty chunk is a chunk too. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}

describe('recorded traffic of a real Asterisk', () => {
  test.each(recordings)('%s decodes to what a naive splitter finds, whole or byte by byte', (name) => {
    const bytes = recording(name)
    const expected = splitNaively(bytes)
    expect(expected.length).toBeGreaterThan(10)
    expect(decode([bytes]).headers).toEqual(expected)
    const { headers, decoder } = decode(Array.from(bytes, (byte) => Uint8Array.of(byte)))
    expect(headers).toEqual(expected)
    expect(decoder).toMatchObject({ bytes: bytes.length, messages: expected.length, malformed: 0 })
  })

  test.each(recordings)('%s survives any chunking', (name) => {
    const bytes = recording(name).subarray(0, 20_000)
    const expected = decode([bytes]).headers
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 200 }), (places) => {
        expect(decode(cut(bytes, places)).headers).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  test('an event after a stray CR LF is not lost', () => {
    const bytes = recording('redirect.park.raw')
    expect(bytes.includes('\r\n\r\n\r\n')).toBe(true)
    const names = decode([bytes]).messages.filter(({ kind }) => kind === 'event')
    expect(names).toHaveLength(bytes.toString().match(/^Event: /gm)!.length)
  })

  test('an error whose text ends in a bare LF keeps it', () => {
    const { messages } = decode([recording('queries.raw')])
    const message = messages.find((candidate) => candidate.get('Message')?.startsWith('No Contacts'))
    expect(message).toMatchObject({ kind: 'response', name: 'Error', actionId: 'a11' })
    expect(message!.get('Message')).toBe('No Contacts found\n')
  })

  test('the output of a command comes line by line, spaces kept', () => {
    const { messages } = decode([recording('queries.raw')])
    const output = messages.find((message) => message.actionId === 'a17')!.all('Output')
    expect(output).toHaveLength(6)
    expect(output[1]).toBe('   Members: ')
    expect(output[5]).toBe('')
  })

  test('accents are right', () => {
    const { messages } = decode([recording('member.pause.raw')])
    const pause = messages.find((message) => message.name === 'QueueMemberPause')!
    expect(pause.get('PausedReason')).toBe('Almuerzo: ñandú')
  })
})

describe('any message', () => {
  const headerName = fc.stringMatching(/^[A-Z][A-Za-z0-9()/;-]{0,12}$/)
  const headerValue = fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .filter((text) => !/[\r\0\ud800-\udfff]/.test(text))
  const message = fc.tuple(
    fc.constantFrom('Event', 'Response'),
    headerValue,
    fc.array(fc.tuple(headerName, headerValue), { maxLength: 8 }),
  )
  const strays = fc.constantFrom('', '', '\r\n', '\r\n\r\n')

  test('arrives as it was sent: repeated headers, bare LF, any language, any chunking', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(message, strays), { maxLength: 10 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        (sent, places) => {
          const expected = sent.map(([[kind, name, rest]]) => [[kind, name], ...rest])
          const wire = sent.map(([[kind, name, rest], stray]) =>
            [[kind, name], ...rest]
              .map(([header, value]) => `${header}: ${value}\r\n`)
              .join('')
              .concat('\r\n', stray),
          )
          const bytes = Buffer.from(`Asterisk Call Manager/5.0.4\r\n${wire.join('')}`)
          const { messages, headers } = decode(cut(bytes, places), { bannerRequired: true })
          expect(headers).toEqual(expected)
          for (const [index, decoded] of messages.entries()) {
            for (const [header] of expected[index]!) {
              const values = expected[index]!.filter(([name]) => name === header).map(([, value]) => value)
              expect(decoded.all(header!)).toEqual(values)
              expect(decoded.get(header!)).toBe(values[0])
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('OriginateResponse is an event although it carries a response', () => {
    const text = amiText({
      Event: 'OriginateResponse',
      ActionID: 'x1',
      Response: 'Failure',
      Uniqueid: '<unknown>',
    })
    expect(decode([Buffer.from(text)]).messages[0]).toMatchObject({
      kind: 'event',
      name: 'OriginateResponse',
      actionId: 'x1',
    })
  })

  test('header names are whole and case counts', () => {
    const message = AmiMessage.read(
      'Event: Newstate\r\nChannelState: 6\r\nNote: Channel: no\r\nChannel: PJSIP/1',
    )!
    expect(message.get('Channel')).toBe('PJSIP/1')
    expect(message.get('channel')).toBeUndefined()
    expect(message.get('State')).toBeUndefined()
    expect(message.get('')).toBeUndefined()
    expect(message.all('')).toEqual([])
  })

  test('a value with a bare LF cannot pretend to be another header', () => {
    const message = AmiMessage.read('Event: VarSet\r\nValue: a\nActionID: forged\r\nVariable: X')!
    expect(message.actionId).toBeUndefined()
    expect(message.get('Value')).toBe('a\nActionID: forged')
  })

  test('the older form of command output is read too', () => {
    const lines =
      'Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\nName: ulaw\n\nlast line\n--END COMMAND--'
    const { messages } = decode([Buffer.from(`${lines}\r\n\r\n`)])
    expect(messages[0]!.all('Output')).toEqual(['Name: ulaw', '', 'last line'])
  })
})

describe('a stream that is not right', () => {
  test('a block that is no message is counted and skipped', () => {
    let told = 0
    const wire = `${amiText({ Event: 'A' })}no sense at all\r\n\r\n${amiText({ Event: 'B' })}`
    const { messages, decoder } = decode([Buffer.from(wire)], { onMalformed: () => told++ })
    expect(messages.map(({ name }) => name)).toEqual(['A', 'B'])
    expect(decoder.malformed).toBe(1)
    expect(told).toBe(1)
  })

  test('a message without an end is refused at its bound, and little memory was taken', () => {
    const before = process.memoryUsage().arrayBuffers
    const decoder = new AmiDecoder({ onMessage: () => {} })
    const chunk = Buffer.alloc(16_384, 'x')
    const feed = () => {
      for (;;) decoder.push(chunk)
    }
    expect(feed).toThrow(expect.objectContaining({ code: 'OVERFLOW' }))
    expect(decoder.bytes).toBeLessThan(1_050_000)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000)
  })

  test('a message just under the bound passes in small pieces, in linear time', () => {
    const text = Buffer.from(amiText({ Event: 'Big', Value: 'é'.repeat(450_000) }))
    const pieces = cut(
      text,
      Array.from({ length: 20_000 }, (_, index) => index * 47),
    )
    expect(decode(pieces).messages[0]!.get('Value')).toHaveLength(450_000)
  })

  test('what is not a manager is told apart at its first line', () => {
    const refuse = (text: string) => () => decode([Buffer.from(text)], { bannerRequired: true })
    expect(refuse('SSH-2.0-OpenSSH_9.2\r\n')).toThrow(expect.objectContaining({ code: 'PROTOCOL' }))
    expect(refuse('A')).not.toThrow()
    expect(refuse(`Asterisk Call Manager/${'9'.repeat(2_000)}`)).toThrow(
      expect.objectContaining({ code: 'PROTOCOL' }),
    )
  })
})
