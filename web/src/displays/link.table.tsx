import { DisplayLinkRevokeDocument } from '@centralita/client'
import { useState } from 'react'
import { useLanguage, useWords } from '../language/language.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm.dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { useAction } from '../parts/use.action.ts'
import { useClient } from '../session/session.ts'
import { useMe } from '../session/signed.in.tsx'
import { LinkState } from './link.state.tsx'
import styles from './link.table.module.css'
import type { Link } from './use.links.ts'
import type { QueueName } from './use.queue.names.ts'

/** Names that are told in a row; of more, how many there are. */
const MOST_NAMES = 3

interface LinkTableProps {
  links: readonly Link[]
  queues: readonly QueueName[] | undefined
  onRevoked: (link: Link) => void
}

/** The links there are, the newest first, each with how its screen is and the way to end it. */
export function LinkTable({ links, queues, onRevoked }: LinkTableProps) {
  const { displays: words } = useWords()
  const client = useClient()
  const [asked, ask] = useState<Link>()
  const revoke = useAction(async (signal, link: Link) => {
    const { errors } = (await client.request(DisplayLinkRevokeDocument, { id: link.id }, { signal }))
      .displayLinkRevoke
    if (errors.length > 0) return errors
    ask(undefined)
    onRevoked(link)
  })

  const close = () => {
    ask(undefined)
    revoke.forgetProblems()
  }
  return (
    <>
      <table className={styles.table}>
        <caption className="unseen">{words.list}</caption>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.queues}</th>
            <th scope="col">{words.created}</th>
            <th scope="col">{words.expires}</th>
            <th scope="col">{words.seen}</th>
            <th scope="col">
              <span className="unseen">{words.revoke}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...links].reverse().map((link) => (
            <LinkRow key={link.id} link={link} queues={queues} onRevoke={ask} />
          ))}
        </tbody>
      </table>
      {asked && (
        <ConfirmDialog
          title={words.revokeTitle(asked.name)}
          act={revoke.isBusy ? words.revoking : words.revoke}
          isBusy={revoke.isBusy}
          onAct={() => void revoke.run(asked)}
          onClose={close}
        >
          <p>{words.revokeLead}</p>
          {revoke.problems.map(({ code, message }) => (
            <Notice key={code} tone="critical" isAlert>
              <p>{message}</p>
            </Notice>
          ))}
        </ConfirmDialog>
      )}
    </>
  )
}

interface LinkRowProps {
  link: Link
  queues: readonly QueueName[] | undefined
  onRevoke: (link: Link) => void
}

function LinkRow({ link, queues, onRevoke }: LinkRowProps) {
  const { displays: words } = useWords()
  const day = useDay()
  const { name, createdAt, expiresAt, lastSeenAt } = link
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td>
        <LinkState link={link} />
      </td>
      <td className={styles.queues} data-label={words.queues}>
        {useShownQueues(link, queues)}
      </td>
      <td className={styles.day} data-label={words.created}>
        {day(createdAt)}
      </td>
      <td className={styles.day} data-label={words.expires}>
        {expiresAt ? day(expiresAt) : words.never}
      </td>
      <td className={`${styles.day} ${styles.moment}`} data-label={words.seen}>
        {lastSeenAt ? day(lastSeenAt, true) : words.never}
      </td>
      <td>
        <Button kind="quiet" aria-label={words.revokeNamed(name)} onClick={() => onRevoke(link)}>
          {words.revoke}
        </Button>
      </td>
    </tr>
  )
}

function useShownQueues({ queueIds }: Link, queues: readonly QueueName[] | undefined): string {
  const { displays: words } = useWords()
  const language = useLanguage()
  if (!queueIds) return words.all
  if (!queues || queueIds.length > MOST_NAMES)
    return words.queueCount(new Intl.NumberFormat(language).format(queueIds.length))
  const names = queueIds.map((id) => queues.find((queue) => queue.id === id)?.label ?? words.unknownQueue)
  return new Intl.ListFormat(language).format(names)
}

/** Days, and times where they matter, as they are where the company is. */
function useDay(): (instant: string, withTime?: boolean) => string {
  const language = useLanguage()
  const { timeZone } = useMe().tenant
  return (instant, withTime = false) =>
    new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      ...(withTime && { timeStyle: 'short' }),
      timeZone,
    }).format(new Date(instant))
}
