import type { ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endChild, startChild } from '../servers/child.process.ts'
import { callerScenario, type PhoneBehaviour, phoneScenario } from './sip.scenario.ts'

/** Where SIPp finds Asterisk, and which ports it may use itself. */
export interface SipPlace {
  folder: string
  sipPort: number
  port: number
  controlPort: number
  mediaPort: number
}

/** A SIPp that plays one SIP phone, or one caller of the trunk. */
export class SipPhone {
  private readonly sipp: ChildProcess

  private constructor(sipp: ChildProcess) {
    this.sipp = sipp
  }

  static async start(number: string, does: PhoneBehaviour, place: SipPlace): Promise<SipPhone> {
    return SipPhone.play(`phone-${number}`, phoneScenario(number, place.sipPort, does), place, [])
  }

  /** Calls `exten` through the trunk; the process ends with the call. */
  static async call(
    exten: string,
    caller: { number: string; name: string; hangsUpAfterSeconds: number },
    place: SipPlace,
  ): Promise<SipPhone> {
    const scenario = callerScenario(caller.number, caller.name, caller.hangsUpAfterSeconds)
    return SipPhone.play(`caller-${place.port}`, scenario, place, ['-s', exten, '-m', '1'])
  }

  stop(): Promise<void> {
    return endChild(this.sipp, 'SIGKILL')
  }

  private static async play(
    name: string,
    scenario: string,
    place: SipPlace,
    extra: string[],
  ): Promise<SipPhone> {
    const file = join(place.folder, 'sipp', `${name}.xml`)
    await writeFile(file, scenario)
    const args = [`127.0.0.1:${place.sipPort}`, '-sf', file, '-i', '127.0.0.1', '-mi', '127.0.0.1']
    args.push('-p', `${place.port}`, '-cp', `${place.controlPort}`, '-mp', `${place.mediaPort}`, '-t', 'u1')
    args.push('-nostdin', '-trace_err', '-error_file', join(place.folder, 'log', `${name}.err`), ...extra)
    return new SipPhone(
      startChild('sipp', args, {
        cwd: join(place.folder, 'sipp'),
        logFile: join(place.folder, 'log', `${name}.log`),
        env: { TERM: 'dumb' },
      }),
    )
  }
}
