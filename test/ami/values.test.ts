import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAction } from '../../src/adapters/ami/action.ts'
import * as values from '../../src/adapters/ami/values.ts'

/** What people try, and what must never be part of anything built for Asterisk. */
const attacks = [
  '100)Hangup(',
  '100;100',
  '100&SIP/200',
  '100|200',
  '100,System(id)',
  'Local/100@from-internal',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Asterisk's spelling, not a template
  '${SHELL(id)}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Asterisk's spelling, not a template
  '${DB(a/b)}',
  '$[1+1]',
  'FILE(/etc/passwd)',
  '100\r\nApplication: System',
  '100\nAction: Originate',
  '100\0',
  '../../etc/passwd',
  '100 200',
  "100'",
  '100"',
  '100`id`',
  '100\\',
  '',
]
const invalid = expect.objectContaining({ code: 'INVALID_VALUE' })

const checks = [
  [
    'dial string',
    values.isDialString,
    ['100', '+593991234567', '*55#'],
    ['+', '1'.repeat(21), '++1', '1+1', 'abc'],
  ],
  ['extension', values.isExtension, ['500', 's', '*98', '_X.', '+5930'], ['a'.repeat(81), '5/6', '5@6']],
  ['context', values.isContext, ['from-internal', 'ext-local', 'macro_x'], ['a@b', 'a/b', 'a'.repeat(80)]],
  ['endpoint name', values.isEndpointName, ['7001', 'trunk-claro.1'], ['7001/n', '7001@x']],
  [
    'interface',
    values.isInterface,
    ['PJSIP/7001', 'Local/998@from-queue/n', 'DAHDI/1', 'SIP/claro/0991'],
    ['PJSIP/1/x', '7001'],
  ],
  [
    'state interface',
    values.isStateInterface,
    ['hint:998@ext-local', 'Custom:DND7001', 'SIP/7001'],
    ['hint:998', 'hint:@x'],
  ],
  [
    'channel',
    values.isChannelName,
    ['PJSIP/7001-0000001a', 'Local/1001@agents-0000000e;1', 'DAHDI/i1/5551234-5'],
    ['/^PJSIP.*/', 'PJSIP/7001;3', 'PJSIP/7001-1;1;1', 'all'],
  ],
  [
    'application',
    values.isApplication,
    ['ChanSpy', 'Queue'],
    ['System', 'EXEC', 'TrySystem', 'queue', 'AGI', 'MixMonitor'],
  ],
  [
    'variable name',
    values.isVariableName,
    ['AQ_CALLID', '__LEAD'],
    ['SHELL(id)', 'A=B', 'DB(a/b)', '___A', '1A'],
  ],
] as const

describe.each(checks)('%s', (what, isAllowed, good, bad) => {
  // Local interfaces and channels are real on a PBX; nothing else takes one.
  const realOnPbx = isAllowed('Local/998@from-queue/n')
  const refused = attacks.filter((attack) => !(realOnPbx && attack === 'Local/100@from-internal'))

  test('takes Local only where a PBX has it', () => {
    expect(realOnPbx).toBe(['interface', 'state interface', 'channel'].includes(what))
  })

  test('takes what a PBX has and refuses every attack', () => {
    expect(good.filter((text) => !isAllowed(text))).toEqual([])
    expect([...refused, ...bad].filter((text) => isAllowed(text))).toEqual([])
  })

  test('takes nothing that separates, quotes or evaluates, whatever surrounds it', () => {
    const dangerous = fc.constantFrom(...',|&(){}$[]<>"\'`\\=?!%\r\n\0\t ')
    fc.assert(
      fc.property(fc.constantFrom(...good), fc.nat(20), dangerous, (text, place, character) => {
        expect(isAllowed(text.slice(0, place) + character + text.slice(place))).toBe(false)
      }),
    )
  })
})

describe('names that people give', () => {
  test.each(['ventas', 'Soporte Técnico', 'cola_1.norte-2'])('%j may be a queue', (name) => {
    expect(values.isQueueName(name)).toBe(true)
  })
  test.each(["José O'Brien", 'Carla SIP', 'Ñusta # 3'])('%j may be a member', (name) => {
    expect(values.isMemberName(name)).toBe(true)
  })
  const bad = attacks.filter((attack) => !/^(100 200|100'|Local\/|\.\.)/.test(attack))
  test.each([...bad, ' leading', 'trailing ', 'a'.repeat(80), 'tab\there'])('%j may be neither', (name) => {
    expect(values.isQueueName(name) || values.isMemberName(name)).toBe(false)
  })
})

describe('what is built', () => {
  test('channels', () => {
    expect(values.localChannel('500', 'from-internal')).toBe('Local/500@from-internal/n')
    expect(values.endpointChannel('PJSIP', '7001')).toBe('PJSIP/7001')
    expect(values.trunkChannel('PJSIP', 'claro', '+59391')).toBe('PJSIP/+59391@claro')
    expect(values.trunkChannel('SIP', 'claro', '911')).toBe('SIP/claro/911')
  })

  test('spying: hear, whisper, barge', () => {
    const spy = (mode: values.SpyMode) => values.spyApplication('PJSIP/7001-0000001a', mode)
    expect(spy('listen')).toEqual({ Application: 'ChanSpy', Data: 'PJSIP/7001-0000001a,bqE' })
    expect(spy('whisper').Data).toBe('PJSIP/7001-0000001a,bqEw')
    expect(spy('barge').Data).toBe('PJSIP/7001-0000001a,bqEB')
    expect(() => values.spyOptions('o,System(id)' as values.SpyMode)).toThrow(invalid)
  })

  test('variables keep commas and everything else by encoding', () => {
    expect(values.channelVariable('AQ_CALLID', '0197-ab.1')).toBe('AQ_CALLID=0197-ab.1')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        fc.pre(!/[\r\n\0\ud800-\udfff]/.test(value))
        const built = values.channelVariable('A', value)
        expect(built).toMatch(/^A=[A-Za-z0-9_.:*#%-]*$/)
        expect(decodeURIComponent(built.slice(2))).toBe(value)
      }),
    )
    expect(() => values.channelVariable('SHELL(id)', 'x')).toThrow(invalid)
    expect(() => values.channelVariable('A', 'x\r\nAction: y')).toThrow(invalid)
  })

  test.each(attacks)('from %j nothing', (attack) => {
    expect(() => values.localChannel(attack, 'from-internal')).toThrow(invalid)
    expect(() => values.localChannel('500', attack)).toThrow(invalid)
    expect(() => values.endpointChannel('PJSIP', attack)).toThrow(invalid)
    expect(() => values.endpointChannel(attack as values.Technology, '7001')).toThrow(invalid)
    expect(() => values.trunkChannel('SIP', 'claro', attack)).toThrow(invalid)
    expect(() => values.channelVariable(attack, 'x')).toThrow(invalid)
  })
})

test('an action is one block of lines, whatever the values hold', () => {
  const name = fc.stringMatching(/^[A-Z][A-Za-z]{0,8}$/)
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', 'ñ', ':', ' ', '\r', '\n', '\0') }),
  )
  const headers = fc.dictionary(name, fc.oneof(text, fc.array(text, { maxLength: 3 })), { maxKeys: 3 })
  let accepted = 0
  let refused = 0
  fc.assert(
    fc.property(headers, (sent) => {
      const values = Object.values(sent).flat()
      if (values.some((value) => /[\r\n\0]/.test(value))) {
        refused++
        expect(() => formatAction('Originate', 'x1', sent)).toThrow(invalid)
        return
      }
      accepted++
      const lines = formatAction('Originate', 'x1', sent).split('\r\n')
      expect(lines.slice(0, 2)).toEqual(['Action: Originate', 'ActionID: x1'])
      expect(lines.slice(2, -2).map((line) => line.slice(line.indexOf(': ') + 2))).toEqual(values)
      expect(lines.slice(-2)).toEqual(['', ''])
    }),
    { numRuns: 500 },
  )
  expect(Math.min(accepted, refused)).toBeGreaterThan(50)
})
