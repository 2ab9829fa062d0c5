import type { Language } from '../../platform/viewer.ts'
import { hintOf } from './preflight.hints.ts'
import type { PbxCheck, PbxCheckName, PbxTestReport } from './preflight.types.ts'

/** How to reach a PBX and log in. */
export interface PbxAddress {
  readonly host: string
  readonly port: number
  readonly username: string
  readonly secret: string
}

/** What a probe found out; what is missing could not be seen. */
export interface PbxFindings {
  reached?: boolean
  loggedIn?: boolean
  /** Why the probe ended early. */
  problem?: string
  version?: string | undefined
  readsCalls?: boolean | undefined
  readsAgents?: boolean | undefined
  readsSystem?: boolean | undefined
  maySnapshot?: boolean
  mayControlCalls?: boolean
  mayOriginate?: boolean
  mayControlAgents?: boolean
  mayUseSystem?: boolean
  queues?: string[]
  eventsArrive?: boolean
  /** An event of our own was sent that the account is allowed to be sent. */
  mayProvoke?: boolean
  writeTimeoutMs?: number
  clockAheadMs?: number
}

export type Probe = (at: PbxAddress, timeoutMs: number) => Promise<PbxFindings>

/** A time-out of 100 ms, Asterisk's own, drops a reader that pauses for a garbage collection. */
const WRITE_TIMEOUT_MIN_MS = 1_000
const CLOCK_MAX_MS = 2_000
const VERSION_MIN = 16
/** Without these there is nothing to show; without the others less can be done or seen. */
const NEEDED: readonly PbxCheckName[] = ['REACHABLE', 'LOGIN', 'READ_CALLS', 'READ_AGENTS', 'SNAPSHOT']

/** What the findings mean, check by check, with a hint how to mend what is not well. */
export function judge(findings: PbxFindings, language: Language, tookMs: number): PbxTestReport {
  const checks = Object.entries(verdicts(findings)).map(([check, { ok, detail }]): PbxCheck => {
    const name = check as PbxCheckName
    return {
      check: name,
      ok,
      detail,
      hint: ok === true ? null : hintOf(name, ok, findings.problem, language),
    }
  })
  const isUsable =
    checks.every(({ check, ok }) => ok !== false || !NEEDED.includes(check)) && !!findings.loggedIn
  return { isUsable, checks, tookMs: Math.round(tookMs) }
}

interface Verdict {
  ok: boolean | null
  detail: string | null
}

function verdicts(found: PbxFindings): Record<PbxCheckName, Verdict> {
  const seen = (ok: boolean | undefined, detail: string | null = null): Verdict => ({
    ok: ok ?? null,
    detail,
  })
  const major = Number(/(\d+)\.\d/.exec(found.version ?? '')?.[1])
  return {
    REACHABLE: seen(found.reached ?? false, found.reached ? null : (found.problem ?? null)),
    LOGIN: seen(
      found.reached ? (found.loggedIn ?? false) : undefined,
      found.loggedIn ? null : (found.problem ?? null),
    ),
    VERSION: seen(major ? major >= VERSION_MIN : undefined, printable(found.version)),
    READ_CALLS: seen(found.readsCalls),
    READ_AGENTS: seen(found.readsAgents),
    READ_SYSTEM: seen(found.readsSystem),
    SNAPSHOT: seen(found.maySnapshot),
    CONTROL_CALLS: seen(found.mayControlCalls),
    ORIGINATE: seen(found.mayOriginate),
    CONTROL_AGENTS: seen(found.mayControlAgents),
    SYSTEM: seen(found.mayUseSystem),
    QUEUES: seen(found.queues && found.queues.length > 0, queueNames(found.queues)),
    // Silence proves something only when an event was provoked that should have come.
    EVENTS: seen(found.eventsArrive || (found.mayProvoke ? false : undefined)),
    WRITE_TIMEOUT: seen(
      found.writeTimeoutMs === undefined ? undefined : found.writeTimeoutMs >= WRITE_TIMEOUT_MIN_MS,
      found.writeTimeoutMs === undefined ? null : `${found.writeTimeoutMs} ms`,
    ),
    CLOCK: seen(
      found.clockAheadMs === undefined ? undefined : Math.abs(found.clockAheadMs) <= CLOCK_MAX_MS,
      found.clockAheadMs === undefined
        ? null
        : `${found.clockAheadMs > 0 ? '+' : ''}${found.clockAheadMs} ms`,
    ),
  }
}

const MOST_NAMES = 20

function queueNames(queues: readonly string[] | undefined): string | null {
  if (!queues) return null
  const names = queues.slice(0, MOST_NAMES).map((name) => printable(name))
  return `${queues.length}${names.length ? `: ${names.join(', ')}${queues.length > MOST_NAMES ? ', …' : ''}` : ''}`
}

/** Text of a PBX is anyone's text. */
const printable = (text: string | undefined): string | null =>
  text === undefined ? null : text.replace(/\p{Cc}/gu, ' ').slice(0, 80)
