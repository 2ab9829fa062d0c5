declare module 'pino-roll' {
  import type { SonicBoom } from 'sonic-boom'

  /** The options of pino-roll 4 that are used here. */
  export interface RollOptions {
    file: string
    extension: string
    /** Such as `50m`. */
    size: string
    frequency: 'daily' | 'hourly'
    limit: { count: number }
  }
  export default function roll(options: RollOptions): Promise<SonicBoom>
}
