/**
 * Waits until something holds, looking every few milliseconds; false when `limitMs` have passed and it still
 * does not. For the short while between an answer of the PBX and the event that shows its effect.
 */
export async function until(holds: () => boolean, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs
  while (!holds()) {
    if (performance.now() >= end) return false
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return true
}
