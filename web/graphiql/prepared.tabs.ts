import type { LanguageCode } from '../src/language/language.ts'

/** An operation to begin with, as it stands in a tab. */
export interface PreparedTab {
  readonly query: string
  readonly variables: string | null
}

/** What a newcomer tries first. The first one has no variables: GraphiQL opens it without looking at them. */
export function preparedTabs(language: LanguageCode, today: string): readonly PreparedTab[] {
  const words = WORDS[language]
  return [
    { query: liveNow(words), variables: null },
    { query: callsOfToday(words), variables: JSON.stringify({ from: today }, null, 2) },
    { query: wallboard(words), variables: null },
    { query: pause(words), variables: JSON.stringify({ id: '', reason: words.reason }, null, 2) },
  ]
}

/** When this day began where the browser is, as the API takes it. */
export function startOfToday(now = new Date()): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString()
}

const es = {
  live: 'AhoraMismo',
  liveTells: [
    'Lo que pasa ahora: colas y agentes.',
    'Ejecute con el botón o con Ctrl+Enter;',
    'Ctrl+Espacio completa los nombres.',
  ],
  calls: 'LlamadasDeHoy',
  callsTells: [
    'Las llamadas desde la medianoche de hoy',
    '(«from», abajo en Variables), las últimas primero.',
    'Más: el endCursor de esta página es el «after»',
    'de la siguiente.',
  ],
  board: 'Tablero',
  boardTells: [
    'Una suscripción: colas y agentes juntos,',
    'a lo sumo un mensaje por segundo.',
    'El mismo botón la detiene.',
  ],
  pause: 'PausarAgente',
  pauseTells: [
    'Cambia de verdad: pausa a un agente en todas',
    'sus colas, en la central. Escriba en Variables',
    'su «id» (salen en AhoraMismo) y el motivo.',
    'Lo que no se pudo llega en «errors», con código.',
    'Para que vuelva: agentUnpause.',
  ],
  reason: 'Almuerzo',
}

const en: typeof es = {
  live: 'LiveNow',
  liveTells: [
    'What is going on now: queues and agents.',
    'Run it with the button or Ctrl+Enter;',
    'Ctrl+Space completes names.',
  ],
  calls: 'CallsOfToday',
  callsTells: [
    'The calls since midnight ("from", below in',
    'Variables), the latest first.',
    'More: the endCursor of this page is the',
    '"after" of the next.',
  ],
  board: 'Wallboard',
  boardTells: [
    'A subscription: queues and agents together,',
    'at most one message a second.',
    'The same button stops it.',
  ],
  pause: 'PauseAgent',
  pauseTells: [
    'This does change something: it pauses an agent',
    'in all of its queues, on the PBX. Write its "id"',
    '(LiveNow has them) and the reason into Variables.',
    'What could not be done is in "errors", with a code.',
    'To bring it back: agentUnpause.',
  ],
  reason: 'Lunch',
}

const WORDS: Readonly<Record<LanguageCode, typeof es>> = { es, en }

const comment = (lines: readonly string[]): string => lines.map((line) => `# ${line}`).join('\n')

const liveNow = ({ live, liveTells }: typeof es): string => `${comment(liveTells)}
query ${live} {
  queues {
    label
    waitingCount
    longestWaitSince
    level
    memberCounts {
      available
      onCall
      paused
    }
    today {
      offered
      answered
      abandoned
      serviceLevel
    }
  }
  agents {
    id
    name
    number
    state
    since
    pauseReason
  }
}
`

const callsOfToday = ({ calls, callsTells }: typeof es): string => `${comment(callsTells)}
query ${calls}($from: DateTime!, $after: String) {
  calls(
    filter: { from: $from }
    first: 20
    after: $after
  ) {
    nodes {
      startedAt
      direction
      fromNumber
      toNumber
      state
      disposition
      waitSeconds
      talkSeconds
      queue {
        label
      }
      agent {
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`

const wallboard = ({ board, boardTells }: typeof es): string => `${comment(boardTells)}
subscription ${board} {
  wallboard(minIntervalMs: 1000) {
    at
    isDemo
    isStale
    totals {
      waiting
      longestWaitSince
      availableAgents
      connectedAgents
      answered
      abandoned
      serviceLevel
      level
    }
    queues {
      label
      waitingCount
      level
    }
    agents {
      name
      state
      since
    }
  }
}
`

const pause = (words: typeof es): string => `${comment(words.pauseTells)}
mutation ${words.pause}(
  $id: ID!
  $reason: String
) {
  agentPause(id: $id, reason: $reason) {
    agent {
      name
      state
      isPaused
      pauseReason
    }
    errors {
      code
      path
      message
    }
  }
}
`
