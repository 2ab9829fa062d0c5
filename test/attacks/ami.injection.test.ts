import { getNamedType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../isolation/furniture.ts'
import { type Root, withValue } from '../isolation/schema.calls.ts'
import { names, refusalIn, withEach } from './answers.ts'
import { calls, mutations, type Office, openOffice } from './pbx.office.ts'

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the dialplan's way to write a variable
const ATTACKS = {
  'a second action':
    'Ana\r\nAction: Originate\r\nChannel: PJSIP/7001\r\nApplication: System\r\nData: id\r\n\r\n',
  'a header': 'Ana\r\nVariable: X=${SHELL(id)}',
  'a bare LF': '100\nApplication: System',
  'a bare CR': '100\rData: id',
  'two empty lines': '\r\n\r\nAction: Command\r\nCommand: core stop now\r\n\r\n',
  NUL: '100\0Application: System',
  'an application': '100)Hangup(',
  'an application in braces': 'x,1,System(rm -rf /)',
  'a second half': '100;100',
  'a Local channel': 'Local/100@from-internal',
  'a Local channel with options': 'Local/x@y/n',
  'a shell': '${SHELL(id)}',
  'an expression': '$[1+1]',
  'a database': '${DB(cidname/100)}',
  'a file': 'FILE(/etc/asterisk/manager.conf,0,100)',
  'a function assigned': 'FILE(/tmp/x)=y',
  System: 'SYSTEM',
  commas: '100,1,g',
  pipes: '100|1|g',
  ampersands: 'PJSIP/7001&PJSIP/7002',
  'a carriage encoded': '100%0d%0aAction: Hangup',
  'a path': '../../etc/passwd',
  'a quote': `'"\\`,
  'very long': '1'.repeat(20_000),
  emoji: '📞☎️',
  'right to left': '\u202e100\u202c',
  'line separators': '100\u2028Action: Hangup\u0085',
  'a lone surrogate': '100\ud800',
  empty: '',
  blanks: '   ',
} as const
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the dialplan's way to write a variable

type Attack = keyof typeof ATTACKS

/** An id is looked up and never sent, so a few are enough. */
const ON_IDS = new Set([
  'a second action',
  'NUL',
  'a Local channel',
  'very long',
  'emoji',
  'a lone surrogate',
  'empty',
])

const PHONE = /^((PJSIP|SIP|IAX2|DAHDI|SCCP)\/[\w.+-]{1,79}|Local\/[0-9*#+]{1,21}@[\w.-]{1,79}\/n)$/
const CHANNEL = /^[A-Za-z][A-Za-z0-9]*\/[\w.:+*#@/-]+(;[12])?$/
const INTERFACE = /^[A-Za-z][A-Za-z0-9]*\/[\w.+*#-]+(@[\w.-]+)?(\/n|\/[0-9*#+]{1,20})?$/
const NAME = /^[\p{L}\p{M}\p{N}_.@'/# -]{1,79}$/u
const DIAL = /^\+?[0-9*#]{1,20}$/
const CONTEXT = /^[\w.-]{1,79}$/
const NUMBER = /^\d{1,7}$/
const YES_NO = /^(true|false)$/
const target = { Channel: CHANNEL, Exten: DIAL, Context: CONTEXT }

/** Every action there may be, the headers it may have, and the characters each may be made of. */
const INTENDED: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  Originate: {
    Channel: PHONE,
    Exten: DIAL,
    Context: CONTEXT,
    Priority: /^1$/,
    CallerID: DIAL,
    Timeout: NUMBER,
    Async: /^true$/,
    Application: /^ChanSpy$/,
    Data: /^[A-Za-z0-9]+\/[\w.:+*#@/-]+(;[12])?,bqE[wB]?$/,
  },
  Hangup: { Channel: CHANNEL, Cause: /^16$/ },
  BlindTransfer: target,
  Atxfer: target,
  Redirect: { ...target, Priority: /^1$/ },
  Park: { Channel: CHANNEL },
  MixMonitor: { Channel: CHANNEL, File: /^centralita-[0-9a-f-]{36}\.wav$/, options: /^b$/ },
  StopMixMonitor: { Channel: CHANNEL },
  MixMonitorMute: { Channel: CHANNEL, Direction: /^both$/, State: /^[01]$/ },
  QueueAdd: {
    Queue: NAME,
    Interface: INTERFACE,
    MemberName: NAME,
    Penalty: NUMBER,
    Paused: YES_NO,
    StateInterface: /^[\w/:+*#@.-]{1,127}$/,
  },
  QueueRemove: { Queue: NAME, Interface: INTERFACE },
  QueuePause: { Interface: INTERFACE, Paused: YES_NO, Queue: NAME, Reason: NAME },
  QueuePenalty: { Interface: INTERFACE, Penalty: NUMBER, Queue: NAME },
}

/** What keeps a link and shows how a PBX is: sent by themselves, and never with a value of a caller's. */
const ROUTINE =
  /^(Ping|CoreSettings|CoreStatus|QueueStatus|CoreShowChannels|ExtensionStateList|DeviceStateList|PJSIPShowEndpoints|PJSIPShowRegistrationsOutbound|PJSIPShowRegistrationOutboundContactStatuses|SIPpeers|SIPshowregistry|ParkedCalls)$/

/** Of every letter, whatever its schedule is called. */
const HEADERS = [
  ...['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'],
  'x-auto-response-suppress',
]

/** Which actions an intent may send; a new mutation sends none until it is taught here. */
const SENDS: Readonly<Record<string, readonly string[]>> = {
  callOriginate: ['Originate'],
  callHangup: ['Hangup'],
  callTransferBlind: ['BlindTransfer', 'Redirect'],
  callTransferAttended: ['Atxfer'],
  callPark: ['Park'],
  callSpy: ['Originate'],
  callRecordingSet: ['MixMonitor', 'StopMixMonitor', 'MixMonitorMute'],
  queueMemberAdd: ['QueueAdd'],
  queueMemberRemove: ['QueueRemove'],
  queueMemberPause: ['QueuePause'],
  queueMemberUnpause: ['QueuePause'],
  queueMemberPenaltySet: ['QueuePenalty'],
  agentPause: ['QueuePause'],
  agentUnpause: ['QueuePause'],
}

let office: Office
let before: Awaited<ReturnType<Office['files']>>
const received: string[] = []

beforeAll(async () => {
  office = await openOffice()
  before = await office.files()
  office.pbx.onAction = (raw) => received.push(raw)
}, 60_000)
afterAll(() => office?.stop())

type Text = (typeof texts)[number]
const texts = mutations.flatMap((root) =>
  calls
    .places(root)
    .filter(({ type }) => ['String', 'ID', 'DialString'].includes(getNamedType(type).name))
    .map((place) => ({ name: `${root.field.name}(${place.path.join('.')}:)`, root, place })),
)

function check(raw: string, root: Root, attack: string): void {
  const lines = raw.split('\r\n').filter(Boolean)
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
  const names = headers.map(([name]) => name)
  expect(new Set(names).size, `each header once: ${raw}`).toBe(names.length)
  const action = headers.find(([name]) => name === 'Action')?.[1] ?? ''
  const allowed = ROUTINE.test(action) ? {} : INTENDED[action]
  expect(allowed, `${root.field.name} by «${attack}» sent ${raw}`).toBeDefined()
  if (!ROUTINE.test(action)) expect(SENDS[root.field.name] ?? [], raw).toContain(action)
  for (const [name, value] of headers) {
    if (name === 'Action') continue
    const form = name === 'ActionID' ? /^[\w.-]{1,64}$/ : allowed![name!]
    expect(form, `a header ${name} in ${raw}`).toBeDefined()
    expect(value, `${name} of ${raw}`).toMatch(form!)
  }
}

async function attack({ root, place }: Text, value: string, language: 'es' | 'en' = 'es') {
  const args = withValue(calls.args(root, office.found.supply, place.path), place, value)
  const started = performance.now()
  const answer = await office.asking[language].ask<Record<string, unknown>>(
    calls.document(root, args, 2),
    args,
  )
  return { answer, tookMs: performance.now() - started }
}

test('there are texts to attack', () => {
  expect(texts.length).toBeGreaterThan(100)
})

test.each(texts)('$name lets nothing through that it does not mean to', async (text) => {
  const slow: Attack[] = []
  const isId = getNamedType(text.place.type).name === 'ID'
  const attacks = Object.keys(ATTACKS).filter((why) => !isId || ON_IDS.has(why)) as Attack[]
  const tell = async (why: Attack) => {
    const { answer, tookMs } = await attack(text, ATTACKS[why])
    const refusal = refusalIn(answer)
    if (!refusal) return
    expect(refusal.code, `${why}: ${JSON.stringify(answer)}`).not.toMatch(/INTERNAL|_FAILED$|undefined/)
    expect(refusal.message, why).toMatch(/^[A-ZÁÉÍÓÚ¿]/)
    if (tookMs > 200) slow.push(why)
  }
  received.length = 0
  const { name } = text.root.field
  if (name in SENDS || name === 'pbxTest')
    // One after the other, so that it is known of each what it sent.
    for (const each of attacks) {
      await tell(each)
      const sent = received.splice(0)
      for (const raw of sent) check(raw, text.root, each)
      expect(intended(sent), `${each}: one action at most for each call and phone`).toBeLessThanOrEqual(4)
    }
  else await withEach(attacks, tell)
  for (const raw of received.splice(0)) check(raw, text.root, 'any of all')
  // Other attacks or tests may have had the processor: what is slow by itself is slow again.
  for (const why of slow) expect(await leastMs(text, why), `${why}: milliseconds at best`).toBeLessThan(200)
})

async function leastMs(text: Text, why: Attack): Promise<number> {
  let least = Infinity
  for (let tries = 0; tries < 5 && least >= 200; tries++)
    least = Math.min(least, (await attack(text, ATTACKS[why])).tookMs)
  return least
}

const intended = (sent: readonly string[]) =>
  sent.filter((raw) => !ROUTINE.test(/^Action: (.*)$/m.exec(raw)?.[1]?.trim() ?? '')).length

test.each(texts)('$name is refused with its place, in both languages', async (text) => {
  const value = ATTACKS['a second action']
  const told = await Promise.all([attack(text, value, 'es'), attack(text, value, 'en')])
  const [es, en] = told.map(({ answer }) => refusalIn(answer))
  expect(es, JSON.stringify(told[0].answer)).toBeDefined()
  expect(es?.code).toBe(en?.code)
  expect(es?.path).toEqual(en?.path)
  expect(es?.message).not.toBe(en?.message)
  expect(names(es!, text.place.path), JSON.stringify(es)).toBe(true)
})

test('the PBX stands as it stood', async () => {
  const { queues, activeCalls } = await office.admin.query(
    '{ queues { name isStale } activeCalls { state } }',
  )
  expect(queues).toEqual([{ name: 'ventas', isStale: false }])
  expect(activeCalls.length).toBeGreaterThan(0)
})

test('no text became a path: nothing lies where nothing lay, and nobody but the server named its files', async () => {
  const { around, within } = await office.files()
  expect(around).toEqual(before.around)
  expect(within.filter((name) => !/^data(\/[\w.-]+)+$/.test(name))).toEqual([])
})

test('no text became a header: letters say what their schedule is called, and go to whom it names', async () => {
  const { reportSchedules } = await office.admin.query('{ reportSchedules { id name recipients } }')
  // A thread makes each file, so only those go whose names a mail server could take for something else.
  const odd = reportSchedules.filter(({ name }: { name: string }) => /[^ -~]|%0d|"/.test(name))
  expect(odd.length).toBeGreaterThan(3)
  const { mails } = office.mail
  const known = reportSchedules.flatMap((each: { recipients: string[] }) => each.recipients)
  for (const { to } of mails) expect(known).toEqual(expect.arrayContaining([...to]))
  const earlier = mails.length
  for (const { id } of odd)
    await office.admin.mutate(
      'mutation ($id: ID!) { reportScheduleRunNow(id: $id) { job { id } errors { code path } } }',
      { id },
    )
  const sent = await eventually(
    async () => mails.slice(earlier),
    ({ length }) => length === odd.length,
    35_000,
  )
  const recipients = odd.map((each: { recipients: string[] }) => each.recipients)
  expect(sent.map(({ to }) => to).sort()).toEqual(recipients.sort())
  for (const { headers } of sent) expect(Object.keys(headers).sort()).toEqual(HEADERS)
})
