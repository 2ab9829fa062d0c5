import { expect } from 'vitest'
import type { ToldFacts, ToldRing, ToldSpan, ToldVisit } from './told.facts.ts'

/** What two sources say of the same thing may lie on both sides of the end of a second. */
const SECONDS = ['joined', 'answered', 'ended', 'wait', 'talk', 'ring', 'started'].flatMap((name) => [
  `${name}Second`,
  `${name}Seconds`,
])
/** A phone's ringing is measured by Asterisk, and by whoever listens to it. */
const RING_MS = 500

type Told = ToldVisit | ToldRing | ToldSpan

/**
 * Two sources say the same: as many of everything, the same in every respect, and in no time farther apart than a
 * second's end lies between.
 * @returns how many waits and talks they count differently for that.
 */
export function expectAgreement(one: ToldFacts, other: ToldFacts, names: string): number {
  return (
    expectSame(one.visits, other.visits, `visits by ${names}`) +
    expectSame(one.rings, other.rings, `rings by ${names}`) +
    expectSame(one.spans, other.spans, `sessions and pauses by ${names}`)
  )
}

function expectSame(ones: readonly Told[], others: readonly Told[], what: string): number {
  const [sortedOnes, sortedOthers] = [sorted(ones), sorted(others)]
  expect(sortedOthers.map(timeless), what).toEqual(sortedOnes.map(timeless))
  let apart = 0
  for (const [at, one] of sortedOnes.entries())
    for (const name of Object.keys(one)) {
      const [a, b] = [timeOf(one, name), timeOf(sortedOthers[at]!, name)]
      if (a === b || a === null || b === null) expect(b, `${name} of ${JSON.stringify(one)}`).toBe(a)
      else if (SECONDS.includes(name)) {
        expect(Math.abs(a - b), `${name} of ${JSON.stringify(one)}: ${a}, ${b}`).toBeLessThanOrEqual(1)
        if (name.endsWith('Seconds')) apart++
      } else if (name === 'ringMs') expect(Math.abs(a - b), JSON.stringify(one)).toBeLessThanOrEqual(RING_MS)
    }
  return apart
}

const isTime = (name: string) => SECONDS.includes(name) || name === 'ringMs'

const timeOf = (told: Told, name: string): number | null =>
  isTime(name) ? ((told as unknown as Record<string, number | null>)[name] ?? null) : null

/** All of it but when it was and how long it took. */
const timeless = (told: Told) => Object.fromEntries(Object.entries(told).filter(([name]) => !isTime(name)))

/** In an order that the end of a second does not change. */
function sorted(told: readonly Told[]): Told[] {
  const key = (each: Told) => JSON.stringify(timeless(each))
  const began = (each: Told) =>
    'joinedSecond' in each
      ? each.joinedSecond
      : 'startedSecond' in each
        ? each.startedSecond
        : each.endedSecond
  return [...told].sort((a, b) => (key(a) === key(b) ? began(a) - began(b) : key(a) < key(b) ? -1 : 1))
}
