import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

/**
 * Ends a run with one line, `N passed, N failed, N skipped`, and before it names what was skipped and why.
 * Under CI a skipped test is a failure: there everything that the tests need is installed.
 */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    // A file that does not load, a hook that fails and an error outside every test have no failed test to show.
    const broken = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((one) => one.errors().length > 0)
    const failed = count('failed') + count('pending') + broken.length + unhandled.length
    const skipped = count('skipped')

    const reasons = new Map<string, number>()
    for (const test of tests) {
      if (test.result().state !== 'skipped') continue
      const reason = `${test.module.relativeModuleId} > ${reasonOf(test)}`
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
    for (const [reason, number] of reasons) console.log(`skipped ${number}: ${reason}`)
    if (skipped > 0 && process.env.CI) {
      console.log('Under CI nothing may be skipped.')
      process.exitCode = 1
    }
    console.log(`${count('passed')} passed, ${failed} failed, ${skipped} skipped`)
  }
}

/** Names carry the reason: of the test when it gave a note, else of the outermost suite that was skipped as a whole. */
function reasonOf(test: TestCase): string {
  const { note } = test.result() as { note?: string }
  if (note) return `${test.fullName}: ${note}`
  let skipped: TestCase | TestSuite = test
  for (let one: TestCase | TestSuite | TestModule = test; one.type !== 'module'; one = one.parent)
    if (one.type === 'test' || one.state() === 'skipped') skipped = one
  return skipped.fullName
}
