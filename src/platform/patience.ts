/**
 * Waits for what may never answer, such as the disk of another machine: not for ever, and while it has not answered
 * nothing else is asked of it. A disk that hangs keeps one of the process's few threads for files for each thing that
 * it is asked for.
 */
export class Patience {
  /** What was given up and goes on. */
  private stuck: Promise<unknown> | undefined

  /** @param late what is thrown to whoever waited too long, or comes meanwhile. */
  constructor(
    private readonly patienceMs: number,
    private readonly late: () => Error,
  ) {}

  /**
   * @param discard what to do with a result that nobody waits for any more
   * @throws what `late` makes, and as `work` does
   */
  async wait<Result>(
    work: () => Promise<Result>,
    discard: (late: Result) => unknown = () => {},
    patienceMs = this.patienceMs,
  ): Promise<Result> {
    if (this.stuck) throw this.late()
    const doing = work()
    let timer: NodeJS.Timeout | undefined
    const givingUp = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const stuck = doing
          .then(discard)
          .catch(() => {})
          .finally(() => {
            if (this.stuck === stuck) this.stuck = undefined
          })
        this.stuck = stuck
        reject(this.late())
      }, patienceMs)
    })
    try {
      return await Promise.race([doing, givingUp])
    } finally {
      clearTimeout(timer)
    }
  }
}
