/** How callers, agents and their patience go together. All times are in seconds. */
export interface Traffic {
  readonly callsPerSecond: number
  /** Talk and work after it. */
  readonly handlingSeconds: number
}

export interface ErlangFigures {
  /** The share that has to wait. */
  readonly waitProbability: number
  /** The share that is answered in time. */
  readonly serviceLevel: number
  /** Mean wait of all callers; null where the queue grows without end. */
  readonly meanWaitSeconds: number | null
  /** The share that gives up; none in Erlang C. */
  readonly abandonShare: number
  /** The share of their time that agents are busy. */
  readonly occupancy: number
}

/** Calls at once that agents would have to hold, if nobody waited: the load in Erlang. */
export const loadOf = ({ callsPerSecond, handlingSeconds }: Traffic): number =>
  callsPerSecond * handlingSeconds

/** Erlang C: everybody waits until answered. With no more agents than load the queue grows without end. */
export function erlangC(traffic: Traffic, agents: number, inTimeSeconds: number): ErlangFigures {
  const load = loadOf(traffic)
  if (load === 0) return NOBODY
  if (agents <= load)
    return { waitProbability: 1, serviceLevel: 0, meanWaitSeconds: null, abandonShare: 0, occupancy: 1 }
  let blocked = 1
  for (let lines = 1; lines <= agents; lines++) blocked = (load * blocked) / (lines + load * blocked)
  const occupancy = load / agents
  const waitProbability = blocked / (1 - occupancy * (1 - blocked))
  const { handlingSeconds } = traffic
  return {
    waitProbability,
    serviceLevel: 1 - waitProbability * Math.exp((-(agents - load) * inTimeSeconds) / handlingSeconds),
    meanWaitSeconds: (waitProbability * handlingSeconds) / (agents - load),
    abandonShare: 0,
    occupancy,
  }
}

/** Erlang A: callers give up, after `patienceSeconds` in the mean. */
export function erlangA(
  traffic: Traffic,
  patienceSeconds: number,
  agents: number,
  inTimeSeconds: number,
): ErlangFigures {
  const load = loadOf(traffic)
  if (load === 0) return NOBODY
  const { callsPerSecond: arrivals, handlingSeconds } = traffic
  const served = agents / handlingSeconds
  const givingUp = 1 / patienceSeconds
  // How likely so many calls are at once, beside exactly as many as agents; upwards until nothing is left.
  let [below, busy, belowTop] = [0, 0, 0]
  for (let calls = agents, weight = 1; calls > 0 && weight > NOTHING; calls--) {
    weight *= calls / load
    if (calls === agents) belowTop = weight
    below += weight
    busy += weight * (calls - 1)
  }
  let [above, waiting] = [1, 0]
  for (let queue = 1, weight = 1; weight > NOTHING * above || arrivals > served + queue * givingUp; queue++) {
    weight *= arrivals / (served + queue * givingUp)
    above += weight
    waiting += queue * weight
    if (above > HUGE)
      [below, busy, belowTop, above, waiting, weight] = smaller(below, busy, belowTop, above, waiting, weight)
  }
  const all = below + above
  const meanWaiting = waiting / all
  // The wait of somebody who never gives up has this density; who is served has not given up before.
  const density = (seconds: number) =>
    Math.exp(
      Math.log((arrivals * belowTop) / all) +
        (arrivals / givingUp) * (1 - Math.exp(-givingUp * seconds)) -
        (served + givingUp) * seconds,
    )
  return {
    waitProbability: above / all,
    serviceLevel: below / all + integral(density, inTimeSeconds),
    meanWaitSeconds: meanWaiting / arrivals,
    abandonShare: (givingUp * meanWaiting) / arrivals,
    occupancy: (busy + agents * above) / all / agents,
  }
}

/** The fewest agents with whom something holds, from `least` on; undefined beyond `most`. */
export function fewestAgents(
  least: number,
  most: number,
  isEnough: (agents: number) => boolean,
): number | undefined {
  for (let agents = Math.max(1, least); agents <= most; agents++) if (isEnough(agents)) return agents
  return undefined
}

const NOBODY: ErlangFigures = {
  waitProbability: 0,
  serviceLevel: 1,
  meanWaitSeconds: 0,
  abandonShare: 0,
  occupancy: 0,
}
const NOTHING = 1e-15
/** Where numbers are made smaller, all alike, before they have no end. */
const HUGE = 1e200
const smaller = (...numbers: number[]) =>
  numbers.map((each) => each / HUGE) as [number, number, number, number, number, number]
const STEPS = 400

/** By Simpson's rule. */
function integral(density: (at: number) => number, until: number): number {
  if (until <= 0) return 0
  const step = until / STEPS
  let sum = density(0) + density(until)
  for (let at = 1; at < STEPS; at++) sum += density(at * step) * (at % 2 === 1 ? 4 : 2)
  return (sum * step) / 3
}
