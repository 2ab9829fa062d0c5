import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../src')
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const text = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))

/** The files of ours that a file imports; types count, because who names another's types depends on it too. */
const importsOf = (file: string): string[] =>
  [...text.get(file)!.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) =>
    relative(ROOT, join(ROOT, dirname(file), path!)),
  )

/** Only what is loaded: a part may know the type of its whole. */
const loadedBy = (file: string): string[] =>
  [...text.get(file)!.matchAll(/^(?:import|export)\s+(?!type\b)[^']*?'(\.[^']+)'/gm)].map(([, path]) =>
    relative(ROOT, join(ROOT, dirname(file), path!)),
  )

const breaches = (isBroken: (file: string, imported: string) => boolean): string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => isBroken(file, imported))
      .map((imported) => `${file} -> ${imported}`),
  )

const domainOf = (file: string): string | undefined => /^domains\/([^/]+)\//.exec(file)?.[1]
/** Where domains are put together: a floor of one PBX, and the app. */
const PUT_TOGETHER = new Set(['floor'])
/** What a domain shows to others: its service, its API types, the vocabulary of PBXs, and how facts are made and kept. */
const SHOWN =
  /\.(service|types|input)\.ts$|^domains\/(pbxs\/pbx\.(directory|mapping|commands|watch)|queue-logs\/facts\/fact\.(builder|recorder|store))\.ts$/

test('no file loads itself, over however many others', () => {
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (done.has(file) || path.includes(file)) return
    for (const imported of loadedBy(file)) if (text.has(imported)) visit(imported, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})

test('adapters, the platform and the simulator know no domain', () => {
  expect(
    breaches(
      (file, imported) =>
        /^(adapters|platform|simulator|api)\//.test(file) && imported.startsWith('domains/'),
    ),
  ).toEqual([])
})

test('a domain reaches another only through what that one shows', () => {
  expect(
    breaches((file, imported) => {
      const [from, to] = [domainOf(file), domainOf(imported)]
      return (
        from !== undefined &&
        to !== undefined &&
        from !== to &&
        !PUT_TOGETHER.has(from) &&
        !SHOWN.test(imported)
      )
    }),
  ).toEqual([])
})

test('a resolver reaches no store, and nobody but a watch reads the wire', () => {
  expect(breaches((file, imported) => /\.resolver\.ts$/.test(file) && /\.store\.ts$/.test(imported))).toEqual(
    [],
  )
  expect(
    breaches(
      (file, imported) =>
        file.startsWith('domains/') &&
        /^adapters\/ami\/(message|client|link|decoder)\.ts$/.test(imported) &&
        !/\.watch\.ts$|^domains\/floor\//.test(file),
    ),
  ).toEqual([])
})

test('SQL dialects stay in the store, and the environment in the configuration', () => {
  const using = (pattern: RegExp) => files.filter((file) => pattern.test(text.get(file)!))
  expect(using(/drizzle-orm\/\w+-core/).filter((file) => !file.startsWith('platform/store/'))).toEqual([])
  expect(using(/process\.env/).filter((file) => !['config.ts', 'main.ts'].includes(file))).toEqual([])
})

test("Asterisk's header names are spelled in adapters, watches and the simulator alone", () => {
  const HEADERS =
    /'(Uniqueid|Linkedid|BridgeUniqueid|CallerIDNum|MemberName|StateInterface|ActionID|DestUniqueid)'/
  const spelled = files.filter((file) => HEADERS.test(text.get(file)!))
  expect(spelled.filter((file) => !/^(adapters|simulator)\/|\.watch\.ts$/.test(file))).toEqual([])
})
