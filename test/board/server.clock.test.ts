import { describe, expect, it } from 'vitest'
import { ServerClock } from '../../web/src/board/feed/server.clock.ts'

const NOON = Date.parse('2026-03-01T12:00:00Z')

/** A screen whose own clock may be anything: all it has is a stopwatch. */
function screen() {
  let tickMs = 5_000
  const clock = new ServerClock(() => tickMs)
  return {
    clock,
    /** Time goes by, for the server as for the screen. */
    passes: (ms: number) => {
      tickMs += ms
    },
  }
}

describe("A screen's timers go by the server's clock", () => {
  it('a message that was under way long does not set the clock back by all of it', () => {
    const { clock, passes } = screen()
    clock.heard(NOON)
    passes(1_000)
    clock.heard(NOON + 1_000 - 800)
    expect(clock.now()).toBeGreaterThan(NOON + 1_000 - 20)
    expect(clock.now()).toBeLessThanOrEqual(NOON + 1_000)
  })

  it('on a quiet night the first message is an hour old; once the server was asked, timers are right', () => {
    const { clock } = screen()
    clock.heardSometime(NOON - 3_600_000)
    clock.heard(NOON)
    expect(clock.now()).toBe(NOON)
    clock.heardSometime(NOON - 3_600_000)
    expect(clock.now()).toBe(NOON)
  })

  it('a machine that slept, or a server whose clock was set, is followed at once', () => {
    const { clock, passes } = screen()
    clock.heard(NOON)
    passes(1_000)
    clock.heard(NOON + 28_800_000)
    expect(clock.now()).toBe(NOON + 28_800_000)
    clock.heard(NOON)
    expect(clock.now()).toBe(NOON)
  })

  it('a stopwatch that runs fast does not carry the timers away over a day', () => {
    const { clock, passes } = screen()
    clock.heard(NOON)
    let serverMs = NOON
    for (let second = 0; second < 86_400; second++) {
      serverMs += 1_000
      passes(1_000.05)
      clock.heard(serverMs)
    }
    expect(Math.abs(clock.now() - serverMs)).toBeLessThan(10)
  })
})
