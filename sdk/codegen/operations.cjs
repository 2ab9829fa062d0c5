const { Kind, stripIgnoredCharacters, print, visit } = require('graphql')

/** Every operation of the documents, with what the plugins tell about it. */
exports.operationsOf = (schema, documents) => {
  const definitions = documents.flatMap(({ document }) => document.definitions)
  const fragments = definitions
    .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
    .sort(byName)
    .map((node) => ({ name: node.name.value, text: textOf(node), uses: spreadsIn(node) }))
  const operations = definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .sort(byName)
    .map((node) => {
      const name = node.name.value
      const root = node.selectionSet.selections[0].name.value
      const field = schema.getRootType(node.operation).getFields()[root]
      const pascal = capital(name)
      const result = pascal + capital(node.operation)
      return {
        name,
        document: `${pascal}Document`,
        result,
        variables: `${result}Variables`,
        isSubscription: node.operation === 'subscription',
        needsVariables: node.variableDefinitions.some(
          ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue,
        ),
        description: field.description ?? '',
        stream: /^Fact: /m.test(field.description ?? '') ? 'fact' : 'state',
        text: textOf(node),
        fragments: closure(spreadsIn(node), fragments),
      }
    })
  return { fragments, operations }
}

const capital = (name) => name[0].toUpperCase() + name.slice(1)
const byName = (a, b) => (a.name.value < b.name.value ? -1 : 1)
const textOf = (node) => stripIgnoredCharacters(print(node))

function spreadsIn(node) {
  const names = new Set()
  visit(node, { FragmentSpread: (spread) => void names.add(spread.name.value) })
  return [...names]
}

/** The fragments named, and those that they name. */
function closure(names, fragments) {
  const found = new Set()
  const add = (name) => {
    if (found.has(name)) return
    found.add(name)
    fragments.find((each) => each.name === name).uses.forEach(add)
  }
  names.forEach(add)
  return [...found].sort()
}
