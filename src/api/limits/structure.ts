import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { DomainError } from '../../errors.ts'
import type { ApiLimits } from './limits.ts'

/** An operation that is refused for its shape, told with the limit's name and its maximum. */
export const tooComplex = (limit: string, maximum: number): DomainError =>
  new DomainError('OPERATION_TOO_COMPLEX', [], { limit, maximum })

interface Measure {
  depth: number
  fields: number
}

/** Introspection nests deeper than data does; graphql-js bounds what it may repeat. */
const INTROSPECTION_DEPTH = 20
/** Its fields, and the types its fragments are on; graphql-js refuses others of such a name. */
const isOfIntrospection = (name: string): boolean => name.startsWith('__')

/**
 * Refuses documents whose shape alone is an attack, before anything recursive or quadratic looks at them.
 * Every fragment is measured once, so the time is that of reading the document.
 * @throws DomainError OPERATION_TOO_COMPLEX, GraphQLError for fragments in a circle.
 */
export function demandModestShape(document: DocumentNode, limits: ApiLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const measured = new Map<string, Measure>()
  const open = new Set<string>()
  let aliases = 0
  let directives = 0

  const ofFragment = (name: string): Measure => {
    const known = measured.get(name)
    if (known) return known
    const fragment = fragments.get(name)
    if (!fragment) return { depth: 0, fields: 0 }
    if (open.has(name))
      throw new GraphQLError(`Cannot spread fragment "${name}" within itself.`, {
        nodes: fragment,
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      })
    open.add(name)
    directives += fragment.directives?.length ?? 0
    const measure = ofSelections(
      fragment.selectionSet,
      0,
      isOfIntrospection(fragment.typeCondition.name.value),
    )
    open.delete(name)
    measured.set(name, measure)
    return measure
  }

  const ofSelections = (set: SelectionSetNode, nesting: number, introspects: boolean): Measure => {
    if (nesting > INTROSPECTION_DEPTH) throw tooComplex('depth', limits.depth)
    const seen = new Map<string, number>()
    let depth = 0
    let fields = 0
    for (const node of set.selections) {
      directives += node.directives?.length ?? 0
      if (directives > limits.directives) throw tooComplex('directives', limits.directives)
      const name = node.kind === Kind.INLINE_FRAGMENT ? '...' : `${node.kind}${node.name.value}`
      const times = (seen.get(name) ?? 0) + 1
      seen.set(name, times)
      if (node.kind === Kind.FIELD) {
        if (node.alias && ++aliases > limits.aliases) throw tooComplex('aliases', limits.aliases)
        if (!node.alias && times > limits.repeats) throw tooComplex('repeats', limits.repeats)
        const isFlat = introspects || isOfIntrospection(node.name.value)
        const inner = node.selectionSet ? ofSelections(node.selectionSet, nesting + 1, isFlat) : undefined
        depth = Math.max(depth, isFlat ? 1 : 1 + (inner?.depth ?? 0))
        fields += 1 + (inner?.fields ?? 0)
      } else {
        if (times > limits.repeats) throw tooComplex('repeats', limits.repeats)
        const inner =
          node.kind === Kind.FRAGMENT_SPREAD
            ? ofFragment(node.name.value)
            : ofSelections(node.selectionSet, nesting + 1, introspects)
        depth = Math.max(depth, inner.depth)
        fields += inner.fields
      }
      if (depth > limits.depth) throw tooComplex('depth', limits.depth)
      if (fields > limits.fields) throw tooComplex('fields', limits.fields)
    }
    return { depth, fields }
  }

  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) ofFragment(definition.name.value)
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    directives += definition.directives?.length ?? 0
    ofSelections(definition.selectionSet, 0, false)
  }
}
