import type { ReactNode, Ref } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './notice.module.css'

const ICONS = { ok: 'check', info: 'info', warn: 'warning', critical: 'warning' } satisfies Record<
  string,
  IconName
>

interface NoticeProps {
  tone: keyof typeof ICONS
  title?: string
  children?: ReactNode
  /** Told at once by a screen reader when it appears. */
  isAlert?: boolean
  ref?: Ref<HTMLDivElement>
}

/** Something that happened, or is to be known, with a glyph beside its colour. */
export function Notice({ tone, title, children, isAlert = false, ref }: NoticeProps) {
  return (
    <div
      ref={ref}
      className={`${styles.notice} ${styles[tone]}`}
      {...(isAlert && { role: 'alert', tabIndex: -1 })}
    >
      <Icon name={ICONS[tone]} />
      <div className={styles.body}>
        {title && <p className={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  )
}
