import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWithShared } from '../shared.files.ts'
import { factsOfBytes, factsOfFiles } from './facts.of.ts'
import { type GeneratedLogs, generateLogs } from './generated.ts'
import { exactly, truthOf } from './truth.ts'

/** Crashes, stepping clocks, rotations in calls and lines out of order, all within two days. */
const ODD = ['--days', '2', '--rotate', '1', '--crash-days', '0.4', '--clock-days', '0.3', '--swap', '0.02']

const CENTERS: Record<string, string[]> = {
  'whose members are logged by interface': ['--seed', '4101', '--agents', '30', ...ODD],
  'whose members are logged by name': ['--seed', '4102', '--member-iface', '0', '--cidname', '1', ...ODD],
  'that changes its clocks in the night': [
    ...['--seed', '4103', '--tz', 'America/Santiago', '--start', '2025-04-05', '--agents', '30'],
    ...ODD,
  ],
  'in which nothing odd happens': ['--seed', '4104', '--clean', '--days', '1'],
}

describeWithShared('A call center of which all is known', 'queue_log/gen_queue_log.py', () => {
  const logs = new Map<string, GeneratedLogs>()
  beforeAll(async () => {
    for (const [name, options] of Object.entries(CENTERS)) logs.set(name, await generateLogs(...options))
  })
  afterAll(() => {
    for (const each of logs.values()) each.remove()
  })

  test('has had everything odd happen', () => {
    const oddities = new Set([...logs.values()].flatMap(({ truth }) => Object.keys(truth.oddities)))
    for (const odd of [
      'atxfer_callid_swap',
      'answered_without_complete',
      'clock_step',
      'nul_block',
      'reenter_same_queue',
      'restart',
      'swapped_lines',
      'syscompat_plus_abandon',
      'transfer_to_queue',
      'visit_crosses_midnight',
      'visit_spans_rotation',
    ])
      expect(oddities).toContain(odd)
  })

  for (const name of Object.keys(CENTERS))
    test(`${name}: every visit, wait, talk, ring, session and pause is found`, () => {
      const { files, truth, agentOf } = logs.get(name)!
      const facts = factsOfFiles(files, { agentOf, chunkBytes: 8_192 })
      expect(facts.badLineCount).toBe(0)
      expect(facts.unmatchedCount).toBe(0)
      expect(exactly(truthOf(facts, truth.tz))).toEqual(exactly(truth))
    })

  test('however the bytes are cut, and however often another reader goes on', () => {
    const { files, truth, agentOf } = logs.get('in which nothing odd happens')!
    const bytes = files.map((file) => readFileSync(file))
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 40_000 }),
        fc.integer({ min: 1, max: 9 }),
        (chunkBytes, chunks) => {
          const facts = factsOfBytes(bytes, { agentOf, chunkBytes, chunksPerBuilder: chunks })
          expect(exactly(truthOf(facts, truth.tz))).toEqual(exactly(truth))
        },
      ),
      { numRuns: 6, seed: 41 },
    )
  })

  test('names in Latin-1, lines that end in CR LF, and half a line at the end change nothing', () => {
    const { files, truth, agentOf } = logs.get('whose members are logged by name')!
    const bytes = files.map((file) =>
      Buffer.from(readFileSync(file, 'utf8').replaceAll('\n', '\r\n'), 'latin1'),
    )
    bytes.push(Buffer.from(`${Math.floor(Date.now() / 1000)}|17356`))
    const facts = factsOfBytes(bytes, { agentOf, chunkBytes: 9_999 })
    expect(exactly(truthOf(facts, truth.tz))).toEqual(exactly(truth))
    expect(facts.badLineCount).toBe(1)
  })
})
