import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { SCHEMA_FILE } from './print-schema.ts'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const RELEASES = join(ROOT, 'schema/releases')

/**
 * One thing in which a contract differs from the one before. `breaking`: what clients send or read may fail.
 * `notable`: it works, and clients that are not prepared for it may show something wrong. `added`: new.
 */
export interface SchemaChange {
  readonly kind: 'breaking' | 'notable' | 'added'
  /** Where it is, such as `Queue.label`, `Query.calls(first:)` or `Role.AGENT`. */
  readonly coordinate: string
  readonly description: string
}

/** What became of a contract, breaking changes first, then by place. */
export function schemaChanges(before: GraphQLSchema, after: GraphQLSchema): SchemaChange[] {
  const told = (kind: SchemaChange['kind']) => (change: { description: string }) => ({
    kind,
    coordinate: coordinateOf(change.description),
    description: change.description,
  })
  // A standard scalar that nothing uses any more is told beside what used it.
  const breaking = findBreakingChanges(before, after).filter(
    ({ description }) => !description.startsWith('Standard scalar'),
  )
  return [
    breaking.map(told('breaking')),
    findDangerousChanges(before, after).map(told('notable')),
    additions(before, after),
  ].flatMap((changes) => changes.sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1)))
}

/** New types, and new fields of types that were there; new arguments and values are notable already. */
function additions(before: GraphQLSchema, after: GraphQLSchema): SchemaChange[] {
  const found: SchemaChange[] = []
  const add = (coordinate: string) =>
    found.push({ kind: 'added', coordinate, description: `${coordinate} was added.` })
  for (const type of Object.values(after.getTypeMap())) {
    const old = before.getType(type.name)
    if (!old) add(type.name)
    else if (isObjectType(type) || isInterfaceType(type))
      for (const name of Object.keys(type.getFields()))
        if ((isObjectType(old) || isInterfaceType(old)) && !old.getFields()[name]) add(`${type.name}.${name}`)
  }
  return found
}

/** graphql-js tells the place of a change in its words alone. */
function coordinateOf(description: string): string {
  const shapes: [RegExp, (...parts: string[]) => string][] = [
    [/^An? \w+ arg (\w+) on directive (\w+)/, (arg, directive) => `@${directive}(${arg}:)`],
    [/^An? \w+ arg (\w+) on (\w+\.\w+)/, (arg, field) => `${field}(${arg}:)`],
    [/^An? \w+ field (\w+) on input type (\w+)/, (field, type) => `${type}.${field}`],
    [/^(\w+) was (?:removed from|added to) (?:enum|union) type (\w+)/, (value, type) => `${type}.${value}`],
    [/^(\w+\.\w+) arg (\w+)/, (field, arg) => `${field}(${arg}:)`],
    [/^(\w+(?:\.\w+)?)/, (place) => place!],
  ]
  for (const [shape, coordinate] of shapes) {
    const parts = shape.exec(description)
    if (parts) return coordinate(...parts.slice(1))
  }
  return description
}

const HEADINGS = { breaking: 'Breaking', notable: 'Worth a look', added: 'Added' }

/** The changes for people who write clients. */
export function changesAsMarkdown(changes: readonly SchemaChange[], since: string): string {
  const parts = (['breaking', 'notable', 'added'] as const).flatMap((kind) => {
    const lines = changes
      .filter((change) => change.kind === kind)
      .map(({ coordinate, description }) => `- \`${coordinate}\`: ${description}`)
    return lines.length > 0 ? [`## ${HEADINGS[kind]}`, lines.join('\n')] : []
  })
  const nothing = changes.length === 0 ? ['The contract is the same.'] : []
  return `${[`# Since ${since}`, ...nothing, ...parts].join('\n\n')}\n`
}

/**
 * Breaking changes that nobody told: their coordinate, or that of the field or type they are in, stands in
 * backticks under `### Breaking` of the changelog's `## Unreleased`.
 */
export function untoldChanges(changes: readonly SchemaChange[], changelog: string): SchemaChange[] {
  const section = /^## Unreleased$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changelog)?.[1] ?? ''
  const breaking = /^### Breaking$([\s\S]*?)(?=^### |(?![\s\S]))/m.exec(section)?.[1] ?? ''
  const told = new Set([...breaking.matchAll(/`([^`]+)`/g)].map(([, coordinate]) => coordinate))
  const places = (coordinate: string) => [
    coordinate,
    coordinate.replace(/\(.*$/, ''),
    coordinate.replace(/[.(].*$/, ''),
  ]
  return changes.filter(
    ({ kind, coordinate }) => kind === 'breaking' && !places(coordinate).some((place) => told.has(place)),
  )
}

/** The contract as last released, and what it has become. */
export async function changesSinceRelease(): Promise<{ since: string; changes: SchemaChange[] }> {
  const versions = (await readdir(RELEASES)).map((file) => file.replace(/\.graphql$/, ''))
  const since = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
  if (since === undefined) throw new Error('No contract has been released.')
  const read = async (file: string) => buildSchema(await readFile(file, 'utf8'))
  const before = await read(join(RELEASES, `${since}.graphql`))
  return { since, changes: schemaChanges(before, await read(SCHEMA_FILE)) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { since, changes } = await changesSinceRelease()
  process.stdout.write(changesAsMarkdown(changes, since))
  const untold = untoldChanges(changes, await readFile(join(ROOT, 'CHANGELOG.md'), 'utf8'))
  if (process.argv.includes('--check') && untold.length > 0) {
    process.stderr.write('CHANGELOG.md does not tell, under Unreleased / Breaking:\n')
    for (const { coordinate } of untold) process.stderr.write(`  \`${coordinate}\`\n`)
    process.exitCode = 1
  }
}
