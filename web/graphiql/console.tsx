import 'graphiql/setup-workers/vite'
import '@graphiql/react/style.css'
import '@graphiql/plugin-doc-explorer/style.css'
import '@graphiql/plugin-history/style.css'
import 'graphiql/graphiql.css'
import './console.css'
import { GraphiQL } from 'graphiql'
import { useMemo, useState } from 'react'
import { currentLanguage } from '../src/language/language.ts'
import { useClient } from '../src/session/session.ts'
import { useTheme } from '../src/theme/theme.ts'
import { fetcherOver } from './fetcher.ts'
import { preparedTabs, startOfToday } from './prepared.tabs.ts'
import { TabStorage } from './tab.storage.ts'
import { useConsoleWords } from './words.ts'

/** The editor itself, for who is signed in: all that is heavy is loaded with this file. */
export default function Console() {
  const words = useConsoleWords()
  const theme = useTheme()
  const client = useClient()
  const fetcher = useMemo(() => fetcherOver(client), [client])
  const [{ storage, prepared, turn }, setTabs] = useState(() => openTabs(0))

  const restore = () => {
    storage.close()
    const next = openTabs(turn + 1)
    next.storage.restore(next.prepared)
    setTabs(next)
  }

  return (
    <GraphiQL
      key={turn}
      fetcher={fetcher}
      storage={storage}
      defaultTabs={[...prepared]}
      forcedTheme={theme}
      isHeadersEditorEnabled={false}
      showPersistHeadersSettings={false}
      defaultEditorToolsVisibility="variables"
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <button type="button" className="restore-tabs" onClick={restore}>
          {words.restore}
        </button>
      </GraphiQL.Logo>
    </GraphiQL>
  )
}

function openTabs(turn: number) {
  const storage = new TabStorage()
  const today = startOfToday()
  storage.moveTo(today)
  return { storage, prepared: preparedTabs(currentLanguage(), today), turn }
}
