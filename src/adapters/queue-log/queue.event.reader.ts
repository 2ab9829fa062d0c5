import { type QueueEvent, type QueueEventKind, wholeNumber } from './queue.event.ts'

/** What the parameters of an event say; `at(n)` is the nth, empty where there is none. */
interface Said {
  waitSeconds?: number
  talkSeconds?: number
  ringMs?: number
  position?: number
  number?: string
  text?: string
}

/** An event of the log: its kind, and which of its parameters means what. `fields` are those of the line. */
type Reading = readonly [QueueEventKind, ((fields: readonly string[]) => Said)?]

/** The first parameter stands after time, callid, queue, agent and event. */
const FIRST = 5

const text = (fields: readonly string[], at: number): string => fields[FIRST + at] ?? ''

const completed = (fields: readonly string[]): Said => ({
  waitSeconds: wholeNumber(fields[FIRST]),
  talkSeconds: wholeNumber(fields[FIRST + 1]),
})

/** position, original position, wait */
const left = (fields: readonly string[]): Said => ({ waitSeconds: wholeNumber(fields[FIRST + 2]) })

/** extension, context, wait, talk, position; before Asterisk 1.6 only the first two. */
const transferred = (fields: readonly string[]): Said => ({
  number: text(fields, 0),
  text: text(fields, 1),
  waitSeconds: wholeNumber(fields[FIRST + 2]),
  talkSeconds: fields.length > FIRST + 3 ? wholeNumber(fields[FIRST + 3]) : -1,
})

/** BRIDGE, id | APP, application | LINK, channel, channel; then wait, talk, position: told from the right. */
const transferredAttended = (fields: readonly string[]): Said => ({
  text: text(fields, 0),
  waitSeconds: wholeNumber(fields.at(-3)),
  talkSeconds: fields.length >= FIRST + 5 ? wholeNumber(fields.at(-2)) : -1,
})

const rang = (fields: readonly string[]): Said => ({ ringMs: wholeNumber(fields[FIRST]) })
const reason = (fields: readonly string[]): Said => ({ text: text(fields, 0) })
/** channel or extension, seconds logged in */
const loggedOff = (fields: readonly string[]): Said => ({ talkSeconds: wholeNumber(fields[FIRST + 1]) })

/**
 * Every event that app_queue and app_agent_pool write, and those of dialplans that say something of queues.
 * main/logger.c and apps/app_queue.c of Asterisk 1.4 to 22.
 */
const READINGS = new Map<string, Reading>([
  ['QUEUESTART', ['STARTED']],
  [
    'ENTERQUEUE',
    [
      'JOINED',
      (fields) => ({
        number: text(fields, 1),
        position: wholeNumber(fields[FIRST + 2]),
        text: text(fields, 3),
      }),
    ],
  ],
  [
    'CONNECT',
    [
      'CONNECTED',
      (fields) => ({
        waitSeconds: wholeNumber(fields[FIRST]),
        ringMs: wholeNumber(fields[FIRST + 2]) * 1000,
      }),
    ],
  ],
  ['COMPLETECALLER', ['COMPLETED_BY_CALLER', completed]],
  ['COMPLETEAGENT', ['COMPLETED_BY_AGENT', completed]],
  ['BLINDTRANSFER', ['BLIND_TRANSFERRED', transferred]],
  ['ATTENDEDTRANSFER', ['ATTENDED_TRANSFERRED', transferredAttended]],
  ['TRANSFER', ['OLD_TRANSFERRED', transferred]],
  ['ABANDON', ['ABANDONED', left]],
  ['EXITWITHTIMEOUT', ['TIMED_OUT', left]],
  ['EXITEMPTY', ['LEFT_EMPTY', left]],
  [
    'EXITWITHKEY',
    ['LEFT_BY_KEY', (fields) => ({ number: text(fields, 0), waitSeconds: wholeNumber(fields[8]) })],
  ],
  ['WITHDRAW', ['WITHDRAWN', left]],
  ['SYSCOMPAT', ['INCOMPATIBLE']],
  ['RINGNOANSWER', ['RING_MISSED', rang]],
  ['RINGCANCELED', ['RING_CANCELLED', rang]],
  ['ADDMEMBER', ['MEMBER_ADDED', reason]],
  ['REMOVEMEMBER', ['MEMBER_REMOVED']],
  ['PAUSE', ['PAUSED', reason]],
  ['UNPAUSE', ['UNPAUSED', reason]],
  ['PAUSEALL', ['PAUSED_ALL', reason]],
  ['UNPAUSEALL', ['UNPAUSED_ALL', reason]],
  ['AGENTLOGIN', ['LOGGED_IN']],
  ['AGENTLOGOFF', ['LOGGED_OFF', loggedOff]],
  ['AGENTCALLBACKLOGIN', ['LOGGED_IN']],
  ['AGENTCALLBACKLOGOFF', ['LOGGED_OFF', loggedOff]],
  ['WRAPUPSTART', ['WRAP_UP_STARTED', (fields) => ({ talkSeconds: wholeNumber(fields[FIRST]) })]],
  ['DID', ['DID_DIALED', (fields) => ({ number: text(fields, 0) })]],
])

const NOTHING: Said = {}
const OTHER: Reading = ['OTHER']

/**
 * Reads the fields of a line of queue_log, or of a row of its table: time, callid, queue, agent, event and its
 * parameters. An event that nobody here knows is OTHER: dialplans write their own.
 */
export function readQueueEvent(fields: readonly string[], atMs: number): QueueEvent {
  const [kind, read] = READINGS.get(fields[4]!) ?? OTHER
  const said = read ? read(fields) : NOTHING
  return {
    kind,
    atMs,
    callid: fields[1]!,
    queue: fields[2]!,
    agent: fields[3]!,
    waitSeconds: said.waitSeconds ?? 0,
    talkSeconds: said.talkSeconds ?? 0,
    ringMs: said.ringMs ?? 0,
    position: said.position ?? 0,
    number: said.number ?? '',
    text: said.text ?? '',
  }
}
