import { randomUUID } from 'node:crypto'
import { AmiClient } from '../../adapters/ami/client.ts'
import { AmiError } from '../../adapters/ami/errors.ts'
import type { AmiMessage } from '../../adapters/ami/message.ts'
import type { PbxAddress, PbxFindings } from './pbx.preflight.ts'

const CONNECT_MS = 4_000
const EVENT_WAIT_MS = 2_000
const MOST_CLASSES = 100
/** What Asterisk takes when an account's section says nothing. */
const WRITE_TIMEOUT_UNSET_MS = 100
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
    const nonce = randomUUID()
    const heard = listen(client, nonce)
    await client.login(at)
    findings.loggedIn = true
    await ask(client, at, findings, heard, nonce)
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
  heard: Heard,
  nonce: string,
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
  if (line)
    findings.writeTimeoutMs = Number.parseInt(line.get('writetimeout') ?? '', 10) || WRITE_TIMEOUT_UNSET_MS
  const permissions =
    line?.get('read') ??
    readPermissions(await attempt('Command', { Command: `manager show user ${at.username}` }))

  const queues = await client.list('QueueSummary').catch(unlessRefused)
  findings.queues = queues?.items.map((item) => item.get('Queue') ?? '') ?? []

  const provoked = await attempt('UserEvent', { UserEvent: 'CentralitaTest', Nonce: nonce })
  const hasHeard = (...classes: string[]) => classes.every((each) => heard.classes.has(each))
  // Who may not ask what the account reads learns it from events that happen to come, on a busy PBX at once.
  const enough = () => (heard.echo || !provoked) && (permissions !== undefined || hasHeard('call', 'agent'))
  await heard.until(enough, EVENT_WAIT_MS)
  findings.eventsArrive = heard.any

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
  if (seconds > 0 && Number.isFinite(seconds))
    findings.clockAheadMs = Math.round(seconds * 1000 - (asked + Date.now()) / 2)
}

/** What has been heard since the connection began. */
interface Heard {
  /** The classes of all events so far. */
  readonly classes: Set<string>
  any: boolean
  /** Our own event came back. */
  echo: boolean
  /** Waits until `enough` holds or the time or the connection is over. */
  until(enough: () => boolean, timeoutMs: number): Promise<void>
}

function listen(client: AmiClient, nonce: string): Heard {
  let noticed = () => {}
  const heard: Heard = {
    classes: new Set(),
    any: false,
    echo: false,
    until: (enough, timeoutMs) =>
      new Promise((resolve) => {
        if (enough() || !client.isOpen) return resolve()
        const end = () => {
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(end, timeoutMs)
        noticed = () => {
          if (enough() || !client.isOpen) end()
        }
      }),
  }
  client.onClose = () => noticed()
  client.onEvent = (event) => {
    heard.any = true
    const eventClass = event.get('Privilege')?.split(',')[0]
    if (eventClass && heard.classes.size < MOST_CLASSES) heard.classes.add(eventClass)
    if (event.get('Nonce') === nonce) heard.echo = true
    noticed()
  }
  return heard
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
