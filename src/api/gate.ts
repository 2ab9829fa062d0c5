import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { DomainError } from '../errors.ts'
import type { Viewer } from '../platform/viewer.ts'
import { type AccessRule, accessOf } from './permission.ts'

type Variables = Readonly<Record<string, unknown>>

/** `@skip(if:)` or `@include(if:)`: when it holds, the field is not asked for. */
interface Omission {
  readonly unless: boolean
  readonly value: boolean | { readonly variable: string; readonly fallback: unknown }
}

/** A field of an operation that not everybody may ask for. */
export interface Guard {
  readonly rule: AccessRule
  readonly changes: boolean
  readonly path: readonly string[]
  readonly omissions: readonly Omission[]
}

/**
 * The guarded fields of an operation, wherever they stand. A field of an interface or union is guarded by all
 * that any of its types demands. The document has to be valid and free of fragment circles.
 */
export function guardsOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Guard[] {
  const guards: Guard[] = []
  const changes = operation.operation === 'mutation'
  const defaults = new Map(
    operation.variableDefinitions?.map((each) => [
      each.variable.name.value,
      each.defaultValue?.kind === Kind.BOOLEAN ? each.defaultValue.value : undefined,
    ]),
  )

  const omissionsOf = (node: SelectionNode): Omission[] =>
    (node.directives ?? []).flatMap((directive): Omission[] => {
      const name = directive.name.value
      const condition = directive.arguments?.find((each) => each.name.value === 'if')?.value
      if ((name !== 'skip' && name !== 'include') || !condition) return []
      const unless = name === 'include'
      if (condition.kind === Kind.BOOLEAN) return [{ unless, value: condition.value }]
      if (condition.kind !== Kind.VARIABLE) return []
      const variable = condition.name.value
      return [{ unless, value: { variable, fallback: defaults.get(variable) } }]
    })

  const walk = (
    types: readonly GraphQLObjectType[],
    set: SelectionSetNode,
    path: readonly string[],
    outer: readonly Omission[],
  ): void => {
    for (const node of set.selections) {
      const omissions = [...outer, ...omissionsOf(node)]
      if (node.kind === Kind.FIELD) {
        if (node.name.value.startsWith('__')) continue
        const here = [...path, node.alias?.value ?? node.name.value]
        for (const type of types) {
          const rule = fieldRule(type, node.name.value)
          if (
            rule &&
            rule.access !== 'public' &&
            !guards.some((each) => sameGuard(each, rule, here, omissions))
          )
            guards.push({ rule, changes: changes && path.length === 0 && !rule.reads, path: here, omissions })
        }
        if (node.selectionSet) {
          const inner = types.flatMap((type) => {
            const field = type.getFields()[node.name.value]
            return field ? objectTypes(schema, getNamedType(field.type).name) : []
          })
          walk([...new Set(inner)], node.selectionSet, here, omissions)
        }
        continue
      }
      const target =
        node.kind === Kind.FRAGMENT_SPREAD
          ? fragments.get(node.name.value)
          : (node as typeof node & { kind: Kind.INLINE_FRAGMENT })
      if (!target) continue
      const condition = target.typeCondition?.name.value
      const allowed = condition ? new Set(objectTypes(schema, condition)) : undefined
      walk(allowed ? types.filter((type) => allowed.has(type)) : types, target.selectionSet, path, omissions)
    }
  }

  const root = schema.getRootType(operation.operation)
  if (root) walk([root], operation.selectionSet, [], [])
  return guards
}

const fieldRule = (type: GraphQLObjectType, name: string): AccessRule | undefined => {
  const field = type.getFields()[name]
  return field && accessOf(field)
}

const sameGuard = (guard: Guard, rule: AccessRule, path: readonly string[], omissions: readonly Omission[]) =>
  guard.rule === rule &&
  guard.omissions.length === omissions.length &&
  omissions.length === 0 &&
  guard.path.length === path.length &&
  guard.path.every((each, index) => each === path[index])

function objectTypes(schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name)
  if (isObjectType(type)) return [type]
  return isAbstractType(type) ? schema.getPossibleTypes(type) : []
}

/** The first field this viewer may not ask for, and why; undefined when all is allowed. */
export function refusal(
  guards: readonly Guard[],
  viewer: Viewer | undefined,
  variables: Variables,
): { path: readonly string[]; error: DomainError } | undefined {
  for (const guard of guards) {
    if (guard.omissions.some((omission) => isOmitted(omission, variables))) continue
    const error = refuse(guard, viewer)
    if (error) return { path: guard.path, error }
  }
  return undefined
}

/** Anything but a plain true or false counts as asked for: coercion refuses it later. */
function isOmitted({ unless, value }: Omission, variables: Variables): boolean {
  if (typeof value === 'boolean') return value !== unless
  const given = Object.hasOwn(variables, value.variable) ? variables[value.variable] : value.fallback
  return typeof given === 'boolean' && given !== unless
}

function refuse({ rule, changes }: Guard, viewer: Viewer | undefined): DomainError | undefined {
  if (!viewer) return new DomainError('UNAUTHENTICATED')
  if (viewer.mustChangePassword && !rule.beforePasswordChange)
    return new DomainError('PASSWORD_CHANGE_REQUIRED')
  if (viewer.isDisplay && !rule.forDisplays) return new DomainError('FORBIDDEN')
  const { access } = rule
  if (access === 'signedIn' || access === 'public') return undefined
  if (access === 'operator') return viewer.isOperator ? undefined : new DomainError('FORBIDDEN')
  if (!viewer.may(access) || (changes && !viewer.mayChange))
    return new DomainError('FORBIDDEN', [], { permission: access })
  return undefined
}
