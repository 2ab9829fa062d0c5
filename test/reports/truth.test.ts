import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { numberOf } from '../../src/adapters/ami/names.ts'
import { PbxDirectory } from '../../src/domains/pbxs/pbx.directory.ts'
import { FactRecorder } from '../../src/domains/queue-logs/facts/fact.recorder.ts'
import { FactStore } from '../../src/domains/queue-logs/facts/fact.store.ts'
import type { AgentFigures } from '../../src/domains/reports/agents/agent.report.types.ts'
import type { QueueFigures } from '../../src/domains/reports/figures.types.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { factsOfBytes } from '../queue-logs/facts.of.ts'
import { describeWithShared, sharedFile } from '../shared.files.ts'
import { at, makeDesk } from './desk.ts'

interface VisitTruth extends Record<string, number | Record<string, number>> {
  answered_within: Record<string, number>
  abandoned_within: Record<string, number>
}

/** Figures of a report in the generator's words. */
const inItsWords = (f: QueueFigures) => ({
  offered: f.offered,
  answered: f.answered,
  abandoned: f.abandoned,
  timeout: f.timedOut,
  empty: f.leftEmpty,
  key: f.leftByKey,
  withdrawn: f.withdrawn,
  syscompat: f.incompatible,
  lost: f.lost,
  open: f.waiting,
  talk_sum: f.talk.totalSeconds,
  talk_unknown: f.talk.unknownCount,
  complete_caller: f.talk.hungUpByCaller,
  complete_agent: f.talk.hungUpByAgent,
  transfer_blind: f.talk.blindTransfers,
  transfer_attended: f.talk.attendedTransfers,
  transfer_legacy: f.talk.oldTransfers,
  wait_answered_sum: Math.round((f.waits.meanAnsweredSeconds ?? 0) * f.answered),
  wait_abandoned_sum: Math.round((f.waits.meanAbandonedSeconds ?? 0) * f.abandoned),
})

const agentInItsWords = (agent: AgentFigures) => ({
  answered: agent.answered,
  talk_sum: agent.talkSeconds,
  talk_unknown: agent.talkUnknown,
  rna: agent.missed,
  rna_real: agent.missedLong,
  login_s: agent.loggedInSeconds,
  pause_s: Object.fromEntries(agent.pauses.map(({ reason, seconds }) => [reason, seconds])),
})

describeWithShared('What a generator knows of the log it wrote', 'queue_log/generated/small', () => {
  describeOnEveryEngine(
    'is what reports say of it',
    (open) => {
      test('of all, each queue, each day and each agent, at every threshold', async () => {
        const folder = (name: string) => sharedFile('queue_log/generated/small', name)
        const truth = JSON.parse(readFileSync(folder('truth.json'), 'utf8'))
        const facts = factsOfBytes([readFileSync(folder('queue_log'))], {
          agentOf: (spelling) => truth.interface_to_name[spelling] ?? spelling,
        })
        const store = await open()
        const desk = await makeDesk(store, at('2025-03-10T12:00:00'))
        const { tenantId, pbxId } = desk.place
        const day = { from: at('2025-03-03T00:00:00'), until: at('2025-03-05T00:00:00') }
        const directory = new PbxDirectory(pbxId, () => tenantId)
        const names = Object.keys(truth.by_queue)
        await store.insert(
          store.tables.queues,
          names.map((name) => ({ ...desk.place, id: directory.queueId(name), name, foundAt: day.from })),
        )
        await desk.queues.load()
        await new FactStore(store, desk.rollups).write(new FactRecorder(directory, 'LOG').rows(facts))
        await desk.rollups.closeDays(tenantId, at('2025-03-10T12:00:00'))

        const period = { period: day, compareWithPrevious: false }
        const { total, queues } = await desk.queueReports.report(desk.viewer(), period)
        for (const name of names) {
          const { figures } = queues.find((queue) => queue.name === name)!
          expect(inItsWords(figures), name).toEqual(pick(truth.by_queue[name], inItsWords(figures)))
        }
        expect(inItsWords(total)).toEqual(pick(truth.total, inItsWords(total)))
        expect(total.waits.longestSeconds).toBeGreaterThanOrEqual(truth.total.wait_answered_max)
        const days = await desk.queueReports.days(desk.viewer(), period)
        for (const { date, figures } of days)
          if (truth.by_day[date])
            expect(inItsWords(figures)).toEqual(pick(truth.by_day[date], inItsWords(figures)))

        for (const seconds of Object.keys(truth.total.answered_within).map(Number)) {
          const serviceLevel = { formula: 'ANSWERED' as const, seconds }
          const counted = await desk.queueReports.report(desk.viewer(), { ...period, serviceLevel })
          expect(counted.total.answeredInTime).toBe(truth.total.answered_within[seconds])
          expect(counted.total.serviceLevel).toBe(truth.total.answered_within[seconds] / truth.total.answered)
        }

        // Those who are still there are counted until the log's last word.
        const heard = { period: { ...day, until: new Date(facts.lastMs) }, compareWithPrevious: false }
        const { agents } = await desk.agentReports.report(desk.viewer(), heard)
        const byId = new Map(agents.map((agent) => [agent.agentId, agentInItsWords(agent)]))
        for (const [name, known] of Object.entries<Record<string, unknown>>(truth.by_agent)) {
          const told = byId.get(directory.agentId(numberOf(name)))
          expect(told, name).toEqual(pick(known, told ?? {}))
        }
      })
    },
    { only: ['pglite', 'mariadb'] },
  )
})

/** Of the truth, what the other has words for. */
const pick = (truth: Record<string, unknown> | VisitTruth, words: object) =>
  Object.fromEntries(Object.keys(words).map((name) => [name, truth[name]]))
