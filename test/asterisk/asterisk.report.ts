/** What `queue show <name>` says, numbers as numbers, Asterisk's words left as they are. */
export interface QueueReport {
  name: string
  strategy: string
  maxCallers: number | undefined
  holdtimeSeconds: number
  talktimeSeconds: number
  weight: number
  completed: number
  abandoned: number
  serviceLevelPercent: number
  serviceLevelSeconds: number
  callers: QueueCaller[]
  members: QueueMemberReport[]
}

export interface QueueCaller {
  position: number
  channel: string
  waitSeconds: number
  priority: number
}

export interface QueueMemberReport {
  name: string
  interface: string
  stateInterface: string
  /** Asterisk's words: `Not in use`, `In use`, `Ringing`, `Unavailable`, `Busy`, `On Hold`, `Invalid`, … */
  status: string
  inCall: boolean
  paused: boolean
  pausedReason: string
  penalty: number
  dynamic: boolean
  callsTaken: number
  lastCallSecondsAgo: number | undefined
}

/** One line of `core show channels concise`. */
export interface ChannelReport {
  channel: string
  context: string
  exten: string
  state: string
  application: string
  applicationData: string
  callerNumber: string
  durationSeconds: number
  bridgeId: string
  uniqueid: string
}

/** One line of queue_log. */
export interface QueueLogLine {
  time: number
  callid: string
  queue: string
  agent: string
  event: string
  data: string[]
}

export function parseQueueShow(text: string): QueueReport {
  const head =
    /^(\S+) has (\d+) calls \(max (\w+)\) in '(\w+)' strategy \((\d+)s holdtime, (\d+)s talktime\), W:(\d+), C:(\d+), A:(\d+), SL:([\d.]+)%,.*within (\d+)s/m.exec(
      text,
    )
  if (!head) throw new Error(`Not what queue show says:\n${text}`)
  const lines = text.split('\n')
  return {
    name: head[1]!,
    strategy: head[4]!,
    maxCallers: head[3] === 'unlimited' ? undefined : Number(head[3]),
    holdtimeSeconds: Number(head[5]),
    talktimeSeconds: Number(head[6]),
    weight: Number(head[7]),
    completed: Number(head[8]),
    abandoned: Number(head[9]),
    serviceLevelPercent: Number(head[10]),
    serviceLevelSeconds: Number(head[11]),
    callers: lines.flatMap(parseCaller),
    members: lines.flatMap(parseMember),
  }
}

function parseCaller(line: string): QueueCaller[] {
  const found = /^\s+(\d+)\. (\S+) \(wait: (\d+):(\d+), prio: (\d+)\)/.exec(line)
  if (!found) return []
  const [, position, channel, minutes, seconds, priority] = found
  return [
    {
      position: Number(position),
      channel: channel!,
      waitSeconds: Number(minutes) * 60 + Number(seconds),
      priority: Number(priority),
    },
  ]
}

const statuses =
  /\((Unknown|Not in use|In use|Busy|Invalid|Unavailable|Ringing|Ring\+Inuse|Ring, In use|On Hold)\)/

function parseMember(line: string): QueueMemberReport[] {
  const found = /^\s+(.*?) \(([A-Za-z]+[/:][^\s)]*)(?: from ([^\s)]+))?\)(.*)$/.exec(line)
  if (!found) return []
  const [, name, face, from, rest = ''] = found
  const taken = /has taken (\d+) calls(?: \(last was (\d+) secs ago\))?/.exec(rest)
  const paused = /\(paused(?::(.*?))?(?: was \d+ secs ago)?\)/.exec(rest)
  return [
    {
      name: name!,
      interface: face!,
      stateInterface: from ?? face!,
      status: statuses.exec(rest)?.[1] ?? '',
      inCall: rest.includes('(in call)'),
      paused: paused !== null,
      pausedReason: paused?.[1] ?? '',
      penalty: Number(/with penalty (\d+)/.exec(rest)?.[1] ?? 0),
      dynamic: rest.includes('(dynamic)'),
      callsTaken: Number(taken?.[1] ?? 0),
      lastCallSecondsAgo: taken?.[2] === undefined ? undefined : Number(taken[2]),
    },
  ]
}

export function parseChannels(text: string): ChannelReport[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.split('!')
    if (fields.length < 14) return []
    // Only the application's data may hold the separator, so the fields behind it are counted from the end.
    const [channel, context, exten, , state, application] = fields as string[]
    const [callerNumber, , , , duration, bridgeId, uniqueid] = fields.slice(-7) as string[]
    return [
      {
        channel: channel!,
        context: context!,
        exten: exten!,
        state: state!,
        application: application!,
        applicationData: fields.slice(6, -7).join('!'),
        callerNumber: callerNumber!,
        durationSeconds: Number(duration),
        bridgeId: bridgeId!,
        uniqueid: uniqueid!.trim(),
      },
    ]
  })
}

export function parseQueueLog(text: string): QueueLogLine[] {
  return text.split('\n').flatMap((line) => {
    const [time, callid, queue, agent, event, ...data] = line.split('|')
    return event === undefined
      ? []
      : [{ time: Number(time), callid: callid!, queue: queue!, agent: agent!, event, data }]
  })
}
