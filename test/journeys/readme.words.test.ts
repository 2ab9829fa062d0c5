import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { packageFolder } from '../../src/platform/store/migrations.ts'
import { blocksOf, READMES } from './readme.ts'

const root = packageFolder()
const schema = buildSchema(readFileSync(`${root}/schema/schema.graphql`, 'utf8'))

test.each(READMES)('what %s asks of the API can be asked', (file) => {
  const documents = blocksOf(root, file, 'graphql')
  expect(documents.length).toBeGreaterThan(0)
  for (const document of documents) expect(validate(schema, parse(document))).toEqual([])
})

test('both READMEs tell the same commands', () => {
  const commands = READMES.map((file) =>
    blocksOf(root, file, 'sh').flatMap((block) =>
      block.split('\n').map((line) => line.replace(/\s*#.*/, '')),
    ),
  )
  expect(commands[0]).toEqual(commands[1])
})
