import { AgentPauseDocument, AgentUnpauseDocument, type Client } from '@centralita/client'
import { useEffect, useMemo } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import type { Me } from '../session/load.me.ts'
import { signOut, useClient } from '../session/session.ts'
import { useMe } from '../session/signed.in.tsx'
import type { AgentActions } from './agents/agent.actions.ts'
import { useBoardAddress } from './board.address.ts'
import { BoardEmpty, BoardForbidden } from './board.states.tsx'
import { BoardView } from './board.view.tsx'
import { boardSourceOf } from './feed/board.source.ts'
import { useBoard } from './feed/use.board.ts'
import { BoardMenu } from './head/board.menu.tsx'
import { useNewBuild, useReloadForNewBuild } from './screen/new.build.ts'
import { TvLeave } from './screen/tv.leave.tsx'
import { useTv } from './screen/use.tv.ts'

/** `/tablero`: the wallboard of who is signed in; `?tv=1` as a television shows it, `?colas=` of some queues. */
export default function BoardPage() {
  const me = useMe()
  if (!me.permissions.includes('DASHBOARD')) return <BoardForbidden onSignOut={() => void signOut()} />
  return <MyBoard me={me} />
}

function MyBoard({ me }: { me: Me }) {
  const { board: words } = useWords()
  const client = useClient()
  const address = useBoardAddress()
  const { isTv, queueIds } = address
  const source = useMemo(() => boardSourceOf(client, !isTv), [client, isTv])
  const { feed, state } = useBoard(source, queueIds)
  const mayAct = me.role !== 'VIEWER' && me.permissions.includes('QUEUES') && !isTv
  const actions = useMemo(() => (mayAct ? actionsOf(client) : undefined), [client, mayAct])
  const isNew = useNewBuild(state.isFresh)
  useReloadForNewBuild(isNew && isTv)
  const isWall = useTv(isTv)
  useEffect(() => {
    document.title = `${words.title} · ${me.tenant.name}`
  }, [words, me])

  if (state.refusal?.kind === 'FORBIDDEN') return <BoardForbidden onSignOut={() => void signOut()} />
  return (
    <BoardView
      feed={feed}
      state={state}
      name={me.tenant.name}
      timeZone={me.tenant.timeZone}
      isTv={isWall}
      actions={actions}
      menu={
        isTv ? (
          <TvLeave onLeave={address.leaveTv} />
        ) : (
          <>
            {isNew && (
              <Button title={words.newBuild} onClick={() => location.reload()}>
                {words.reload}
              </Button>
            )}
            <BoardMenu address={address} />
          </>
        )
      }
      empty={
        <BoardEmpty
          isChosen={queueIds !== null}
          isKeeper={me.permissions.includes('ADMIN') && me.role !== 'VIEWER'}
          onShowAll={() => address.chooseQueues(null)}
        />
      }
    />
  )
}

const actionsOf = (client: Client): AgentActions => ({
  async pause(id, reason, signal) {
    const { agentPause } = await client.request(
      AgentPauseDocument,
      { id, reason: reason || null },
      { signal },
    )
    return agentPause.errors
  },
  async resume(id, signal) {
    const { agentUnpause } = await client.request(AgentUnpauseDocument, { id }, { signal })
    return agentUnpause.errors
  },
})
