/** One figure of ours beside what it is measured against. */
export interface Outcome {
  readonly measure: string
  readonly unit: string
  readonly ours: number
  /** The floor or the peer, in the same unit and from the same run; absent for a figure that stands alone. */
  readonly against?: { readonly name: string; readonly value: number }
  /** For the ratio to what it is measured against, or for the figure itself where that is nothing. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number }
}

/** What every benchmark gives; `quick` takes fewer rounds and stays under a minute. */
export type Benchmark = (options: { quick: boolean }) => Promise<Outcome[]>

const compared = ({ ours, against }: Outcome): number => (against ? ours / against.value : ours)

/** Undefined where there is no goal. */
export function isMet(outcome: Outcome): boolean | undefined {
  const { goal } = outcome
  if (!goal) return undefined
  return 'atLeast' in goal ? compared(outcome) >= goal.atLeast : compared(outcome) <= goal.atMost
}

const figure = (value: number): string =>
  value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumSignificantDigits: 3 })

function cells(outcome: Outcome): string[] {
  const { measure, unit, ours, against, goal } = outcome
  const met = isMet(outcome)
  return [
    measure,
    `${figure(ours)} ${unit}`,
    against ? `${figure(against.value)} (${against.name})` : '',
    against ? compared(outcome).toFixed(2) : '',
    goal ? ('atLeast' in goal ? `>= ${figure(goal.atLeast)}` : `<= ${figure(goal.atMost)}`) : '',
    met === undefined ? '' : met ? 'met' : 'NOT MET',
  ]
}

const HEAD = ['measure', 'ours', 'against', 'ratio', 'goal', '']

/** A table of figures, one a line. */
export function printOutcomes(outcomes: readonly Outcome[]): void {
  const rows = [HEAD, ...outcomes.map(cells)]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
}
