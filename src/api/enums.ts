import { registerEnumType } from 'type-graphql'

/** Registers a closed set as a GraphQL enum, each value with what it means, and gives the object to name it by. */
export function describeEnum<Value extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Value, string>>,
): { readonly [Each in Value]: Each } {
  const values = Object.keys(meanings) as Value[]
  const named = Object.fromEntries(values.map((value) => [value, value])) as { [Each in Value]: Each }
  registerEnumType(named, {
    name,
    description: `${description} Values may be added.`,
    valuesConfig: Object.fromEntries(values.map((value) => [value, { description: meanings[value] }])) as {
      [Each in Value]: { description: string }
    },
  })
  return named
}
