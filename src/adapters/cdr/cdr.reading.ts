import { type LocalClock, wallTimeOf } from '../../platform/local.clock.ts'
import { instantOf, known } from '../ami/names.ts'
import type { CdrOutcome, CdrRow } from './cdr.row.ts'

/** A record's columns by the names of Asterisk's documentation; empty for one that is not there. */
export type CdrColumn = (name: string) => string

const OUTCOMES: Readonly<Record<string, CdrOutcome>> = {
  ANSWERED: 'ANSWERED',
  BUSY: 'BUSY',
  FAILED: 'FAILED',
  CONGESTION: 'FAILED',
  'NO ANSWER': 'NO_ANSWER',
}
/** As `cdr_adaptive_odbc` and older drivers keep it where they keep numbers. */
const NUMBERED_OUTCOMES = ['NO_ANSWER', 'NO_ANSWER', 'FAILED', 'BUSY', 'ANSWERED'] as const
/** `"Ana" <7001>`, `Ana <7001>`, `<7001>` or `7001`. */
const CALLER_ID = /^\s*"?(.*?)"?\s*<([^<>]*)>\s*$/
const LONGEST_SECONDS = 1_000_000

/** Reads one record; undefined for what is none. */
export function readCdr(column: CdrColumn, clock: LocalClock): CdrRow | undefined {
  const uniqueid = column('uniqueid')
  const channel = column('channel')
  const startWall = wallTimeOf(column('start') || column('calldate'))
  const durationSeconds = seconds(column('duration'))
  const outcome = outcomeOf(column('disposition'))
  if (!uniqueid || !channel || startWall === undefined || durationSeconds === undefined || !outcome)
    return undefined
  // A channel is older than its records, so its id tells which of two equal hours it was.
  const startMs = clock.instantOf(startWall, instantOf(uniqueid)?.getTime())
  const endMs = startMs + durationSeconds * 1000
  const billedSeconds = Math.min(seconds(column('billsec')) ?? 0, durationSeconds)
  const isAnswered = outcome === 'ANSWERED'
  const [name, number] = callerOf(column('clid'))
  const application = column('lastapp').toLowerCase()
  return {
    uniqueid,
    linkedid: column('linkedid'),
    startMs,
    // By what was billed: it is the talk people know, and the same whether the log tells the answer or not.
    answerMs: isAnswered ? endMs - billedSeconds * 1000 : null,
    endMs,
    isAnswered,
    outcome,
    channel,
    otherChannel: column('dstchannel'),
    application: application === 'queue' ? 'QUEUE' : application === 'dial' ? 'DIAL' : 'OTHER',
    queue: application === 'queue' ? column('lastdata').split(',', 1)[0]! : '',
    callerNumber: known(column('cnum')) || known(column('src')) || known(number),
    callerName: known(column('cnam')) || (name === number ? '' : known(name)),
    dialed: column('dst'),
    did: column('did'),
    recording: column('recordingfile') || recordingIn(column('userfield')),
    isAfterwards: column('dst') === 'h',
  }
}

function seconds(text: string): number | undefined {
  const value = Math.trunc(Number(text))
  return text !== '' && value >= 0 && value < LONGEST_SECONDS ? value : undefined
}

const outcomeOf = (text: string): CdrOutcome | undefined =>
  /^\d$/.test(text) ? NUMBERED_OUTCOMES[Number(text)] : OUTCOMES[text.toUpperCase()]

function callerOf(clid: string): readonly [name: string, number: string] {
  const match = CALLER_ID.exec(clid)
  return match ? [match[1]!, match[2]!] : ['', clid]
}

/** Elastix kept the name of a recording there. */
const recordingIn = (userfield: string): string => /^audio:(.+)$/.exec(userfield)?.[1] ?? ''
