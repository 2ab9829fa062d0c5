/** What a SIP phone does with the calls it gets. All times are seconds. */
export interface PhoneBehaviour {
  /** Rings this long before it answers (1 by default); `'never'` rings until the caller gives up; `'busy'` answers 486. */
  answersAfterSeconds?: number | 'never' | 'busy'
  /** Puts the caller on hold that long after answering, and takes the call back after `seconds`. */
  holds?: { afterSeconds: number; seconds: number }
  /** Sends the caller to another extension by REFER; with `asksFirst` it calls and talks to that one before. */
  transfers?: { to: string; afterSeconds: number; asksFirst?: boolean }
  /** Hangs up after that many seconds of talk; talks until the other side hangs up when absent. */
  hangsUpAfterSeconds?: number
}

const dialog =
  '[last_Via:]\n[last_From:]\n[last_To:];tag=[pid]phone[call_number]\n[last_Call-ID:]\n[last_CSeq:]\n'
const contact = 'Contact: <sip:[local_ip]:[local_port];transport=[transport]>\n'
const empty = 'Content-Length: 0\n'

/** A SIPp scenario of a phone that Asterisk calls. */
export function phoneScenario(number: string, sipPort: number, does: PhoneBehaviour): string {
  const answers = does.answersAfterSeconds ?? 1
  const steps = [
    '<recv request="OPTIONS" optional="true" next="options"/>',
    // An INVITE's From is kept: it is the To of what the phone sends itself later.
    `<recv request="INVITE" rrs="true"><action>
       <ereg regexp=".*" search_in="hdr" header="From:" check_it="true" assign_to="caller"/>
     </action></recv>`,
    answer('100 Trying'),
  ]
  if (answers === 'busy')
    steps.push(answer('486 Busy Here'), '<recv request="ACK" timeout="4000" ontimeout="end"/>')
  else {
    const rings = answers === 'never' ? 600_000 : Math.max(10, answers * 1000)
    const unanswered = answers === 'never' ? 'end' : 'answered'
    steps.push(
      answer('180 Ringing'),
      `<recv request="CANCEL" timeout="${rings}" ontimeout="${unanswered}" next="cancelled"/>`,
      '<label id="answered"/>',
      answer('200 OK', media('sendrecv', 1), true),
      '<recv request="ACK"/>',
      ...(does.holds ? hold(does.holds.afterSeconds, does.holds.seconds) : []),
      ...(does.transfers ? transfer(number, sipPort, does.transfers) : []),
      `<recv request="BYE" timeout="${(does.hangsUpAfterSeconds ?? 3600) * 1000}" ontimeout="hangup"/>`,
      reply,
      goTo('end'),
      '<label id="hangup"/>',
      request('BYE', 100),
      '<recv response="200" timeout="4000" ontimeout="end"/>',
    )
  }
  steps.push(
    goTo('end'),
    '<label id="cancelled"/>',
    reply,
    send(
      `SIP/2.0 487 Request Terminated\n${dialog.replace('[last_CSeq:]', 'CSeq: [cseq] INVITE')}${contact}${empty}`,
    ),
    '<recv request="ACK" timeout="4000" ontimeout="end"/>',
    goTo('end'),
    '<label id="options"/>',
    send(`SIP/2.0 200 OK\n${dialog}${contact}Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, REFER\n${empty}`),
    '<label id="end"/>',
    '<timewait milliseconds="1000"/>',
  )
  if (answers === 'busy') steps.push('<Reference variables="caller"/>')
  return scenario(`phone ${number}`, steps)
}

/** A SIPp scenario of a caller from the trunk; stays for `seconds` after the answer. */
export function callerScenario(callerNumber: string, callerName: string, seconds: number): string {
  const from = `From: "${callerName}" <sip:trunk-in@[local_ip]:[local_port]>;tag=[pid]caller[call_number]\n`
  const to = 'To: <sip:[service]@[remote_ip]:[remote_port]>'
  const line = (method: string) => `${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n${from}`
  const rest = (method: string, cseq: number) => `Call-ID: [call_id]\nCSeq: ${cseq} ${method}
Contact: <sip:trunk-in@[local_ip]:[local_port]>\nMax-Forwards: 70\n`
  const identity = `P-Asserted-Identity: "${callerName}" <sip:${callerNumber}@[local_ip]>\n`
  return scenario('caller', [
    send(`${line('INVITE')}${to}\n${rest('INVITE', 1)}${identity}${media('sendrecv', 1)}`, true),
    '<recv response="100" optional="true"/>',
    '<recv response="180" optional="true"/>',
    '<recv response="183" optional="true"/>',
    '<recv response="200" rrs="true"/>',
    send(`${line('ACK')}${to}[peer_tag_param]\n${rest('ACK', 1)}${empty}`),
    `<recv request="BYE" timeout="${seconds * 1000}" ontimeout="hangup"/>`,
    reply,
    goTo('end'),
    '<label id="hangup"/>',
    send(`${line('BYE')}${to}[peer_tag_param]\n${rest('BYE', 2)}${empty}`, true),
    '<recv response="200" timeout="4000" ontimeout="end"/>',
    '<label id="end"/>',
  ])
}

const scenario = (name: string, steps: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="${name}">\n${steps.join('\n')}\n</scenario>\n`

const send = (message: string, again = false) =>
  `<send${again ? ' retrans="500"' : ''}><![CDATA[\n${message}\n]]></send>`

const goTo = (label: string) => `<nop next="${label}"/>`

const answer = (status: string, body = empty, again = false) =>
  send(`SIP/2.0 ${status}\n${dialog}${contact}${body}`, again)

/** 200 to a request within the dialog, whose To has its tag already. */
const reply = send(
  `SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\n${empty}`,
)

const request = (method: string, cseq: number, rest = empty) =>
  send(
    `${method} [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:phone@[local_ip]:[local_port]>;tag=[pid]phone[call_number]
To: [$caller]
[last_Call-ID:]
CSeq: ${cseq} ${method}
${contact}Max-Forwards: 70
${rest}`,
    method !== 'ACK',
  )

const media = (direction: string, version: number) => `Content-Type: application/sdp
Content-Length: [len]

v=0
o=phone 5365 ${version} IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [auto_media_port] RTP/AVP 8 101
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
a=${direction}
`

const pause = (seconds: number) => `<pause milliseconds="${Math.round(seconds * 1000)}"/>`

const reinvite = (cseq: number, direction: string) => [
  request('INVITE', cseq, media(direction, cseq)),
  '<recv response="100" optional="true"/>',
  '<recv response="200"/>',
  request('ACK', cseq),
]

const hold = (afterSeconds: number, seconds: number) => [
  pause(afterSeconds),
  ...reinvite(2, 'sendonly'),
  pause(seconds),
  ...reinvite(3, 'sendrecv'),
]

const transfer = (
  number: string,
  sipPort: number,
  { to, afterSeconds, asksFirst }: NonNullable<PhoneBehaviour['transfers']>,
) => (asksFirst ? askAndRefer(number, sipPort, to, afterSeconds) : refer(number, sipPort, to, afterSeconds))

/** Calls whom to transfer to, in a second dialog, and has that dialog replaced by the caller's. */
const askAndRefer = (number: string, sipPort: number, to: string, afterSeconds: number) => {
  const target = `sip:${to}@127.0.0.1:${sipPort}`
  // What stands before the three slashes does not count when SIPp looks whose message it is.
  const asking = (method: string, toHeader: string) => `${method} ${target} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:${number}@[local_ip]:[local_port]>;tag=[pid]asking[call_number]
To: ${toHeader}
Call-ID: asking///[call_id]
CSeq: 1 ${method}
${contact}Max-Forwards: 70
`
  const tags = '%3Bto-tag%3D[$askedTag]%3Bfrom-tag%3D[pid]asking[call_number]'
  return [
    pause(afterSeconds),
    send(`${asking('INVITE', `<${target}>`)}${media('sendrecv', 1)}`, true),
    '<recv response="100" optional="true"/>',
    '<recv response="180" optional="true"/>',
    '<recv response="183" optional="true"/>',
    `<recv response="200"><action>
       <ereg regexp="tag=([^;]+)" search_in="hdr" header="To:" check_it="true" assign_to="asked,askedTag"/>
     </action></recv>`,
    send(`${asking('ACK', `<${target}>;tag=[$askedTag]`)}${empty}`),
    pause(1),
    request(
      'REFER',
      20,
      `Refer-To: <${target}?Replaces=asking///[call_id]${tags}>\nReferred-By: <sip:${number}@127.0.0.1>\n${empty}`,
    ),
    '<recv response="202"/>',
    '<label id="over"/>',
    '<recv request="NOTIFY" optional="true" next="told"/>',
    '<recv request="BYE" timeout="5000" ontimeout="end"/>',
    '<label id="told"/>',
    reply,
    goTo('over'),
    '<Reference variables="asked"/>',
  ]
}

const refer = (number: string, sipPort: number, to: string, afterSeconds: number) => [
  pause(afterSeconds),
  request(
    'REFER',
    20,
    `Refer-To: <sip:${to}@127.0.0.1:${sipPort}>\nReferred-By: <sip:${number}@127.0.0.1>\n${empty}`,
  ),
  '<recv response="202"/>',
  '<recv request="NOTIFY" timeout="5000" ontimeout="hangup"/>',
  reply,
  '<recv request="NOTIFY" optional="true" next="notified"/>',
  '<recv request="BYE" timeout="10000" ontimeout="hangup"/>',
  reply,
  goTo('end'),
  '<label id="notified"/>',
  reply,
]
