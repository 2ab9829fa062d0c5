import { accessEs } from './access.es.ts'
import { boardEs } from './board.es.ts'
import { displaysEs } from './displays.es.ts'
import { partsEs } from './parts.es.ts'
import { startEs } from './start.es.ts'

/** All words of the pages, by room. English has the same keys; the compiler demands it. */
export const es = { access: accessEs, board: boardEs, displays: displaysEs, parts: partsEs, start: startEs }

type Said<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : { [K in keyof T]: Said<T[K]> }
export type Words = Said<typeof es>
