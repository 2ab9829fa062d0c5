const { operationsOf } = require('./operations.cjs')

/** Emits a method for every operation: a promise for queries and mutations, an iterable for subscriptions. */
exports.plugin = (schema, documents) => {
  const { operations } = operationsOf(schema, documents)
  const signature = ({ name, variables, result, isSubscription, needsVariables }) =>
    `${name}(variables${needsVariables ? '' : '?'}: ${variables}, options?: ${isSubscription ? 'Stream' : 'Request'}Options): ` +
    `${isSubscription ? 'AsyncIterable' : 'Promise'}<${result}>`
  return [
    '// Made by `npm run sdk`. Do not edit.',
    "import type { RequestOptions, StreamOptions, Transport } from '../document.ts'",
    `import {\n${operations.map(({ document }) => `  ${document},`).join('\n')}\n} from './documents.ts'`,
    `import type {\n${operations.flatMap(({ result, variables }) => [`  ${result},`, `  ${variables},`]).join('\n')}\n} from './types.ts'`,
    `/** Every operation as a method. */\nexport interface Operations {\n${operations
      .map((each) => `${comment(each.description)}  ${signature(each)}`)
      .join('\n')}\n}`,
    `/** The methods, over a transport of one's own choice. */\nexport const operationsOver = (transport: Transport): Operations => ({\n${operations
      .map(
        ({ name, document, isSubscription }) =>
          `  ${name}: (variables, options) => transport.${isSubscription ? 'subscribe' : 'request'}(${document}, variables, options),`,
      )
      .join('\n')}\n})\n`,
  ].join('\n\n')
}

const comment = (text) =>
  `  /**\n${text
    .split('\n')
    .map((line) => `   * ${line.replaceAll('*/', '* /')}`.trimEnd())
    .join('\n')}\n   */\n`
