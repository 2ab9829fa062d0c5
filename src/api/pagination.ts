import { ArgsType, Field, Int, ObjectType } from 'type-graphql'
import { DomainError } from '../errors.ts'
import { Allow } from './permission.ts'

export const DEFAULT_PAGE_SIZE = 50
export const LARGEST_PAGE = 100

/** A place in a list that is ordered by time, then id. */
export interface Position {
  readonly at: Date
  readonly id: string
}

/** What a store needs to read one page: `size` items after `after`, and one more to know whether more follow. */
export interface PageRequest {
  readonly size: number
  readonly after: Position | undefined
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    defaultValue: DEFAULT_PAGE_SIZE,
    description: `How many items to fetch: 1 to ${LARGEST_PAGE}.`,
  })
  first: number

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the page before; without it the list begins at its start.',
  })
  after?: string | null
}

@ObjectType({ description: 'Where a page ends, and whether another follows.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more items follow this page.' })
  hasNextPage: boolean

  @Field(() => String, { nullable: true, description: 'The cursor of the last item; give it as `after`.' })
  endCursor: string | null

  constructor(hasNextPage: boolean, endCursor: string | null) {
    this.hasNextPage = hasNextPage
    this.endCursor = endCursor
  }
}

/** @throws DomainError PAGE_SIZE_OUT_OF_RANGE at `first`, INVALID_CURSOR at `after`. */
export function readPage({ first, after }: PageArgs): PageRequest {
  if (!Number.isInteger(first) || first < 1 || first > LARGEST_PAGE)
    throw new DomainError('PAGE_SIZE_OUT_OF_RANGE', ['first'], { maximum: LARGEST_PAGE })
  return { size: first, after: after == null ? undefined : readCursor(after) }
}

/** Opaque to clients: they hand it back as it is. */
export function cursorOf({ at, id }: Position): string {
  return Buffer.from(`${at.getTime().toString(36)}.${id}`).toString('base64url')
}

const CURSOR = /^(-?[0-9a-z]{1,11})\.([\w-]{1,64})$/

/** @throws DomainError INVALID_CURSOR */
export function readCursor(cursor: string): Position {
  const text = cursor.length <= 128 ? Buffer.from(cursor, 'base64url').toString() : ''
  const match = CURSOR.exec(text)
  const at = new Date(Number.parseInt(match?.[1] ?? '', 36))
  if (!match || Number.isNaN(at.getTime()) || cursorOf({ at, id: match[2]! }) !== cursor)
    throw new DomainError('INVALID_CURSOR', ['after'])
  return { at, id: match[2]! }
}

export interface Edge<Node> {
  node: Node
  cursor: string
}

export interface Connection<Node> {
  nodes: Node[]
  edges: Edge<Node>[]
  pageInfo: PageInfo
}

/**
 * The connection types of a node's type: `CallConnection` and `CallEdge` for `Call`. `page` makes one of up to
 * `size + 1` rows in the list's order.
 */
export function connectionOf<Node extends object>(type: new (...args: never[]) => Node, name = type.name) {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list, with its place in it.` })
  class NodeEdge implements Edge<Node> {
    @Field(() => type, { description: 'The item itself.' })
    node: Node

    @Field(() => String, { description: 'Its place in the list.' })
    cursor: string

    constructor(node: Node, cursor: string) {
      this.node = node
      this.cursor = cursor
    }
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class NodeConnection implements Connection<Node> {
    @Field(() => [type], { description: 'The items of this page.' })
    nodes: Node[]

    @Field(() => PageInfo, { description: 'Where this page ends.' })
    pageInfo: PageInfo

    constructor(
      nodes: Node[],
      pageInfo: PageInfo,
      private readonly position: (node: Node) => Position,
    ) {
      this.nodes = nodes
      this.pageInfo = pageInfo
    }

    /** Made when asked for: most readers want the nodes alone. */
    @Allow('public')
    @Field(() => [NodeEdge], { description: 'The items of this page with their places.' })
    get edges(): NodeEdge[] {
      return this.nodes.map((node) => new NodeEdge(node, cursorOf(this.position(node))))
    }

    static page(rows: readonly Node[], size: number, position: (node: Node) => Position): NodeConnection {
      const nodes = rows.slice(0, size)
      const last = nodes.at(-1)
      const pageInfo = new PageInfo(rows.length > size, last ? cursorOf(position(last)) : null)
      return new NodeConnection(nodes, pageInfo, position)
    }
  }
  return NodeConnection
}
