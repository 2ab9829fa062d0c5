import type { ApiLimits } from './limits.ts'
import { tooComplex } from './structure.ts'

/**
 * Refuses variables with too many values or too deep a nesting, without recursion.
 * @throws DomainError OPERATION_TOO_COMPLEX
 */
export function demandModestVariables(variables: Readonly<Record<string, unknown>>, limits: ApiLimits): void {
  let values = 0
  let level: object[] = [variables]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.variableDepth) throw tooComplex('variableDepth', limits.variableDepth)
    const next: object[] = []
    for (const holder of level) {
      const held = Array.isArray(holder) ? holder : Object.values(holder)
      values += held.length
      if (values > limits.variableValues) throw tooComplex('variableValues', limits.variableValues)
      for (const value of held) if (value !== null && typeof value === 'object') next.push(value)
    }
    level = next
  }
}
