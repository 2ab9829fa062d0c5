import { PbxContentsDocument, type PbxContentsQuery, type PbxFieldsFragment } from '@centralita/client'
import { type Ref, useEffect, useState } from 'react'
import { useLanguage, useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { useClient } from '../session/session.ts'
import styles from './pbx.live.module.css'
import startStyles from './start.module.css'

const LOOK_AGAIN_MS = 5_000
const GLYPHS: Record<string, { icon: IconName | undefined; tone: string }> = {
  CONNECTING: { icon: undefined, tone: 'busy' },
  SYNCING: { icon: undefined, tone: 'busy' },
  LIVE: { icon: 'check', tone: 'ok' },
  LOST: { icon: 'warning', tone: 'warn' },
  OFF: { icon: 'cross', tone: 'quiet' },
  REFUSED: { icon: 'cross', tone: 'critical' },
}

interface PbxLiveProps {
  pbxs: readonly PbxFieldsFragment[]
  onCorrect: (pbx: PbxFieldsFragment) => void
  ref?: Ref<HTMLUListElement>
}

/** The PBXs that are connected, as the links to them stand at this moment. */
export function PbxLive({ pbxs, onCorrect, ref }: PbxLiveProps) {
  const { pbx: words } = useWords().start
  const contents = useContents(pbxs.some(({ status }) => status.state === 'LIVE'))
  return (
    <ul ref={ref} tabIndex={-1} className={styles.pbxs} aria-label={words.connected}>
      {pbxs.map((pbx) => (
        <li key={pbx.id} className={startStyles.card}>
          <div className={styles.head}>
            <h3>{pbx.name}</h3>
            <LinkState state={pbx.status.state} />
          </div>
          <p className={startStyles.soft}>
            {pbx.host !== null && `${pbx.host}:${pbx.port}`}
            {pbx.status.asteriskVersion && ` · Asterisk ${pbx.status.asteriskVersion}`}
          </p>
          {pbx.status.problem && <p>{words.problems[pbx.status.problem] ?? pbx.status.problem}</p>}
          {pbx.status.state === 'LIVE' && contents && <Found contents={contents} pbxId={pbx.id} />}
          {pbx.host !== null && (
            <div>
              <Button kind={pbx.status.state === 'REFUSED' ? 'main' : 'plain'} onClick={() => onCorrect(pbx)}>
                {words.correct}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function LinkState({ state }: { state: PbxFieldsFragment['status']['state'] }) {
  const { pbx: words } = useWords().start
  const { icon, tone } = GLYPHS[state] ?? { icon: 'question', tone: 'quiet' }
  return (
    <p className={styles.state} data-tone={tone} role="status">
      {icon ? <Icon name={icon} /> : <span className={styles.pulse} aria-hidden="true" />}
      {words.links[state] ?? words.unknown}
    </p>
  )
}

function Found({ contents, pbxId }: { contents: PbxContentsQuery; pbxId: string }) {
  const { pbx: words } = useWords().start
  const language = useLanguage()
  const counted = (['queues', 'agents', 'extensions'] as const).map((kind) => {
    const count = contents[kind].filter((each) => each.pbxId === pbxId).length
    return { kind, count, word: words[kind](count) }
  })
  return (
    <>
      <p className="unseen">{words.found}</p>
      <ul className={styles.found}>
        {counted.map(({ kind, count, word }) => (
          <li key={kind}>
            <strong>{new Intl.NumberFormat(language).format(count)}</strong> {word}
          </li>
        ))}
      </ul>
      {counted[0]?.count === 0 && <p className={startStyles.soft}>{words.noQueues}</p>}
    </>
  )
}

/** What is on the PBXs, looked at again as long as it is shown: more may come. */
function useContents(isLive: boolean): PbxContentsQuery | undefined {
  const client = useClient()
  const [contents, setContents] = useState<PbxContentsQuery>()

  useEffect(() => {
    if (!isLive) return
    const leaving = new AbortController()
    const { signal } = leaving
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      try {
        setContents(await client.request(PbxContentsDocument, {}, { signal }))
      } catch {
        // How the link stands is told elsewhere; the next look may succeed.
      }
      if (!signal.aborted) timer = setTimeout(() => void look(), LOOK_AGAIN_MS)
    }
    void look()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [client, isLive])

  return contents
}
