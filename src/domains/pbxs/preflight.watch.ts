import { randomUUID } from 'node:crypto'
import { AmiClient } from '../../adapters/ami/client.ts'
import { AmiError } from '../../adapters/ami/errors.ts'
import type { AmiMessage } from '../../adapters/ami/message.ts'
import type { PbxAddress, PbxFindings } from './pbx.preflight.ts'

const CONNECT_MS = 4_000
const EVENT_WAIT_MS = 2_000
/** Where an account's line tells what it may read, in `manager show user`. */
const READ_PERMISSIONS = /^\s*read perm:\s*(.*)$/

/** One action of each kind that the server needs: who may use it may use the others of its kind. */
const ACTIONS = {
  maySnapshot: ['CoreShowChannels', 'DeviceStateList', 'ExtensionStateList'],
  mayControlCalls: ['Redirect', 'Hangup'],
  mayOriginate: ['Originate'],
  mayControlAgents: ['QueueAdd', 'QueuePause'],
  mayUseSystem: ['MixMonitor'],
} as const

/**
 * Asks a PBX what an account may do and see there. Changes nothing on it: the only thing others notice is one
 * event that says who asks. What could not be found out within the time limit is left out.
 */
export async function probe(at: PbxAddress, timeoutMs: number): Promise<PbxFindings> {
  const findings: PbxFindings = {}
  const limit = new AbortController()
  let client: AmiClient | undefined
  const timer = setTimeout(() => {
    limit.abort()
    client?.destroy(new AmiError('TIMED_OUT', 'The test took too long'))
  }, timeoutMs)
  try {
    client = await AmiClient.connect({
      host: at.host,
      port: at.port,
      connectTimeoutMs: Math.min(CONNECT_MS, timeoutMs),
      signal: limit.signal,
    })
    findings.reached = true
    const listening = listen(client)
    await client.login(at)
    findings.loggedIn = true
    await ask(client, at, findings, listening)
  } catch (error) {
    findings.problem = limit.signal.aborted
      ? 'TIMED_OUT'
      : error instanceof AmiError
        ? error.code
        : 'PROTOCOL'
  } finally {
    clearTimeout(timer)
    await client?.close()
  }
  return findings
}

async function ask(
  client: AmiClient,
  at: PbxAddress,
  findings: PbxFindings,
  heard: Listening,
): Promise<void> {
  const attempt = (name: string, headers = {}) => client.action(name, headers).catch(unlessRefused)
  await readClock(client, findings)

  const commands = await attempt('ListCommands')
  if (commands)
    for (const [kind, names] of Object.entries(ACTIONS))
      findings[kind as keyof typeof ACTIONS] = names.every((name) => commands.get(name) !== undefined)

  const settings = await attempt('CoreSettings')
  findings.version =
    settings?.get('AsteriskVersion') ?? versionOf(await attempt('Command', { Command: 'core show version' }))

  const account = await attempt('GetConfig', { Filename: 'manager.conf', Category: at.username })
  const line = account && accountLines(account, at.username)
  const timeout = line?.get('writetimeout')
  if (line) findings.writeTimeoutMs = timeout ? Number.parseInt(timeout, 10) : 100
  const permissions =
    line?.get('read') ??
    readPermissions(await attempt('Command', { Command: `manager show user ${at.username}` }))

  const queues = await client.list('QueueSummary').catch(unlessRefused)
  findings.queues = queues?.items.map((item) => item.get('Queue') ?? '') ?? []

  const nonce = randomUUID()
  const provoked = await attempt('UserEvent', { UserEvent: 'CentralitaTest', Nonce: nonce })
  // Events are sent about every tenth of a second, so this one comes soon or not at all.
  await heard.wait((event) => !provoked || event.get('Nonce') === nonce, EVENT_WAIT_MS)
  findings.eventsArrive = heard.classes.size > 0 || heard.any

  const reads = (eventClass: string) =>
    heard.classes.has(eventClass) || (permissions === undefined ? undefined : allows(permissions, eventClass))
  findings.readsCalls = reads('call')
  findings.readsAgents = reads('agent')
  findings.readsSystem = reads('system')
  findings.mayProvoke = provoked !== undefined && reads('user') === true
}

/** Clocks are compared by the moment between question and answer. */
async function readClock(client: AmiClient, findings: PbxFindings): Promise<void> {
  const asked = Date.now()
  const pong = await client.action('Ping').catch(unlessRefused)
  const seconds = Number(pong?.get('Timestamp'))
  if (seconds > 0) findings.clockAheadMs = Math.round(seconds * 1000 - (asked + Date.now()) / 2)
}

interface Listening {
  /** The classes of all events heard so far. */
  readonly classes: ReadonlySet<string>
  readonly any: boolean
  /** Waits until an event fits or the time is over. */
  wait(fits: (event: AmiMessage) => boolean, timeoutMs: number): Promise<void>
}

function listen(client: AmiClient): Listening {
  const classes = new Set<string>()
  let any = false
  let heard: (event: AmiMessage) => void = () => {}
  let over: () => void = () => {}
  client.onEvent = (event) => {
    any = true
    const privilege = event.get('Privilege')?.split(',')[0]
    if (privilege) classes.add(privilege)
    heard(event)
  }
  client.onClose = () => over()
  const early: AmiMessage[] = []
  heard = (event) => void (early.length < 1_000 && early.push(event))
  return {
    classes,
    get any() {
      return any
    },
    wait: (fits, timeoutMs) =>
      new Promise((resolve) => {
        if (early.some(fits) || !client.isOpen) return resolve()
        const timer = setTimeout(() => over(), timeoutMs)
        over = () => {
          clearTimeout(timer)
          resolve()
        }
        heard = (event) => {
          if (fits(event)) over()
        }
      }),
  }
}

/** The lines of one account in manager.conf, as GetConfig tells them; the last of a name counts. */
function accountLines(answer: AmiMessage, username: string): Map<string, string> | undefined {
  let lines: Map<string, string> | undefined
  let prefix: string | undefined
  for (const [header, value] of answer.entries()) {
    const category = /^Category-(\d+)$/.exec(header)?.[1]
    if (category !== undefined) prefix = value === username ? `Line-${category}-` : undefined
    if (prefix !== undefined) lines ??= new Map()
    if (prefix === undefined || !header.startsWith(prefix)) continue
    const [, name, setting] = /^(read|writetimeout)=(.*)$/.exec(value) ?? []
    if (name !== undefined) lines!.set(name, setting!)
  }
  return lines
}

function readPermissions(answer: AmiMessage | undefined): string | undefined {
  for (const output of answer?.all('Output') ?? []) {
    const found = READ_PERMISSIONS.exec(output)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

const versionOf = (answer: AmiMessage | undefined): string | undefined =>
  answer
    ?.all('Output')
    .map((line) => /^Asterisk (\S+)/.exec(line)?.[1])
    .find(Boolean)

const allows = (permissions: string, eventClass: string): boolean =>
  permissions.split(',').some((each) => each.trim() === eventClass || each.trim() === 'all')

/** Not being allowed is a finding; a link that ended is the end of the test. */
const unlessRefused = (error: unknown): undefined => {
  if (!(error instanceof AmiError) || !['REFUSED', 'INVALID_VALUE'].includes(error.code)) throw error
}
