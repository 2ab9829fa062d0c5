import { useEffect, useRef, useState } from 'react'
import { useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageFrame } from '../parts/page.frame.tsx'
import styles from './displays.page.module.css'
import { LinkForm } from './link.form.tsx'
import { LinkMade, type MadeLink } from './link.made.tsx'
import { LinkTable } from './link.table.tsx'
import { type Link, useLinks } from './use.links.ts'
import { useQueueNames } from './use.queue.names.ts'

/** `/pantallas`: the links that show a board on screens on walls. */
export default function DisplaysPage() {
  const { displays: words, parts } = useWords()
  const links = useLinks()
  const queues = useQueueNames()
  const [isMaking, make] = useState(false)
  const [made, setMade] = useState<MadeLink>()
  const [revoked, setRevoked] = useState<Link>()
  const opener = useRef<HTMLDivElement>(null)
  const isClosed = useRef(false)

  // Whoever closed the form is where they opened it.
  useEffect(() => {
    if (isMaking || made) isClosed.current = true
    else if (isClosed.current) opener.current?.querySelector('button')?.focus()
  }, [isMaking, made])

  // The row is gone, and with it the button that was pressed.
  useEffect(() => {
    if (revoked) document.getElementById('contenido')?.focus()
  }, [revoked])

  const begin = (
    <div ref={opener}>
      <Button kind="main" icon="plus" onClick={() => make(true)}>
        {words.create}
      </Button>
    </div>
  )
  const isIdle = !isMaking && !made && !links.isForbidden
  const isEmpty = links.list?.length === 0
  return (
    <PageFrame
      title={words.title}
      lead={words.lead}
      {...(isIdle && links.list && !isEmpty && { action: begin })}
    >
      {/* Told here: with the last link the list is gone, too. */}
      <p className="unseen" role="status">
        {revoked && words.revoked(revoked.name)}
      </p>
      {links.isForbidden && (
        <Notice tone="info">
          <p>{words.forbidden}</p>
        </Notice>
      )}
      {links.problem && !links.isForbidden && (
        <Notice tone="critical" isAlert>
          <p>{links.problem.message}</p>
          <div>
            <Button onClick={links.reload}>{parts.retry}</Button>
          </div>
        </Notice>
      )}
      {made && <LinkMade made={made} onClose={() => setMade(undefined)} />}
      {isMaking && (
        <LinkForm
          queues={queues}
          onMade={(link) => {
            setMade(link)
            make(false)
            links.reload()
          }}
          onCancel={() => make(false)}
        />
      )}
      {!links.list && !links.problem && (
        <p className={styles.skeleton} role="status">
          {parts.loading}
        </p>
      )}
      {isEmpty && isIdle && (
        <div className={styles.empty}>
          <Icon name="screen" />
          <h2>{words.emptyTitle}</h2>
          <p>{words.empty}</p>
          {begin}
        </div>
      )}
      {links.list && !isEmpty && (
        <LinkTable
          links={links.list}
          queues={queues}
          onRevoked={(link) => {
            setRevoked(link)
            links.reload()
          }}
        />
      )}
    </PageFrame>
  )
}
