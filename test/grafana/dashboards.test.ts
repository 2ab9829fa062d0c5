import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { Metrics } from '../../src/platform/metrics.ts'

const FOLDER = join(import.meta.dirname, '../../ops/grafana')

interface Panel {
  title: string
  targets: {
    expr?: string
    root_selector?: string
    columns?: { selector: string }[]
    url_options?: { body_graphql_query: string }
  }[]
}

const panels = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => (JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { panels: Panel[] }).panels)
const targets = panels.flatMap(({ title, targets }) => targets.map((target) => ({ title, ...target })))

test('every question of the dashboards is one that the contract answers, and every column stands in it', () => {
  const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../schema/schema.graphql'), 'utf8'))
  const asked = targets.filter(({ url_options }) => url_options)
  expect(asked.length).toBeGreaterThan(4)
  for (const { title, url_options, root_selector, columns } of asked) {
    const document = parse(url_options!.body_graphql_query)
    expect({ title, errors: validate(schema, document).map(({ message }) => message) }).toEqual({
      title,
      errors: [],
    })
    const words = new Set(url_options!.body_graphql_query.match(/\w+/g))
    for (const selector of [
      root_selector!.replace(/^data\./, ''),
      ...columns!.map(({ selector }) => selector),
    ])
      for (const word of selector.split('.'))
        expect({ title, word, isAsked: words.has(word) }).toMatchObject({ isAsked: true })
  }
})

test('every metric of the dashboards is one that is told', async () => {
  const told = await new Metrics({
    lines: () => [],
    queues: () => [],
    journal: () => ({ records: 0, seconds: 0, isHealthy: true }),
    sockets: () => 0,
    version: '1',
  }).text()
  const names = targets.flatMap(({ expr }) => expr?.match(/callcenter_\w+/g) ?? [])
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) expect(told).toContain(`# TYPE ${name} `)
})
