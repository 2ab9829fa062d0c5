import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import {
  changesAsMarkdown,
  changesSinceRelease,
  schemaChanges,
  untoldChanges,
} from '../../src/schema.changes.ts'

const ROOT = join(import.meta.dirname, '../..')
const BEFORE = `
  enum Role { ADMIN AGENT }
  input CallFilter { number: String }
  type Queue { id: ID! label: String! members: [String!]! role: Role }
  type Trunk { id: ID! }
  union Thing = Queue | Trunk
  type Query { queue(id: ID!): Queue! calls(first: Int = 50, filter: CallFilter): [String!]! thing: Thing }
`
const changed = (after: string) => schemaChanges(buildSchema(BEFORE), buildSchema(after))
const broken = (after: string) =>
  changed(after)
    .filter(({ kind }) => kind === 'breaking')
    .map(({ coordinate }) => coordinate)

describe('A contract that changes', () => {
  it.each([
    ['a type is removed', [/type Trunk.*\n/, ''], [/ \| Trunk/, ''], ['Trunk', 'Thing.Trunk']],
    ['a field is removed', [/label: String! /, ''], ['Queue.label']],
    ['a field may be null now', [/label: String!/, 'label: String'], ['Queue.label']],
    ['a list becomes one', [/members: \[String!\]!/, 'members: String!'], ['Queue.members']],
    ['an enum loses a value', [/ AGENT/, ''], ['Role.AGENT']],
    ['an argument has to be given now', [/queue\(id: ID!/, 'queue(id: ID!, pbx: ID!'], ['Query.queue(pbx:)']],
    ['an argument is removed', [/first: Int = 50, /, ''], ['Query.calls(first:)']],
    ['an argument takes another type', [/first: Int = 50/, 'first: String'], ['Query.calls(first:)']],
    ['an input has to be given now', [/number: String/, 'number: String pbx: ID!'], ['CallFilter.pbx']],
    ['an input is removed', [/number: String/, 'other: String'], ['CallFilter.number']],
    [
      'a type becomes of another kind',
      [/type Trunk \{ id: ID! \}/, 'scalar Trunk'],
      [/ \| Trunk/, ''],
      ['Trunk', 'Thing.Trunk'],
    ],
  ] as [string, ...([RegExp, string] | string[])[]][])('breaks clients when %s', (_, ...rest) => {
    const expected = rest.pop() as string[]
    const after = (rest as [RegExp, string][]).reduce((text, [from, to]) => text.replace(from, to), BEFORE)
    expect(after).not.toBe(BEFORE)
    expect(broken(after).sort()).toEqual(expected.sort())
  })

  it('breaks none by growing, and says what is new and what to look at', () => {
    const after = BEFORE.replace('ADMIN AGENT', 'ADMIN AGENT GUEST')
      .replace('label: String!', 'label: String! isShown: Boolean!')
      .replace('number: String', 'number: String pbxId: ID')
      .replace('first: Int = 50', 'first: Int = 20, after: String')
      .concat('type Display { id: ID! }\nextend type Query { display: Display! }')
    const changes = changed(after)
    expect(changes.map(({ kind, coordinate }) => `${kind} ${coordinate}`).sort()).toEqual([
      'added Display',
      'added Query.display',
      'added Queue.isShown',
      'notable CallFilter.pbxId',
      'notable Query.calls(after:)',
      'notable Query.calls(first:)',
      'notable Role.GUEST',
    ])
    expect(untoldChanges(changes, '')).toEqual([])
    expect(changesAsMarkdown(changes, '0.1.0')).toMatch(/^# Since 0\.1\.0\n\n## Worth a look\n\n- `/)
    expect(changesAsMarkdown(changed(BEFORE), '0.1.0')).toBe('# Since 0.1.0\n\nThe contract is the same.\n')
  })

  it('has to tell what breaks in the changelog, in the right section, by its name or that of what holds it', () => {
    const changes = changed(BEFORE.replace('label: String! ', '').replace('first: Int = 50, ', ''))
    expect(changesAsMarkdown(changes, '0.1.0')).toContain('## Breaking\n\n- `Query.calls(first:)`: ')
    const untold = (changelog: string) =>
      untoldChanges(changes, changelog).map(({ coordinate }) => coordinate)
    const both = ['Query.calls(first:)', 'Queue.label']
    const tell = (text: string) => `# Changelog\n\n## Unreleased\n\n${text}\n\n## 0.1.0\n\nThe first.\n`
    expect(untold('')).toEqual(both)
    expect(untold(tell('### Breaking\n\n- `Queue.label` is gone.'))).toEqual(['Query.calls(first:)'])
    expect(untold(tell('### Breaking\n\n- `Queue.label` is gone; `Query.calls` has pages.'))).toEqual([])
    expect(untold(tell('### Added\n\n- `Queue.label`, `Query.calls`'))).toEqual(both)
    expect(untold(tell('### Breaking\n\nNone.\n\n### Added\n\n- `Queue.label`'))).toEqual(both)
    expect(untold('## Unreleased\n\n## 0.1.0\n\n### Breaking\n\n- `Queue` `Query`')).toEqual(both)
  })
})

describe('The contract of this server', () => {
  it('breaks nothing since the last release that the changelog does not tell', async () => {
    const { since, changes } = await changesSinceRelease()
    expect(since).toMatch(/^\d+\.\d+\.\d+$/)
    expect(untoldChanges(changes, await readFile(join(ROOT, 'CHANGELOG.md'), 'utf8'))).toEqual([])
  })

  it('is compared by `npm run schema:changes -- --check`', async () => {
    const { stdout } = await promisify(execFile)(
      'npm',
      ['run', '--silent', 'schema:changes', '--', '--check'],
      {
        cwd: ROOT,
      },
    )
    const { since, changes } = await changesSinceRelease()
    expect(stdout).toBe(changesAsMarkdown(changes, since))
  }, 30_000)
})
