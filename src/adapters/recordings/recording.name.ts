import { instantOf } from '../ami/names.ts'

/** What a PBX wrote into the name of a recording. */
export interface RecordingName {
  /** What the channel may be called that was recorded, the likeliest first. */
  readonly uniqueids: readonly string[]
  /** The queue's name on the PBX, as of `q-500-…`. */
  readonly queue: string | undefined
  /** The phone inside that spoke, as of `exten-201-…` and `out-0981…-201-…`. */
  readonly extension: string | undefined
  /** When the channel began, by its unique id. */
  readonly startedAt: Date | undefined
  /** When it began by the PBX's wall clock: `2026-03-01T14:05:09`. */
  readonly localTime: string | undefined
}

const STAMP = /^(.*?)-?(?<!\d)(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?:-(.+))?$/
const UNIQUEID = /(?:^|[-_])(\d{9,11}\.\d+)$/
/** Monitor writes the two directions of a call into two files. */
const DIRECTION = /-(?:in|out)$/

/**
 * Reads a name as Issabel, FreePBX and Elastix give them: what was recorded, the PBX's time, the unique id:
 * `q-500-0981555123-20260301-140509-1772373909.41.wav`. Of any other name, a unique id at its end is known.
 */
export function readRecordingName(path: string): RecordingName {
  const stem = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.\w{1,5}$/, '')
    .replace(DIRECTION, '')
  const stamped = STAMP.exec(stem)
  const [, begin = '', year, month, day, hour, minute, second, rest = ''] = stamped ?? []
  const what = stamped ? begin : stem.replace(UNIQUEID, '')
  const uniqueids = stamped ? [rest].filter((text) => instantOf(text)) : uniqueidsIn(stem)
  return {
    uniqueids,
    queue: queueIn(what),
    extension: extensionIn(what),
    startedAt: uniqueids[0] === undefined ? undefined : instantOf(uniqueids[0]),
    localTime: stamped ? `${year}-${month}-${day}T${hour}:${minute}:${second}` : undefined,
  }
}

/** Nothing tells a system's name from what else stands before the unique id, so both are tried. */
function uniqueidsIn(stem: string): string[] {
  const plain = UNIQUEID.exec(stem)?.[1]
  if (plain === undefined) return []
  return plain === stem || !instantOf(stem) ? [plain] : [plain, stem]
}

/** `q-500-0981555123`, and Elastix' `q500`. */
const queueIn = (what: string): string | undefined =>
  (/^q-(.+)-[^-]*$/.exec(what) ?? /^q-([^-]+)$/.exec(what) ?? /^q(\d+)\b/.exec(what))?.[1]

/** Recordings name the one who is called first. */
const extensionIn = (what: string): string | undefined =>
  (/^(?:exten|internal|external)-(\d+)(?:-|$)/.exec(what) ??
    /^out-.+-(\d+)$/.exec(what) ??
    /^OUT(\d+)\b/.exec(what))?.[1]
