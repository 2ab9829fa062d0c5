/** What happens to a caller that a reader is told of. */
export type Kind = 'queueUpdated' | 'callUpdated' | 'callEnded'

export const KINDS: readonly Kind[] = ['queueUpdated', 'callUpdated', 'callEnded']

/** When something happened to the caller of a number, in microseconds of the machine's monotonic clock. */
export type Moments = Record<Kind, Record<string, number>>

export const noMoments = (): Moments => ({ queueUpdated: {}, callUpdated: {}, callEnded: {} })

/** The same clock in every process of a machine. */
export const monotonicMicros = (): number => Number(process.hrtime.bigint() / 1000n)

/** The manager account of the simulated PBX. */
export const ACCOUNT = { username: 'bench', secret: 'bench' }
