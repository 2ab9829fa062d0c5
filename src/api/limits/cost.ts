import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'

type Variables = Readonly<Record<string, unknown>>
/** A number that stands in the document, or comes with a variable. */
type Amount = number | { readonly variable: string; readonly fallback: number }

/** What a field fetches: itself, the elements it was given, and its children once for each item of a page. */
export interface CostNode {
  readonly weight: number
  /** `first`, `last`, `limit`, `pageSize`. */
  readonly pageSize: Amount | undefined
  /** Elements of lists among the arguments. */
  readonly elements: readonly Amount[]
  readonly isList: boolean
  readonly children: readonly CostNode[]
}

const PAGE_SIZE = new Set(['first', 'last', 'limit', 'pageSize'])
/** What a list without a page size is taken to hold. */
const UNSIZED_LIST = 10

/** Reads an operation once; `costOf` then needs only the variables. Scalars are free, an object costs 1. */
export function costPlan(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly CostNode[] {
  const defaults = new Map(
    operation.variableDefinitions?.map((each) => [each.variable.name.value, each.defaultValue]),
  )

  const size = (node: ValueNode): Amount | undefined => {
    if (node.kind === Kind.INT) return Number(node.value)
    if (node.kind !== Kind.VARIABLE) return undefined
    const fallback = defaults.get(node.name.value)
    return { variable: node.name.value, fallback: fallback?.kind === Kind.INT ? Number(fallback.value) : 0 }
  }

  const elements = (node: ValueNode): Amount[] => {
    if (node.kind === Kind.LIST) return [node.values.length, ...node.values.flatMap(elements)]
    if (node.kind === Kind.OBJECT) return node.fields.flatMap((field) => elements(field.value))
    if (node.kind !== Kind.VARIABLE) return []
    const fallback = defaults.get(node.name.value)
    const given = fallback ? elements(fallback).reduce<number>((sum, each) => sum + Number(each), 0) : 0
    return [{ variable: node.name.value, fallback: given }]
  }

  const children = (typeName: string | undefined, set: SelectionSetNode): CostNode[] =>
    set.selections.flatMap((node): CostNode[] => {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(node.name.value)
        return fragment ? children(fragment.typeCondition.name.value, fragment.selectionSet) : []
      }
      if (node.kind === Kind.INLINE_FRAGMENT)
        return children(node.typeCondition?.name.value ?? typeName, node.selectionSet)
      const type = typeName === undefined ? undefined : schema.getType(typeName)
      const field =
        isObjectType(type) || isInterfaceType(type)
          ? (type as GraphQLObjectType).getFields()[node.name.value]
          : undefined
      const args = node.arguments ?? []
      if (!field || (!isCompositeType(getNamedType(field.type)) && args.length === 0)) return []
      const sizing = args.find((each) => PAGE_SIZE.has(each.name.value))?.value
      const implied = field.args.find((each) => PAGE_SIZE.has(each.name))?.defaultValue
      const complexity = field.extensions.complexity
      return [
        {
          weight: typeof complexity === 'number' ? complexity : 1,
          pageSize: (sizing && size(sizing)) ?? (typeof implied === 'number' ? implied : undefined),
          elements: args.flatMap((each) => elements(each.value)),
          isList: isListType(getNullableType(field.type)),
          children: node.selectionSet ? children(getNamedType(field.type).name, node.selectionSet) : [],
        },
      ]
    })

  return children(schema.getRootType(operation.operation)?.name, operation.selectionSet)
}

/** The objects an operation fetches at worst with these variables. */
export const costOf = (plan: readonly CostNode[], variables: Variables): number =>
  plan.reduce((sum, node) => sum + nodeCost(node, variables, undefined), 0)

function nodeCost(node: CostNode, variables: Variables, page: number | undefined): number {
  const elements = node.elements.reduce<number>((sum, each) => sum + elementCount(each, variables), 0)
  const own = node.pageSize === undefined ? undefined : amount(node.pageSize, variables)
  const items = node.isList ? (own ?? page ?? (elements || UNSIZED_LIST)) : 1
  const pageOfChildren = node.isList ? undefined : own
  let each = node.weight
  for (const child of node.children) each += nodeCost(child, variables, pageOfChildren)
  return elements + items * each
}

function amount(given: Amount, variables: Variables): number {
  const value = givenValue(given, variables)
  return typeof value === 'number' ? Math.max(0, value) : 0
}

/** A variable that is no list has no elements, however large a number it is. */
const elementCount = (given: Amount, variables: Variables): number =>
  typeof given !== 'number' && Object.hasOwn(variables, given.variable)
    ? countElements(variables[given.variable])
    : amount(given, variables)

function givenValue(given: Amount, variables: Variables): unknown {
  if (typeof given === 'number') return given
  return Object.hasOwn(variables, given.variable) ? variables[given.variable] : given.fallback
}

/** Elements of all lists within; variables were bounded in size and depth before. */
function countElements(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0
  if (Array.isArray(value)) return value.length + value.reduce((sum, each) => sum + countElements(each), 0)
  return Object.values(value).reduce((sum: number, each) => sum + countElements(each), 0)
}
