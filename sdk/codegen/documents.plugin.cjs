const { operationsOf } = require('./operations.cjs')

/**
 * Emits every operation as a constant that bundlers can leave out: its text, and of a subscription what kind of
 * stream it is. Fragments are written once and put in by name, so that many documents cost little more than one.
 */
exports.plugin = (schema, documents) => {
  const { fragments, operations } = operationsOf(schema, documents)
  return [
    '// Made by `npm run sdk`. Do not edit.',
    "import type { RequestDocument, StreamDocument } from '../document.ts'",
    `import type {\n${operations.flatMap(({ result, variables }) => [`  ${result},`, `  ${variables},`]).join('\n')}\n} from './types.ts'`,
    ...fragments.map(({ name, text }) => `const ${name} = '${text}'`),
    ...operations.map(({ document, result, variables, isSubscription, stream, text, fragments: used }) => {
      const type = `${isSubscription ? 'StreamDocument' : 'RequestDocument'}<${result}, ${variables}>`
      const kind = isSubscription ? `  stream: '${stream}',\n` : ''
      const whole = used.length ? `\`${text}${used.map((name) => `\${${name}}`).join('')}\`` : `'${text}'`
      return `export const ${document}: ${type} = {\n${kind}  text: ${whole},\n}`
    }),
    '',
  ].join('\n\n')
}
