import { createContext } from 'react'
import type { ServerClock } from './server.clock.ts'

/** Something that shows a time. */
export interface Face {
  /** What it reads at this instant of the server's time. */
  read(nowMs: number): string
  /** True for what must not go on while nobody knows whether it still holds. */
  isMeasure: boolean
}

const SECOND_MS = 1_000
/** After the full second, so that a timer set a moment early does not read one less. */
const AFTER_MS = 20

/**
 * One timer for all that ticks. It writes into the text nodes of what is shown, once a second and only what has
 * changed, so that nothing is rendered for time going by.
 */
export class Ticker {
  private readonly faces = new Map<Text, Face>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private isHeld = false

  constructor(readonly clock: ServerClock) {}

  /** Shows a face in an element until the answer is called. */
  show(element: HTMLElement, face: Face): () => void {
    const text = element.firstChild instanceof Text ? element.firstChild : new Text()
    if (!text.parentNode) element.append(text)
    this.faces.set(text, face)
    if (!text.data || !this.isStill(face)) write(text, face, this.clock.now())
    this.timer ??= this.schedule()
    return () => {
      this.faces.delete(text)
      if (this.faces.size === 0) this.end()
    }
  }

  /** Measures stand still: what they would count may be over. */
  hold(): void {
    this.isHeld = true
  }

  release(): void {
    if (!this.isHeld) return
    this.isHeld = false
    this.tick()
  }

  private isStill(face: Face): boolean {
    return this.isHeld && face.isMeasure
  }

  private schedule() {
    const waitMs = SECOND_MS - (this.clock.now() % SECOND_MS) + AFTER_MS
    return setTimeout(() => {
      this.timer = this.schedule()
      this.tick()
    }, waitMs)
  }

  private tick(): void {
    const nowMs = this.clock.now()
    for (const [text, face] of this.faces) if (!this.isStill(face)) write(text, face, nowMs)
  }

  private end(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }
}

function write(text: Text, face: Face, nowMs: number): void {
  const reading = face.read(nowMs)
  if (text.data !== reading) text.data = reading
}

export const TickerContext = createContext<Ticker | null>(null)
