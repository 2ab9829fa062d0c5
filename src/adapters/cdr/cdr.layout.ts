import { wallTimeOf } from '../../platform/local.clock.ts'

/** Which value of a line is which column. */
export class CdrLayout {
  private readonly places: ReadonlyMap<string, number>

  constructor(names: readonly string[]) {
    this.places = new Map(names.map((name, place) => [name, place]))
  }

  has(name: string): boolean {
    return this.places.has(name)
  }

  valueOf(values: readonly (string | null)[], name: string): string {
    const place = this.places.get(name)
    const value = place === undefined ? undefined : values[place]
    return value == null || value === 'NULL' ? '' : value
  }
}

const PARTIES = ['src', 'dst', 'dcontext']
const CHANNELS = ['channel', 'dstchannel', 'lastapp', 'lastdata']
const TIMES = ['start', 'answer', 'end', 'duration', 'billsec', 'disposition', 'amaflags']

/** `cdr_csv`: with `loguniqueid` 17 values, with `loguserfield` 18. */
const BY_CDR_CSV = new CdrLayout([
  ...['accountcode', ...PARTIES, 'clid', ...CHANNELS, ...TIMES],
  ...['uniqueid', 'userfield'],
])
/** `cdr_custom` as its sample configuration has it: 18 values, or 19 with the sequence. */
const BY_CDR_CUSTOM = new CdrLayout([
  ...['clid', ...PARTIES, ...CHANNELS, ...TIMES],
  ...['accountcode', 'uniqueid', 'userfield', 'sequence'],
])
/** Where the one has its first time, the other has text. */
const START_BY_CDR_CSV = 9
const START_BY_CDR_CUSTOM = 8

/** Finds out how the lines of a file are laid out. */
export class CdrLayouts {
  private named: CdrLayout | undefined

  /** `HEADER` for a line with the names of columns; undefined for one that is laid out in no way that is known. */
  of(values: readonly string[]): CdrLayout | 'HEADER' | undefined {
    if (this.named) return this.named
    const names = values.map((value) => value.trim().toLowerCase())
    if (names.includes('uniqueid') && names.includes('channel')) {
      this.named = new CdrLayout(names)
      return 'HEADER'
    }
    if (values.length < 17 || values.length > 19) return undefined
    if (wallTimeOf(values[START_BY_CDR_CSV]!) !== undefined && values.length <= 18) {
      const isCustom = wallTimeOf(values[START_BY_CDR_CUSTOM]!) !== undefined
      if (!isCustom) return BY_CDR_CSV
    }
    return wallTimeOf(values[START_BY_CDR_CUSTOM]!) === undefined || values.length < 18
      ? undefined
      : BY_CDR_CUSTOM
  }
}
