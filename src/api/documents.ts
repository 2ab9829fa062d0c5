import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isInputObjectType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  print,
  typeFromAST,
  validate,
  visit,
} from 'graphql'
import { type Guard, guardsOf } from './gate.ts'
import { type CostNode, costPlan } from './limits/cost.ts'
import type { ApiLimits } from './limits/limits.ts'
import { demandModestShape, tooComplex } from './limits/structure.ts'
import { Lru } from './lru.ts'
import { type StreamRule, streamOf } from './stream.ts'

/** One operation of a document, with all that can be known of it before a request comes. */
export interface Operation {
  readonly document: DocumentNode
  readonly node: OperationDefinitionNode
  readonly name: string | undefined
  readonly type: OperationTypeNode
  readonly guards: readonly Guard[]
  readonly cost: readonly CostNode[]
  readonly introspects: boolean
  /** Worth compiling, and safe to. */
  readonly compilable: boolean
  /** A subscription's only root field. */
  readonly stream: StreamRule | undefined
  /** Equal for documents that differ only in layout. */
  readonly normalized: string
  /** How often it was executed without having been compiled. */
  hits: number
}

/** A valid document's operations, by name; the only one also by ''. */
type Operations = ReadonlyMap<string, Operation>

/** Documents read and checked once. Only valid ones are kept, a bounded number of them. */
export class Documents {
  private readonly known: Lru<string, Operations>

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits: ApiLimits,
    cached = 500,
  ) {
    this.known = new Lru(cached)
  }

  /**
   * @param suggest whether errors may name what the schema has instead.
   * @throws GraphQLError or DomainError for a document that is malformed, invalid or too complex.
   */
  operation(source: string, name: string | undefined | null, suggest: boolean): Operation {
    let operations = this.known.get(source)
    if (!operations) {
      operations = this.read(source, suggest)
      this.known.set(source, operations)
    }
    const operation = operations.get(name ?? '')
    if (operation) return operation
    throw new GraphQLError(
      name
        ? `Unknown operation named "${name}".`
        : 'Must provide operation name if query contains multiple operations.',
      { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
    )
  }

  private read(source: string, suggest: boolean): Operations {
    if (source.length > this.limits.sourceCharacters)
      throw tooComplex('characters', this.limits.sourceCharacters)
    const document = this.parse(source)
    demandModestShape(document, this.limits)
    const [invalid] = validate(this.schema, document, undefined, {
      maxErrors: 1,
      hideSuggestions: !suggest,
    })
    if (invalid) throw withCode(invalid, 'GRAPHQL_VALIDATION_FAILED')
    const fragments = new Map<string, FragmentDefinitionNode>()
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
    const normalized = print(document)
    const nodes = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
    const operations = new Map<string, Operation>()
    for (const node of nodes) {
      const operation: Operation = {
        document,
        node,
        name: node.name?.value,
        type: node.operation,
        guards: guardsOf(this.schema, node, fragments),
        cost: costPlan(this.schema, node, fragments),
        introspects: introspects(document),
        compilable:
          node.operation !== 'mutation' && !introspects(document) && !takesRecursiveInput(this.schema, node),
        stream: this.streamOf(node, fragments),
        normalized: nodes.length === 1 ? normalized : `${node.name?.value}:${normalized}`,
        hits: 0,
      }
      if (node.name) operations.set(node.name.value, operation)
      if (nodes.length === 1) operations.set('', operation)
    }
    if (operations.size === 0)
      throw new GraphQLError('Must provide an operation.', {
        extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
      })
    return operations
  }

  private parse(source: string): DocumentNode {
    try {
      return parse(source, { maxTokens: this.limits.tokens })
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      if (error.message.includes('tokens. Parsing aborted')) throw tooComplex('tokens', this.limits.tokens)
      throw withCode(error, 'GRAPHQL_PARSE_FAILED')
    }
  }

  private streamOf(
    node: OperationDefinitionNode,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ): StreamRule | undefined {
    if (node.operation !== 'subscription') return undefined
    let [selection] = node.selectionSet.selections
    while (selection && selection.kind !== Kind.FIELD)
      selection = (selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection)
        ?.selectionSet.selections[0]
    const field = selection && this.schema.getSubscriptionType()?.getFields()[selection.name.value]
    return field && streamOf(field)
  }
}

const withCode = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, {
    ...(error.nodes && { nodes: error.nodes }),
    ...(error.source && { source: error.source }),
    ...(error.positions && { positions: error.positions }),
    extensions: { code },
  })

function introspects(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type') found = true
    },
  })
  return found
}

/** graphql-jit writes code for every level of an input, without an end when a type holds itself. */
function takesRecursiveInput(schema: GraphQLSchema, node: OperationDefinitionNode): boolean {
  const recursive = (type: GraphQLType, above: readonly GraphQLType[]): boolean => {
    const named = getNamedType(type)
    if (!isInputObjectType(named)) return false
    if (above.includes(named)) return true
    return Object.values(named.getFields()).some((field) => recursive(field.type, [...above, named]))
  }
  return (node.variableDefinitions ?? []).some((each) => {
    const type = typeFromAST(schema, each.type as NamedTypeNode)
    return type !== undefined && recursive(type, [])
  })
}
