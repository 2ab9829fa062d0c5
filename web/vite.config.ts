import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const SERVER = process.env.CENTRALITA_URL ?? 'http://127.0.0.1:4000'
const MONACO_GRAPHQL = 'graphiql > @graphiql/react > monaco-graphql'
const LEAST_COMPRESSED_BYTES = 1024

/** What the server sends to browsers is compressed once, when all is written. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle)) {
      const file = join(dir!, name)
      const bytes = readFileSync(file)
      if (/\.(js|css|html|svg|json|ttf)$/.test(name) && bytes.length >= LEAST_COMPRESSED_BYTES)
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
})

export default defineConfig({
  plugins: [react(), compressed()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined fonts and pictures would need `data:` where the pages' policy does not allow it.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      input: { index: 'index.html', graphiql: 'graphiql.html' },
      // Directives of GraphiQL's own that concern a compiler which is not used here.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
    },
  },
  optimizeDeps: {
    // `?worker` means something to Vite alone, and not to what bundles dependencies for development.
    exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'],
    // What the worker of GraphQL stands on is not all written in modules.
    include: ['graphql-language-service', 'picomatch-browser'].map((name) => `${MONACO_GRAPHQL} > ${name}`),
  },
  // `npm run dev -w web`: pages that reload as they are edited, over a server that runs beside.
  server: { proxy: { '/graphql': { target: SERVER, ws: true } } },
})
